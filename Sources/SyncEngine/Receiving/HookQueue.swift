import Attendance
import Store
import Synchronization

/// Takes webhook calls as fast as they come: what an address leads to is remembered as long as nothing of it changes, and
/// calls share commits.
public final class HookQueue: Sendable {
    private struct State {
        var addresses: [String: HookAddress] = [:]
    }

    private let store: Store
    private let commits: CommitQueue<HookArrival, HookReceipt>
    private let state = Mutex(State())

    /// Addresses that are remembered; past it all are read anew.
    private static let mostAddresses = 4096

    init(store: Store, now: @escaping @Sendable () -> Instant) {
        self.store = store
        commits = CommitQueue { arrivals throws(StoreFailure) in try await store.hooks.take(arrivals, now: now()) }
    }

    /// What an address leads to; nil for a stranger's. It may be older than what is stored now: then `take` says so.
    func address(kind: String, secret: String) async throws(StoreFailure) -> HookAddress? {
        let name = "\(kind)/\(secret)"
        if let known = state.withLock({ $0.addresses[name] }) { return known }
        guard let found = try await store.hooks.address(kind: kind, secret: secret) else { return nil }
        state.withLock { state in
            if state.addresses.count >= HookQueue.mostAddresses { state.addresses = [:] }
            state.addresses[name] = found
        }
        return found
    }

    func forget(kind: String, secret: String) {
        state.withLock { _ = $0.addresses.removeValue(forKey: "\(kind)/\(secret)") }
    }

    /// Durable when it returns.
    func take(_ arrival: HookArrival) async throws(StoreFailure) -> HookReceipt { try await commits.take(arrival) }
}
