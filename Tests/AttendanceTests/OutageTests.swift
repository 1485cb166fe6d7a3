import Attendance
import Testing

/// When people are told of what fails again and again.
@Suite struct OutageTests {
    private let reason = Phrase(verbatim: "the token is wrong")

    @Test func anOutageIsToldOnceAndAgainWhenAPersonMustAct() {
        #expect(Outage.isNews(after: 0, needsPerson: false, attention: nil))
        #expect(!Outage.isNews(after: 1, needsPerson: false, attention: nil))
        #expect(Outage.isNews(after: 3, needsPerson: true, attention: nil))
        #expect(!Outage.isNews(after: 4, needsPerson: true, attention: reason))
    }

    @Test func aDeviceThatFailsFiveTimesInARowNeedsALook() {
        #expect(!Outage.needsAttention(after: 3, needsPerson: false))
        #expect(Outage.needsAttention(after: 4, needsPerson: false))
        #expect(Outage.needsAttention(after: 0, needsPerson: true))
    }
}
