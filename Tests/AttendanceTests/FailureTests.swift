import Attendance
import Testing

/// What people are told of an error, whichever it is.
@Suite struct FailureTests {
    private struct Surprise: Error, CustomStringConvertible {
        let description: String
    }

    private func told(_ error: any Error) -> any Failure { error.explained }

    @Test func aFailureIsToldInItsOwnWords() {
        let failure = told(RequestFailure(en: "choose a photo", vi: "hãy chọn ảnh"))
        #expect(failure.phrase == Phrase(en: "choose a photo", vi: "hãy chọn ảnh"))
        #expect(failure.blame == .request && failure.retryAfter == nil)
        let field = told(FieldFailure(field: "token", Phrase(en: "x", vi: "y")))
        #expect((field as? FieldFailure)?.field == "token" && field.blame == .request)
    }

    @Test func whatWasCalledOffIsNoFaultOfAnybody() {
        let failure = told(CancellationError())
        #expect(failure.blame == .cancellation && !failure.blame.needsPerson)
        #expect(failure.phrase == Phrase(en: "it was cancelled", vi: "đã bị hủy"))
    }

    @Test func whatNobodyForesawIsSaidAsSuchInBothLanguagesAndBriefly() {
        let failure = told(Surprise(description: "the cat is on the desk" + String(repeating: "!", count: 1000)))
        #expect(failure.blame == .program && failure.blame.needsPerson)
        #expect(failure.phrase.en.hasPrefix("an error that this program does not foresee: the cat is on the desk"))
        #expect(failure.phrase.vi.hasPrefix("lỗi mà chương trình chưa lường trước: the cat is on the desk"))
        #expect(failure.phrase.en.count < 400 && failure.phrase.vi.count < 400)
    }

    @Test func whatPassesByItselfAsksForNobody() {
        for blame in [Blame.load, .peer, .cancellation] { #expect(!blame.needsPerson) }
        for blame in [Blame.request, .absence, .conflict, .machine, .fullDisk, .program] { #expect(blame.needsPerson) }
    }
}
