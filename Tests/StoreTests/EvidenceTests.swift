import Access
import Attendance
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases

/// What a case rests on, in the very step that needs it.
@Suite struct EvidenceTests {
    private let now = Instant(seconds: 1_790_000_000)

    private func opened(_ hub: TestHub) async throws -> UnbindingCase {
        try await hub.store.cases.open(
            CaseDraft(network: .other, serial: try #require(ShortSerial(exactly: "E12345678"))), installer: "thợ",
            now: now)
    }

    private func file(_ found: UnbindingCase, _ hub: TestHub, isMachine: Bool = true) async throws -> UnbindingCase {
        try await hub.store.cases.file(
            found, consent: .current, working: .minutes(10), act: Act(by: .command, at: now), isMachine: isMachine
        ).unbindingCase
    }

    /// Filed with one photo and asked about.
    private func asked(_ hub: TestHub) async throws -> (UnbindingCase, Evidence) {
        let draft = try await opened(hub)
        let photo = try await hub.store.evidence.add(.sample(1), to: draft, act: Act(by: .person("thợ"), at: now))
        let taken = try await hub.store.cases.move(
            try await file(draft, hub), by: CaseStep(.take), act: Act(by: .person("lan"), at: now))
        return (
            try await hub.store.cases.move(taken, by: CaseStep(.askMore), act: Act(by: .person("lan"), at: now)), photo
        )
    }

    @Test func nothingIsFiledWithoutAPhotoWhateverThePageShowed() async throws {
        try await TestHub.with { hub, _ in
            let draft = try await opened(hub)
            let photo = try await hub.store.evidence.add(.sample(1), to: draft, act: Act(by: .person("thợ"), at: now))
            try await hub.store.evidence.remove(photo, from: draft, act: Act(by: .person("thợ"), at: now))
            await #expect(throws: StoreFailure.self) { _ = try await file(draft, hub) }
            #expect(try await hub.store.cases.find(draft.number).state == .draft)
            // Out of a draft a photo is gone for good.
            #expect(try await hub.store.evidence.all(of: draft).isEmpty)
        }
    }

    @Test func filingAndRemovingAtOnceNeverFilesWithoutAPhoto() async throws {
        try await TestHub.with { hub, _ in
            for _ in 0..<12 {
                let draft = try await opened(hub)
                let photo = try await hub.store.evidence.add(
                    .sample(1), to: draft, act: Act(by: .person("thợ"), at: now))
                async let removed: Void? = try? hub.store.evidence.remove(
                    photo, from: draft, act: Act(by: .person("thợ"), at: now))
                async let filed = try? file(draft, hub)
                _ = await (removed, filed)
                let present = try await hub.store.cases.find(draft.number)
                let standing = try await hub.store.evidence.all(of: draft).filter { $0.struck == nil }
                #expect(present.state == .draft || (present.state == .filed && standing.count == 1))
            }
        }
    }

    @Test func anAccountFilesWithAVerifiedCompanyAndAKeyString() async throws {
        try await TestHub.with { hub, _ in
            let draft = try await opened(hub)
            _ = try await hub.store.evidence.add(.sample(1), to: draft, act: Act(by: .person("thợ"), at: now))
            await #expect(throws: StoreFailure.self) { _ = try await file(draft, hub, isMachine: false) }
            #expect(try await hub.store.cases.find(draft.number).state == .draft)
            #expect(try await file(draft, hub).isFiledByMachine)
        }
    }

    @Test func aPhotoOfAFiledCaseIsStruckOutAndStays() async throws {
        try await TestHub.with { hub, _ in
            let (found, photo) = try await asked(hub)
            try await hub.store.evidence.remove(
                photo, from: found, act: Act(by: .person("thợ"), at: now + .seconds(60)))
            // A second time changes nothing.
            try await hub.store.evidence.remove(
                photo, from: found, act: Act(by: .person("mai"), at: now + .seconds(90)))
            let left = try #require(try await hub.store.evidence.all(of: found).first)
            #expect(left.struck?.by == "thợ" && left.struck?.at == now + .seconds(60))
            #expect(try await hub.store.evidence.picture(photo.id, of: found) == [4, 5, 6])
            // It was used once: in another case it is a photo of this one.
            let uses = try await hub.store.evidence.similar(
                digest: photo.digest, looks: photo.looks, besides: nil)
            #expect(uses.map(\.digest) == [photo.digest])
            #expect(try await hub.store.cases.log(of: found).map(\.event).suffix(1) == ["evidence-struck"])
        }
    }

    @Test func withoutAPhotoThatStandsACaseIsNotAnswered() async throws {
        try await TestHub.with { hub, _ in
            let (found, photo) = try await asked(hub)
            try await hub.store.evidence.remove(photo, from: found, act: Act(by: .person("thợ"), at: now))
            await #expect(throws: StoreFailure.self) {
                _ = try await hub.store.cases.move(found, by: CaseStep(.answer), act: Act(by: .person("thợ"), at: now))
            }
            #expect(try await hub.store.cases.find(found.number).state == .moreAsked)
            // The same photo comes again: it stands again, and the log says so.
            let again = try await hub.store.evidence.add(.sample(1), to: found, act: Act(by: .person("thợ"), at: now))
            #expect(again.id == photo.id && again.struck == nil)
            let answered = try await hub.store.cases.move(
                found, by: CaseStep(.answer), act: Act(by: .person("thợ"), at: now))
            #expect(answered.state == .filed)
            #expect(
                try await hub.store.cases.log(of: found).map(\.event).suffix(3)
                    == ["evidence-struck", "evidence-restored", "answered"])
        }
    }

    @Test func struckOutPhotosDoNotFillACaseButAreBoundedToo() async throws {
        try await TestHub.with { hub, _ in
            let (found, _) = try await asked(hub)
            var taken = 0
            for number in 2..<60 {
                var draft = EvidenceDraft.sample(1)
                draft.digest = String(number)
                guard
                    let photo = try? await hub.store.evidence.add(
                        draft, to: found, act: Act(by: .person("thợ"), at: now))
                else {
                    break
                }
                taken += 1
                try await hub.store.evidence.remove(photo, from: found, act: Act(by: .person("thợ"), at: now))
            }
            #expect(taken > Evidence.most && taken < 40)
        }
    }

    @Test func aDecisionAboutWhatHasChangedSinceIsRefused() async throws {
        try await TestHub.with { hub, _ in
            let draft = try await opened(hub)
            _ = try await hub.store.evidence.add(.sample(1), to: draft, act: Act(by: .person("thợ"), at: now))
            let filed = try await file(draft, hub)
            var approve = CaseStep(.approve)
            approve.seenEntries = filed.logHead.count
            try await hub.store.cases.note("device-heard", "bound", on: filed, act: Act(by: .person("lan"), at: now))
            await #expect(throws: StoreFailure.self) {
                _ = try await hub.store.cases.move(filed, by: approve, act: Act(by: .person("lan"), at: now))
            }
            approve.seenEntries = filed.logHead.count + 1
            #expect(
                try await hub.store.cases.move(filed, by: approve, act: Act(by: .person("lan"), at: now)).state
                    == .approved)
        }
    }

    @Test func everyCopyIsFoundHoweverItsLookWasChangedALittle() async throws {
        try await TestHub.with { hub, _ in
            var generator = SystemRandomNumberGenerator()
            var looks: [[UInt8]] = []
            let (one, other) = (try await opened(hub), try await opened(hub))
            for number in 0..<8 {
                var draft = EvidenceDraft.sample(1)
                draft.digest = "\(number)"
                draft.looks = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
                looks.append(draft.looks)
                _ = try await hub.store.evidence.add(draft, to: one, act: Act(by: .person("thợ"), at: now))
            }
            for (number, look) in looks.enumerated() {
                for _ in 0..<25 {
                    var copy = look
                    for bit in (0..<256).shuffled(using: &generator).prefix(LookBands.count - 1) {
                        copy[bit / 8] ^= 1 << UInt8(bit % 8)
                    }
                    let found = try await hub.store.evidence.similar(digest: "x", looks: copy, besides: other.id)
                    #expect(found.contains { $0.digest == "\(number)" })
                    #expect(try await hub.store.evidence.similar(digest: "x", looks: copy, besides: one.id).isEmpty)
                }
                // The same file is found by its digest alone.
                let same = try await hub.store.evidence.similar(
                    digest: "\(number)", looks: look.map { ~$0 }, besides: nil)
                #expect(same.contains { $0.digest == "\(number)" })
            }
        }
    }

    @Test func twoCannotCarryOneCaseOutAndTheRightEndsWithItsHolder() async throws {
        try await TestHub.with { hub, _ in
            let (one, other) = (try await opened(hub), try await opened(hub))
            var hold = try hub.store.cases.hold(one)
            #expect(hold != nil)
            #expect(try hub.store.cases.hold(one) == nil)
            let second = try hub.store.cases.hold(other)
            #expect(second != nil)
            hold = nil
            #expect(try hub.store.cases.hold(one) != nil)
            withExtendedLifetime((hold, second)) {}
        }
    }
}
