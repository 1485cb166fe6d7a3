import Attendance
import Store
import Synchronization

/// Shares commits: what comes while the disk is busy goes with the next one. An answer leaves after its commit.
final class CommitQueue<Arrival: Sendable, Receipt: Sendable>: Sendable {
    private struct Waiting {
        let arrival: Arrival
        let answer: CheckedContinuation<Result<Receipt, StoreFailure>, Never>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isWriting = false
    }

    /// Stores arrivals in one commit; their receipts are in the order of the arrivals.
    private let commit: @Sendable ([Arrival]) async throws(StoreFailure) -> [Receipt]
    private let state = Mutex(State())

    /// Arrivals of one commit.
    private static var largestBatch: Int { 256 }

    init(commit: @escaping @Sendable ([Arrival]) async throws(StoreFailure) -> [Receipt]) {
        self.commit = commit
    }

    /// Durable when it returns.
    func take(_ arrival: Arrival) async throws(StoreFailure) -> Receipt {
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
                let batch = Array(state.waiting.prefix(Self.largestBatch))
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
            let receipts = try await commit(batch.map(\.arrival))
            for (waiting, receipt) in zip(batch, receipts) { waiting.answer.resume(returning: .success(receipt)) }
        } catch {
            guard batch.count > 1, case .data(.io) = error else {
                for waiting in batch { waiting.answer.resume(returning: .failure(error)) }
                return
            }
            // One that the database cannot hold must not take the others with it.
            for waiting in batch { await write([waiting]) }
        }
    }
}
