import Attendance
import Database
import Sealing
import Serials
import UnbindingCases
import WorkingTime

extension Database {
    func unbindingCase(_ id: Int64) throws -> UnbindingCase {
        let row = try Row.fetchOne(self, sql: "SELECT * FROM unbinding_case WHERE id = ?", arguments: [id])
        guard let row, let found = UnbindingCase(row) else { throw CaseFailure.unknown(String(id)) }
        return found
    }

    /// A case that is about to be changed.
    ///
    /// - Throws: `refused` where it is not what its log says: somebody changed it beside the program, and a further step
    ///   would vouch for that.
    func intactCase(_ id: Int64) throws -> UnbindingCase {
        let found = try unbindingCase(id)
        let recorded = try String.fetchOne(
            self, sql: "SELECT record FROM case_log WHERE case_id = ? ORDER BY place DESC LIMIT 1", arguments: [id])
        guard try recorded == record(of: found).digest else {
            throw CaseFailure.wasForged(number: found.number)
        }
        return found
    }

    /// What a case's log vouches for, as it is stored now.
    func record(of unbindingCase: UnbindingCase) throws -> CaseRecord {
        let photos = try Row.fetchAll(
            self, sql: "SELECT id, digest, struck_by FROM evidence WHERE case_id = ?", arguments: [unbindingCase.id]
        ).map { CaseRecord.Photo(id: $0["id"], digest: $0["digest"], struckBy: $0["struck_by"]) }
        return CaseRecord(
            [
                "number": unbindingCase.number, "state": unbindingCase.state.rawValue,
                "reason": unbindingCase.reasonCode?.rawValue, "words": unbindingCase.reason,
                "program": unbindingCase.program, "on behalf of": unbindingCase.onBehalfOf,
                "own reference": unbindingCase.ownReference,
                "network": unbindingCase.network.rawValue, "serial": unbindingCase.serial.text,
                "full serial": unbindingCase.fullSerial, "device": unbindingCase.device?.basis,
                "device's word": unbindingCase.device?.word, "installer": unbindingCase.installer,
                "account": unbindingCase.installerID.map { String($0) }, "reviewer": unbindingCase.reviewer,
                "consent": unbindingCase.consentVersion, "consent, English": unbindingCase.consentText?.en,
                "consent, Vietnamese": unbindingCase.consentText?.vi,
                "filed": unbindingCase.filedAt.map { String($0.milliseconds) },
                "filed by the machine": String(unbindingCase.isFiledByMachine),
                "due": unbindingCase.dueAt.map { String($0.milliseconds) },
                "decided": unbindingCase.decidedAt.map { String($0.milliseconds) },
                "authority": unbindingCase.authority?.rawValue, "reference": unbindingCase.reference,
            ], photos: photos)
    }

    /// The next entry of a case's log, tied to the last one and to what the case is now.
    func append(
        _ event: String, _ detail: String, to unbindingCase: UnbindingCase, act: Act, key: SealingKey?
    ) throws {
        let entry = CaseLog.entry(
            unbindingCase.logHead.count, after: unbindingCase.logHead.hash, at: act.at, actor: act.by, event: event,
            detail: detail, record: try record(of: try self.unbindingCase(unbindingCase.id)).digest, key: key)
        try execute(
            sql: """
                INSERT INTO case_log (case_id, place, at, actor, event, detail, record, hash, seal)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                unbindingCase.id, entry.index, entry.at, entry.actor.name, entry.event, entry.detail, entry.record,
                entry.hash, entry.seal,
            ])
        let latest = dialect.greatest("?3", "(SELECT max(changed_at) FROM unbinding_case)")
        try execute(
            sql: """
                UPDATE unbinding_case SET log_hash = ?1, log_count = ?2, changed_at = \(latest) WHERE id = ?4
                """,
            arguments: [entry.hash, entry.index + 1, act.at, unbindingCase.id])
    }

    /// - Throws: `refused` with what a case lacks at this moment.
    func requireBasis(of present: UnbindingCase, isFiledByMachine: Bool? = nil, hasConsented: Bool? = nil) throws {
        let hasKey = try Bool.fetchOne(
            self, sql: "SELECT EXISTS (SELECT 1 FROM secret WHERE owner_kind = ? AND owner_id = ? AND field = 'key')",
            arguments: [SecretBox.Owner.unbindingCase.rawValue, present.id])
        let state = try String.fetchOne(
            self,
            sql: """
                SELECT state FROM company
                WHERE id = CASE WHEN ?1 IS NULL THEN ?2 ELSE (SELECT company_id FROM "user" WHERE "user".id = ?1) END
                """, arguments: [present.installerID, present.companyID])
        let basis = CaseBasis(
            of: present, isFiledByMachine: isFiledByMachine, photos: try standingEvidence(of: present.id),
            hasKey: hasKey ?? false, company: state.flatMap(Company.State.init), hasConsented: hasConsented)
        if let missing = basis.missing { throw CaseFailure.lacks(missing) }
    }

    /// Where an event stops the clock of a case or lets it go on, and what is due when then.
    func keepClock(of unbindingCase: UnbindingCase, by event: CaseEvent, now: Instant) throws {
        switch event {
        case .askMore:
            try execute(
                sql: """
                    INSERT INTO case_pause (case_id, began_at) VALUES (?, ?) ON CONFLICT (case_id, began_at) DO NOTHING
                    """, arguments: [unbindingCase.id, now])
        case .answer, .reject, .withdraw:
            // A case that ends waits for nobody any more: why it was due then stays as it is.
            try execute(
                sql: "UPDATE case_pause SET ended_at = ? WHERE case_id = ? AND ended_at IS NULL",
                arguments: [now, unbindingCase.id])
            guard event == .answer, let filed = unbindingCase.filedAt, let working = unbindingCase.workingTime else {
                return
            }
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
        try Deadline(from: start, working: working, pauses: pauses, in: calendar)
    }
}
