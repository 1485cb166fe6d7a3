import Attendance
import GRDB
import UnbindingDesk
import WorkingTime

extension Database {
    func unbindingCase(_ id: Int64) throws -> UnbindingCase {
        let row = try Row.fetchOne(self, sql: "SELECT * FROM unbinding_case WHERE id = ?", arguments: [id])
        guard let row, let found = UnbindingCase(row) else { throw StoreError.noSuch(.unbindingCase, String(id)) }
        return found
    }

    /// The next entry of a case's log, tied to the last one.
    func append(
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

    /// - Throws: `refused` with what a case lacks at this moment.
    func requireBasis(of present: UnbindingCase, isFiledByMachine: Bool? = nil, hasConsented: Bool? = nil) throws {
        let byMachine = isFiledByMachine ?? present.isFiledByMachine
        let hasKey = try Bool.fetchOne(
            self, sql: "SELECT EXISTS (SELECT 1 FROM secret WHERE owner_kind = ? AND owner_id = ? AND field = 'key')",
            arguments: [SecretBox.Owner.unbindingCase.rawValue, present.id])
        let state = try String.fetchOne(
            self, sql: "SELECT state FROM company JOIN user ON user.company_id = company.id WHERE user.id = ?",
            arguments: [present.installerID])
        let basis = CaseBasis(
            photos: try standingEvidence(of: present.id), hasKey: hasKey ?? false,
            needsKey: !byMachine && present.network == .other,
            isCompanyVerified: byMachine ? nil : state == Company.State.verified.rawValue,
            hasConsented: hasConsented ?? (present.consentVersion != nil))
        if let missing = basis.missing { throw StoreError.refused(missing) }
    }

    /// Where an event stops the clock of a case or lets it go on, and what is due when then.
    func keepClock(of unbindingCase: UnbindingCase, by event: CaseEvent, now: Instant) throws {
        switch event {
        case .askMore:
            try execute(
                sql: "INSERT OR IGNORE INTO case_pause (case_id, began_at) VALUES (?, ?)",
                arguments: [unbindingCase.id, now])
        case .answer:
            try execute(
                sql: "UPDATE case_pause SET ended_at = ? WHERE case_id = ? AND ended_at IS NULL",
                arguments: [now, unbindingCase.id])
            guard let filed = unbindingCase.filedAt, let working = unbindingCase.workingTime else { return }
            let deadline = try deadline(
                from: filed, working: working, pauses: try pauses(of: unbindingCase.id, now: now),
                in: try workingCalendar(unbindingCase.calendarVersion))
            try execute(
                sql: "UPDATE unbinding_case SET due_at = ? WHERE id = ?",
                arguments: [deadline.dueAt, unbindingCase.id])
        default: return
        }
    }

    /// When the clock of a case stood still; a pause that goes on ends now.
    func pauses(of id: Int64, now: Instant) throws -> [Range<Instant>] {
        try Row.fetchAll(self, sql: "SELECT * FROM case_pause WHERE case_id = ?", arguments: [id]).compactMap { row in
            let began: Instant = row["began_at"]
            let ended: Instant = row["ended_at"] ?? now
            return began < ended ? began..<ended : nil
        }
    }

    func deadline(
        from start: Instant, working: Duration, pauses: [Range<Instant>], in calendar: WorkingCalendar
    ) throws -> Deadline {
        do {
            return try Deadline(from: start, working: working, pauses: pauses, in: calendar)
        } catch {
            throw StoreError.refused(
                Phrase(
                    en: "no deadline can be given: the working calendar has no working time within two years",
                    vi: "không tính được hạn: lịch làm việc không có giờ làm trong hai năm tới"))
        }
    }
}
