import Access
import Attendance
import Database
import Foundation
import LocalNetwork
import SQLiteDatabase
import Scheduling
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases

@testable import UnbindingDesk

/// Who hears of what and from when on, to the moment.
@Suite struct DeskTellingTests {
    @Test func theDeskHearsAtSevenTenthsAndOnceTheTimeIsOver() async throws {
        try await DeskFixture.with { fixture in
            let reviewer = try await fixture.account("lan", role: .reviewer)
            _ = try await fixture.filed(by: .command)
            let start = fixture.now
            for (elapsed, expected) in [
                (Duration.zero, ["desk-new"]), (.seconds(420) - .milliseconds(1), ["desk-new"]),
                (.seconds(420), ["desk-new", "desk-nearly-due"]), (.seconds(600), ["desk-new", "desk-nearly-due"]),
                (.seconds(600) + .milliseconds(1), ["desk-new", "desk-nearly-due", "desk-overdue"]),
                (.hours(40), ["desk-new", "desk-nearly-due", "desk-overdue"]),
            ] {
                fixture.clock.advance(by: (start + elapsed).since(fixture.now))
                try await fixture.desk.tellDesk()
                #expect(try await fixture.events(of: reviewer) == expected, "\(elapsed)")
            }
            let texts = try await fixture.store.notices.all(of: reviewer.id).map(\.text.en)
            #expect(texts.allSatisfy { $0.contains("23/11/2026 09:10") })
        }
    }

    @Test func onlyThoseWhoDecideHearAndNobodyOfTheOwnCase() async throws {
        try await DeskFixture.with { fixture in
            let people = [
                try await fixture.account("an", company: "Một"), try await fixture.account("chi", role: .viewer),
                try await fixture.account("dũng", role: .operator), try await fixture.account("lan", role: .reviewer),
                try await fixture.account("mai", role: .admin),
            ]
            let own = try await fixture.account("hà", role: .admin, company: "Một")
            _ = try await fixture.filed(by: .person("hà"))
            try await fixture.desk.tellDesk()
            for (person, hears) in zip(people, [false, false, false, true, true]) {
                #expect(try await fixture.events(of: person).contains("desk-new") == hears, "\(person.name)")
            }
            #expect(try await !fixture.events(of: own).contains("desk-new"))
        }
    }

    @Test func aCaseThatCannotBeLookedAtHoldsUpNoOther() async throws {
        try await DeskFixture.with { fixture in
            let reviewer = try await fixture.account("lan", role: .reviewer)
            let broken = try await fixture.filed(by: .command)
            let sound = try await fixture.filed(by: .command, DeskFixture.photo(look: 2))
            let queue = try SQLiteFile(path: fixture.store.directory.appending(path: "rollcall.db").path)
            let id = broken.id
            try queue.write {
                try $0.execute(sql: "UPDATE unbinding_case SET calendar_version = 9 WHERE id = ?", arguments: [id])
            }
            await #expect(throws: StoreFailure.self) { try await fixture.desk.tellDesk() }
            let told = try await fixture.store.notices.all(of: reviewer.id)
            #expect(told.map(\.subject) == [.unbindingCase(sound.number)])
        }
    }

    @Test func programsHearOnceThatACaseIsOverdueAndOnlyWhereThereIsAnAddress() async throws {
        for (address, expected) in [("", 0), ("https://desk.example/hook", 1)] {
            try await DeskFixture.with { fixture in
                _ = try await fixture.filed(by: .command)
                try await fixture.set("notice-webhook", address)
                fixture.clock.advance(by: .minutes(11))
                for _ in 0..<2 { try await fixture.desk.tellDesk() }
                let due = try await fixture.store.notices.due(now: fixture.now)
                #expect(due.map(\.notice.event) == Array(repeating: "overdue", count: expected))
            }
        }
    }

    @Test func whereLogsEndIsToldOnEachDayOfTheOperatorAndNotWithoutAnAddress() async throws {
        try await DeskFixture.with(now: "2026-11-23T16:59:00Z") { fixture in
            func told() async throws -> Int {
                try await fixture.desk.tellLogs()
                return try await fixture.store.notices.due(now: fixture.now).count { $0.notice.subject == .caseLogs }
            }
            let found = try await fixture.draft(by: "an")
            #expect(try await told() == 0)
            try await fixture.set("notice-webhook", "https://desk.example/hook")
            #expect(try await told() == 1)
            // One minute before midnight in Vietnam, and midnight.
            _ = try await fixture.store.cases.move(
                found, by: CaseStep(.withdraw), act: Act(by: .person("an"), at: fixture.now))
            #expect(try await told() == 1)
            fixture.clock.advance(by: .minutes(1))
            #expect(try await told() == 2)
            #expect(try await told() == 2)
        }
    }

    @Test func whoVerifiesCompaniesHearsOfOneAndItsPeopleHearTheDecision() async throws {
        try await DeskFixture.with { fixture in
            let admin = try await fixture.account("mai", role: .admin)
            let reviewer = try await fixture.account("lan", role: .reviewer)
            let (user, other) = (try await fixture.account("an"), try await fixture.account("bình", company: "Hai"))
            let company = try await fixture.desk.propose(
                CompanyDraft(name: "Một", taxCode: "0312345678", contact: "", document: [1]), by: "an")
            #expect(try await fixture.events(of: admin) == ["company-waiting"])
            for person in [reviewer, user] { #expect(try await fixture.events(of: person).isEmpty) }
            try await fixture.desk.decide(company, verified: false, reason: "giấy tờ mờ", actor: .person("mai"))
            try await fixture.desk.decide(company, verified: true, reason: "", actor: .person("mai"))
            #expect(try await fixture.events(of: user) == ["company-refused", "company-verified"])
            let text = try await fixture.store.notices.all(of: user.id).last?.text.vi
            #expect(text?.contains("giấy tờ mờ") == true)
            #expect(try await fixture.events(of: other).isEmpty)
        }
    }

    @Test func whatAnInstallerHearsNamesTheCaseAndTellsNoneOfTheDesksOwnSteps() async throws {
        try await DeskFixture.with { fixture in
            let found = try await fixture.filed(by: .command)
            for event in [CaseEvent.file, .approve, .reject(.notBound), .askMore, .verify, .fail] {
                let text = try #require(CaseNotice.text(of: event, found))
                for language in [text.en, text.vi] {
                    #expect(language.hasPrefix("\(found.number) (\(found.serial))"), "\(language)")
                }
            }
            let rejected = CaseNotice.text(of: .reject(.notBound), found)
            #expect(rejected?.vi.contains(RejectionReason.notBound.sentence.vi) == true)
            for event in [CaseEvent.take, .release, .answer, .withdraw, .execute] {
                #expect(CaseNotice.text(of: event, found) == nil)
            }
        }
    }

    @Test func nothingIsForgottenByAClockThatLied() async throws {
        try await DeskFixture.with { fixture in
            try await fixture.set("evidence-days", "30")
            let found = try await fixture.filed(by: .command)
            _ = try await fixture.desk.decide(found, by: CaseStep(.withdraw), actor: .person("an"))
            let end = fixture.now
            func forgotten(at instant: Instant) async throws -> Int {
                fixture.clock.advance(by: instant.since(fixture.now))
                return try await fixture.desk.forgetExpired()
            }
            #expect(try await forgotten(at: end + .hours(24 * 30)) == 0)
            // A clock that was caught within the last day forgets nothing, whatever it shows.
            let late = end + .hours(24 * 31)
            try await fixture.store.clock.record(
                .step, offset: .hours(700), Phrase(verbatim: "jumped"), now: late - .hours(1))
            #expect(try await forgotten(at: late) == 0)
            #expect(try await fixture.store.evidence.all(of: found).map(\.isKept) == [true])
            #expect(try await forgotten(at: late + .hours(24)) == 1)
            #expect(try await fixture.store.evidence.all(of: found).map(\.isKept) == [false])
        }
    }

    @Test func oldEvidenceIsForgottenWithoutAnybodyAsking() async throws {
        try await DeskFixture.with { fixture in
            try await fixture.set("evidence-days", "2")
            let found = try await fixture.filed(by: .command)
            _ = try await fixture.desk.decide(found, by: CaseStep(.withdraw), actor: .person("an"))
            fixture.clock.advance(by: .hours(49))
            let hands = HandClock()
            let retention = EvidenceRetention(fixture.desk, clock: hands.clock)
            let loop = Task { await retention.run() }
            await hands.untilAsleep()
            hands.advance(by: .milliseconds(50))
            await hands.untilAsleep()
            #expect(
                try await fixture.store.evidence.all(of: found).allSatisfy { $0.isKept }, "not as soon as it starts")
            hands.advance(by: .hours(1))
            let isForgotten = try await eventually {
                try await fixture.store.evidence.all(of: found).allSatisfy { !$0.isKept }
            }
            #expect(isForgotten)
            loop.cancel()
            await loop.value
        }
    }

    @Test func twoServersOnOneDirectoryDoNotForgetSideBySide() async throws {
        try await DeskFixture.with { fixture in
            try await fixture.set("evidence-days", "2")
            let found = try await fixture.filed(by: .command)
            _ = try await fixture.desk.decide(found, by: CaseStep(.withdraw), actor: .person("an"))
            fixture.clock.advance(by: .hours(49))
            var held = try fixture.store.lock(.job("retention"))
            #expect(try await fixture.desk.forgetExpired() == 0 && held != nil)
            held = nil
            #expect(try await fixture.desk.forgetExpired() == 1)
        }
    }

    @Test func theMomentAtWhichEvidenceIsOldEnoughIsTheSettings() async throws {
        try await DeskFixture.with { fixture in
            try await fixture.set("evidence-days", "2")
            let found = try await fixture.filed(by: .command)
            _ = try await fixture.desk.decide(found, by: CaseStep(.withdraw), actor: .person("an"))
            fixture.clock.advance(by: .hours(48))
            #expect(try await fixture.desk.forgetExpired() == 0)
            fixture.clock.advance(by: .milliseconds(1))
            #expect(try await fixture.desk.forgetExpired() == 1)
        }
    }
}
