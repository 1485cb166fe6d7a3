import Attendance
import SADP
import Serials
import Testing
import UnbindingCases

@Suite struct CaseRulesTests {
    private func serial(_ text: String = "E12345678") throws -> ShortSerial { try #require(ShortSerial(exactly: text)) }

    private func find(_ text: String, _ source: EvidenceFind.Source, own: Bool = false) throws -> EvidenceFind {
        EvidenceFind(serial: try serial(text), source: source, isDevicesOwn: own)
    }

    private func photo(_ finds: EvidenceFind...) -> PhotoFacts { PhotoFacts(isPicture: true, finds: finds) }

    private func label(_ text: String = "E12345678", _ others: EvidenceFind...) throws -> PhotoFacts {
        PhotoFacts(isPicture: true, finds: try PhotoFacts.label(text).finds + others)
    }

    private func verdict(_ change: (inout CaseFacts) throws -> Void) throws -> CaseVerdict {
        var facts = try CaseFacts.perfect()
        try change(&facts)
        return CaseRules.verdict(facts)
    }

    @Test func aCaseThatEverythingSpeaksForIsApproved() throws {
        let verdict = try verdict { _ in }
        #expect(verdict.kind == .wouldApprove && verdict.reason == nil)
        #expect(
            verdict.checks.map(\.name) == CaseCheck.Name.allCases && verdict.checks.allSatisfy { $0.result == .pass })
        #expect(try self.verdict { $0.key = nil }.kind == .wouldApprove)
        #expect(
            try self.verdict { $0.key = try KeyString("T3BhcXVlS2V5U3RyaW5n") }.kind == .wouldApprove,
            "an opaque key contradicts nothing")
        let printed = photo(try find("E12345678", .barcode, own: true), try find("E12345678", .ocr))
        #expect(try self.verdict { $0.photos = [printed] }.kind == .wouldApprove)
    }

    @Test func aLabelOfAnotherDeviceIsRejectedWhateverElseIsMissing() throws {
        var facts = CaseFacts(claimed: try serial())
        facts.photos = [try label("E12345679")]
        let verdict = CaseRules.verdict(facts)
        #expect(verdict.kind == .wouldReject && verdict.reason == .serialMismatch)
        // But not where some code names the claimed one too, nor where the other is just a code with nine letters.
        #expect(
            try self.verdict {
                $0.photos = [photo(try find("E12345679", .qr, own: true)), photo(try find("E12345678", .barcode))]
            }.kind == .needsReview)
        #expect(try self.verdict { $0.photos = [photo(try find("E12345679", .barcode))] }.kind == .needsReview)
        #expect(
            try self.verdict { $0.photos = [photo(try find("E12345679", .ocr, own: true))] }.kind == .needsReview,
            "text recognition rejects nobody either")
    }

    @Test func whatTheDeviceItselfAnswersRejects() throws {
        let unbound = try verdict { $0.device = .answered(.notBound) }
        #expect(unbound.kind == .wouldReject && unbound.reason == .notBound)
        let off = try verdict { $0.device = .answered(.serviceDisabled) }
        #expect(off.kind == .wouldReject && off.reason == .serviceDisabled)
        // A claim is not an answer.
        for state in [BindingState.bound, .notBound, .unknown] {
            #expect(try verdict { $0.device = .claimed(state) }.kind == .needsReview, "\(state)")
        }
        for answer in [SADPAnswer.BindingAnswer.serviceOffline, .notActivated, .failed] {
            #expect(try verdict { $0.device = .answered(answer) }.kind == .needsReview, "\(answer)")
        }
        #expect(try verdict { $0.device = nil }.kind == .needsReview)
    }

    @Test func whatSpeaksAgainstACaseKeepsItFromBeingApproved() throws {
        let changes: [(String, (inout CaseFacts) throws -> Void)] = [
            ("a code alone", { $0.photos = [photo(try find("E12345678", .qr, own: true))] }),
            (
                "letters on another photo than the code",
                { $0.photos = [photo(try find("E12345678", .qr, own: true)), photo(try find("E12345678", .ocr))] }
            ),
            (
                "a code that anyone can make",
                { $0.photos = [photo(try find("E12345678", .qr), try find("E12345678", .ocr))] }
            ),
            (
                "another device's barcode beside it",
                { $0.photos = [try label("E12345678", try find("F87654321", .barcode))] }
            ),
            ("letters of another one", { $0.photos = [try label("E12345678", try find("E12345670", .ocr))] }),
            (
                "letters left unread",
                {
                    $0.photos = [
                        PhotoFacts(
                            isPicture: true, finds: try label().finds, hasUnreadText: true)
                    ]
                }
            ),
            ("no photo", { $0.photos = nil }), ("an empty list", { $0.photos = [] }),
            ("nothing on it", { $0.photos = [photo()] }),
            ("text alone", { $0.photos = [photo(try find("E12345678", .ocr))] }),
            ("one character off", { $0.photos = [photo(try find("E12345679", .barcode))] }),
            ("look-alike letters", { $0.photos = [photo(try find("B12345678", .barcode))] }),
            (
                "two labels",
                { $0.photos = [photo(try find("E12345678", .qr, own: true), try find("E12345679", .qr, own: true))] }
            ),
            (
                "a second serial as text",
                { $0.photos = [photo(try find("E12345678", .qr, own: true), try find("F87654321", .ocr))] }
            ),
            (
                "a second serial on another photo",
                { $0.photos = [photo(try find("E12345678", .qr)), photo(try find("F87654321", .barcode))] }
            ),
            ("no picture", { $0.photos = [PhotoFacts(isPicture: false, finds: [try find("E12345678", .qr)])] }),
            (
                "a used photo",
                {
                    $0.photos = [
                        PhotoFacts(isPicture: true, finds: [try find("E12345678", .qr)], usedIn: .named("C-7"))
                    ]
                }
            ),
            ("another key", { $0.key = try KeyString("AwAAADU1ODM4MDEyNB+ZYT8=") }),
            ("no company", { $0.isCompanyVerified = false }), ("no consent", { $0.hasConsent = false }),
        ]
        for (name, change) in changes {
            #expect(try verdict(change).kind != .wouldApprove, "\(name)")
        }
    }

    @Test func noSetOfFactsIsApprovedWithoutACodeAndABoundDevice() throws {
        // Every combination of what may be there, some of it unknown.
        let photos: [[PhotoFacts]?] = [
            nil, [photo()], [photo(try find("E12345678", .ocr))], [photo(try find("E12345678", .qr, own: true))],
            [photo(try find("E12345679", .qr, own: true))],
            [photo(try find("E12345678", .barcode), try find("E12345679", .ocr))],
        ]
        let devices: [CaseFacts.DeviceWord?] = [
            nil, .claimed(.bound), .answered(.bound), .answered(.notBound), .answered(.serviceDisabled),
            .answered(.failed),
        ]
        for photo in photos {
            for device in devices {
                for register in [nil, true, false] {
                    for flag in [nil, true, false] {
                        var facts = CaseFacts(claimed: try serial())
                        facts.photos = photo
                        facts.device = device
                        facts.isBoundByRegister = register
                        facts.isCompanyVerified = flag
                        let verdict = CaseRules.verdict(facts)
                        let isProven = photo == photos[3] && (device == .answered(.bound) || register == true)
                        if verdict.kind == .wouldApprove { #expect(isProven && flag != false, "\(facts)") }
                        #expect((verdict.reason != nil) == (verdict.kind == .wouldReject))
                        for check in verdict.checks { #expect(!check.detail.en.isEmpty && !check.detail.vi.isEmpty) }
                    }
                }
            }
        }
    }
}

/// What photos say, sentence by sentence.
@Suite struct EvidenceRulesTests {
    private let claimed = ShortSerial(exactly: "Q01728482")

    private func find(_ text: String, _ source: EvidenceFind.Source, own: Bool = false) throws -> EvidenceFind {
        EvidenceFind(serial: try #require(ShortSerial(exactly: text)), source: source, isDevicesOwn: own)
    }

    private func judge(_ photo: PhotoFacts) throws -> (CaseCheck.Result, Phrase) {
        EvidenceRules.judge([photo], claimed: try #require(claimed))
    }

    @Test func lettersThatLookAlikeAreNearlyTheSerialAndNeverAnother() throws {
        for text in ["QO1728482", "O01728482", "D01728482"] {
            let (result, phrase) = try judge(PhotoFacts(isPicture: true, finds: [try find(text, .ocr)]))
            #expect(result == .unknown && phrase.en.contains("nearly like"), "\(text): \(phrase.en)")
        }
        let (_, other) = try judge(PhotoFacts(isPicture: true, finds: [try find("Q01728483", .ocr)]))
        #expect(!other.en.contains("nearly"))
    }

    @Test func onlyWhatCannotBeTheClaimedDeviceIsRejected() throws {
        let other = [try find("L91648488", .qr, own: true), try find("L91648488", .ocr)]
        #expect(try judge(PhotoFacts(isPicture: true, finds: other)).0 == .fail)
        let doubts: [(String, PhotoFacts)] = [
            (
                "its own label's letters above",
                PhotoFacts(isPicture: true, finds: other + [try find("Q01728482", .ocr)])
            ),
            ("letters nearly like it", PhotoFacts(isPicture: true, finds: other + [try find("QO1728482", .ocr)])),
            ("a third device", PhotoFacts(isPicture: true, finds: other + [try find("F43429366", .ocr)])),
            ("a second code", PhotoFacts(isPicture: true, finds: other + [try find("F43429366", .barcode)])),
            ("a code left unread", PhotoFacts(isPicture: true, finds: other, hasUnreadCode: true)),
            ("letters left unread", PhotoFacts(isPicture: true, finds: other, hasUnreadText: true)),
            ("letters not looked at", PhotoFacts(isPicture: true, finds: other, hasReadText: false)),
            ("a label whose letters were not read", PhotoFacts(isPicture: true, finds: [other[0]])),
        ]
        for (name, photo) in doubts { #expect(try judge(photo).0 == .unknown, "\(name)") }
    }

    @Test func aCodeThatAnyoneCanMakeIsSaidToBeOne() throws {
        let (result, phrase) = try judge(
            PhotoFacts(isPicture: true, finds: [try find("Q01728482", .qr), try find("Q01728482", .ocr)]))
        #expect(result == .unknown && phrase.en.contains("anyone can make"))
    }
}
