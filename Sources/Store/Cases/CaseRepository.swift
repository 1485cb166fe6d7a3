import Attendance
import Foundation
import GRDB
import SADP
import Sealing
import Serials
import UnbindingDesk

/// Cases and their logs. Whatever changes a case is an entry of its log in the same transaction.
public struct CaseRepository: Sendable {
    let file: StoreFile

    /// Begins a case.
    public func open(
        _ draft: CaseDraft, installer: String, now: Instant
    ) async throws(StoreError) -> UnbindingCase {
        try await file.write { database in
            let year = Zone.vietnam.date(at: now).year % 100
            let next = try Int64.fetchOne(database, sql: "SELECT ifnull(max(id), 0) + 1 FROM unbinding_case") ?? 1
            let digits = String(next)
            let number = "UB\(year)-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
            try database.execute(
                sql: """
                    INSERT INTO unbinding_case
                      (id, number, state, network, serial, full_serial, model, mac, ipv4, device_basis, device_word,
                       installer, created_at, log_hash, log_count)
                    VALUES (?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                    """,
                arguments: [
                    next, number, draft.network.rawValue, draft.serial.text, draft.fullSerial, draft.model,
                    draft.mac?.announced, draft.ipv4, draft.device?.basis, draft.device?.word, installer, now,
                    CaseLog.root(of: number),
                ])
            if let key = draft.key {
                try SecretBox(owner: .unbindingCase, id: next, key: file.key)
                    .store(FieldValues(["key": [key.secret]]), in: database)
            }
            var detail = "serial \(draft.serial), network \(draft.network.rawValue)"
            if let device = draft.device { detail += ", device \(device.basis) \(device.word)" }
            if draft.key != nil { detail += ", key string taken" }
            try database.append("opened", detail, to: try database.unbindingCase(next), actor: installer, now: now)
            return try database.unbindingCase(next)
        }
    }

    /// - Throws: `noSuch`.
    public func find(_ number: String) async throws(StoreError) -> UnbindingCase {
        try await file.read { database in
            let id = try Int64.fetchOne(
                database, sql: "SELECT id FROM unbinding_case WHERE number = ?", arguments: [number.uppercased()])
            guard let id else { throw StoreError.noSuch(.unbindingCase, number) }
            return try database.unbindingCase(id)
        }
    }

    /// The newest first.
    ///
    /// - Parameter installer: nil lists everybody's.
    public func all(of installer: String?, limit: Int = 200) async throws(StoreError) -> [UnbindingCase] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM unbinding_case WHERE ?1 IS NULL OR installer = ?1 ORDER BY id DESC LIMIT ?2
                    """, arguments: [installer, limit]
            ).compactMap(UnbindingCase.init)
        }
    }

    /// Moves a case on by one event.
    ///
    /// - Parameter detail: what the log keeps of it; nothing secret.
    /// - Throws: `refused` where the event does not belong to the case's state, which somebody else may just have changed.
    public func move(
        _ unbindingCase: UnbindingCase, by event: CaseEvent, detail: String = "", actor: String, now: Instant
    ) async throws(StoreError) -> UnbindingCase {
        try await file.write { database in
            // What counts is the state that is stored, not the one that the page showed.
            let present = try database.unbindingCase(unbindingCase.id)
            guard let next = present.state.after(event) else {
                throw StoreError.refused(
                    Phrase(
                        en: "case \(present.number) is \(present.state.label.en): that does not go any more",
                        vi: "trường hợp \(present.number) \(present.state.label.vi): không thực hiện được nữa"))
            }
            var code: String?
            if case .reject(let reason) = event { code = reason.rawValue }
            let isDecision = next == .approved || next == .rejected
            try database.execute(
                sql: """
                    UPDATE unbinding_case SET state = ?, reason_code = ifnull(?, reason_code),
                      decided_at = CASE WHEN ? THEN ? ELSE decided_at END WHERE id = ?
                    """, arguments: [next.rawValue, code, isDecision, now, present.id])
            try database.append(event.word, detail, to: present, actor: actor, now: now)
            return try database.unbindingCase(present.id)
        }
    }

    public func log(of unbindingCase: UnbindingCase) async throws(StoreError) -> [CaseLogEntry] {
        try await file.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM case_log WHERE case_id = ? ORDER BY place",
                arguments: [unbindingCase.id]
            ).map {
                CaseLogEntry(
                    index: $0["place"], at: $0["at"], actor: $0["actor"], event: $0["event"], detail: $0["detail"],
                    hash: $0["hash"])
            }
        }
    }

    /// The key string that was given for a case; nil where none was.
    public func key(of unbindingCase: UnbindingCase) async throws(StoreError) -> KeyString? {
        try await file.read { database in
            let values = try SecretBox(owner: .unbindingCase, id: unbindingCase.id, key: file.key).load(from: database)
            return values["key"].flatMap { try? KeyString($0) }
        }
    }
}

extension Database {
    fileprivate func unbindingCase(_ id: Int64) throws -> UnbindingCase {
        let row = try Row.fetchOne(self, sql: "SELECT * FROM unbinding_case WHERE id = ?", arguments: [id])
        guard let row, let found = UnbindingCase(row) else { throw StoreError.noSuch(.unbindingCase, String(id)) }
        return found
    }

    /// The next entry of a case's log, tied to the last one.
    fileprivate func append(
        _ event: String, _ detail: String, to unbindingCase: UnbindingCase, actor: String, now: Instant
    ) throws {
        let entry = CaseLog.entry(
            unbindingCase.logHead.count, after: unbindingCase.logHead.hash, at: now, actor: actor, event: event,
            detail: detail)
        try execute(
            sql: "INSERT INTO case_log (case_id, place, at, actor, event, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                unbindingCase.id, entry.index, entry.at, entry.actor, entry.event, entry.detail, entry.hash,
            ])
        try execute(
            sql: "UPDATE unbinding_case SET log_hash = ?, log_count = ? WHERE id = ?",
            arguments: [entry.hash, entry.index + 1, unbindingCase.id])
    }
}
