import Attendance
import AttendanceHub
import Logging
import Scheduling
import Store

/// Says where people look that a recurring job fails, and that it works again: in the log and in the history.
struct JobJournal: Sendable {
    let store: Store
    let now: @Sendable () -> Instant
    let log: Logger

    func note(_ event: JobEvent) async {
        let name = event.loop.name
        let told: HistoryEvent
        switch event.change {
        case .failed(let error):
            told = .program(.jobFailed(consequence: event.loop.consequence, reason: error.explained.phrase))
            log.error("\(name): \(told.sentence(about: name).en)")
        case .recovered:
            told = .program(.jobRecovered)
            log.notice("\(name): \(told.sentence(about: name).en)")
        }
        do throws(StoreFailure) {
            try await store.history.record(told, of: name, act: Act(by: .machine(.system), at: now()))
        } catch {
            // The store may be what fails the job: then the log and `/readyz` have it.
            log.error("history: \(error.phrase.en)")
        }
    }
}
