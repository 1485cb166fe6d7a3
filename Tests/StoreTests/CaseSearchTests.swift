import Access
import Attendance
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases

/// Cases as programs and lists ask for them.
@Suite struct CaseSearchTests {
    private let now = CaseFixture.morning

    private func numbers(
        _ store: Store, by limit: Int, _ change: (inout CaseSearch) throws -> Void = { _ in }
    ) async throws -> [String] {
        var search = CaseSearch()
        try change(&search)
        var (numbers, cursor): ([String], CaseCursor?) = ([], nil)
        repeat {
            let page = try await store.cases.search(search, after: cursor, limit: limit)
            #expect(page.cases.count <= limit && (page.next == nil || page.cases.count == limit))
            numbers += page.cases.map(\.number)
            // As a program keeps it.
            cursor = page.next.flatMap { CaseCursor($0.text) }
        } while cursor != nil && numbers.count < 100
        return numbers
    }

    @Test(arguments: [1, 2, 3, 4, 6, 7]) func everyCaseIsOnOnePageWhereverPagesEnd(_ limit: Int) async throws {
        try await CaseFixture.with { store in
            var expected: [String] = []
            // Several steps at one instant, and a clock that was set back.
            for minute in [0, 0, 0, 5, 5, -90] {
                expected.append(try await CaseFixture.opened(store, now: now + .minutes(minute)).number)
            }
            #expect(try await numbers(store, by: limit) == expected)
            // Whoever goes on from the end sees what has changed since, and nothing else.
            let end = try await store.cases.search(CaseSearch(), after: nil, limit: 5)
            let moved = try await CaseFixture.moved(
                store, try await store.cases.find(expected[1]), .withdraw, now: now + .minutes(6))
            let rest = try await store.cases.search(CaseSearch(), after: end.next, limit: 9)
            #expect(rest.cases.map(\.number) == [expected[5], moved.number] && rest.next == nil)
        }
    }

    @Test func theOrderOfStepsIsKeptEvenWhereTheClockIsSetBack() async throws {
        try await CaseFixture.with { store in
            let first = try await CaseFixture.opened(store, now: now)
            let second = try await CaseFixture.opened(store, now: now - .hours(1))
            #expect(second.createdAt == now - .hours(1) && second.changedAt == first.changedAt)
            let moved = try await CaseFixture.moved(store, first, .withdraw, now: now - .hours(2))
            #expect(moved.changedAt >= second.changedAt)
        }
    }

    @Test func eachFilterLeavesOutWhatItShould() async throws {
        try await CaseFixture.with { store in
            let (one, two) = (
                try await CaseFixture.company(store, "Một", "0312345678"),
                try await CaseFixture.company(store, "Hai", "0312345679")
            )
            let users = [
                try await CaseFixture.account(store, "an", company: one),
                try await CaseFixture.account(store, "bình", company: two),
            ]
            let first = try await CaseFixture.opened(store, "E12345678", by: users[0].name, now: now)
            let second = try await CaseFixture.opened(store, "E12345679", by: users[1].name, now: now + .minutes(1))
            var draft = try CaseFixture.draft("E12345678")
            draft.program = ProgramsCase(name: "erp")
            draft.program?.ownReference = "R-1"
            draft.program?.companyID = two.id
            let third = try await store.cases.open(draft, installer: "erp", now: now + .minutes(2))
            let ended = try await CaseFixture.moved(
                store, try await CaseFixture.opened(store, now: now + .minutes(3)), .withdraw, now: now + .minutes(4))
            let all = [first, second, third, ended].map(\.number)

            #expect(try await numbers(store, by: 9) == all)
            #expect(try await numbers(store, by: 1) { $0.companyID = one.id } == [all[0]])
            #expect(try await numbers(store, by: 1) { $0.companyID = two.id } == [all[1], all[2]])
            #expect(try await numbers(store, by: 9) { $0.changedSince = now + .minutes(1) } == Array(all.dropFirst()))
            let later = now + .minutes(1) + .milliseconds(1)
            #expect(try await numbers(store, by: 9) { $0.changedSince = later } == Array(all.dropFirst(2)))
            #expect(try await numbers(store, by: 9) { $0.state = .withdrawn } == [all[3]])
            #expect(try await numbers(store, by: 1) { $0.state = .draft } == Array(all.prefix(3)))
            #expect(
                try await numbers(store, by: 9) { $0.serial = ShortSerial(exactly: "E12345678") }
                    == [all[0], all[2], all[3]])
            #expect(try await numbers(store, by: 9) { $0.ownReference = "R-1" } == [all[2]])
            #expect(try await numbers(store, by: 9) { $0.ownReference = "R-2" }.isEmpty)
        }
    }

    @Test func aCursorIsReadBackAndNothingElseIsOne() {
        #expect(CaseCursor("1790000000000.7")?.text == "1790000000000.7")
        for text in ["", "1", "1.", ".1", "1.2.3", "a.b", "1 2", "9223372036854775808.1"] {
            #expect(CaseCursor(text) == nil, "\(text)")
        }
    }

    @Test func aListIsOfAnAccountAndOfItsCompany() async throws {
        try await CaseFixture.with { store in
            let company = try await CaseFixture.company(store, "Một", "0312345678")
            let an = try await CaseFixture.account(store, "an", company: company)
            let binh = try await CaseFixture.account(store, "bình", company: company)
            let chi = try await CaseFixture.account(store, "chi")
            var numbers: [String] = []
            for user in [an, binh, chi, an] {
                numbers.append(try await CaseFixture.opened(store, by: user.name).number)
            }
            func list(_ account: Int64?, _ company: Int64? = nil, limit: Int = 200) async throws -> [String] {
                try await store.cases.all(of: account, company: company, limit: limit).map(\.number)
            }
            #expect(try await list(nil) == numbers.reversed())
            #expect(try await list(nil, limit: 2) == [numbers[3], numbers[2]])
            #expect(try await list(an.id) == [numbers[3], numbers[0]])
            #expect(try await list(chi.id) == [numbers[2]])
            #expect(try await list(an.id, company.id) == [numbers[3], numbers[1], numbers[0]])
            #expect(try await list(chi.id, company.id + 1) == [numbers[2]])
        }
    }

    @Test func theQueueBeginsWithWhatIsDueFirstAndEndsWithWhatWaitsForOthers() async throws {
        try await CaseFixture.with { store in
            let late = try await CaseFixture.filed(store, now: now + .minutes(30))
            let asked = try await CaseFixture.moved(store, try await CaseFixture.filed(store), .take, .askMore)
            let soon = try await CaseFixture.moved(
                store, try await CaseFixture.filed(store, now: now + .minutes(5)), .take)
            let approved = try await CaseFixture.moved(
                store, try await CaseFixture.filed(store, now: now + .minutes(1)), .approve)
            let executing = try await CaseFixture.moved(
                store, try await CaseFixture.filed(store, now: now + .minutes(2)), .approve, .execute)
            let failed = try await CaseFixture.moved(
                store, try await CaseFixture.filed(store, now: now + .minutes(3)), .approve, .execute, .fail)
            _ = try await CaseFixture.opened(store)
            for ends in [CaseEvent.reject(.notBound), .withdraw] {
                _ = try await CaseFixture.moved(store, try await CaseFixture.filed(store), ends)
            }
            _ = try await CaseFixture.moved(store, try await CaseFixture.filed(store), .approve, .execute, .verify)
            #expect(
                try await store.cases.queue().map(\.number)
                    == [soon, late, asked, approved, executing, failed].map(\.number))
            #expect(try await store.cases.executing().map(\.number) == [executing.number])
        }
    }

    @Test func othersOfADeviceAndTheLineOfACaseAreTold() async throws {
        try await CaseFixture.with { store in
            let first = try await CaseFixture.opened(store)
            let stranger = try await CaseFixture.opened(store, "Q01728482")
            var line = [first]
            for _ in 0..<3 {
                var draft = try CaseFixture.draft()
                draft.previous = line[0]
                line.insert(try await store.cases.open(draft, installer: "thợ", now: now), at: 0)
            }
            #expect(try await store.cases.line(of: line[0]).map(\.number) == line.map(\.number))
            #expect(try await store.cases.line(of: line[2]).map(\.number) == line.suffix(2).map(\.number))
            #expect(try await store.cases.line(of: stranger).map(\.number) == [stranger.number])
            #expect(
                try await store.cases.others(for: line[1]).map(\.number) == [line[0], line[2], line[3]].map(\.number))
            #expect(try await store.cases.others(for: stranger).isEmpty)
            #expect(try await store.cases.log(of: line[0])[0].detail.contains("after \(line[1].number)"))
        }
    }

    @Test func everyStepOfEveryCaseIsSeenByOpenPages() async throws {
        try await CaseFixture.with { store in
            #expect(try await store.cases.revision() == 0)
            let found = try await CaseFixture.filed(store)
            #expect(try await store.cases.revision() == 3)
            _ = try await CaseFixture.opened(store)
            _ = try await CaseFixture.moved(store, found, .take)
            #expect(try await store.cases.revision() == 5)
        }
    }
}
