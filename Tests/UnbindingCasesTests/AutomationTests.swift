import Attendance
import Testing

@testable import UnbindingCases

/// Which verdicts become decisions without a person.
@Suite struct AutomationTests {
    private static let all = Automation(rejects: true, approves: true)

    private func verdict(
        _ kind: CaseVerdict.Kind, reason: RejectionReason? = nil,
        _ changed: (name: CaseCheck.Name, result: CaseCheck.Result)? = nil, without missing: CaseCheck.Name? = nil
    ) -> CaseVerdict {
        let checks = CaseCheck.Name.allCases.filter { $0 != missing }.map { name in
            CaseCheck(
                name: name, result: changed?.name == name ? changed?.result ?? .pass : .pass,
                detail: Phrase(verbatim: name.rawValue))
        }
        return CaseVerdict(kind: kind, reason: reason, checks: checks)
    }

    @Test func nothingIsApprovedByRuleUntilSomebodyAllowsIt() {
        let approval = verdict(.wouldApprove)
        #expect(Automation().decision(on: approval) == nil)
        #expect(Self.all.decision(on: approval) == .approve)
        #expect(Automation(rejects: false, approves: true).decision(on: approval) == .approve)
    }

    @Test(
        "An approval by rule needs every one of these to be known",
        arguments: [CaseCheck.Name.company, .consent, .evidenceFormat, .evidenceReuse],
        [CaseCheck.Result.fail, .unknown])
    func needs(_ name: CaseCheck.Name, _ result: CaseCheck.Result) {
        #expect(Self.all.decision(on: verdict(.wouldApprove, (name, result))) == nil)
        #expect(Self.all.decision(on: verdict(.wouldApprove, without: name)) == nil)
    }

    @Test func aKeyStringThatNamesNothingHoldsUpNoApproval() {
        #expect(Self.all.decision(on: verdict(.wouldApprove, (.keySerial, .unknown))) == .approve)
    }

    @Test(arguments: RejectionReason.allCases) func aRejectionHasTheReasonOfTheVerdict(_ reason: RejectionReason) {
        let rejection = verdict(.wouldReject, reason: reason)
        #expect(Automation().decision(on: rejection) == .reject(reason))
        #expect(Automation(rejects: false, approves: true).decision(on: rejection) == nil)
    }

    @Test func whatNeedsAPersonWaitsForOne() {
        #expect(Self.all.decision(on: verdict(.needsReview)) == nil)
        #expect(Self.all.decision(on: verdict(.wouldReject)) == nil, "no reason is not a rejection")
    }
}

@Suite struct CaseBasisTests {
    private func missing(_ change: (inout CaseBasis) -> Void) -> String? {
        var basis = CaseBasis(photos: 1, hasKey: true, needsKey: true, isCompanyVerified: true, hasConsented: true)
        change(&basis)
        return basis.missing?.en
    }

    @Test func aCaseThatHasEverythingLacksNothing() {
        #expect(missing { _ in } == nil)
        // Whoever has the machine in hand needs no company; a device in reach needs no key string.
        #expect(missing { $0.isCompanyVerified = nil } == nil)
        #expect(
            missing {
                $0.needsKey = false
                $0.hasKey = false
            } == nil)
        #expect(missing { $0.photos = 8 } == nil)
    }

    @Test func eachIsMissedByItself() {
        #expect(missing { $0.photos = 0 }?.contains("photo") == true)
        #expect(missing { $0.hasKey = false }?.contains("key string") == true)
        #expect(missing { $0.isCompanyVerified = false }?.contains("verified") == true)
        #expect(missing { $0.hasConsented = false }?.contains("consent") == true)
    }

    @Test func whatIsMissingIsSaidOneAfterTheOther() {
        var basis = CaseBasis(photos: 0, hasKey: false, needsKey: true, isCompanyVerified: false, hasConsented: false)
        #expect(basis.missing?.en.contains("verified companies") == true)
        basis.isCompanyVerified = true
        #expect(basis.missing?.en.contains("photo of the label") == true)
        basis.photos = 1
        #expect(basis.missing?.en.contains("key string") == true)
        basis.hasKey = true
        #expect(basis.missing?.en.contains("consent") == true)
        basis.hasConsented = true
        #expect(basis.missing == nil)
    }
}
