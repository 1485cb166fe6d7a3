import Attendance
import Store

/// Stores pages behind the fetching of the next ones. Pages that come while a transaction is under way share the
/// next one, so that a fast vendor costs fewer waits for the disk; never more than `capacity` wait.
actor PageLane {
    /// Pages in memory besides those being stored. A page of the largest vendor is about a quarter of a megabyte.
    static let capacity = 24

    private let store: @Sendable ([IngestPage]) async throws -> Void
    private var waiting: [IngestPage] = []
    private var storing: Task<Void, Never>?
    private var failure: (any Error)?

    init(store: @escaping @Sendable ([IngestPage]) async throws -> Void) {
        self.store = store
    }

    /// Takes a page; waits while too many are waiting.
    ///
    /// - Throws: what storing an earlier page threw. Nothing is stored after that.
    func push(_ page: IngestPage) async throws {
        if let failure { throw failure }
        waiting.append(page)
        if storing == nil { storeWaiting() }
        while waiting.count >= PageLane.capacity, let storing { await storing.value }
        if let failure { throw failure }
    }

    /// Waits until every page is durable.
    func drain() async throws {
        while let storing { await storing.value }
        if let failure { throw failure }
    }

    private func storeWaiting() {
        let pages = waiting
        waiting = []
        storing = Task {
            do {
                try await store(pages)
            } catch {
                failure = error
                waiting = []
            }
            storing = nil
            if !waiting.isEmpty { storeWaiting() }
        }
    }
}
