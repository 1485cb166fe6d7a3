import Attendance
import Database
import Foundation
import Sealing
import UnbindingCases

/// Companies and who belongs to them.
public struct CompanyRepository: Sendable {
    let file: StoreFile

    /// Those that wait first, then by name.
    public func all() async throws(StoreFailure) -> [Company] {
        try await file.read { database in
            try Row.fetchAll(
                database, sql: "SELECT \(Company.columns) FROM company ORDER BY state <> 'waiting', name"
            ).map(Company.init)
        }
    }

    /// The company of an account; nil while it has named none.
    public func company(of user: String) async throws(StoreFailure) -> Company? {
        try await file.read { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT \(Company.columns) FROM company JOIN "user" ON "user".company_id = company.id
                    WHERE "user".name = ?
                    """, arguments: [user]
            ).map(Company.init)
        }
    }

    /// The company of an account, by its id.
    public func company(ofAccount id: Int64?) async throws(StoreFailure) -> Company? {
        try await file.read { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT \(Company.columns) FROM company JOIN "user" ON "user".company_id = company.id
                    WHERE "user".id = ?
                    """, arguments: [id]
            ).map(Company.init)
        }
    }

    /// The company that files a case: its account's, else the one that a program named.
    public func company(of unbindingCase: UnbindingCase) async throws(StoreFailure) -> Company? {
        if let account = unbindingCase.installerID { return try await company(ofAccount: account) }
        guard let id = unbindingCase.companyID else { return nil }
        return try await find(id)
    }

    public func find(_ id: Int64) async throws(StoreFailure) -> Company {
        try await file.read { try $0.company(id) }
    }

    /// An account names its company, or names it anew after a refusal.
    ///
    /// - Throws: `refused` where the company waits or is verified already, or another one has the tax code.
    public func propose(_ draft: CompanyDraft, by user: String, now: Instant) async throws(StoreFailure) -> Company {
        try await file.write { database in
            let others = try database.companies(ofTaxCode: draft.taxCode)
            if let objection = Company.objection(toProposing: draft.taxCode, beside: others) { throw objection }
            guard let key = file.key else { throw SealingFailure.wrongKeyOrDamaged }
            let id = try database.insert(
                sql: """
                    INSERT INTO company (name, tax_code, contact, state, made_by, made_at)
                    VALUES (?, ?, ?, 'waiting', ?, ?) RETURNING id
                    """, arguments: [draft.name, draft.taxCode, draft.contact, user, now])
            let sealed = try key.seal(draft.document, place: "company/\(id)")
            try database.execute(
                sql: "UPDATE company SET document = ? WHERE id = ?", arguments: [Data(sealed), id])
            try database.execute(sql: #"UPDATE "user" SET company_id = ? WHERE name = ?"#, arguments: [id, user])
            try database.recordHistory(
                "company.proposed", draft.name, Phrase(verbatim: draft.taxCode), act: Act(by: .person(user), at: now))
            return try database.company(id)
        }
    }

    /// Accepts a company, or refuses it with a reason.
    ///
    /// - Throws: `refused` where it would be accepted beside another one with its tax code.
    public func decide(
        _ company: Company, verified: Bool, reason: String, act: Act
    ) async throws(StoreFailure) {
        try await file.write { database in
            let state = verified ? Company.State.verified : .refused
            let others = verified ? try database.companies(ofTaxCode: company.taxCode) : []
            let objection = Company.objection(toVerifying: company.taxCode, for: company.id, beside: others)
            if let objection { throw objection }
            try database.execute(
                sql: """
                    UPDATE company SET state = ?, reason = ?, shares_tax_code = 0,
                      decided_by = ?, decided_at = ? WHERE id = ?
                    """,
                arguments: [state.rawValue, verified ? nil : reason, act.by.name, act.at, company.id])
            try database.recordHistory("company.\(state.rawValue)", company.name, state.label, act: act)
        }
    }

    /// Makes a company that an administrator knows, without papers.
    ///
    /// - Throws: `refused` where another one has the tax code.
    public func addVerified(
        _ name: String, taxCode: String, act: Act
    ) async throws(StoreFailure) -> Company {
        try await file.write { database in
            let others = try database.companies(ofTaxCode: taxCode)
            if let objection = Company.objection(toVerifying: taxCode, beside: others) { throw objection }
            let id = try database.insert(
                sql: """
                    INSERT INTO company (name, tax_code, contact, state, made_by, made_at, decided_by, decided_at)
                    VALUES (?1, ?2, '', 'verified', ?3, ?4, ?3, ?4) RETURNING id
                    """, arguments: [name, taxCode, act.by.name, act.at])
            try database.recordHistory(
                "company.verified", name, Company.State.verified.label, act: act)
            return try database.company(id)
        }
    }

    /// Puts an account into a company, or takes it out.
    public func assign(_ company: Company?, to user: String, act: Act) async throws(StoreFailure) {
        try await file.write { database in
            try database.execute(
                sql: #"UPDATE "user" SET company_id = ? WHERE name = ?"#, arguments: [company?.id, user])
            try database.recordHistory(
                "user.company", user, Phrase(verbatim: company?.name ?? "-"), act: act)
        }
    }

    /// Accounts that belong to a company.
    public func members(of company: Company) async throws(StoreFailure) -> [Int64] {
        try await file.read {
            try Int64.fetchAll(
                $0, sql: #"SELECT id FROM "user" WHERE company_id = ? ORDER BY id"#, arguments: [company.id])
        }
    }

    /// The picture of a company's papers.
    public func document(of company: Company) async throws(StoreFailure) -> [UInt8]? {
        try await file.read { database in
            let sealed = try Data.fetchOne(
                database, sql: "SELECT document FROM company WHERE id = ?", arguments: [company.id])
            guard let sealed else { return nil }
            guard let key = file.key else { throw SealingFailure.wrongKeyOrDamaged }
            return try key.open(Array(sealed), place: "company/\(company.id)")
        }
    }
}

extension Database {
    fileprivate func company(_ id: Int64) throws -> Company {
        let row = try Row.fetchOne(
            self, sql: "SELECT \(Company.columns) FROM company WHERE id = ?", arguments: [id])
        guard let row else { throw CompanyFailure.unknown(String(id)) }
        return Company(row)
    }

    fileprivate func companies(ofTaxCode code: String) throws -> [Company] {
        try Row.fetchAll(
            self, sql: "SELECT \(Company.columns) FROM company WHERE tax_code = ? ORDER BY id", arguments: [code]
        ).map(Company.init)
    }
}
