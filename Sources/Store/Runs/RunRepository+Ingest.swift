import Attendance
import Database

extension RunRepository {
    /// Stores pages in one transaction: what is new with its deliveries, and the run moved forward behind the last
    /// of them. When it returns, all of it is durable.
    ///
    public func ingest(
        _ pages: [IngestPage], run: SyncRun, device: Device, release: ReleaseRule, now: Instant
    ) async throws(StoreFailure) -> IngestCounts {
        let (counts, people, epoch) = try await file.write { database in
            var writer = try PunchWriter(
                database, device: device, runID: run.id, known: file.knownPeople, release: release, now: now)
            var skipped = try Column.counts(
                String.fetchOne(database, sql: "SELECT skipped FROM sync_run WHERE id = ?", arguments: [run.id]) ?? "{}"
            )
            for page in pages {
                for punch in page.punches { try writer.write(punch) }
                for record in page.undecodable {
                    try writer.keep(undecodable: record.raw, reason: record.reason)
                    skipped[record.reason, default: 0] += 1
                }
                skipped.merge(page.skipped, uniquingKeysWith: +)
            }
            try writer.finish()
            for facts in pages.compactMap(\.facts) { try database.keep(facts, of: device, now: now) }
            try database.execute(
                sql: """
                    UPDATE sync_run SET fetched = fetched + ?, new = new + ?, duplicates = duplicates + ?,
                      skipped = ?, checkpoint = ?, checkpoint_at = ? WHERE id = ?
                    """,
                arguments: [
                    pages.reduce(0) { $0 + $1.rows }, writer.counts.new, writer.counts.duplicates,
                    Column.text(skipped), pages.last?.checkpoint, now, run.id,
                ])
            return (writer.counts, writer.people, writer.peopleEpoch)
        }
        file.knownPeople.replace(people, epoch: epoch)
        return counts
    }
}
