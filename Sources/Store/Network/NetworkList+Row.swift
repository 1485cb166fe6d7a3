import Attendance
import Database
import LocalNetwork

extension NetworkList {
    init(_ row: Row) {
        self.init(
            id: row["id"], isReported: row["reported"], network: row["network"], actor: Actor(stored: row["actor"]),
            accountID: row["user_id"], companyID: row["company_id"], at: row["at"], ignored: row["ignored"],
            deviceCount: row["devices"])
    }
}
