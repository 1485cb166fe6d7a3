import Attendance
import ProgramSettings
import Scheduling
import Store

extension Desk {
    /// Forgets the photos and key strings of cases that ended longer ago than the setting says.
    ///
    /// - Returns: the number of cases; 0 where another process is at it.
    @discardableResult
    public func forgetExpired() async throws -> Int {
        guard let lock = try store.lock(.job("retention")) else { return 0 }
        defer { withExtendedLifetime(lock) {} }
        // What is forgotten is gone: not by a clock that was caught at a lie within a day.
        guard try await store.clock.recent(now: now()).isEmpty else { return 0 }
        let days = try await store.settings.current().evidenceDays
        return try await store.evidence.expire(endedBefore: now() - .hours(24 * days), now: now())
    }
}

/// Forgets once an hour what is old enough.
public struct EvidenceRetention: RecurringJob {
    // Not at once: a machine that has just started may not know the time yet.
    public let loop: JobLoop
    private let desk: Desk

    public init(_ desk: Desk, clock: JobClock = .steady) {
        self.desk = desk
        loop = JobLoop(
            "retention", every: .hours(1), startsAtOnce: false,
            while: Phrase(
                en: "photos of ended cases are kept longer than set",
                vi: "ảnh của yêu cầu đã kết thúc bị giữ lâu hơn thiết lập"), clock: clock)
    }

    public func turn(_ turn: JobTurn) async throws { try await desk.forgetExpired() }
}
