import Access
import Attendance
import Labels
import Store
import UnbindingCases

extension Desk {
    /// A photo of a company's papers as it is kept.
    ///
    /// - Throws: `PictureFailure` with what to do where the file is not a picture that is taken.
    public func papers(_ bytes: [UInt8], named name: String, by actor: Actor) async throws -> [UInt8] {
        let reading = try await photos.read(bytes, named: name, of: actor.name, text: .never, keeps: true)
        if case .failure(let refusal) = reading.result { throw refusal }
        guard let kept = reading.evidence else { throw PictureFailure.endedReader }
        return kept.whole
    }

    /// An account names its company; those who verify companies hear of it.
    ///
    /// - Throws: `RequestFailure` where the company waits or is verified already.
    public func propose(_ draft: CompanyDraft, by user: String) async throws -> Company {
        let company = try await store.companies.propose(draft, by: user, now: now())
        try await tell(.waiting, of: company, accounts { $0.contains(.deskWrite) })
        return company
    }

    /// Accepts a company, or refuses it with a reason; its accounts hear of it.
    ///
    /// - Throws: `CompanyFailure` where it is refused without a reason; `StoreFailure`.
    public func decide(_ company: Company, verified: Bool, reason: String, actor: Actor) async throws {
        guard verified || !reason.isEmpty else { throw CompanyFailure.noReason }
        try await store.companies.decide(company, verified: verified, reason: reason, act: Act(by: actor, at: now()))
        try await tell(
            verified ? .verified : .refused(reason: reason), of: company, store.companies.members(of: company))
    }

    private func tell(_ notice: CompanyNotice, of company: Company, _ users: [Int64]) async throws {
        try await store.notices.leave(
            NoticeDraft(notice.word, notice.text(company.name), about: .company(company)), for: users,
            hasWebhook: false, now: now())
    }
}
