import Attendance
import Database
import Foundation
import UnbindingCases
import Wire

extension Evidence {
    static let columns = """
        evidence.id, case_id, file_name, digest, looks, width, height, findings, added_by, added_at, struck_by, struck_at,
        shown IS NOT NULL AS kept
        """

    init(_ row: Row) {
        let findings: String = row["findings"]
        let struckBy: String? = row["struck_by"]
        let struckAt: Instant? = row["struck_at"]
        self.init(
            id: row["id"], caseID: row["case_id"], fileName: row["file_name"], digest: row["digest"],
            looks: Array(row["looks"] as Data), width: row["width"], height: row["height"],
            findings: (try? JSONValue(parsing: Array(findings.utf8))) ?? .null, addedBy: row["added_by"],
            addedAt: row["added_at"], isKept: row["kept"],
            struck: struckBy.flatMap { by in struckAt.map { (by, $0) } })
    }
}
