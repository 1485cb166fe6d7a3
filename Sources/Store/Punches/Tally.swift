import Attendance
import Foundation
import GRDB

/// Counts of one transaction's new punches and deliveries, by local day, on their way into the `tally` table.
struct TallyDelta {
    private struct Key: Hashable {
        let day: LocalDate
        let client: Int64
        let state: Int64
    }

    private var counts: [Key: Int] = [:]

    mutating func countPunch(_ day: LocalDate) { counts[Key(day: day, client: 0, state: 0), default: 0] += 1 }

    mutating func countDelivery(_ day: LocalDate, client: Int64, state: DeliveryState) {
        counts[Key(day: day, client: client, state: state.rawValue), default: 0] += 1
    }

    func store(sourceID: Int64, in database: Database) throws {
        let add = try database.cachedStatement(
            sql: """
                INSERT INTO tally (day, source_id, hr_client_id, state, count) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET count = count + excluded.count
                """)
        for (key, count) in counts {
            try add.execute(arguments: [key.day.description, sourceID, key.client, key.state, count])
        }
    }
}

extension Database {
    /// Counts a source's punches and deliveries anew, all sources by default: after changes that move punches to
    /// other days or make deliveries by the thousand.
    func recount(sourceID: Int64?) throws {
        let condition = sourceID.map { "source_id = \($0)" } ?? "TRUE"
        try execute(sql: "DELETE FROM tally WHERE \(condition)")
        try execute(
            sql: """
                INSERT INTO tally (day, source_id, hr_client_id, state, count)
                SELECT substr(local_time, 1, 10), source_id, 0, 0, count(*) FROM punch WHERE \(condition) GROUP BY 1, 2
                """)
        try execute(
            sql: """
                INSERT INTO tally (day, source_id, hr_client_id, state, count)
                SELECT substr(local_time, 1, 10), source_id, delivery.hr_client_id, delivery.state, count(*)
                FROM delivery JOIN punch ON punch.id = delivery.punch_id WHERE \(condition) GROUP BY 1, 2, 3, 4
                """)
    }

    /// Takes punches that are about to leave out of the counts.
    ///
    /// - Parameter leaving: a query of punch ids.
    func discount(leaving: String) throws {
        try execute(
            sql: """
                UPDATE tally SET count = tally.count - gone.count FROM (
                  SELECT substr(local_time, 1, 10) AS day, source_id, count(*) AS count FROM punch
                  WHERE id IN (\(leaving)) GROUP BY 1, 2
                ) AS gone
                WHERE tally.day = gone.day AND tally.source_id = gone.source_id AND tally.hr_client_id = 0
                """)
        try execute(sql: "DELETE FROM tally WHERE count <= 0")
    }

    /// Remembers everybody who is on a punch.
    func fillPeople() throws {
        let rows = try Row.fetchAll(self, sql: "SELECT DISTINCT code, person_name FROM punch")
        for row in rows { try remember(code: row[0], name: row[1]) }
    }

    func remember(code: String, name: String) throws {
        try cachedStatement(sql: "INSERT INTO person (code, name, folded) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .execute(arguments: [code, name, SearchText.folded(name)])
    }
}

/// Text as it is searched: lower case, without accents, so that "nguyen" finds "Nguyễn".
enum SearchText {
    static func folded(_ text: String) -> String {
        let lowered = text.lowercased().replacing("đ", with: "d")
        let letters = lowered.decomposedStringWithCanonicalMapping.unicodeScalars.filter {
            $0.properties.generalCategory != .nonspacingMark
        }
        return String(String.UnicodeScalarView(letters))
    }
}
