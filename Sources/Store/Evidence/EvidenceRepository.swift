import Attendance
import Database
import Foundation
import Sealing
import UnbindingCases
import Wire

/// The photos of cases, sealed at rest.
public struct EvidenceRepository: Sendable {
    let file: StoreFile

    /// - Throws: `refused` where the case takes no more, or has this very file.
    public func add(
        _ draft: EvidenceDraft, to unbindingCase: UnbindingCase, act: Act
    ) async throws(StoreFailure) -> Evidence {
        try await file.write { database in
            let present = try database.intactCase(unbindingCase.id)
            if let objection = present.objectionToEvidence { throw objection }
            let before = try database.evidence("case_id = ?", [present.id])
            if let struck = try Evidence.taken(again: draft.digest, among: before) {
                return try database.restore(struck, of: present, act: act, key: file.key)
            }
            guard let key = file.key else { throw SealingFailure.wrongKeyOrDamaged }
            let id = try database.insert(
                sql: """
                    INSERT INTO evidence (case_id, file_name, digest, looks, width, height, findings, added_by, added_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                    """,
                arguments: [
                    present.id, draft.fileName, draft.digest, Data(draft.looks), draft.width, draft.height,
                    draft.findings.description, act.by.name, act.at,
                ])
            try database.execute(
                sql: "UPDATE evidence SET whole = ?, shown = ? WHERE id = ?",
                arguments: [
                    Data(try key.seal(draft.whole, place: "evidence/\(id)/whole")),
                    Data(try key.seal(draft.shown, place: "evidence/\(id)/shown")), id,
                ])
            try database.noteBands(of: id, draft.looks)
            try database.append(
                "evidence-added", "photo \(id), SHA-256 \(draft.digest)", to: present, act: act, key: file.key)
            return try database.evidence("evidence.id = ?", [id])[0]
        }
    }

    /// Takes a photo back while the case is the installer's: out of a draft it is gone; in a case that was filed it is
    /// struck out and stays for those who look.
    public func remove(
        _ evidence: Evidence, from unbindingCase: UnbindingCase, act: Act
    ) async throws(StoreFailure) {
        try await file.write { database in
            let present = try database.intactCase(unbindingCase.id)
            if let objection = present.objectionToEvidence { throw objection }
            let name = "photo \(evidence.id), SHA-256 \(evidence.digest)"
            if present.filedAt == nil {
                try database.execute(
                    sql: "DELETE FROM evidence WHERE id = ? AND case_id = ?", arguments: [evidence.id, present.id])
                try database.append(
                    "evidence-removed", name, to: present, act: act, key: file.key)
            } else {
                let struck = try database.execute(
                    sql: """
                        UPDATE evidence SET struck_by = ?, struck_at = ?
                        WHERE id = ? AND case_id = ? AND struck_at IS NULL
                        """, arguments: [act.by.name, act.at, evidence.id, present.id])
                guard struck > 0 else { return }
                try database.append(
                    "evidence-struck", name, to: present, act: act, key: file.key)
            }
        }
    }

    /// In the order in which they came, those that were struck out too.
    public func all(of unbindingCase: UnbindingCase) async throws(StoreFailure) -> [Evidence] {
        try await file.read { try $0.evidence("case_id = ?", [unbindingCase.id]) }
    }

    /// What a photo shows, as JPEG; nil once its time was over or where the case has no such photo.
    public func picture(
        _ id: Int64, of unbindingCase: UnbindingCase, covered: Bool = true
    ) async throws(StoreFailure) -> [UInt8]? {
        let name = covered ? "shown" : "whole"
        return try await file.read { database in
            let sealed = try Data.fetchOne(
                database, sql: "SELECT \(name) FROM evidence WHERE id = ? AND case_id = ?",
                arguments: [id, unbindingCase.id])
            guard let sealed else { return nil }
            guard let key = file.key else { throw SealingFailure.wrongKeyOrDamaged }
            return try key.open(Array(sealed), place: "evidence/\(id)/\(name)")
        }
    }

    /// What one photo looks like, and whose it is.
    public struct Look: Sendable {
        public let caseID: Int64
        public let number: String
        /// Whose that case is.
        public let accountID: Int64?
        public let companyID: Int64?
        /// What that case is for.
        public let serial: String
        public let digest: String
        /// 32 bytes.
        public let bytes: [UInt8]

        /// Whether the case is of this account or of this company.
        public func belongs(to account: Int64?, _ company: Int64?) -> Bool {
            (account != nil && account == accountID) || (company != nil && company == companyID)
        }
    }

    /// Photos of other cases that are the same file, or that may look the same: every one that differs in fewer bits than
    /// `LookBands.count`, and some others. In the order in which they came.
    ///
    /// - Parameters:
    ///   - digest: of the file, hexadecimal.
    ///   - looks: 32 bytes.
    ///   - unbindingCase: the case that does not count; nil counts all.
    public func similar(
        digest: String, looks: [UInt8], besides unbindingCase: Int64?
    ) async throws(StoreFailure) -> [Look] {
        let bands = LookBands.values(of: looks).enumerated().map { "(\($0.offset), \($0.element))" }
            .joined(separator: ", ")
        return try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    WITH wanted (band, value) AS (VALUES \(bands))
                    SELECT case_id, number, installer_id, company_id, serial, digest, looks FROM (
                        SELECT id FROM evidence WHERE digest = ?1
                        UNION SELECT evidence_id FROM wanted \(database.dialect.joinInOrder) evidence_band USING (band, value)) AS alike
                    \(database.dialect.joinInOrder) evidence ON evidence.id = alike.id
                    JOIN unbinding_case ON unbinding_case.id = case_id
                    WHERE case_id IS DISTINCT FROM ?2 ORDER BY evidence.id
                    """, arguments: [digest, unbindingCase]
            ).map {
                Look(
                    caseID: $0["case_id"], number: $0["number"], accountID: $0["installer_id"],
                    companyID: $0["company_id"], serial: $0["serial"], digest: $0["digest"],
                    bytes: Array($0["looks"] as Data))
            }
        }
    }

    /// Forgets the photos and the key strings of cases that ended before an instant; the log and what was read stay.
    ///
    /// - Returns: the number of cases.
    public func expire(endedBefore: Instant, now: Instant) async throws(StoreFailure) -> Int {
        try await file.write { database in
            let ended = CaseState.allCases.filter { !$0.isOpen }.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            let ids = try Int64.fetchAll(
                database,
                sql: """
                    SELECT id FROM unbinding_case WHERE state IN (\(ended)) AND expired_at IS NULL
                      AND (SELECT max(at) FROM case_log WHERE case_id = unbinding_case.id) < ? LIMIT 500
                    """, arguments: [endedBefore])
            var forgotten = 0
            for id in ids {
                // One that was changed by other hands keeps what it has: it is evidence of that.
                guard let present = try? database.intactCase(id) else { continue }
                forgotten += 1
                try database.execute(
                    sql: "UPDATE evidence SET whole = NULL, shown = NULL WHERE case_id = ?", arguments: [id])
                try SecretBox(owner: .unbindingCase, id: id, key: file.key).remove(from: database)
                try database.execute(
                    sql: "UPDATE unbinding_case SET expired_at = ? WHERE id = ?", arguments: [now, id])
                try database.append(
                    "evidence-expired", "", to: present, act: Act(by: .machine(.retention), at: now), key: file.key)
            }
            return forgotten
        }
    }
}

extension Database {
    /// Photos of a case that stand.
    func standingEvidence(of id: Int64) throws -> Int {
        try Int.fetchOne(
            self, sql: "SELECT count(*) FROM evidence WHERE case_id = ? AND struck_at IS NULL", arguments: [id]) ?? 0
    }

    /// A photo that was struck out and comes again.
    fileprivate func restore(
        _ evidence: Evidence, of unbindingCase: UnbindingCase, act: Act, key: SealingKey?
    ) throws -> Evidence {
        try execute(
            sql: "UPDATE evidence SET struck_by = NULL, struck_at = NULL WHERE id = ?", arguments: [evidence.id])
        try append(
            "evidence-restored", "photo \(evidence.id), SHA-256 \(evidence.digest)", to: unbindingCase, act: act,
            key: key)
        return try self.evidence("evidence.id = ?", [evidence.id])[0]
    }

    fileprivate func evidence(_ condition: String, _ arguments: Arguments) throws -> [Evidence] {
        try Row.fetchAll(
            self, sql: "SELECT \(Evidence.columns) FROM evidence WHERE \(condition) ORDER BY evidence.id",
            arguments: arguments
        ).map(Evidence.init)
    }
}
