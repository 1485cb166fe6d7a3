import Attendance
import AttendanceHub
import Store
import TestSupport
import Testing
import UnbindingCases

/// What the entries of a case's log say to people; what they hold for programs never changes.
@Suite struct CaseWordsTests {
    private func words(_ event: String, _ detail: String) -> Phrase {
        CaseLogEntry(
            index: 0, at: Instant(seconds: 0), actor: .person("a"), event: event, detail: detail, record: nil, hash: "",
            seal: nil
        ).words
    }

    @Test(arguments: [
        ("opened", "serial Q01728483, network lan", "serial Q01728483, on the local network"),
        ("opened", "network other", "on another network"), ("device-heard", "answered nonsense", "answered nonsense"),
        ("evidence-added", "photo 3, names no serial", "photo 3, names no serial"),
        ("filed", "consent 2, due 2026-03-16", "consent, version 2, due 2026-03-16"),
        ("key-given", "key string taken", "key string taken"),
        ("approved", "reviewer's own, words", "reviewer's own, words"),
        ("checked", "nonsense", "nonsense"), ("checked", "odd: evidence.serial pass", "odd: evidence.serial pass"),
    ])
    func aDetailIsReadInWords(_ event: String, _ detail: String, _ said: String) {
        #expect(words(event, detail).en == said)
    }

    @Test func whatHasWordsOfItsOwnIsSaidInBothLanguages() {
        #expect(words("opened", "serial Q01728483, network lan").vi == "số seri Q01728483, trong mạng nội bộ")
        #expect(words("filed", "consent 2, calendar 7").vi == "đồng ý chịu trách nhiệm phiên bản 2, lịch số 7")
        let verdict = words("checked", "needsReview: evidence.serial pass, binding unknown, odd one out")
        #expect(verdict.en == "a person must look: serial on the photos fine, binding open, odd one out")
        #expect(verdict.vi == "cần người xem: số seri trên ảnh đạt, liên kết chưa rõ, odd one out")
        let refused = words(CaseEvent.verify.word, "asked again after a restart: the device answered: not bound")
        #expect(refused.vi == "kiểm tra lại sau khi khởi động lại: thiết bị trả lời: chưa liên kết")
    }

    @Test func aRejectionIsItsReasonAndTheReviewersWords() {
        let event = CaseEvent.reject(.other).word
        let sentence = RejectionReason.serialMismatch.sentence
        #expect(words(event, "serialMismatch") == sentence)
        #expect(words(event, "serialMismatch; look; again").en == sentence.en + " look; again")
        #expect(words(event, "other; bring the invoice").en == "bring the invoice")
        #expect(words(event, "noSuchReason; x").en == "noSuchReason; x")
    }

    @Test func anExecutionNamesItsAuthorityAndReference() {
        let label = UnbindingAuthority.manual.label
        #expect(words(CaseEvent.execute.word, "manual; HIK-7").vi == label.vi + ": HIK-7")
        #expect(words(CaseEvent.execute.word, "manual").en == label.en)
        #expect(words(CaseEvent.execute.word, "magic; x").en == "magic; x")
    }

    @Test func everyVerdictCheckAndResultHasWords() {
        let kinds: [CaseVerdict.Kind] = [.wouldApprove, .wouldReject, .needsReview]
        #expect(Set(kinds.map(\.label.en)).count == 3 && Set(kinds.map(\.label.vi)).count == 3)
        let results: [CaseCheck.Result] = [.pass, .fail, .unknown]
        #expect(Set(results.map(\.label.en)).count == 3 && Set(results.map(\.label.vi)).count == 3)
        let flaws: [CaseLogFailure] = [
            .broken(index: 4), .shortened(entries: 3, expected: 5), .unsealed(index: 4), .changed,
            .notAsNoted(entries: 4),
        ]
        #expect(flaws.map(\.word) == ["broken", "shortened", "unsealed", "changed", "notAsNoted"])
        for flaw in flaws {
            #expect(flaw.phrase(of: "UB26-00001").en.contains("UB26-00001"))
            #expect(flaw.phrase(of: "UB26-00001").vi.contains("UB26-00001"))
        }
        // People count from one.
        #expect(flaws[0].phrase(of: "x").en.contains("entry 5") && flaws[2].phrase(of: "x").en.contains("entry 5"))
        #expect(flaws[4].phrase(of: "x").en.contains("entry 4") && flaws[1].phrase(of: "x").en.contains("3 entries"))
    }
}
