import Attendance
import AttendanceHub
import ConnectorKit
import Store
import Synchronization

/// The last search for attendance terminals on this server's own networks, for everybody who looks at it: one at a time.
/// It is not kept: who is there is asked anew.
final class TerminalSearches: Sendable {
    private struct State {
        var found: [FoundSystem] = []
        var isSearching = false
        var endedAt: Instant?
    }

    private let kinds: DeviceKinds
    private let devices: DeviceRepository
    private let state = Mutex(State())

    init(_ kinds: DeviceKinds, _ devices: DeviceRepository) {
        self.kinds = kinds
        self.devices = devices
    }

    /// What answered so far, and when the search ended; nil before the first one.
    var current: (found: [FoundSystem], endedAt: Instant?, isSearching: Bool) {
        state.withLock { ($0.found, $0.endedAt, $0.isSearching) }
    }

    /// Searches; does nothing where a search is under way. Terminals that are known and answer are not asked: most serve one
    /// client at a time.
    func search(now: @Sendable () -> Instant) async throws(StoreFailure) {
        let mayBegin = state.withLock { state in
            guard !state.isSearching else { return false }
            state.isSearching = true
            state.found = []
            return true
        }
        guard mayBegin else { return }
        defer {
            let ended = now()
            state.withLock { state in
                state.isSearching = false
                state.endedAt = ended
            }
        }
        let known = try await devices.all()
        for kind in kinds.all {
            guard let finder = kind.finder else { continue }
            let inUse = known.filter { $0.kind == kind.id && $0.isEnabled && $0.failures == 0 }
            _ = await finder.find(Set(inUse.compactMap { $0.fields[finder.addressField] })) { [self] system in
                state.withLock { $0.found.append(system) }
            }
        }
    }
}
