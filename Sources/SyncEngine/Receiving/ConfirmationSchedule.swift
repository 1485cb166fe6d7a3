import Attendance
import Scheduling
import Store

/// Confirms what webhooks announced: at once when one came in, and again later where the vendor's list lagged.
public final class ConfirmationSchedule: RecurringJob {
    // One question to a vendor may be tried for as long as the schedule's patience lasts.
    public let loop = JobLoop(
        "confirmations", every: .seconds(2), longestStep: .minutes(5),
        while: Phrase(
            en: "what webhooks announce is not read", vi: "bản ghi mà webhook báo chưa được đọc"))
    private let engine: Engine
    private let stored: @Sendable () -> Void

    /// - Parameter stored: told when punches came in.
    public init(engine: Engine, stored: @escaping @Sendable () -> Void) {
        self.engine = engine
        self.stored = stored
    }

    public func turn(_ turn: JobTurn) async throws {
        if try await engine.confirmAnnouncements(progress: turn.beat) > 0 { stored() }
    }
}
