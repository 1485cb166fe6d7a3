import Attendance

/// What may be done with a case as it is stored, whatever the page showed that asked for it.
extension UnbindingCase {
    /// The state that a step leads to. Filing needs more than an event: see `stateFiled`.
    ///
    /// - Parameters:
    ///   - state: where the case stood when somebody decided on the step: about another state he decided something else.
    ///   - actor: who takes the step.
    public func state(after step: CaseStep, from state: CaseState, by actor: Actor) throws(CaseFailure) -> CaseState {
        guard step.event != .file, self.state == state, let next = state.after(step.event) else {
            throw .doesNotGo(number: number, self.state)
        }
        if step.event.isReviewers, !step.overridesReviewer, state == .inReview, let reviewer, reviewer != actor.name {
            throw .isTaken(number: number, by: reviewer)
        }
        if let seen = step.seenEntries, seen != logHead.count { throw .hasChanged(number: number) }
        return next
    }

    /// The state of a case that is handed in.
    public func stateFiled() throws(CaseFailure) -> CaseState {
        guard let next = state.after(.file) else { throw .isFiledAlready(number: number) }
        return next
    }

    /// Whether it is with its installer, who may change what it rests on.
    public var isInstallers: Bool { state == .draft || state == .moreAsked }

    /// What stands against another photo, or one less.
    public var objectionToEvidence: CaseFailure? { isInstallers ? nil : .evidenceStays(number: number, state) }

    /// What stands against another key string.
    public var objectionToKeyString: CaseFailure? { isInstallers ? nil : .keyStringStays(number: number, state) }

    /// What stands against taking it for the one that a program opens again by the same key.
    public func objection(toOpeningAgain draft: CaseDraft, for installer: String) -> CaseFailure? {
        guard serial == draft.serial, ownReference == draft.program?.ownReference,
            onBehalfOf == draft.program?.onBehalfOf, self.installer == installer
        else { return .keyOpenedAnother(number: number) }
        return nil
    }
}
