import Access
import Attendance
import Database

extension User {
    /// All that `init(_:)` reads.
    static let columns = """
        "user".*, (SELECT company.id FROM company WHERE company.id = "user".company_id AND company.state = 'verified')
          AS verified_company_id
        """

    init(_ row: Row) {
        let language: String? = row["language"]
        self.init(
            id: row["id"], name: row["name"], role: Role(rawValue: row["role"]) ?? .viewer, isEnabled: row["enabled"],
            language: language.flatMap(Language.init), lastLoginAt: row["last_login_at"],
            companyID: row["verified_company_id"])
    }
}
