import Attendance
import ConnectorKit
import Store
import Synchronization

extension Engine {
    /// What a connector has of a terminal that calls by itself.
    ///
    /// - Parameter run: that waits for it; nil for a test of the connection.
    func pushLine(of device: Device, by actor: Actor, for run: SyncRun?) -> PushLine {
        guard deviceKinds[device.kind]?.push != nil else { return .none }
        let terminals = store.terminals
        return PushLine(
            isScheduled: actor == .schedule,
            contact: { try await terminals.contact(of: device) },
            order: { [now] in try await terminals.order($0, of: device, runID: run?.id, now: now()) },
            state: { try await terminals.state(ofOrder: $0) },
            withdraw: { try await terminals.withdraw($0) },
            settle: { try await terminals.settle($0, of: device) })
    }
}

/// How far a source has handed in its records, as the pages of one run say: the earliest counts.
final class Reach: Sendable {
    private let known = Mutex<Instant?>(nil)

    /// Nil where no page said anything.
    var instant: Instant? { known.withLock { $0 } }

    func note(_ end: Instant) { known.withLock { $0 = $0.map { min($0, end) } ?? end } }
}
