import Attendance
import Database

extension StatusRepository {
    /// Punches of all devices in each of the spans, from an index alone: it takes as long as they have punches, however many
    /// others there are.
    public func counts(in spans: [Range<Instant>]) async throws(StoreFailure) -> [Int] {
        try await file.read { database in
            let count = try database.cachedStatement(
                sql: "SELECT count(*) FROM punch \(database.dialect.indexed(by: "punch_at")) WHERE at >= ? AND at < ?")
            return try spans.map { span in
                try Int.fetchOne(count, arguments: [span.lowerBound, span.upperBound]) ?? 0
            }
        }
    }

    /// When the first punch of all was made; nil before there is one.
    public func firstPunch() async throws(StoreFailure) -> Instant? {
        try await file.read { try Instant.fetchOne($0, sql: "SELECT min(at) FROM punch") }
    }
}
