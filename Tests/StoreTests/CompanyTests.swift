import Access
import Attendance
import Database
import Foundation
import SQLiteDatabase
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases

/// Companies, whom they belong to, and that none files before it is verified.
@Suite struct CompanyTests {
    private let now = CaseFixture.morning

    private func draft(_ name: String, _ taxCode: String) -> CompanyDraft {
        CompanyDraft(name: name, taxCode: taxCode, contact: "0901", document: Array("papers of \(name)".utf8))
    }

    @Test(arguments: [
        ("0312345678", true), ("031234567890", true), ("0312345678-001", true), ("031234567", false),
        ("03123456789", false), ("0312345678-01", false), ("0312345678-0012", false), ("031234567890-001", false),
        ("0312345678-", false), ("-0312345678", false), ("", false), ("03123456a8", false), ("0312345678-00a", false),
        ("0312345678-001-002", false), ("٠٣١٢٣٤٥٦٧٨", false), ("0312345678 ", false),
    ])
    func aTaxCodeHasOneOfThreeForms(_ text: String, _ isOne: Bool) {
        #expect(CompanyDraft.isTaxCode(text) == isOne)
    }

    @Test func oneTaxCodeIsOneCompanyUntilItIsRefused() async throws {
        try await CaseFixture.with { store in
            for name in ["an", "bình", "chi"] { _ = try await CaseFixture.account(store, name) }
            let first = try await store.companies.propose(draft("Một", "0312345678"), by: "an", now: now)
            #expect(first.state == .waiting && first.hasDocument && first.madeBy == "an" && first.madeAt == now)
            await #expect(throws: StoreFailure.self) {
                _ = try await store.companies.propose(draft("Khác", "0312345678"), by: "bình", now: now)
            }
            #expect(try await store.companies.company(of: "bình") == nil)
            try await store.companies.decide(
                first, verified: false, reason: "giấy tờ mờ", act: Act(by: .person("lan"), at: now + .hours(1)))
            let refused = try await store.companies.find(first.id)
            #expect(refused.state == .refused && refused.reason == "giấy tờ mờ")
            #expect(refused.decidedBy == "lan" && refused.decidedAt == now + .hours(1))
            // Named anew, the account belongs to the new one.
            let second = try await store.companies.propose(draft("Một", "0312345678"), by: "an", now: now)
            #expect(second.id != first.id)
            #expect(try await store.companies.company(of: "an")?.id == second.id)
            try await store.companies.decide(
                second, verified: true, reason: "kept from before", act: Act(by: .person("lan"), at: now))
            let verified = try await store.companies.find(second.id)
            #expect(verified.state == .verified && verified.reason == nil)
            await #expect(throws: StoreFailure.self) {
                _ = try await store.companies.propose(draft("Ba", "0312345678"), by: "chi", now: now)
            }
            #expect(try await store.companies.find(first.id).state == .refused, "one decision is one company's")
        }
    }

    @Test func papersAreSealedAndEachCompanysOwn() async throws {
        try await CaseFixture.with { store in
            for name in ["an", "bình"] { _ = try await CaseFixture.account(store, name) }
            let one = try await store.companies.propose(draft("Một", "0312345678"), by: "an", now: now)
            let two = try await store.companies.propose(draft("Hai", "0312345679"), by: "bình", now: now)
            #expect(try await store.companies.document(of: one) == Array("papers of Một".utf8))
            #expect(try await store.companies.document(of: two) == Array("papers of Hai".utf8))
            for name in ["rollcall.db", "rollcall.db-wal"] {
                let bytes = (try? Data(contentsOf: store.directory.appending(path: name))) ?? Data()
                #expect(bytes.range(of: Data("papers of".utf8)) == nil, "\(name)")
            }
            let queue = try SQLiteFile(path: store.directory.appending(path: "rollcall.db").path)
            try queue.write {
                try $0.execute(
                    sql: "UPDATE company SET document = (SELECT document FROM company WHERE name = 'Một')")
            }
            await #expect(throws: StoreFailure.self) { _ = try await store.companies.document(of: two) }
            let known = try await CaseFixture.company(store, "Ba", "0312345670")
            #expect(try await store.companies.document(of: known) == nil && !known.hasDocument)
        }
    }

    @Test func whoWaitsComesFirstAndMembersAreThoseOfOneCompany() async throws {
        try await CaseFixture.with { store in
            let zet = try await CaseFixture.company(store, "Z", "0312345670")
            let alpha = try await CaseFixture.company(store, "A", "0312345671")
            let user = try await CaseFixture.account(store, "an", company: zet)
            let other = try await CaseFixture.account(store, "bình", company: alpha)
            let waiting = try await store.companies.propose(
                draft("M", "0312345672"), by: try await CaseFixture.account(store, "chi").name, now: now)
            #expect(try await store.companies.all().map(\.name) == ["M", "A", "Z"])
            #expect(try await store.companies.members(of: zet) == [user.id])
            #expect(try await store.companies.members(of: alpha) == [other.id])
            #expect(try await store.companies.members(of: waiting).count == 1)
            try await store.companies.assign(nil, to: "an", act: Act(by: .person("lan"), at: now))
            #expect(try await store.companies.members(of: zet).isEmpty)
            #expect(try await store.companies.company(of: "an") == nil)
            #expect(try await store.companies.company(ofAccount: other.id)?.id == alpha.id)
            #expect(try await store.companies.company(ofAccount: nil) == nil)
            await #expect(throws: StoreFailure.self) { _ = try await store.companies.find(99) }
        }
    }

    /// A draft of an account or a program with a photo and a key string.
    private func draft(_ store: Store, installer: String, company: Int64? = nil) async throws -> UnbindingCase {
        var draft = try CaseFixture.draft()
        draft.key = try KeyString("AwAAAEUxMjM0NTY3ON6tvu8=")
        if let company {
            draft.program = ProgramsCase(name: "erp")
            draft.program?.companyID = company
        }
        let opened = try await store.cases.open(draft, installer: installer, now: now)
        _ = try await store.evidence.add(.sample(1), to: opened, act: Act(by: .person(installer), at: now))
        return opened
    }

    private func file(_ store: Store, _ found: UnbindingCase) async throws -> UnbindingCase {
        try await store.cases.file(
            found, consent: .current, working: .minutes(10), act: Act(by: .person(found.installer), at: now)
        ).unbindingCase
    }

    @Test func nobodyFilesForACompanyThatIsNotVerified() async throws {
        try await CaseFixture.with { store in
            let verified = try await CaseFixture.company(store, "Một", "0312345678")
            let user = try await CaseFixture.account(store, "an")
            let waiting = try await store.companies.propose(draft("Hai", "0312345679"), by: "an", now: now)
            let accounts = try await draft(store, installer: user.name)
            let programs = try await draft(store, installer: "erp", company: waiting.id)
            let nobodys = try await draft(store, installer: "erp")
            for found in [accounts, programs, nobodys] {
                await #expect(throws: StoreFailure.self) { _ = try await file(store, found) }
            }
            let others = try await draft(store, installer: "erp", company: verified.id)
            #expect(try await file(store, others).state == .filed)
            try await store.companies.decide(waiting, verified: true, reason: "", act: Act(by: .person("lan"), at: now))
            for found in [accounts, programs] { #expect(try await file(store, found).state == .filed) }
        }
    }

    @Test func whoeverLeftAVerifiedCompanyFilesForItNoMore() async throws {
        try await CaseFixture.with { store in
            let company = try await CaseFixture.company(store, "Một", "0312345678")
            let user = try await CaseFixture.account(store, "an", company: company)
            let opened = try await draft(store, installer: user.name)
            #expect(opened.companyID == company.id)
            try await store.companies.assign(nil, to: user.name, act: Act(by: .person("lan"), at: now))
            await #expect(throws: StoreFailure.self) { _ = try await file(store, opened) }
        }
    }

    @Test func whatWasFiledIsNotApprovedOnceTheCompanyIsNoLongerVerified() async throws {
        try await CaseFixture.with { store in
            let company = try await CaseFixture.company(store, "Một", "0312345678")
            let user = try await CaseFixture.account(store, "an", company: company)
            let filed = try await file(store, try await draft(store, installer: user.name))
            try await store.companies.decide(
                company, verified: false, reason: "x", act: Act(by: .person("lan"), at: now))
            await #expect(throws: StoreFailure.self) { _ = try await CaseFixture.moved(store, filed, .approve) }
            let taken = try await CaseFixture.moved(store, filed, .take, .askMore)
            await #expect(throws: StoreFailure.self) { _ = try await CaseFixture.moved(store, taken, .answer) }
            // It is rejected all the same.
            #expect(try await CaseFixture.moved(store, taken, .reject(.notBound)).state == .rejected)
            #expect(try await store.cases.find(filed.number).state == .rejected)
        }
    }

    @Test func aDeviceInReachNeedsNoKeyStringAndAnotherDoes() async throws {
        try await CaseFixture.with { store in
            let company = try await CaseFixture.company(store, "Một", "0312345678")
            let user = try await CaseFixture.account(store, "an", company: company)
            for (network, isFiled) in [(UnbindingCase.Network.lan, true), (.other, false)] {
                let serial = try #require(ShortSerial(exactly: "E12345678"))
                let opened = try await store.cases.open(
                    CaseDraft(network: network, serial: serial), installer: user.name, now: now)
                _ = try await store.evidence.add(.sample(1), to: opened, act: Act(by: .person(user.name), at: now))
                let filed = try? await file(store, opened)
                #expect((filed != nil) == isFiled)
            }
        }
    }
}
