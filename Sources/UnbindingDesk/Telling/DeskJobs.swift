import Attendance
import Scheduling

/// Tells the desk's own people what waits for them, every few seconds.
public struct DeskNotices: RecurringJob {
    public let loop = JobLoop(
        "desk-notices", every: .seconds(5),
        while: Phrase(
            en: "nobody is told of cases that wait or are overdue",
            vi: "không ai được báo về yêu cầu đang chờ hoặc quá hạn"))
    private let desk: Desk

    public init(_ desk: Desk) { self.desk = desk }

    public func turn(_ turn: JobTurn) async throws { try await desk.tellDesk() }
}

/// Tells the webhook where the logs of cases end, once it is a new day.
public struct LogHeadNotices: RecurringJob {
    public let loop = JobLoop(
        "case-logs", every: .seconds(5),
        while: Phrase(
            en: "the webhook is not told where the logs of cases end",
            vi: "webhook không được báo điểm cuối nhật ký yêu cầu"))
    private let desk: Desk

    public init(_ desk: Desk) { self.desk = desk }

    public func turn(_ turn: JobTurn) async throws { try await desk.tellLogs() }
}
