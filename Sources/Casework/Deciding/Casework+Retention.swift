import Attendance
import ProgramSettings
import Store

extension Casework {
    /// Forgets the photos and key strings of cases that ended longer ago than the setting says.
    ///
    /// - Returns: the number of cases.
    @discardableResult
    public func forgetExpired() async throws -> Int {
        // What is forgotten is gone: not by a clock that was caught at a lie within a day.
        guard try await store.clock.recent(now: now()).isEmpty else { return 0 }
        let days = try await store.settings.current().evidenceDays
        return try await store.evidence.expire(endedBefore: now() - .hours(24 * days), now: now())
    }

    /// The same once an hour, until the task is cancelled.
    public func keepRetention(every pause: Duration = .seconds(3600)) async {
        while !Task.isCancelled {
            // Not at once: a machine that has just started may not know the time yet.
            if (try? await Task.sleep(for: pause)) == nil { break }
            _ = try? await forgetExpired()
        }
    }
}
