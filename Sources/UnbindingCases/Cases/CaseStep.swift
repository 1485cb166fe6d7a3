/// One move of a case, with the words that go with it.
public struct CaseStep: Sendable {
    public var event: CaseEvent
    /// What the log keeps of it besides; nothing secret.
    public var detail = ""
    /// The reviewer's own words of a decision.
    public var reason: String?
    /// What the installer is asked for.
    public var asked: String?
    public var authority: UnbindingAuthority?
    /// The vendor's reference.
    public var reference: String?
    /// An administrator decides in another reviewer's place.
    public var overridesReviewer = false
    /// Entries of the log that the decider had before him; the step is refused where there are more. Nil does not ask.
    public var seenEntries: Int?

    public init(_ event: CaseEvent, detail: String = "") {
        self.event = event
        self.detail = detail
    }

    /// Why it rejects; nil for any other step.
    public var rejection: RejectionReason? {
        if case .reject(let reason) = event { return reason }
        return nil
    }

    /// What the log keeps of it: `serialMismatch; the reviewer's words`. Programs read it, and it never changes.
    public var logDetail: String {
        ([rejection?.rawValue] + [detail, reason, asked, reference]).compactMap(\.self).filter { !$0.isEmpty }
            .joined(separator: "; ")
    }
}

extension CaseEvent {
    /// What only the reviewer does who has taken the case.
    public var isReviewers: Bool {
        switch self {
        case .approve, .reject, .askMore, .release, .take: true
        case .file, .answer, .withdraw, .execute, .verify, .fail: false
        }
    }
}
