import Access
import Attendance
import Store
import Testing
import UnbindingCases

/// Who is left a notice.
@Suite struct CaseNoticeTests {
    /// An account may go between the moment at which a notice was meant for it and the one at which it is left.
    @Test func anAccountThatHasGoneIsToldNothingAndTheOthersAreToldAllTheSame() async throws {
        try await CaseFixture.with { store in
            let found = try await CaseFixture.opened(store)
            let lan = try await store.users.add(
                "lan", role: .reviewer, passwordHash: "h", act: Act(by: .person("t"), at: CaseFixture.morning))
            let draft = NoticeDraft("filed", Phrase(en: "filed", vi: "đã nộp"), about: .unbindingCase(found))
            try await store.notices.leave(
                draft, for: [lan.id + 99, lan.id], hasWebhook: false, now: CaseFixture.morning)
            let told = try await store.notices.all(of: lan.id)
            let others = try await store.notices.all(of: lan.id + 99)
            #expect(told.map(\.event) == ["filed"] && others.isEmpty)
        }
    }
}
