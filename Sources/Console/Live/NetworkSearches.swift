import Attendance
import LocalNetwork
import SADP
import Store
import Synchronization

/// Works on this server's own network for everybody who looks at it: one search at a time, and one attempt at a
/// device's password at a time.
final class NetworkSearches: Sendable {
    /// The search that is under way, or the last one where it failed.
    struct Search: Sendable {
        var interface: String?
        var actor: Actor
        /// What has answered so far.
        var devices: [FoundDevice] = []
        var problem: Phrase?
    }

    private struct State {
        var search: Search?
        var isSearching = false
        var passwords: Set<MACAddress> = []
    }

    private let defaults: LocalDevices
    private let state = Mutex(State())

    init(_ defaults: LocalDevices) {
        self.defaults = defaults
    }

    /// The interface that is searched where nobody chose another.
    var usualInterface: String? { defaults.interface }

    /// The devices of one interface, or of the usual ones.
    func devices(on interface: String?) -> LocalDevices {
        var devices = defaults
        if let interface, !interface.isEmpty { devices.interface = interface }
        return devices
    }

    var current: (search: Search?, isSearching: Bool) { state.withLock { ($0.search, $0.isSearching) } }

    /// Searches and keeps what was found.
    ///
    /// - Parameter onChange: told of each device that appears or changes.
    /// - Throws: `SADPFailure`, `busy` where a search is under way; `StoreFailure`.
    func search(
        _ interface: String?, into networks: NetworkRepository, actor: Actor, now: @Sendable () -> Instant,
        onChange: @escaping @Sendable (FoundDevice) -> Void
    ) async throws -> NetworkList {
        try state.withLock { state in
            guard !state.isSearching else { throw SADPFailure.busy }
            state.isSearching = true
            state.search = Search(interface: interface, actor: actor)
        }
        do {
            let found = try await devices(on: interface).search { [self] device in
                take(device)
                onChange(device)
            }
            let list = try await networks.keep(
                found.devices, of: found.network, ignored: found.ignoredCount, isReported: false,
                act: Act(by: actor, at: now()))
            state.withLock { state in
                state.isSearching = false
                state.search = nil
            }
            return list
        } catch {
            state.withLock { state in
                state.isSearching = false
                state.search?.problem = error.explained.phrase
            }
            throw error
        }
    }

    private func take(_ device: FoundDevice) {
        state.withLock { state in
            guard var devices = state.search?.devices else { return }
            if let place = devices.firstIndex(where: { $0.mac == device.mac && $0.serial == device.serial }) {
                devices[place] = device
            } else {
                devices.append(device)
            }
            state.search?.devices = devices.sortedByAddress()
        }
    }

    /// Runs one attempt at a device's password; nil where another is under way.
    func attempting<Value: Sendable>(
        _ mac: MACAddress, _ body: @Sendable () async throws -> Value
    ) async throws -> Value? {
        guard state.withLock({ $0.passwords.insert(mac).inserted }) else { return nil }
        defer { _ = state.withLock { $0.passwords.remove(mac) } }
        return try await body()
    }
}
