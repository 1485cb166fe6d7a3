import Attendance
import Labels
import Serials
import TestSupport
import Testing
import UnbindingCases
import Wire

@testable import Store
@testable import UnbindingDesk

/// A photo that another case has: found, and named to those alone who may know that case.
@Suite struct ReusedPhotoTests {
    private func reuse(_ fixture: DeskFixture, _ found: UnbindingCase, namingAll: Bool = true) async throws
        -> CaseCheck?
    {
        try await fixture.desk.assess(found, namingAll: namingAll).verdict.checks.first { $0.name == .evidenceReuse }
    }

    @Test func anotherCompanysCaseIsNotNamedAndTheOwnOneIs() async throws {
        try await DeskFixture.with { fixture in
            _ = try await fixture.account("an", company: "Một")
            _ = try await fixture.account("bình", company: "Một")
            _ = try await fixture.account("chi", company: "Hai")
            let first = try await fixture.draft(by: "an")
            let colleague = try await fixture.draft(by: "bình")
            let stranger = try await fixture.draft(by: "chi")
            for (found, isNamed) in [(colleague, true), (stranger, false)] {
                let check = try #require(try await reuse(fixture, found, namingAll: false))
                #expect(check.result == .fail && check.detail.en.contains(first.number) == isNamed)
                // The desk's own people know every case.
                #expect(try await reuse(fixture, found)?.detail.en.contains(first.number) == true)
            }
            // The first one's photo is in the others' cases too.
            #expect(try await reuse(fixture, first, namingAll: false)?.result == .fail)
        }
    }

    @Test func aCaseThatIsFiledAgainMayShowItsPhotosAgain() async throws {
        try await DeskFixture.with { fixture in
            let first = try await fixture.draft(by: "an")
            let second = try await fixture.draft(by: "an", previous: first)
            #expect(try await reuse(fixture, second)?.result == .pass)
            let third = try await fixture.draft(by: "an", previous: second)
            #expect(try await reuse(fixture, third)?.result == .pass)
            // Filed again, and used for another device besides.
            _ = try await fixture.draft(by: "an", serial: DeskFixture.other)
            #expect(try await reuse(fixture, third)?.result == .fail)
        }
    }

    @Test func aPhotoThatWasStruckOutCountsNoMoreInItsOwnCaseAndStillInOthers() async throws {
        try await DeskFixture.with { fixture in
            let filed = try await fixture.filed(by: .command)
            let asked = try await fixture.asked(filed)
            let photo = try #require(try await fixture.store.evidence.all(of: asked).first)
            _ = try await fixture.store.evidence.add(
                DeskFixture.photo(letters: false, look: 0xF0), to: asked, act: Act(by: .person("an"), at: fixture.now))
            try await fixture.store.evidence.remove(photo, from: asked, act: Act(by: .person("an"), at: fixture.now))
            let assessment = try await fixture.desk.assess(asked)
            #expect(assessment.evidence.count == 1 && assessment.struckEvidence.map(\.id) == [photo.id])
            #expect(assessment.verdict.checks.first?.result == .unknown, "the letters were on the photo that is gone")
            let other = try await fixture.draft(by: "bình")
            #expect(try await reuse(fixture, other)?.result == .fail)
        }
    }

    @Test func photosThatNobodyCanReadAnyMoreAreNoPictures() async throws {
        try await DeskFixture.with { fixture in
            var photo = DeskFixture.photo()
            photo.findings = ["what": "is this"]
            let found = try await fixture.draft(by: "an", photo)
            let assessment = try await fixture.desk.assess(found)
            #expect(assessment.verdict.kind == .needsReview)
            #expect(assessment.verdict.checks.first { $0.name == .evidenceFormat }?.result == .fail)
        }
    }

    @Test func whatIsKnownOfWhoFilesIsHisCompanyAndForTheMachineNothing() async throws {
        try await DeskFixture.with { fixture in
            _ = try await fixture.account("an", company: "Một")
            _ = try await fixture.account("bình")
            for (installer, isVerified) in [
                ("an", true), ("bình", false), ("a program", false), (Actor.command.name, nil),
            ] as [(String, Bool?)] {
                let found = try await fixture.draft(by: installer)
                let facts = try await fixture.desk.assess(found).facts
                #expect(facts.isCompanyVerified == isVerified, "\(installer)")
                #expect(facts.hasConsent == nil && facts.photos?.count == 1 && facts.key != nil)
            }
        }
    }

    @Test func aCopyIsTheSameFileOrLooksTheSameAndNamesNoOtherDevice() throws {
        func look(_ digest: String, _ bytes: [UInt8], _ serial: String = DeskFixture.serial) -> EvidenceRepository.Look
        {
            EvidenceRepository.Look(
                caseID: 1, number: "UB26-00001", accountID: nil, companyID: nil, serial: serial, digest: digest,
                bytes: bytes)
        }
        func looks(differingIn bits: Int) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: 32)
            for bit in 0..<bits { bytes[bit / 8] |= 1 << UInt8(bit % 8) }
            return bytes
        }
        func isSame(_ other: EvidenceRepository.Look, _ reading: Findings?) -> Bool {
            PhotoTrace(digest: "d", looks: looks(differingIn: 0), findings: reading).isSame(as: other)
        }
        let own = try #require(Findings(DeskFixture.photo().findings))
        let others = try #require(Findings(DeskFixture.photo(DeskFixture.other).findings))
        let lettersOfAnother = try #require(Findings(DeskFixture.photo(DeskFixture.other, code: false).findings))
        #expect(isSame(look("d", looks(differingIn: 256)), others), "the same file is the same photo")
        for (bits, isCopy) in [(0, true), (20, true), (21, false)] {
            #expect(isSame(look("x", looks(differingIn: bits)), own) == isCopy, "\(bits)")
        }
        // Labels look alike: another code is another label.
        #expect(!isSame(look("x", looks(differingIn: 0)), others))
        #expect(isSame(look("x", looks(differingIn: 0), DeskFixture.other), others))
        #expect(isSame(look("x", looks(differingIn: 0)), lettersOfAnother), "letters alone say nothing")
        #expect(isSame(look("x", looks(differingIn: 0)), nil))
        #expect(!isSame(look("x", [1, 2, 3]), own), "what is not a look is not a copy")
    }
}
