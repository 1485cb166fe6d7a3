import Access
import Attendance
import Store
import UnbindingCases

extension Desk {
    /// A reviewer, the desk's program or the command line takes a case, gives it back, asks for more, approves or rejects.
    ///
    /// - Throws: `CaseRightsFailure` where somebody else decides it; `RequestFailure` where words are missing; `StoreFailure`
    ///   where the case has moved on.
    public func decide(
        _ found: UnbindingCase, by step: CaseStep, with rights: CaseRights
    ) async throws -> UnbindingCase {
        try rights.requireDecision(on: found)
        var step = step
        step.overridesReviewer = rights.overridesReviewer(step.event)
        return try await decide(found, by: step, actor: rights.principal.actor)
    }

    /// Whoever filed a case takes it back.
    ///
    /// - Throws: `StoreFailure` where it is over already.
    public func withdraw(_ found: UnbindingCase, by actor: Actor) async throws -> UnbindingCase {
        try await store.cases.move(found, by: CaseStep(.withdraw), act: Act(by: actor, at: now()))
    }
}
