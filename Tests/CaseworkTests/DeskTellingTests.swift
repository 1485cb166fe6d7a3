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
import UnbindingDesk

@testable import Casework

/// Who hears of what and from when on, to the moment.
@Suite struct DeskTellingTests {
    @Test func theDeskHearsAtSevenTenthsAndOnceTheTimeIsOver() async throws {
        try await DeskFixture.with { desk in
            let reviewer = try await desk.account("lan", role: .reviewer)
            _ = try await desk.filed(by: .command)
            let start = desk.now
            for (elapsed, expected) in [
                (Duration.zero, ["desk-new"]), (.seconds(420) - .milliseconds(1), ["desk-new"]),
                (.seconds(420), ["desk-new", "desk-nearly-due"]), (.seconds(600), ["desk-new", "desk-nearly-due"]),
                (.seconds(600) + .milliseconds(1), ["desk-new", "desk-nearly-due", "desk-overdue"]),
                (.hours(40), ["desk-new", "desk-nearly-due", "desk-overdue"]),
            ] {
                desk.clock.advance(by: (start + elapsed).since(desk.now))
                try await desk.casework.tellDesk()
                #expect(try await desk.events(of: reviewer) == expected, "\(elapsed)")
            }
            let texts = try await desk.store.notices.all(of: reviewer.id).map(\.text.en)
            #expect(texts.allSatisfy { $0.contains("09:10:00 2026-11-23") })
        }
    }

    @Test func onlyThoseWhoDecideHearAndNobodyOfTheOwnCase() async throws {
        try await DeskFixture.with { desk in
            let people = [
                try await desk.account("an", company: "Một"), try await desk.account("chi", role: .viewer),
                try await desk.account("dũng", role: .operator), try await desk.account("lan", role: .reviewer),
                try await desk.account("mai", role: .admin),
            ]
            let own = try await desk.account("hà", role: .admin, company: "Một")
            _ = try await desk.filed(by: .person("hà"))
            try await desk.casework.tellDesk()
            for (person, hears) in zip(people, [false, false, false, true, true]) {
                #expect(try await desk.events(of: person).contains("desk-new") == hears, "\(person.name)")
            }
            #expect(try await !desk.events(of: own).contains("desk-new"))
        }
    }

    @Test func aCaseThatCannotBeLookedAtHoldsUpNoOther() async throws {
        try await DeskFixture.with { desk in
            let reviewer = try await desk.account("lan", role: .reviewer)
            let broken = try await desk.filed(by: .command)
            let sound = try await desk.filed(by: .command, DeskFixture.photo(look: 2))
            let queue = try SQLiteFile(path: desk.store.directory.appending(path: "rollcall.db").path)
            let id = broken.id
            try queue.write {
                try $0.execute(sql: "UPDATE unbinding_case SET calendar_version = 9 WHERE id = ?", arguments: [id])
            }
            await #expect(throws: StoreError.self) { try await desk.casework.tellDesk() }
            let told = try await desk.store.notices.all(of: reviewer.id)
            #expect(told.map(\.subject) == [.unbindingCase(sound.number)])
        }
    }

    @Test func programsHearOnceThatACaseIsOverdueAndOnlyWhereThereIsAnAddress() async throws {
        for (address, expected) in [("", 0), ("https://desk.example/hook", 1)] {
            try await DeskFixture.with { desk in
                _ = try await desk.filed(by: .command)
                try await desk.set("notice-webhook", address)
                desk.clock.advance(by: .minutes(11))
                for _ in 0..<2 { try await desk.casework.tellDesk() }
                let due = try await desk.store.notices.due(now: desk.now)
                #expect(due.map(\.notice.event) == Array(repeating: "overdue", count: expected))
            }
        }
    }

    @Test func whereLogsEndIsToldOnEachDayOfTheOperatorAndNotWithoutAnAddress() async throws {
        try await DeskFixture.with(now: "2026-11-23T16:59:00Z") { desk in
            func told() async throws -> Int {
                try await desk.casework.tellLogs()
                return try await desk.store.notices.due(now: desk.now).count { $0.notice.subject == .caseLogs }
            }
            let found = try await desk.draft(by: "an")
            #expect(try await told() == 0)
            try await desk.set("notice-webhook", "https://desk.example/hook")
            #expect(try await told() == 1)
            // One minute before midnight in Vietnam, and midnight.
            _ = try await desk.store.cases.move(
                found, by: CaseStep(.withdraw), act: Act(by: .person("an"), at: desk.now))
            #expect(try await told() == 1)
            desk.clock.advance(by: .minutes(1))
            #expect(try await told() == 2)
            #expect(try await told() == 2)
        }
    }

    @Test func whoVerifiesCompaniesHearsOfOneAndItsPeopleHearTheDecision() async throws {
        try await DeskFixture.with { desk in
            let admin = try await desk.account("mai", role: .admin)
            let reviewer = try await desk.account("lan", role: .reviewer)
            let (user, other) = (try await desk.account("an"), try await desk.account("bình", company: "Hai"))
            let company = try await desk.casework.propose(
                CompanyDraft(name: "Một", taxCode: "0312345678", contact: "", document: [1]), by: "an")
            #expect(try await desk.events(of: admin) == ["company-waiting"])
            for person in [reviewer, user] { #expect(try await desk.events(of: person).isEmpty) }
            try await desk.casework.decide(company, verified: false, reason: "giấy tờ mờ", actor: .person("mai"))
            try await desk.casework.decide(company, verified: true, reason: "", actor: .person("mai"))
            #expect(try await desk.events(of: user) == ["company-refused", "company-verified"])
            let text = try await desk.store.notices.all(of: user.id).last?.text.vi
            #expect(text?.contains("giấy tờ mờ") == true)
            #expect(try await desk.events(of: other).isEmpty)
        }
    }

    @Test func whatAnInstallerHearsNamesTheCaseAndTellsNoneOfTheDesksOwnSteps() async throws {
        try await DeskFixture.with { desk in
            let found = try await desk.filed(by: .command)
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
        try await DeskFixture.with { desk in
            try await desk.set("evidence-days", "30")
            let found = try await desk.filed(by: .command)
            _ = try await desk.casework.decide(found, by: CaseStep(.withdraw), actor: .person("an"))
            let end = desk.now
            func forgotten(at instant: Instant) async throws -> Int {
                desk.clock.advance(by: instant.since(desk.now))
                return try await desk.casework.forgetExpired()
            }
            #expect(try await forgotten(at: end + .hours(24 * 30)) == 0)
            // A clock that was caught within the last day forgets nothing, whatever it shows.
            let late = end + .hours(24 * 31)
            try await desk.store.clock.record(
                .step, offset: .hours(700), Phrase(verbatim: "jumped"), now: late - .hours(1))
            #expect(try await forgotten(at: late) == 0)
            #expect(try await desk.store.evidence.all(of: found).map(\.isKept) == [true])
            #expect(try await forgotten(at: late + .hours(24)) == 1)
            #expect(try await desk.store.evidence.all(of: found).map(\.isKept) == [false])
        }
    }

    @Test func oldEvidenceIsForgottenWithoutAnybodyAsking() async throws {
        try await DeskFixture.with { desk in
            try await desk.set("evidence-days", "2")
            let found = try await desk.filed(by: .command)
            _ = try await desk.casework.decide(found, by: CaseStep(.withdraw), actor: .person("an"))
            desk.clock.advance(by: .hours(49))
            let hands = HandClock()
            let retention = EvidenceRetention(desk.casework, clock: hands.clock)
            let loop = Task { await retention.run() }
            await hands.untilAsleep()
            hands.advance(by: .milliseconds(50))
            await hands.untilAsleep()
            #expect(try await desk.store.evidence.all(of: found).allSatisfy { $0.isKept }, "not as soon as it starts")
            hands.advance(by: .hours(1))
            let isForgotten = try await eventually {
                try await desk.store.evidence.all(of: found).allSatisfy { !$0.isKept }
            }
            #expect(isForgotten)
            loop.cancel()
            await loop.value
        }
    }

    @Test func twoServersOnOneDirectoryDoNotForgetSideBySide() async throws {
        try await DeskFixture.with { desk in
            try await desk.set("evidence-days", "2")
            let found = try await desk.filed(by: .command)
            _ = try await desk.casework.decide(found, by: CaseStep(.withdraw), actor: .person("an"))
            desk.clock.advance(by: .hours(49))
            var held = try desk.store.lock(.job("retention"))
            #expect(try await desk.casework.forgetExpired() == 0 && held != nil)
            held = nil
            #expect(try await desk.casework.forgetExpired() == 1)
        }
    }

    @Test func theMomentAtWhichEvidenceIsOldEnoughIsTheSettings() async throws {
        try await DeskFixture.with { desk in
            try await desk.set("evidence-days", "2")
            let found = try await desk.filed(by: .command)
            _ = try await desk.casework.decide(found, by: CaseStep(.withdraw), actor: .person("an"))
            desk.clock.advance(by: .hours(48))
            #expect(try await desk.casework.forgetExpired() == 0)
            desk.clock.advance(by: .milliseconds(1))
            #expect(try await desk.casework.forgetExpired() == 1)
        }
    }
}
