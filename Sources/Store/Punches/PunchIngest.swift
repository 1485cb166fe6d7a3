import Attendance
import GRDB

/// One page of a run, on its way into the store.
public struct IngestPage: Sendable {
    public var rows: Int
    public var punches: [Punch]
    public var skipped: [String: Int]
    /// Records that could not be decoded: reason and bytes.
    public var undecodable: [(reason: String, raw: ArraySlice<UInt8>)]
    public var checkpoint: String

    public init(
        rows: Int, punches: [Punch], skipped: [String: Int] = [:],
        undecodable: [(reason: String, raw: ArraySlice<UInt8>)] = [], checkpoint: String
    ) {
        self.rows = rows
        self.punches = punches
        self.skipped = skipped
        self.undecodable = undecodable
        self.checkpoint = checkpoint
    }
}

/// When the deliveries of new punches may go.
public struct ReleaseRule: Sendable {
    /// Nil holds them for a timed or manual push.
    public let dueAt: Instant?
    /// A person named the span that is read.
    public let isAsked: Bool
    /// Unless somebody asked, punches before it are held until their dates are pushed: a wrong clock must not send so
    /// much of the past.
    public let oldest: Instant

    /// - Parameter now: the latest of the clocks that are at hand.
    public init(dueAt: Instant?, isAsked: Bool = false, now: Instant) {
        self.dueAt = dueAt
        self.isAsked = isAsked
        oldest = now - RunPlan.longestCatchUp
    }
}

public struct IngestCounts: Sendable {
    public var new = 0
    public var duplicates = 0
    /// Known records that came with a better employee code.
    public var corrected = 0
}

extension RunRepository {
    /// Stores pages in one transaction: what is new with its deliveries, and the run moved forward behind the last
    /// of them. When it returns, all of it is durable.
    ///
    public func ingest(
        _ pages: [IngestPage], run: SyncRun, device: Device, release: ReleaseRule, now: Instant
    ) async throws(StoreError) -> IngestCounts {
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
