import Attendance
import AttendanceHub
import Store
import Synchronization

/// What needs somebody, in numbers, for the menu of every page. Counted anew beside the page where the last count is a few
/// seconds old; a page waits for it where that is older than half a minute.
final class AttentionCounts: Sendable {
    struct Counts: Hashable, Sendable {
        /// Devices that need attention, and those that are silent.
        var devices = 0
        /// HR clients that take nothing until somebody acts, or for long enough that somebody should look.
        var hrClients = 0
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
    private struct State {
        var counts = Counts()
        /// When they were counted; nil before they ever were.
        var at: ContinuousClock.Instant?
        var isCounting = false
    }

    private let state = Mutex(State())
    /// What is older is counted anew beside the page that shows it.
    private static let freshness = Duration.seconds(5)
    /// What is older than this is not shown: a page that somebody opens after a night says what is so now.
    private static let oldest = Duration.seconds(30)

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
        let (known, age, mayCount) = state.withLock { state in
            let age = state.at.map { ContinuousClock.now - $0 }
            let mayCount = !state.isCounting && (age ?? .seconds(1 << 40)) >= AttentionCounts.freshness
            if mayCount { state.isCounting = true }
            return (state.counts, age, mayCount)
        }
        guard mayCount else { return known }
        if let age, age < AttentionCounts.oldest {
            Task { await renew() }
            return known
        }
        return await renew()
    }

    @discardableResult
    private func renew() async -> Counts {
        let counts = try? await count()
        return state.withLock { state in
            state.isCounting = false
            // A store that does not answer is not asked again by every page.
            state.at = .now
            if let counts { state.counts = counts }
            return state.counts
        }
    }

    func count() async throws(StoreFailure) -> Counts {
        var counts = Counts()
        let health = try await hub.health(of: devices.all())
        counts.devices = health.values.count { health in
            switch health {
            case .needsAttention, .silent: true
            case .syncing, .disabled, .paused, .retrying, .new, .fine: false
            }
        }
        for client in try await hrClients.all() {
            if client.needsLook { counts.hrClients += 1 }
            counts.parked += try await deliveries.counts(client)[.parked] ?? 0
        }
        counts.cases = try await cases.queue().count
        return counts
    }
}

extension HRClient {
    /// As with a device: what may pass by itself is left alone for a few attempts.
    fileprivate var needsLook: Bool {
        failingSince != nil && Outage.needsAttention(after: failures - 1, needsPerson: attention != nil)
    }
}
