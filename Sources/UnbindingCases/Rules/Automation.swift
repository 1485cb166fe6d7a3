/// Which decisions are made without a person.
public struct Automation: Hashable, Sendable {
    public var rejects: Bool
    public var approves: Bool

    public init(rejects: Bool = true, approves: Bool = false) {
        self.rejects = rejects
        self.approves = approves
    }

    /// What happens to a filed case by itself; nil leaves it to a person.
    ///
    /// An approval needs more than the verdict: a verified company, consent, and photos that are pictures and
    /// were not used before. What is not known is missing.
    public func decision(on verdict: CaseVerdict) -> CaseEvent? {
        switch verdict.kind {
        case .wouldReject: return rejects ? verdict.reason.map { .reject($0) } : nil
        case .needsReview: return nil
        case .wouldApprove:
            let isComplete = [.company, .consent, .evidenceFormat, .evidenceReuse].allSatisfy { name in
                verdict.checks.contains { $0.name == name && $0.result == .pass }
            }
            return approves && isComplete ? .approve : nil
        }
    }
}
