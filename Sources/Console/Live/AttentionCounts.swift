import Attendance
import AttendanceHub
import Store
import Synchronization

/// What needs somebody, in numbers, for the menu of every page. Counted anew when somebody looks and the last count is a few
/// seconds old, so that no page waits for more than one count.
final class AttentionCounts: Sendable {
    struct Counts: Hashable, Sendable {
        /// Devices that need attention, and those that are silent.
        var devices = 0
        /// Punches that no HR client takes as they are.
        var parked = 0
        /// Cases that wait for a decision.
        var cases = 0
    }

    private let hub: Hub
    private let devices: DeviceRepository
    private let hrClients: HRClientRepository
    private let deliveries: DeliveryRepository
    private let cases: CaseRepository
    private let last = Mutex<(counts: Counts, at: ContinuousClock.Instant)?>(nil)
    private static let freshness = Duration.seconds(5)

    init(
        _ hub: Hub, devices: DeviceRepository, hrClients: HRClientRepository, deliveries: DeliveryRepository,
        cases: CaseRepository
    ) {
        self.hub = hub
        self.devices = devices
        self.hrClients = hrClients
        self.deliveries = deliveries
        self.cases = cases
    }

    /// The last known where the store cannot say.
    func current() async -> Counts {
        let known = last.withLock { $0 }
        if let known, .now - known.at < AttentionCounts.freshness { return known.counts }
        let counts = (try? await count()) ?? known?.counts ?? Counts()
        last.withLock { $0 = (counts, .now) }
        return counts
    }

    private func count() async throws(StoreFailure) -> Counts {
        var counts = Counts()
        let health = try await hub.health(of: devices.all())
        counts.devices = health.values.count { health in
            switch health {
            case .needsAttention, .silent: true
            case .syncing, .disabled, .paused, .retrying, .new, .fine: false
            }
        }
        for client in try await hrClients.all() {
            counts.parked += try await deliveries.counts(client)[.parked] ?? 0
        }
        counts.cases = try await cases.queue().count
        return counts
    }
}
