import Attendance
import Database
import Foundation
import SADP
import SQLiteDatabase
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases

/// What one step writes, and what it leaves as it was.
@Suite struct CaseStepTests {
    private let now = CaseFixture.morning

    @Test func whoHasTheCaseIsNotedTakenAwayAndKept() async throws {
        try await CaseFixture.with { store in
            let filed = try await CaseFixture.filed(store)
            #expect(filed.reviewer == nil)
            let taken = try await CaseFixture.moved(store, filed, .take)
            #expect(taken.reviewer == "lan")
            let released = try await CaseFixture.moved(store, taken, .release)
            #expect(released.reviewer == nil && released.state == .filed)
            let approved = try await CaseFixture.moved(store, released, .take, .approve, by: "mai")
            #expect(approved.reviewer == "mai")
            let unbound = try await CaseFixture.moved(store, approved, .execute, .verify, by: "command")
            #expect(unbound.reviewer == "mai")
        }
    }

    @Test func onlyADecisionIsADecision() async throws {
        try await CaseFixture.with { store in
            var found = try await CaseFixture.filed(store)
            for (event, minute, decided) in [
                (CaseEvent.take, 1, nil), (.approve, 2, 2), (.execute, 3, 2), (.fail, 4, 2), (.reject(.notBound), 5, 5),
            ] as [(CaseEvent, Int, Int?)] {
                found = try await CaseFixture.moved(store, found, event, now: now + .minutes(minute))
                #expect(found.decidedAt == decided.map { now + .minutes($0) }, "\(event)")
            }
            #expect(found.reasonCode == .notBound)
            let withdrawn = try await CaseFixture.moved(store, try await CaseFixture.filed(store), .withdraw)
            #expect(withdrawn.decidedAt == nil && withdrawn.reasonCode == nil)
        }
    }

    @Test func wordsStayWithTheCaseAndStandInTheLog() async throws {
        try await CaseFixture.with { store in
            let taken = try await CaseFixture.moved(store, try await CaseFixture.filed(store), .take)
            var ask = CaseStep(.askMore)
            ask.asked = "chụp nhãn gần hơn"
            let asked = try await store.cases.move(taken, by: ask, act: Act(by: .person("lan"), at: now))
            var found = try await CaseFixture.moved(store, asked, .answer, by: "thợ")
            #expect(found.asked == "chụp nhãn gần hơn")
            found = try await CaseFixture.moved(store, found, .approve)
            var execute = CaseStep(.execute, detail: "manual")
            execute.authority = .manual
            execute.reference = "HIK-7"
            found = try await store.cases.move(found, by: execute, act: Act(by: .person("lan"), at: now))
            found = try await CaseFixture.moved(store, found, .fail)
            #expect(found.authority == .manual && found.reference == "HIK-7")
            var reject = CaseStep(.reject(.other))
            reject.reason = "không liên lạc được"
            found = try await store.cases.move(found, by: reject, act: Act(by: .person("lan"), at: now))
            #expect(found.reason == "không liên lạc được" && found.reasonCode == .other)
            let details = try await store.cases.log(of: found).map { "\($0.event): \($0.detail)" }
            for line in [
                "more-asked: chụp nhãn gần hơn", "executing: manual; HIK-7", "rejected: other; không liên lạc được",
            ] { #expect(details.contains(line), "\(details)") }
        }
    }

    @Test func aBareReasonIsTheWholeEntry() async throws {
        try await CaseFixture.with { store in
            let found = try await CaseFixture.moved(store, try await CaseFixture.filed(store), .reject(.notBound))
            #expect(try await store.cases.log(of: found).last?.detail == "notBound")
        }
    }

    @Test func aDraftIsFiledByFilingItAlone() async throws {
        try await CaseFixture.with { store in
            let draft = try await CaseFixture.opened(store)
            _ = try await store.evidence.add(.sample(1), to: draft, act: Act(by: .person("thợ"), at: now))
            await #expect(throws: StoreFailure.self) { _ = try await CaseFixture.moved(store, draft, .file) }
            let present = try await store.cases.find(draft.number)
            #expect(present.state == .draft && present.filedAt == nil && present.dueAt == nil)
        }
    }

    @Test func anAdministratorDecidesInAnothersPlaceAndTheInstallerMayStillWithdraw() async throws {
        try await CaseFixture.with { store in
            let taken = try await CaseFixture.moved(store, try await CaseFixture.filed(store), .take)
            var step = CaseStep(.approve)
            await #expect(throws: StoreFailure.self) {
                _ = try await store.cases.move(taken, by: step, act: Act(by: .person("mai"), at: now))
            }
            step.overridesReviewer = true
            #expect(
                try await store.cases.move(taken, by: step, act: Act(by: .person("mai"), at: now)).state == .approved)
            let other = try await CaseFixture.moved(store, try await CaseFixture.filed(store), .take)
            #expect(try await CaseFixture.moved(store, other, .withdraw, by: "thợ").state == .withdrawn)
        }
    }

    @Test func whoeverHadTheCaseBeforeDoesNotDecideItFromAnOldPage() async throws {
        try await CaseFixture.with { store in
            let first = try await CaseFixture.moved(store, try await CaseFixture.filed(store), .take)
            let released = try await CaseFixture.moved(store, first, .release)
            _ = try await CaseFixture.moved(store, released, .take, by: "mai")
            // The state is the one of the page; the reviewer is not.
            await #expect(throws: StoreFailure.self) { _ = try await CaseFixture.moved(store, first, .approve) }
            #expect(try await store.cases.find(first.number).state == .inReview)
        }
    }

    @Test func aPageThatSawMoreThanThereIsDecidesNothingEither() async throws {
        try await CaseFixture.with { store in
            let filed = try await CaseFixture.filed(store)
            for seen in [filed.logHead.count - 1, filed.logHead.count + 1, 0] {
                var step = CaseStep(.approve)
                step.seenEntries = seen
                await #expect(throws: StoreFailure.self) {
                    _ = try await store.cases.move(filed, by: step, act: Act(by: .person("lan"), at: now))
                }
            }
        }
    }

    @Test func oneCasesStepIsNoOthers() async throws {
        try await CaseFixture.with { store in
            let (one, other) = (try await CaseFixture.filed(store), try await CaseFixture.filed(store))
            var step = CaseStep(.reject(.other))
            step.reason = "x"
            _ = try await store.cases.move(one, by: step, act: Act(by: .person("lan"), at: now))
            let present = try await store.cases.find(other.number)
            #expect(present.state == .filed && present.reason == nil && present.decidedAt == nil)
            #expect(present.logHead == other.logHead)
            #expect(try await store.cases.flaw(of: present) == nil)
            #expect(try await store.cases.log(of: one).map(\.index) == Array(0..<4))
        }
    }

    @Test func aCaseIsFiledOnceAndByOneKey() async throws {
        try await CaseFixture.with { store in
            let draft = try await CaseFixture.opened(store)
            _ = try await store.evidence.add(.sample(1), to: draft, act: Act(by: .person("thợ"), at: now))
            func file(_ key: String?) async throws -> (unbindingCase: UnbindingCase, isNew: Bool) {
                try await store.cases.file(
                    draft, consent: .current, working: .minutes(10), act: Act(by: .command, at: now), isMachine: true,
                    key: key)
            }
            let first = try await file("k1")
            #expect(first.isNew && first.unbindingCase.fileKey == "k1")
            #expect(first.unbindingCase.consentVersion == Consent.current.version)
            #expect(first.unbindingCase.consentText == Consent.current.text)
            let again = try await file("k1")
            #expect(!again.isNew && again.unbindingCase.logHead == first.unbindingCase.logHead)
            await #expect(throws: StoreFailure.self) { _ = try await file("k2") }
            await #expect(throws: StoreFailure.self) { _ = try await file(nil) }
            #expect(try await store.cases.log(of: draft).count { $0.event == "filed" } == 1)
        }
    }

    @Test func aKeyStringIsTheInstallersToGiveWhileTheCaseIsHis() async throws {
        try await CaseFixture.with { store in
            let key = try KeyString("AwAAAEUxMjM0NTY3ON6tvu8=")
            let taken = try await CaseFixture.moved(store, try await CaseFixture.filed(store), .take)
            await #expect(throws: StoreFailure.self) {
                try await store.cases.give(key, to: taken, act: Act(by: .person("thợ"), at: now))
            }
            #expect(try await store.cases.key(of: taken) == nil)
            let asked = try await CaseFixture.moved(store, taken, .askMore)
            try await store.cases.give(key, to: asked, act: Act(by: .person("thợ"), at: now))
            try await store.cases.give(
                try KeyString("T3BhcXVlS2V5U3RyaW5n"), to: asked, act: Act(by: .person("thợ"), at: now))
            #expect(try await store.cases.key(of: asked)?.secret == "T3BhcXVlS2V5U3RyaW5n")
            let given = try await store.cases.log(of: asked).filter { $0.event == "key-given" }.map(\.detail)
            #expect(given == ["names E12345678", "names no serial"])
            // Another case has none.
            #expect(try await store.cases.key(of: try await CaseFixture.opened(store)) == nil)
        }
    }

    @Test func whatTheDeviceSaysLaterReplacesWhatItSaidAndIsVouchedFor() async throws {
        try await CaseFixture.with { store in
            var draft = try CaseFixture.draft()
            draft.device = .claimed(.bound)
            let opened = try await store.cases.open(draft, installer: "thợ", now: now)
            #expect(opened.device == .claimed(.bound))
            let heard = try await store.cases.hear(
                .answered(.notBound), of: opened, act: Act(by: .person("lan"), at: now))
            #expect(heard.device == .answered(.notBound))
            #expect(try await store.cases.log(of: heard).last?.detail == "answered notBound")
            #expect(try await store.cases.flaw(of: heard) == nil)
        }
    }

    @Test func nothingGrowsOnACaseThatOtherHandsChanged() async throws {
        try await CaseFixture.with { store in
            let draft = try await CaseFixture.opened(store)
            let photo = try await store.evidence.add(.sample(1), to: draft, act: Act(by: .person("thợ"), at: now))
            let queue = try SQLiteFile(path: store.directory.appending(path: "rollcall.db").path)
            try queue.write { try $0.execute(sql: "UPDATE unbinding_case SET serial = 'Q01728483'") }
            let steps: [() async throws -> Void] = [
                { _ = try await store.evidence.add(.sample(2), to: draft, act: Act(by: .person("thợ"), at: now)) },
                { try await store.evidence.remove(photo, from: draft, act: Act(by: .person("thợ"), at: now)) },
                {
                    _ = try await store.cases.file(
                        draft, consent: .current, working: .minutes(10), act: Act(by: .command, at: now),
                        isMachine: true)
                },
                {
                    try await store.cases.give(
                        try KeyString("T3BhcXVlS2V5U3RyaW5n"), to: draft, act: Act(by: .person("thợ"), at: now))
                },
                { _ = try await store.cases.hear(.answered(.bound), of: draft, act: Act(by: .person("lan"), at: now)) },
            ]
            for step in steps { await #expect(throws: StoreFailure.self) { try await step() } }
            #expect(try await store.cases.log(of: draft).count == 2)
        }
    }
}
