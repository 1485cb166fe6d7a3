import Access
import Attendance
import Database

extension Database {
    /// Gives another name to each account that a former version let somebody call like a part of the program, so that
    /// nobody signs as the machine. History tells of it, by the new name; what was signed before stays as it was.
    func renameReservedAccounts(now: Instant) throws {
        try makeRoomForHistoryFacts()
        let accounts = try Row.fetchAll(self, sql: "SELECT id, name FROM \"user\" ORDER BY id")
        for account in accounts {
            let name: String = account["name"]
            guard UserNameRule.isReserved(name) else { continue }
            let free = try freeName(insteadOf: name)
            try execute(sql: "UPDATE \"user\" SET name = ? WHERE id = ?", arguments: [free, account["id"] as Int64])
            for table in ["notice", "push_subscription"] {
                try execute(
                    sql: "UPDATE \(table) SET user_name = ? WHERE user_id = ?",
                    arguments: [free, account["id"] as Int64])
            }
            try recordHistory(
                .user(.renamed(from: name)), of: free, act: Act(by: .machine(.upgrade), at: now))
        }
    }

    /// `user-rules`, or `user-rules-2` where that is taken.
    private func freeName(insteadOf name: String) throws -> String {
        let base = "user-\(name.prefix(UserNameRule.longest - 10))"
        var free = base
        var number = 2
        while try spelling(of: free, in: "user") != nil {
            free = "\(base)-\(number)"
            number += 1
        }
        return free
    }
}
