import Attendance
import SADP
import Serials
import Testing
import UnbindingCases
import Wire

/// What may be done with what is stored: cases, their photos, companies.
@Suite struct CaseStoredRuleTests {
    private func unbindingCase(_ state: CaseState, reviewer: String? = nil, entries: Int = 3) throws -> UnbindingCase {
        let serial = try #require(ShortSerial(exactly: "E12345678"))
        var found = UnbindingCase(
            id: 1, number: "UB26-00001", serial: serial, state: state, network: .lan, installer: "an",
            createdAt: Instant(seconds: 0))
        found.reviewer = reviewer
        found.logHead = ("x", entries)
        return found
    }

    private func failure(_ body: () throws(CaseFailure) -> CaseState) -> CaseFailure? {
        do throws(CaseFailure) {
            _ = try body()
            return nil
        } catch { return error }
    }

    @Test func aStepIsTakenFromTheStateThatItWasDecidedOn() throws {
        let filed = try unbindingCase(.filed)
        #expect(try filed.state(after: CaseStep(.take), from: .filed, by: .person("binh")) == .inReview)
        for (step, seen) in [(CaseEvent.take, CaseState.inReview), (.verify, .filed), (.file, .filed)] {
            let found = failure { () throws(CaseFailure) in
                try filed.state(after: CaseStep(step), from: seen, by: .person("binh"))
            }
            #expect(found == .doesNotGo(number: "UB26-00001", .filed))
        }
    }

    @Test func onePersonDecidesACaseUnlessAnAdministratorStepsIn() throws {
        let taken = try unbindingCase(.inReview, reviewer: "binh")
        var step = CaseStep(.approve)
        let other = failure { () throws(CaseFailure) in
            try taken.state(after: step, from: .inReview, by: .person("chi"))
        }
        #expect(other == .isTaken(number: "UB26-00001", by: "binh"))
        #expect(try taken.state(after: step, from: .inReview, by: .person("binh")) == .approved)
        #expect(
            try taken.state(after: CaseStep(.withdraw), from: .inReview, by: .person("an")) == .withdrawn,
            "what is the installer's is not a reviewer's")
        step.overridesReviewer = true
        #expect(try taken.state(after: step, from: .inReview, by: .person("chi")) == .approved)
    }

    @Test func whoeverDecidesHasSeenTheWholeLog() throws {
        let filed = try unbindingCase(.filed, entries: 3)
        for (seen, isFine) in [(2, false), (3, true), (4, false)] {
            var step = CaseStep(.approve)
            step.seenEntries = seen
            let found = failure { () throws(CaseFailure) in
                try filed.state(after: step, from: .filed, by: .person("binh"))
            }
            #expect(found == (isFine ? nil : .hasChanged(number: "UB26-00001")))
        }
    }

    @Test(arguments: CaseState.allCases)
    func whatACaseRestsOnChangesOnlyWhileItIsItsInstallers(_ state: CaseState) throws {
        let found = try unbindingCase(state)
        let isOpen = state == .draft || state == .moreAsked
        #expect((found.objectionToEvidence == nil) == isOpen)
        #expect((found.objectionToKeyString == nil) == isOpen)
        #expect((failure { () throws(CaseFailure) in try found.stateFiled() } == nil) == (state == .draft))
    }

    @Test func aProgramOpensACaseAgainWithTheSameDataAlone() throws {
        var found = try unbindingCase(.draft)
        found.ownReference = "T-1"
        found.onBehalfOf = "An"
        var draft = CaseDraft(network: .lan, serial: found.serial)
        var program = ProgramsCase(name: "token x")
        program.ownReference = "T-1"
        program.onBehalfOf = "An"
        draft.program = program
        #expect(found.objection(toOpeningAgain: draft, for: "an") == nil)
        #expect(found.objection(toOpeningAgain: draft, for: "binh") == .keyOpenedAnother(number: "UB26-00001"))
        draft.program?.ownReference = "T-2"
        #expect(found.objection(toOpeningAgain: draft, for: "an") != nil)
        draft.program = program
        draft.program?.onBehalfOf = nil
        #expect(found.objection(toOpeningAgain: draft, for: "an") != nil)
    }

    @Test(
        arguments: [
            // The last second of 2026 in Vietnam, and the next.
            (1_798_736_399, 1, "UB26-00001"), (1_798_736_400, 99_999, "UB27-99999"),
            (1_798_736_400, 123_456, "UB27-123456"),
        ] as [(Int64, Int64, String)])
    func aNumberHasTheYearInVietnam(_ seconds: Int64, _ id: Int64, _ number: String) {
        #expect(UnbindingCase.number(id, openedAt: Instant(seconds: seconds)) == number)
    }

    @Test func theLogKeepsOfADraftWhatItClaims() throws {
        let found = try unbindingCase(.rejected)
        var draft = CaseDraft(network: .other, serial: found.serial)
        #expect(draft.logDetail == "serial E12345678, network other")
        draft.device = .claimed(.bound)
        draft.previous = found
        var program = ProgramsCase(name: "token x")
        program.onBehalfOf = "An"
        draft.program = program
        #expect(
            draft.logDetail == "serial E12345678, network other, device claimed bound, after UB26-00001, for An")
        for word in [CaseFacts.DeviceWord.claimed(.bound), .answered(.notBound)] {
            #expect(CaseFacts.DeviceWord(basis: word.basis, word: word.word) == word)
        }
        #expect(CaseFacts.DeviceWord(basis: "claimed", word: "x") == nil)
        #expect(CaseFacts.DeviceWord(basis: nil, word: "bound") == nil)
    }

    @Test func theLogKeepsOfAStepWhatWasSaid() {
        var step = CaseStep(.reject(.serialMismatch), detail: "by hand")
        #expect(step.logDetail == "serialMismatch; by hand" && step.rejection == .serialMismatch)
        step.reason = "another label"
        #expect(step.logDetail == "serialMismatch; by hand; another label")
        #expect(CaseStep(.reject(.serialMismatch)).logDetail == "serialMismatch")
        #expect(CaseStep(.take).logDetail.isEmpty && CaseStep(.take).rejection == nil)
    }

    private func photo(_ digest: String, isStruck: Bool = false) -> Evidence {
        Evidence(
            id: 1, caseID: 1, fileName: "a.jpg", digest: digest, looks: [], width: 1, height: 1, findings: .null,
            addedBy: "an", addedAt: Instant(seconds: 0), struck: isStruck ? ("an", Instant(seconds: 1)) : nil)
    }

    @Test func aCaseTakesEightPhotosAndEachOnce() throws {
        let seven = (1...7).map { photo("\($0)") }
        #expect(try Evidence.taken(again: "8", among: seven) == nil)
        #expect(throws: EvidenceFailure.isHereAlready) { try Evidence.taken(again: "7", among: seven) }
        #expect(throws: EvidenceFailure.tooMany) { try Evidence.taken(again: "9", among: seven + [photo("8")]) }
        let struck = seven + [photo("8", isStruck: true)]
        #expect(try Evidence.taken(again: "9", among: struck) == nil)
        #expect(try Evidence.taken(again: "8", among: struck)?.digest == "8")
        let many = (1...32).map { photo("\($0)", isStruck: true) }
        #expect(throws: EvidenceFailure.tooMany) { try Evidence.taken(again: "33", among: many) }
    }

    private func company(_ id: Int64, _ state: Company.State, taxCode: String = "0312345678") -> Company {
        Company(
            id: id, name: "C\(id)", taxCode: taxCode, contact: "", state: state, madeBy: "an",
            madeAt: Instant(seconds: 0), hasDocument: false)
    }

    @Test func aTaxCodeIsOneCompanysUnlessThatWasRefused() {
        let code = "0312345678"
        for state in [Company.State.waiting, .verified] {
            let others = [company(1, .refused), company(2, state)]
            #expect(Company.objection(toProposing: code, beside: others) == .isHereAlready)
            #expect(Company.objection(toVerifying: code, beside: others) == .taxCodeTaken(code, by: "C2"))
            #expect(Company.objection(toVerifying: code, for: 2, beside: others) == nil)
            #expect(Company.objection(toVerifying: code, for: 1, beside: others) != nil)
        }
        let free = [company(1, .refused), company(2, .verified, taxCode: "0399999999")]
        #expect(Company.objection(toProposing: code, beside: free) == nil)
        #expect(Company.objection(toVerifying: code, beside: free) == nil)
    }

    @Test func aCaseOfAnotherNetworkNeedsItsKeyStringAndAVerifiedCompany() throws {
        var found = try unbindingCase(.draft)
        found.isFiledByMachine = false
        let waits = CaseBasis(of: found, photos: 1, hasKey: true, company: .waiting, hasConsented: true)
        #expect(waits.isCompanyVerified == false && !waits.needsKey && waits.missing != nil)
        #expect(CaseBasis(of: found, photos: 1, hasKey: true, company: nil, hasConsented: true).missing != nil)
        #expect(CaseBasis(of: found, photos: 1, hasKey: false, company: .verified, hasConsented: true).missing == nil)
        let machine = CaseBasis(of: found, isFiledByMachine: true, photos: 1, hasKey: false, company: nil)
        #expect(machine.isCompanyVerified == nil && !machine.hasConsented)
        found.consentVersion = "1"
        found.isFiledByMachine = true
        #expect(CaseBasis(of: found, photos: 1, hasKey: false, company: nil).missing == nil)
    }
}
