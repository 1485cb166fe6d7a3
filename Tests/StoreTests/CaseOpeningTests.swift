import Access
import Attendance
import SADP
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases

/// How a case begins: its number, whose it is, and once for each key.
@Suite struct CaseOpeningTests {
    private let now = CaseFixture.morning

    @Test func aNumberHasTheYearOfVietnamAndFiveDigits() async throws {
        try await CaseFixture.with { store in
            // Half past midnight on New Year's Day in Vietnam.
            for (time, number) in [
                ("2026-12-31T16:59:59Z", "UB26-00001"), ("2026-12-31T17:00:00Z", "UB27-00002"),
                ("2030-06-01T00:00:00Z", "UB30-00003"),
            ] {
                let opened = try await CaseFixture.opened(store, now: Instant(time))
                #expect(opened.number == number)
            }
            #expect(try await store.cases.find("ub27-00002").number == "UB27-00002")
            await #expect(throws: StoreFailure.self) { _ = try await store.cases.find("UB27-00001") }
        }
    }

    @Test func aCaseIsOfTheCompanyThatItsAccountHadThen() async throws {
        try await CaseFixture.with { store in
            let one = try await CaseFixture.company(store, "Một", "0312345678")
            let two = try await CaseFixture.company(store, "Hai", "0312345679")
            let user = try await CaseFixture.account(store, "an", company: one)
            // A program that names another company names it in vain where an account files.
            var draft = try CaseFixture.draft()
            draft.program = ProgramsCase(name: "erp")
            draft.program?.companyID = two.id
            let accounts = try await store.cases.open(draft, installer: user.name, now: now)
            #expect(accounts.installerID == user.id && accounts.companyID == one.id)
            let programs = try await store.cases.open(draft, installer: "nobody", now: now)
            #expect(programs.installerID == nil && programs.companyID == two.id && programs.program == "erp")
            try await store.companies.assign(two, to: user.name, act: Act(by: .person("test"), at: now))
            #expect(try await store.cases.find(accounts.number).companyID == one.id)
            // Whose papers count is what the account is now.
            #expect(try await store.companies.company(of: accounts)?.id == two.id)
            #expect(try await store.companies.company(of: programs)?.id == two.id)
            #expect(try await store.companies.company(of: try await CaseFixture.opened(store)) == nil)
        }
    }

    private func draft(_ change: (inout ProgramsCase) -> Void = { _ in }) throws -> CaseDraft {
        var draft = try CaseFixture.draft()
        var program = ProgramsCase(name: "erp")
        program.ownReference = "R-1"
        program.onBehalfOf = "Anh Ba"
        program.idempotencyKey = "k1"
        change(&program)
        draft.program = program
        return draft
    }

    @Test func theSameKeyOpensTheSameCaseAndNoOther() async throws {
        try await CaseFixture.with { store in
            let first = try await store.cases.open(draft(), installer: "erp", now: now)
            let again = try await store.cases.open(draft(), installer: "erp", now: now + .hours(1))
            #expect(again.number == first.number && again.logHead == first.logHead)
            #expect(again.ownReference == "R-1" && again.onBehalfOf == "Anh Ba")
            // Other data by the same key is a mistake of the program.
            var other = try draft()
            other.serial = try #require(ShortSerial(exactly: "E12345679"))
            let mistakes = [
                other, try draft { $0.ownReference = "R-2" }, try draft { $0.ownReference = nil },
                try draft { $0.onBehalfOf = "Chị Tư" },
            ]
            for mistake in mistakes {
                await #expect(throws: StoreFailure.self) {
                    _ = try await store.cases.open(mistake, installer: "erp", now: now)
                }
            }
            await #expect(throws: StoreFailure.self) {
                _ = try await store.cases.open(draft(), installer: "other", now: now)
            }
            #expect(try await store.cases.all(of: nil).count == 1)
        }
    }

    @Test func keysAreEachProgramsOwnAndWithoutOneEveryCaseIsNew() async throws {
        try await CaseFixture.with { store in
            var numbers: Set<String> = []
            for draft in [
                try draft(), try draft { $0.name = "crm" }, try draft { $0.idempotencyKey = "k2" },
                try draft { $0.idempotencyKey = nil }, try draft { $0.idempotencyKey = nil },
            ] { numbers.insert(try await store.cases.open(draft, installer: "erp", now: now).number) }
            #expect(numbers.count == 5)
        }
    }

    @Test func theFirstEntryTellsWhatTheCaseBeganWithAndNothingSecret() async throws {
        try await CaseFixture.with { store in
            var draft = try draft()
            draft.key = try KeyString("AwAAAEUxMjM0NTY3ON6tvu8=")
            draft.device = .answered(.bound)
            let opened = try await store.cases.open(draft, installer: "thợ", now: now)
            let entry = try #require(try await store.cases.log(of: opened).first)
            #expect(
                entry.detail
                    == "serial E12345678, network other, device answered bound, key string taken, for Anh Ba")
            #expect(entry.actor == .person("thợ") && entry.at == now && entry.index == 0)
        }
    }
}
