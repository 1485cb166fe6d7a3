import Access
import Attendance
import Database

extension APIToken {
    init(_ row: Row) {
        let words: String = row["scopes"]
        self.init(
            id: row["id"], name: row["name"],
            scopes: Set(words.split(separator: " ").compactMap { Permission(rawValue: String($0)) }),
            companyID: row["company_id"], madeBy: row["made_by"], createdAt: row["created_at"],
            lastUsedAt: row["last_used_at"])
    }
}
