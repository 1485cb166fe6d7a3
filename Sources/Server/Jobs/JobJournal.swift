import Attendance
import Logging
import Scheduling
import Store

/// Says where people look that a recurring job fails, and that it works again: in the log and in the history.
struct JobJournal: Sendable {
    let store: Store
    let now: @Sendable () -> Instant
    let log: Logger

    func note(_ event: JobEvent) async {
        let text = JobJournal.text(event)
        switch event.change {
        case .failed: log.error("\(event.loop.name): \(text.en)")
        case .recovered: log.notice("\(event.loop.name): \(text.en)")
        }
        do throws(StoreFailure) {
            try await store.history.record(
                JobJournal.word(event.change), event.loop.name, text, act: Act(by: .machine(.system), at: now()))
        } catch {
            // The store may be what fails the job: then the log and `/readyz` have it.
            log.error("history: \(error.phrase.en)")
        }
    }

    private static func word(_ change: JobEvent.Change) -> String {
        switch change {
        case .failed: "job.failed"
        case .recovered: "job.recovered"
        }
    }

    private static func text(_ event: JobEvent) -> Phrase {
        let consequence = event.loop.consequence
        switch event.change {
        case .failed(let error):
            let reason = error.explained.phrase
            return Phrase(
                en: "\(consequence.en) until this is mended: \(reason.en)",
                vi: "\(consequence.vi) cho đến khi khắc phục: \(reason.vi)")
        case .recovered: return Phrase(en: "works again", vi: "đã hoạt động trở lại")
        }
    }
}
