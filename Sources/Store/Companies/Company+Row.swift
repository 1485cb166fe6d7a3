import Attendance
import Database
import UnbindingCases

extension Company {
    static let columns = """
        company.id, company.name, tax_code, contact, state, reason, made_by, made_at, decided_by, decided_at,
        document IS NOT NULL AS has_document
        """

    init(_ row: Row) {
        self.init(
            id: row["id"], name: row["name"], taxCode: row["tax_code"], contact: row["contact"],
            state: State(rawValue: row["state"]) ?? .waiting, reason: row["reason"], madeBy: row["made_by"],
            madeAt: row["made_at"], decidedBy: row["decided_by"], decidedAt: row["decided_at"],
            hasDocument: row["has_document"])
    }
}
