import Database
import Synchronization

/// People who are in the `person` table for sure, so that a backfill does not look for the same thousand in every
/// transaction. Whoever removes people raises the epoch, in whichever process, and what was known is forgotten.
final class KnownPeople: Sendable {
    private struct State {
        var epoch: Int64 = -1
        var hashes: Set<Int> = []
    }

    private let state = Mutex(State())
    private static let most = 200_000

    /// Hashes of the people who were there in this epoch.
    func snapshot(_ epoch: Int64) -> Set<Int> {
        state.withLock { $0.epoch == epoch ? $0.hashes : [] }
    }

    /// Takes over who is there, once the transaction that wrote them has been committed.
    func replace(_ hashes: Set<Int>, epoch: Int64) {
        state.withLock { state in
            state.hashes = hashes.count > KnownPeople.most ? [] : hashes
            state.epoch = epoch
        }
    }
}

extension Database {
    private static let epochName = "people-epoch"

    func peopleEpoch() throws -> Int64 {
        let read = try cachedStatement(sql: "SELECT CAST(value AS BIGINT) FROM meta WHERE name = ?")
        return try Int64.fetchOne(read, arguments: [Database.epochName]) ?? 0
    }

    func raisePeopleEpoch() throws {
        try execute(
            sql: """
                INSERT INTO meta (name, value) VALUES (?, '1')
                ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT)
                """, arguments: [Database.epochName])
    }
}
