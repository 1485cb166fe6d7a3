import Database
import Foundation

extension Migrations {
    /// Copies of photos, found by an index.
    static let looks = """
        CREATE TABLE evidence_band (
          band INTEGER NOT NULL,
          value INTEGER NOT NULL,
          evidence_id INTEGER NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
          PRIMARY KEY (band, value, evidence_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX evidence_band_evidence ON evidence_band (evidence_id);
        """
}

extension Database {
    /// Notes the bands of one photo.
    func noteBands(of evidence: Int64, _ looks: [UInt8]) throws {
        for (band, value) in LookBands.values(of: looks).enumerated() {
            try execute(
                sql: "INSERT INTO evidence_band (band, value, evidence_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                arguments: [band, value, evidence])
        }
    }

    /// The same of all photos that are there.
    func noteAllBands() throws {
        let rows = try Row.fetchCursor(self, sql: "SELECT id, looks FROM evidence ORDER BY id")
        var photos: [(Int64, [UInt8])] = []
        while let row = try rows.next() { photos.append((row["id"], Array(row["looks"] as Data))) }
        for (id, looks) in photos { try noteBands(of: id, looks) }
    }
}
