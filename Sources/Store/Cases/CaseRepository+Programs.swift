import Attendance
import Database
import Serials
import UnbindingCases

extension CaseRepository {
    /// In the order of their last steps: whoever asks again from the last one that it has seen misses none.
    public func search(
        _ search: CaseSearch, after cursor: CaseCursor?, limit: Int
    ) async throws(StoreFailure) -> (cases: [UnbindingCase], next: CaseCursor?) {
        try await file.read { database in
            let found = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM unbinding_case
                    WHERE (?1 IS NULL OR company_id = ?1) AND changed_at >= coalesce(?2, -9e18)
                      AND (?3 IS NULL OR state = ?3) AND (?4 IS NULL OR serial = ?4)
                      AND (?5 IS NULL OR own_reference = ?5)
                      AND (?6 IS NULL OR (changed_at, id) > (?6, ?7))
                    ORDER BY changed_at, id LIMIT ?8
                    """,
                arguments: [
                    search.companyID, search.changedSince, search.state?.rawValue, search.serial?.text,
                    search.ownReference, cursor?.changedAt, cursor?.id, limit + 1,
                ]
            ).compactMap(UnbindingCase.init)
            let page = Array(found.prefix(limit))
            return (page, found.count > limit ? page.last.map(CaseCursor.init) : nil)
        }
    }
}

extension Database {
    /// The case that a program opened by this draft's key already; nil where it has none, or opened none.
    func opened(_ draft: CaseDraft, for installer: String) throws -> UnbindingCase? {
        guard let program = draft.program, let key = program.idempotencyKey else { return nil }
        let id = try Int64.fetchOne(
            self, sql: "SELECT id FROM unbinding_case WHERE program = ? AND open_key = ?",
            arguments: [program.name, key])
        guard let id else { return nil }
        let present = try unbindingCase(id)
        if let objection = present.objection(toOpeningAgain: draft, for: installer) { throw objection }
        return present
    }
}
