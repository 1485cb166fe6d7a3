import Attendance
import Scheduling

/// Settles cases in whose middle a program ended: at once, and every few seconds, since a command may end in the middle too.
public struct InterruptedCases: RecurringJob {
    public let loop = JobLoop(
        "interrupted-cases", every: .seconds(10), longestStep: .minutes(2),
        while: Phrase(
            en: "unbindings that were interrupted stay as they are",
            vi: "lần hủy liên kết bị ngắt giữa chừng không được xử lý tiếp"))
    private let desk: Desk

    public init(_ desk: Desk) { self.desk = desk }

    public func turn(_ turn: JobTurn) async throws { try await desk.settleInterrupted(progress: turn.beat) }
}
