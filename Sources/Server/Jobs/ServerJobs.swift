import Console
import Scheduling
import SyncEngine
import UnbindingDesk

/// Whatever a server does again and again. A job that is added here is run, watched by `/readyz` and counted by
/// `/metrics`.
struct ServerJobs: Sendable {
    let deliveries: DeliverySchedule
    let confirmations: ConfirmationSchedule
    private let syncs: SyncSchedule
    private let listeners: Listeners
    private let watch: ClockWatch

    /// - Parameter clock: the one that the engine lives by.
    init(_ engine: Engine, clock: SteadyClock) {
        let deliveries = DeliverySchedule(engine: engine)
        self.deliveries = deliveries
        syncs = SyncSchedule(engine: engine) { deliveries.loop.ring() }
        listeners = Listeners(engine: engine) { deliveries.loop.ring() }
        confirmations = ConfirmationSchedule(engine: engine) { deliveries.loop.ring() }
        watch = ClockWatch(engine: engine, clock: clock)
    }

    /// All of them, in the order in which they are told of.
    func all(with console: Console) -> [any RecurringJob] {
        [
            syncs, listeners, deliveries, confirmations, watch, console.live, console.courier,
            EvidenceRetention(console.desk), DeskNotices(console.desk), LogHeadNotices(console.desk),
            InterruptedCases(console.desk),
        ]
    }
}
