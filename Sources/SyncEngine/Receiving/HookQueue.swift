import Attendance
import Store
import Synchronization

/// Takes webhook calls as fast as they come: what an address leads to is remembered as long as nothing of it changes,
/// and calls that come while the disk is busy share the next commit. An answer leaves after its commit.
public final class HookQueue: Sendable {
    private struct Waiting {
        let arrival: HookArrival
        let answer: CheckedContinuation<Result<HookReceipt, StoreFailure>, Never>
    }

    private struct State {
        var addresses: [String: HookAddress] = [:]
        var waiting: [Waiting] = []
        var isWriting = false
    }

    private let store: Store
    private let now: @Sendable () -> Instant
    private let state = Mutex(State())

    /// Addresses that are remembered; past it all are read anew.
    private static let mostAddresses = 4096
    /// Calls of one commit.
    private static let largestBatch = 256

    init(store: Store, now: @escaping @Sendable () -> Instant) {
        self.store = store
        self.now = now
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
    func take(_ arrival: HookArrival) async throws(StoreFailure) -> HookReceipt {
        let result = await withCheckedContinuation { answer in
            let isFirst = state.withLock { state in
                state.waiting.append(Waiting(arrival: arrival, answer: answer))
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if isFirst { Task { await write() } }
        }
        return try result.get()
    }

    /// Commits what waits until nothing does.
    private func write() async {
        while true {
            let batch = state.withLock { state in
                let batch = Array(state.waiting.prefix(HookQueue.largestBatch))
                state.waiting.removeFirst(batch.count)
                if batch.isEmpty { state.isWriting = false }
                return batch
            }
            if batch.isEmpty { return }
            await write(batch)
        }
    }

    private func write(_ batch: [Waiting]) async {
        do throws(StoreFailure) {
            let receipts = try await store.hooks.take(batch.map(\.arrival), now: now())
            for (waiting, receipt) in zip(batch, receipts) { waiting.answer.resume(returning: .success(receipt)) }
        } catch {
            guard batch.count > 1, case .io = error else {
                for waiting in batch { waiting.answer.resume(returning: .failure(error)) }
                return
            }
            // One that the database cannot hold must not take the others with it.
            for waiting in batch { await write([waiting]) }
        }
    }
}
