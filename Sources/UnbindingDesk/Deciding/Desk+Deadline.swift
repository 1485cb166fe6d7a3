import Attendance
import ProgramSettings
import Store
import WorkingTime

extension Desk {
    /// When a case that is filed at an instant would be due.
    ///
    /// - Throws: `StoreFailure` where the calendar has no working time within two years.
    public func deadline(from start: Instant) async throws -> Deadline {
        let minutes = try await store.settings.current().decisionMinutes
        return try await store.cases.deadline(from: start, working: .minutes(minutes))
    }
}
