import Attendance
import Database
import Foundation
import SQLiteDatabase
import TestSupport
import Testing
import UnbindingCases

@testable import Store

/// One company a tax code, whoever makes, accepts or stores it.
@Suite struct TaxCodeTests {
    private let now = CaseFixture.morning
    private static let code = "0312345678"

    private func draft(_ name: String) -> CompanyDraft {
        CompanyDraft(name: name, taxCode: Self.code, contact: "", document: [1])
    }

    @Test func anAdministratorMakesNoSecondCompanyOfATaxCode() async throws {
        try await CaseFixture.with { store in
            _ = try await CaseFixture.company(store, "Một", Self.code)
            await #expect {
                _ = try await CaseFixture.company(store, "Hai", Self.code)
            } throws: { error in
                Self.names("Một", error)
            }
            #expect(try await store.companies.all().map(\.name) == ["Một"])
            _ = try await CaseFixture.company(store, "Hai", "0312345679")
        }
    }

    /// Whether whoever must act reads which company has the code, and not what the database says of its table.
    private static func names(_ company: String, _ error: any Error) -> Bool {
        let phrase = error.explained.phrase
        return phrase.en.contains("\(company) has the tax code") && phrase.vi.contains("\(company) đã có mã số thuế")
    }

    @Test func aRefusedCompanyIsNotAcceptedBesideTheOneThatTookItsPlace() async throws {
        try await CaseFixture.with { store in
            for name in ["an", "bình"] { _ = try await CaseFixture.account(store, name) }
            let first = try await store.companies.propose(draft("Một"), by: "an", now: now)
            try await store.companies.decide(
                first, verified: false, reason: "mờ", act: Act(by: .person("lan"), at: now))
            let second = try await store.companies.propose(draft("Hai"), by: "bình", now: now)
            await #expect {
                try await store.companies.decide(
                    first, verified: true, reason: "", act: Act(by: .person("lan"), at: now))
            } throws: { error in
                Self.names("Hai", error)
            }
            #expect(try await store.companies.find(first.id).state == .refused)
            try await store.companies.decide(second, verified: false, reason: "", act: Act(by: .person("lan"), at: now))
            try await store.companies.decide(first, verified: true, reason: "", act: Act(by: .person("lan"), at: now))
            #expect(try await store.companies.find(first.id).state == .verified)
        }
    }

    @Test func theTableItselfTakesNoSecondOne() async throws {
        try await CaseFixture.with { store in
            _ = try await CaseFixture.company(store, "Một", Self.code)
            let queue = try SQLiteFile(path: store.directory.appending(path: "rollcall.db").path)
            let second = """
                INSERT INTO company (name, tax_code, contact, state, made_by, made_at)
                SELECT 'Hai', tax_code, '', ?, made_by, made_at FROM company WHERE name = 'Một'
                """
            #expect(throws: DatabaseError.self) {
                try queue.write { try $0.execute(sql: second, arguments: ["waiting"]) }
            }
            try queue.write { try $0.execute(sql: second, arguments: ["refused"]) }
        }
    }

    @Test func companiesOfFormerVersionsThatShareACodeStayAndAreNamed() async throws {
        try await withTemporaryDirectory { directory in
            let queue = try SQLiteFile(path: directory.appending(path: "old.db").path)
            try queue.migrate(Migrations.all(key: nil), upTo: "015 seals")
            try queue.write { database in
                for (name, code, state) in [
                    ("waits", Self.code, "waiting"), ("verified", Self.code, "verified"),
                    ("gone", Self.code, "refused"),
                    ("late", Self.code, "verified"), ("alone", "0312345679", "waiting"),
                ] {
                    try database.execute(
                        sql: """
                            INSERT INTO company (name, tax_code, contact, state, made_by, made_at)
                            VALUES (?, ?, '', ?, 'an', 0)
                            """, arguments: [name, code, state])
                }
            }
            try queue.migrate(Migrations.all(key: nil), upTo: "016 tax codes")
            let (companies, told) = try queue.read { database in
                (
                    try String.fetchAll(database, sql: "SELECT name FROM company ORDER BY id"),
                    try String.fetchAll(
                        database,
                        sql: "SELECT subject FROM history WHERE event = 'company.tax-code-shared' ORDER BY id")
                )
            }
            #expect(companies == ["waits", "verified", "gone", "late", "alone"])
            #expect(told == ["waits", "late"])
        }
    }
}
