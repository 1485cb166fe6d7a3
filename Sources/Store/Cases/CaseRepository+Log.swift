import Attendance
import Database
import Sealing
import UnbindingCases
import Wire

/// Logs of cases, and whether they are what was written.
extension CaseRepository {
    public func log(of unbindingCase: UnbindingCase) async throws(StoreFailure) -> [CaseLogEntry] {
        try await file.read { try $0.log(of: unbindingCase.id) }
    }

    /// What is wrong with a case or its log; nil where both are what was written.
    ///
    /// - Parameter noted: heads of logs that were noted outside of the data directory.
    public func flaw(
        of unbindingCase: UnbindingCase, noted: [CaseLog.Head] = []
    ) async throws(StoreFailure) -> CaseLogFailure? {
        try await file.read { database in
            // One look at both: a step may be taken meanwhile.
            let present = try database.unbindingCase(unbindingCase.id)
            let log = try database.log(of: present.id)
            let record = try database.record(of: present).digest
            do throws(CaseLogFailure) {
                try CaseLog.verify(
                    log, of: present.number, head: present.logHead, record: record, key: file.key, noted: noted)
                return nil
            } catch { return error }
        }
    }

    /// Where the logs of all cases end, for whoever keeps that outside of the data directory; in the order of numbers.
    public func logHeads() async throws(StoreFailure) -> [CaseLog.Head] { try await file.read { try $0.logHeads() } }

    /// Leaves for the webhook where the logs of cases ended that have had a step since it was told, once on a day.
    ///
    /// - Parameter day: of the operator, such as `2026-11-29`.
    /// - Returns: the number of cases.
    public func tellLogHeads(on day: String, now: Instant) async throws(StoreFailure) -> Int {
        try await file.write { database in
            let told = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'case-logs-told'")
            guard told != day else { return 0 }
            var count = 0
            while true {
                let heads = try database.logHeads("WHERE log_count > told_count ORDER BY id LIMIT 500")
                guard !heads.isEmpty else { break }
                try database.leave(heads, now: now)
                count += heads.count
            }
            try database.execute(
                sql: """
                    INSERT INTO meta (name, value) VALUES ('case-logs-told', ?)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value
                    """, arguments: [day])
            return count
        }
    }

    /// A notice of heads that nobody took: they are told again on the next day.
    public func tellLogHeadsAgain(_ heads: [CaseLog.Head]) async throws(StoreFailure) {
        try await file.write { database in
            for head in heads {
                try database.execute(
                    sql: "UPDATE unbinding_case SET told_count = 0 WHERE number = ?", arguments: [head.number])
            }
        }
    }
}

extension Database {
    func logHeads(_ condition: String = "ORDER BY id") throws -> [CaseLog.Head] {
        try Row.fetchAll(self, sql: "SELECT number, log_count, log_hash FROM unbinding_case \(condition)").map {
            CaseLog.Head(number: $0["number"], entries: $0["log_count"], hash: $0["log_hash"])
        }
    }

    fileprivate func leave(_ heads: [CaseLog.Head], now: Instant) throws {
        let cases = try Int.fetchOne(self, sql: "SELECT count(*) FROM unbinding_case") ?? 0
        let text = Notice.logsText(of: heads.count)
        let id = try insert(
            sql: """
                INSERT INTO notice (user_name, event, text_en, text_vi, document, at) VALUES ('', ?, ?, ?, ?, ?)
                RETURNING id
                """,
            arguments: [
                Notice.logsEvent, text.en, text.vi, CaseLog.Head.document(heads, of: cases).description, now,
            ])
        try execute(
            sql: "INSERT INTO notice_delivery (notice_id, channel, target, due_at) VALUES (?, 'webhook', '', ?)",
            arguments: [id, now])
        for head in heads {
            try execute(
                sql: "UPDATE unbinding_case SET told_count = ? WHERE number = ?",
                arguments: [head.entries, head.number])
        }
    }

    fileprivate func log(of id: Int64) throws -> [CaseLogEntry] {
        try Row.fetchAll(self, sql: "SELECT * FROM case_log WHERE case_id = ? ORDER BY place", arguments: [id]).map {
            CaseLogEntry(
                index: $0["place"], at: $0["at"], actor: Actor(stored: $0["actor"]), event: $0["event"],
                detail: $0["detail"],
                record: $0["record"], hash: $0["hash"], seal: $0["seal"])
        }
    }
}
