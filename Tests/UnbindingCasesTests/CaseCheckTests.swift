import Attendance
import SADP
import Serials
import Testing
import UnbindingCases

/// Each check by itself: what it says of what is known.
@Suite struct CaseCheckTests {
    private func serial(_ text: String = "E12345678") throws -> ShortSerial { try #require(ShortSerial(exactly: text)) }

    private func label(_ text: String = "E12345678", usedIn earlier: EarlierUse? = nil) throws -> PhotoFacts {
        PhotoFacts(isPicture: true, finds: try PhotoFacts.label(text).finds, usedIn: earlier)
    }

    private func check(_ name: CaseCheck.Name, _ change: (inout CaseFacts) throws -> Void) throws -> CaseCheck {
        var facts = try CaseFacts.perfect()
        try change(&facts)
        return try #require(CaseRules.verdict(facts).checks.first { $0.name == name })
    }

    private static let bindings: [(CaseFacts.DeviceWord?, Bool?, CaseCheck.Result)] = [
        (.answered(.bound), false, .pass), (.answered(.notBound), true, .fail),
        (.answered(.serviceDisabled), true, .fail), (.answered(.serviceOffline), true, .pass),
        (.answered(.serviceOffline), false, .fail), (.answered(.notActivated), nil, .unknown),
        (.answered(.failed), true, .pass), (.claimed(.bound), nil, .unknown), (.claimed(.notBound), nil, .unknown),
        (.claimed(.unknown), nil, .unknown), (.claimed(.bound), false, .fail), (.claimed(.notBound), true, .pass),
        (nil, true, .pass), (nil, false, .fail), (nil, nil, .unknown),
    ]

    @Test(
        "The device itself is believed before the register, the register before a claim",
        arguments: bindings)
    func binding(_ device: CaseFacts.DeviceWord?, _ register: Bool?, _ result: CaseCheck.Result) throws {
        let found = try check(.binding) {
            $0.device = device
            $0.isBoundByRegister = register
        }
        #expect(found.result == result, "\(found.detail.en)")
    }

    @Test func whatIsOnlyClaimedIsSaidAsAClaim() throws {
        for (state, words) in [
            (BindingState.bound, "said to be bound, not asked"), (.notBound, "said not to be bound, not asked"),
            (.unknown, "nobody knows"),
        ] {
            #expect(try check(.binding) { $0.device = .claimed(state) }.detail.en.hasPrefix(words))
        }
        // Who says it.
        #expect(try check(.binding) { _ in }.detail.en.contains("the device answers"))
        let register = try check(.binding) {
            $0.device = nil
            $0.isBoundByRegister = true
        }
        #expect(register.detail.en.contains("the register"))
    }

    @Test func aDeviceThatIsFreeByTheRegisterIsNotBoundAndNotOff() throws {
        var facts = try CaseFacts.perfect()
        facts.device = .answered(.serviceOffline)
        facts.isBoundByRegister = false
        let verdict = CaseRules.verdict(facts)
        #expect(verdict.kind == .wouldReject && verdict.reason == .notBound)
    }

    @Test func anotherLabelIsTheReasonBeforeTheBinding() throws {
        var facts = try CaseFacts.perfect()
        facts.photos = [try label("E12345679")]
        facts.device = .answered(.notBound)
        #expect(CaseRules.verdict(facts).reason == .serialMismatch)
    }

    @Test func whatFailsBesidesIsForAPersonAndRejectsNobody() throws {
        let changes: [(inout CaseFacts) throws -> Void] = [
            { $0.photos = [try label(usedIn: .elsewhere)] }, { $0.photos = [try label(usedIn: .named("UB26-00007"))] },
            { $0.photos = [try label(), PhotoFacts(isPicture: false, finds: [], hasReadText: true)] },
            { $0.key = try KeyString("AwAAADU1ODM4MDEyNB+ZYT8=") }, { $0.isCompanyVerified = false },
            { $0.hasConsent = false },
        ]
        for (place, change) in changes.enumerated() {
            var facts = try CaseFacts.perfect()
            try change(&facts)
            let verdict = CaseRules.verdict(facts)
            #expect(verdict.kind == .needsReview && verdict.reason == nil, "\(place)")
            #expect(verdict.checks.count { $0.result == .fail } == 1, "\(place)")
        }
    }

    @Test func anEarlierUseIsNamedToThoseAloneWhoMayKnowIt() throws {
        let named = try check(.evidenceReuse) { $0.photos = [try label(), try label(usedIn: .named("UB26-00007"))] }
        #expect(named.result == .fail && named.detail.en.contains("UB26-00007") && named.detail.vi.contains("00007"))
        let hidden = try check(.evidenceReuse) { $0.photos = [try label(usedIn: .elsewhere)] }
        #expect(hidden.result == .fail && hidden.detail.en.contains("somebody else"))
        #expect(try check(.evidenceReuse) { _ in }.result == .pass)
        #expect(try check(.evidenceReuse) { $0.photos = nil }.result == .unknown)
    }

    @Test func oneFileThatIsNoPictureIsOneTooMany() throws {
        let other = PhotoFacts(isPicture: false, finds: [])
        #expect(try check(.evidenceFormat) { $0.photos = [try label(), other] }.result == .fail)
        #expect(try check(.evidenceFormat) { $0.photos = [other, try label()] }.result == .fail)
        #expect(try check(.evidenceFormat) { $0.photos = [try label(), try label()] }.result == .pass)
        #expect(try check(.evidenceFormat) { $0.photos = [] }.result == .unknown)
    }

    @Test func aKeyStringNamesItsDeviceOrNothing() throws {
        #expect(try check(.keySerial) { _ in }.result == .pass)
        #expect(try check(.keySerial) { $0.key = nil }.result == .unknown)
        #expect(try check(.keySerial) { $0.key = try KeyString("T3BhcXVlS2V5U3RyaW5n") }.result == .unknown)
        let other = try check(.keySerial) { $0.key = try KeyString("AwAAADU1ODM4MDEyNB+ZYT8=") }
        #expect(other.result == .fail && other.detail.en.contains("558380124") && other.detail.en.contains("E12345678"))
    }

    @Test func whatIsNotKnownOfCompanyAndConsentIsNoNo() throws {
        for (value, result) in [(true, CaseCheck.Result.pass), (false, .fail), (nil, .unknown)] as [(Bool?, _)] {
            #expect(try check(.company) { $0.isCompanyVerified = value }.result == result)
            #expect(try check(.consent) { $0.hasConsent = value }.result == result)
        }
        // The verdict alone does not wait for them; the automation does.
        var facts = try CaseFacts.perfect()
        (facts.isCompanyVerified, facts.hasConsent) = (nil, nil)
        let verdict = CaseRules.verdict(facts)
        #expect(verdict.kind == .wouldApprove)
        #expect(Automation(rejects: true, approves: true).decision(on: verdict) == nil)
    }

    @Test func aFindInLettersIsNeverADevicesOwnCode() throws {
        #expect(!EvidenceFind(serial: try serial(), source: .ocr, isDevicesOwn: true).isDevicesOwn)
        #expect(EvidenceFind(serial: try serial(), source: .barcode, isDevicesOwn: true).isDevicesOwn)
        #expect(EvidenceFind.Source.allCases.filter(\.isCode) == [.qr, .barcode])
    }
}
