import Attendance
import Database
import Foundation
import SADP
import Sealing
import Serials
import UnbindingCases
import WorkingTime

/// Cases and their logs. Whatever changes a case is an entry of its log in the same transaction.
public struct CaseRepository: Sendable {
    let file: StoreFile

    /// Begins a case.
    ///
    /// - Throws: `refused` where a program opened another case by the same key.
    public func open(
        _ draft: CaseDraft, installer: String, now: Instant
    ) async throws(StoreFailure) -> UnbindingCase {
        try await file.write { database in
            if let present = try database.opened(draft, for: installer) { return present }
            let next = try Int64.fetchOne(database, sql: "SELECT coalesce(max(id), 0) + 1 FROM unbinding_case") ?? 1
            let number = UnbindingCase.number(next, openedAt: now)
            try database.execute(
                sql: """
                    INSERT INTO unbinding_case
                      (id, number, state, network, serial, full_serial, model, mac, ipv4, interface, device_basis, device_word,
                       installer, installer_id, company_id, previous_id, created_at, log_hash, log_count,
                       program, own_reference, on_behalf_of, open_key)
                    VALUES (?1, ?2, 'draft', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
                      coalesce((SELECT company_id FROM "user" WHERE "user".id = ?13), ?21), ?14, ?15, ?16, 0,
                      ?17, ?18, ?19, ?20)
                    """,
                arguments: [
                    next, number, draft.network.rawValue, draft.serial.text, draft.fullSerial, draft.model,
                    draft.mac?.announced, draft.ipv4, draft.interface, draft.device?.basis, draft.device?.word,
                    installer, try database.accountID(of: installer),
                    draft.previous?.id, now,
                    CaseLog.root(of: number), draft.program?.name, draft.program?.ownReference,
                    draft.program?.onBehalfOf, draft.program?.idempotencyKey, draft.program?.companyID,
                ])
            if let key = draft.key {
                try SecretBox(owner: .unbindingCase, id: next, key: file.key)
                    .store(FieldValues(["key": [key.secret]]), in: database)
            }
            try database.append(
                "opened", draft.logDetail, to: try database.unbindingCase(next),
                act: Act(by: Actor(stored: installer), at: now),
                key: file.key)
            return try database.unbindingCase(next)
        }
    }

    /// - Throws: `CaseFailure.unknown`, as `refused`.
    public func find(_ number: String) async throws(StoreFailure) -> UnbindingCase {
        try await file.read { database in
            let id = try Int64.fetchOne(
                database, sql: "SELECT id FROM unbinding_case WHERE number = ?", arguments: [number.uppercased()])
            guard let id else { throw CaseFailure.unknown(number) }
            return try database.unbindingCase(id)
        }
    }

    /// The newest first.
    ///
    /// - Parameters:
    ///   - account: whose; nil lists everybody's.
    ///   - company: whose people's besides.
    public func all(
        of account: Int64?, company: Int64? = nil, limit: Int = 200
    ) async throws(StoreFailure) -> [UnbindingCase] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM unbinding_case WHERE ?1 IS NULL OR installer_id = ?1 OR company_id = ?3
                    ORDER BY id DESC LIMIT ?2
                    """, arguments: [account, limit, company]
            ).compactMap(UnbindingCase.init)
        }
    }

    /// Moves a case on by one event.
    ///
    /// - Parameter telling: whom of it, left in the same transaction: no power cut parts the news from the step.
    /// - Throws: `refused` where the event does not belong to the case's state, which somebody else may just have
    ///   changed, and where another reviewer has the case.
    public func move(
        _ unbindingCase: UnbindingCase, by step: CaseStep, act: Act,
        telling: (@Sendable (UnbindingCase) -> NoticeOrder?)? = nil
    ) async throws(StoreFailure) -> UnbindingCase {
        try await file.write { database in
            // What counts is the state that is stored, not the one that the page showed.
            let present = try database.intactCase(unbindingCase.id)
            let next = try present.state(after: step, from: unbindingCase.state, by: act.by)
            if step.event == .answer || step.event == .approve { try database.requireBasis(of: present) }
            try database.execute(
                sql: """
                    UPDATE unbinding_case SET state = ?, reason_code = coalesce(?, reason_code),
                      reason = coalesce(?, reason), asked = coalesce(?, asked), authority = coalesce(?, authority),
                      reference = coalesce(?, reference),
                      reviewer = CASE WHEN ? THEN ? WHEN ? THEN NULL ELSE reviewer END,
                      decided_at = CASE WHEN ? THEN ? ELSE decided_at END WHERE id = ?
                    """,
                arguments: [
                    next.rawValue, step.rejection?.rawValue, step.reason, step.asked, step.authority?.rawValue,
                    step.reference,
                    step.event == .take, act.by.name, step.event == .release, next.isDecision, act.at, present.id,
                ])
            try database.keepClock(of: present, by: step.event, now: act.at)
            try database.append(step.event.word, step.logDetail, to: present, act: act, key: file.key)
            let moved = try database.unbindingCase(present.id)
            if let order = telling?(moved) { try database.leave(order, now: act.at) }
            return moved
        }
    }

    /// Notes something in the log that moves the case nowhere.
    public func note(
        _ word: String, _ detail: String, on unbindingCase: UnbindingCase, act: Act
    ) async throws(StoreFailure) {
        try await file.write { database in
            try database.append(
                word, detail, to: try database.intactCase(unbindingCase.id), act: act, key: file.key)
        }
    }

    /// What the device itself was heard to say, later than when the case was opened.
    public func hear(
        _ word: CaseFacts.DeviceWord, of unbindingCase: UnbindingCase, act: Act
    ) async throws(StoreFailure) -> UnbindingCase {
        try await file.write { database in
            let present = try database.intactCase(unbindingCase.id)
            try database.execute(
                sql: "UPDATE unbinding_case SET device_basis = ?, device_word = ? WHERE id = ?",
                arguments: [word.basis, word.word, unbindingCase.id])
            try database.append(
                "device-heard", "\(word.basis) \(word.word)", to: present, act: act, key: file.key)
            return try database.unbindingCase(unbindingCase.id)
        }
    }

    /// Gives a case its key string, or another one.
    ///
    /// - Throws: `refused` once the case is not the installer's any more.
    public func give(
        _ key: KeyString, to unbindingCase: UnbindingCase, act: Act
    ) async throws(StoreFailure) {
        try await file.write { database in
            let present = try database.intactCase(unbindingCase.id)
            if let objection = present.objectionToKeyString { throw objection }
            try SecretBox(owner: .unbindingCase, id: present.id, key: file.key)
                .store(FieldValues(["key": [key.secret]]), in: database)
            let detail = key.serial.map { "names \($0)" } ?? "names no serial"
            try database.append("key-given", detail, to: present, act: act, key: file.key)
        }
    }

    /// Hands a draft in: from here the clock runs, by the calendar that is in force now and stays with the case.
    ///
    /// - Parameters:
    ///   - working: the working time within which it is to be decided.
    ///   - isMachine: whoever has the data directory in hand files it.
    ///   - key: by which a program files it; a case that was filed by the same key is returned as it is.
    ///   - telling: as of `move`.
    /// - Throws: `refused` with what the case lacks at this moment.
    public func file(
        _ unbindingCase: UnbindingCase, consent: Consent, working: Duration, act: Act, isMachine: Bool = false,
        key idempotencyKey: String? = nil, telling: (@Sendable (UnbindingCase) -> NoticeOrder?)? = nil
    ) async throws(StoreFailure) -> (unbindingCase: UnbindingCase, isNew: Bool) {
        try await file.write { database in
            let present = try database.intactCase(unbindingCase.id)
            if let idempotencyKey, present.fileKey == idempotencyKey { return (present, false) }
            let next = try present.stateFiled()
            try database.requireBasis(of: present, isFiledByMachine: isMachine, hasConsented: true)
            let calendar = try database.workingCalendar()
            let deadline = try database.deadline(from: act.at, working: working, pauses: [], in: calendar)
            try database.execute(
                sql: """
                    UPDATE unbinding_case SET state = ?, filed_at = ?, due_at = ?, calendar_version = ?,
                      working_seconds = ?, consent_version = ?, consent_text = ?, consent_at = ?,
                      filed_by_machine = ?, file_key = ? WHERE id = ?
                    """,
                arguments: [
                    next.rawValue, act.at, deadline.dueAt, calendar.version, working.wholeMilliseconds / 1000,
                    consent.version,
                    Column.text(consent.text), act.at, isMachine, idempotencyKey, present.id,
                ])
            try database.append(
                CaseEvent.file.word,
                "consent \(consent.version), due \(Zone.vietnam.rfc3339(deadline.dueAt)), calendar \(calendar.version)",
                to: present, act: act, key: file.key)
            let filed = try database.unbindingCase(present.id)
            if let order = telling?(filed) { try database.leave(order, now: act.at) }
            return (filed, true)
        }
    }

    /// When a case is due and why; nil before it is filed.
    ///
    /// - Parameter part: hundredths of its working time.
    public func deadline(
        of unbindingCase: UnbindingCase, part: Int = 100, now: Instant
    ) async throws(StoreFailure) -> Deadline? {
        guard let filed = unbindingCase.filedAt, let working = unbindingCase.workingTime else { return nil }
        return try await file.read { database in
            try database.deadline(
                from: filed, working: working * part / 100, pauses: try database.pauses(of: unbindingCase.id, now: now),
                in: try database.workingCalendar(unbindingCase.calendarVersion))
        }
    }

    /// When what begins at an instant would be due, by the calendar in force.
    public func deadline(from start: Instant, working: Duration) async throws(StoreFailure) -> Deadline {
        try await file.read {
            try $0.deadline(from: start, working: working, pauses: [], in: try $0.workingCalendar())
        }
    }

    /// Grows with every step of every case: open pages look at it.
    public func revision() async throws(StoreFailure) -> Int64 {
        try await file.read {
            try Int64.fetchOne($0, sql: "SELECT coalesce(sum(log_count), 0) FROM unbinding_case") ?? 0
        }
    }

    /// What waits for the desk: overdue and soonest first, then what waits for installers.
    public func queue() async throws(StoreFailure) -> [UnbindingCase] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM unbinding_case WHERE state IN ('filed', 'inReview', 'moreAsked', 'approved', 'executing', 'failed')
                    ORDER BY state NOT IN ('filed', 'inReview'), due_at NULLS FIRST, id LIMIT 500
                    """
            ).compactMap(UnbindingCase.init)
        }
    }

    /// Other cases for the same serial, the newest first.
    public func others(for unbindingCase: UnbindingCase) async throws(StoreFailure) -> [UnbindingCase] {
        try await file.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM unbinding_case WHERE serial = ? AND id <> ? ORDER BY id DESC LIMIT 50",
                arguments: [unbindingCase.serial.text, unbindingCase.id]
            ).compactMap(UnbindingCase.init)
        }
    }

    /// A case and those that it was filed again after.
    public func line(of unbindingCase: UnbindingCase) async throws(StoreFailure) -> [UnbindingCase] {
        try await file.read { database in
            var line = [unbindingCase]
            while let previous = line.last?.previousID, line.count < 100 {
                line.append(try database.unbindingCase(previous))
            }
            return line
        }
    }

    /// The key string that was given for a case; nil where none was.
    public func key(of unbindingCase: UnbindingCase) async throws(StoreFailure) -> KeyString? {
        try await file.read { database in
            let values = try SecretBox(owner: .unbindingCase, id: unbindingCase.id, key: file.key).load(from: database)
            return values["key"].flatMap { try? KeyString($0) }
        }
    }
}
