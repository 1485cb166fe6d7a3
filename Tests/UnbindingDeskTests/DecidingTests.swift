import Access
import Attendance
import Labels
import SADP
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases

@testable import UnbindingDesk

/// What is decided by rule, what by a person, and who hears of it.
@Suite struct DecidingTests {
    private func events(_ fixture: DeskFixture, _ found: UnbindingCase) async throws -> [String] {
        try await fixture.store.cases.log(of: found).map(\.event)
    }

    @Test func aCaseThatEverythingSpeaksForIsApprovedAtOnceAndTheInstallerHearsOfThat() async throws {
        try await DeskFixture.with { fixture in
            try await fixture.set("automatic-approvals", "true")
            try await fixture.set("notice-webhook", "https://desk.example/hook")
            let user = try await fixture.account("an", company: "Một")
            let serial = try #require(ShortSerial(exactly: DeskFixture.serial))
            try await fixture.store.bindings.set(
                serial, account: "a@b.vn", act: Act(by: .person("lan"), at: fixture.now))
            let found = try await fixture.filed(by: .person("an"))
            #expect(found.state == .approved && found.decidedAt == fixture.now && found.reviewer == nil)
            let log = try await fixture.store.cases.log(of: found)
            #expect(log.map(\.event) == ["opened", "evidence-added", "filed", "checked", "approved"])
            #expect(log.suffix(2).allSatisfy { $0.actor == .rules })
            #expect(
                log[3].detail
                    == "wouldApprove: evidence.serial pass, evidence.format pass, evidence.reuse pass, key.serial pass, "
                    + "binding pass, company pass, consent pass")
            // That it was filed is the installer's own doing.
            #expect(try await fixture.events(of: user) == ["approved"])
            #expect(try await fixture.store.notices.due(now: fixture.now).map(\.notice.event) == ["filed", "approved"])
        }
    }

    @Test func anotherDevicesLabelIsRejectedWithWhatWasReadOnlyWhereTheSettingAllowsIt() async throws {
        try await DeskFixture.with { fixture in
            let user = try await fixture.account("an", company: "Một")
            try await fixture.set("automatic-rejections", "false")
            #expect(try await fixture.filed(by: .person("an"), DeskFixture.photo(DeskFixture.other)).state == .filed)
            try await fixture.set("automatic-rejections", "true")
            let found = try await fixture.filed(by: .person("an"), DeskFixture.photo(DeskFixture.other, look: 2))
            #expect(found.state == .rejected && found.reasonCode == .serialMismatch)
            #expect(found.reason?.contains("we read serial \(DeskFixture.other)") == true)
            #expect(found.reason?.contains("trên ảnh là số seri") == true)
            #expect(try await fixture.events(of: user) == ["rejected"])
        }
    }

    @Test func whatIsFreeByTheRegisterIsRejectedWithoutMoreWords() async throws {
        try await DeskFixture.with { fixture in
            _ = try await fixture.account("an", company: "Một")
            let serial = try #require(ShortSerial(exactly: DeskFixture.serial))
            try await fixture.store.bindings.set(serial, account: nil, act: Act(by: .person("lan"), at: fixture.now))
            let found = try await fixture.filed(by: .person("an"))
            #expect(found.state == .rejected && found.reasonCode == .notBound && found.reason == nil)
        }
    }

    @Test func whatWasAddedIsLookedAtAgainWithTheAnswer() async throws {
        try await DeskFixture.with { fixture in
            try await fixture.set("automatic-approvals", "true")
            _ = try await fixture.account("an", company: "Một")
            let serial = try #require(ShortSerial(exactly: DeskFixture.serial))
            try await fixture.store.bindings.set(
                serial, account: "a@b.vn", act: Act(by: .person("lan"), at: fixture.now))
            let filed = try await fixture.filed(by: .person("an"), DeskFixture.photo(letters: false))
            #expect(filed.state == .filed)
            var ask = CaseStep(.askMore)
            ask.asked = "chụp cả chữ trên nhãn"
            let asked = try await fixture.desk.decide(filed, by: ask, actor: .person("lan"))
            _ = try await fixture.store.evidence.add(
                DeskFixture.photo(look: 9), to: asked, act: Act(by: .person("an"), at: fixture.now))
            #expect(try await fixture.desk.answer(asked, by: .person("an")).state == .approved)
        }
    }

    @Test func whoAsksHasTheCaseAndAStalePageAsksNothing() async throws {
        try await DeskFixture.with { fixture in
            let user = try await fixture.account("an", company: "Một")
            let filed = try await fixture.filed(by: .person("an"))
            var ask = CaseStep(.askMore)
            for empty in [nil, ""] {
                ask.asked = empty
                await #expect(throws: RequestFailure.self) {
                    _ = try await fixture.desk.decide(filed, by: ask, actor: .person("lan"))
                }
            }
            ask.asked = "chụp gần hơn"
            ask.seenEntries = filed.logHead.count - 1
            await #expect(throws: StoreFailure.self) {
                _ = try await fixture.desk.decide(filed, by: ask, actor: .person("lan"))
            }
            #expect(try await fixture.store.cases.find(filed.number).state == .filed)
            ask.seenEntries = filed.logHead.count
            let asked = try await fixture.desk.decide(filed, by: ask, actor: .person("lan"))
            #expect(asked.state == .moreAsked && asked.reviewer == "lan" && asked.asked == "chụp gần hơn")
            #expect(try await events(fixture, asked).suffix(2) == ["taken", "more-asked"])
            #expect(try await fixture.events(of: user) == ["more-asked"])
            let text = try await fixture.store.notices.all(of: user.id).first?.text.vi
            #expect(text?.contains("chụp gần hơn") == true)
        }
    }

    @Test func aRejectionForOtherReasonsSaysWhich() async throws {
        try await DeskFixture.with { fixture in
            let filed = try await fixture.filed(by: .command)
            var reject = CaseStep(.reject(.other))
            for empty in [nil, ""] {
                reject.reason = empty
                await #expect(throws: RequestFailure.self) {
                    _ = try await fixture.desk.decide(filed, by: reject, actor: .person("lan"))
                }
            }
            // A reason that has its own sentence needs no words.
            #expect(
                try await fixture.desk.decide(filed, by: CaseStep(.reject(.unreadableEvidence)), actor: .person("lan"))
                    .state
                    == .rejected)
        }
    }

    @Test func whatADraftLacksIsSaidAndNothingIsFiled() async throws {
        try await DeskFixture.with { fixture in
            _ = try await fixture.account("an")
            _ = try await fixture.account("bình", company: "Một")
            let (without, with) = (try await fixture.draft(by: "an"), try await fixture.draft(by: "bình"))
            for (draft, consent, actor) in [
                (without, true, Actor.person("an")), (with, false, .person("bình")), (with, false, .command),
            ] {
                await #expect(throws: RequestFailure.self) {
                    _ = try await fixture.desk.file(draft, hasConsented: consent, by: actor)
                }
                #expect(try await fixture.store.cases.find(draft.number).state == .draft)
            }
            let serial = try #require(ShortSerial(exactly: DeskFixture.serial))
            let bare = try await fixture.store.cases.open(
                CaseDraft(network: .other, serial: serial), installer: "bình", now: fixture.now)
            let assessment = try await fixture.desk.assess(bare)
            func missing(_ actor: Actor) -> String {
                fixture.desk.missing(assessment, of: bare, hasConsented: true, by: actor)?.en ?? ""
            }
            #expect(missing(.person("bình")).contains("photo") && missing(.command).contains("photo"))
            _ = try await fixture.store.evidence.add(
                DeskFixture.photo(), to: bare, act: Act(by: .person("bình"), at: fixture.now))
            let now = try await fixture.desk.assess(bare)
            #expect(
                fixture.desk.missing(now, of: bare, hasConsented: true, by: .person("bình"))?.en.contains("key string")
                    == true)
            #expect(fixture.desk.missing(now, of: bare, hasConsented: true, by: .command) == nil)
        }
    }

    @Test func aProgramThatFilesTwiceByOneKeyFilesOnce() async throws {
        try await DeskFixture.with { fixture in
            _ = try await fixture.account("an", company: "Một")
            let draft = try await fixture.draft(by: "an")
            let first = try await fixture.desk.file(draft, hasConsented: true, by: .person("an"), key: "k1")
            // From the page before, and from the case as it is now.
            for page in [draft, first] {
                let again = try await fixture.desk.file(page, hasConsented: true, by: .person("an"), key: "k1")
                #expect(again.number == first.number && again.state == first.state)
            }
            #expect(try await events(fixture, draft).count { $0 == "filed" || $0 == "checked" } == 2)
            await #expect(throws: StoreFailure.self) {
                _ = try await fixture.desk.file(first, hasConsented: true, by: .person("an"), key: "k2")
            }
        }
    }

    @Test func aQuestionIsAnsweredAndNothingIsFiled() async throws {
        try await DeskFixture.with { fixture in
            _ = try await fixture.account("an", company: "Một")
            _ = try await fixture.account("bình")
            let serial = try #require(ShortSerial(exactly: DeskFixture.serial))
            func result(_ name: CaseCheck.Name, _ change: (inout CaseQuestion) -> Void) async throws -> CaseCheck
                .Result?
            {
                var question = CaseQuestion(serial: serial)
                change(&question)
                let answer = try await fixture.desk.check(question)
                #expect(answer.photos.isEmpty)
                return answer.verdict.checks.first { $0.name == name }?.result
            }
            #expect(try await result(.company) { $0.user = "an" } == .pass)
            #expect(try await result(.company) { $0.user = "bình" } == .fail)
            #expect(try await result(.company) { _ in } == .unknown)
            #expect(try await result(.consent) { $0.hasConsent = true } == .pass)
            #expect(try await result(.keySerial) { $0.key = try? KeyString(DeskFixture.key) } == .pass)
            #expect(try await result(.binding) { $0.device = .answered(.bound) } == .pass)
            #expect(try await result(.binding) { _ in } == .unknown)
            try await fixture.store.bindings.set(serial, account: nil, act: Act(by: .person("lan"), at: fixture.now))
            #expect(try await result(.binding) { _ in } == .fail)
            #expect(try await fixture.store.cases.all(of: nil).isEmpty)
        }
    }
}
