import Access
import Attendance
import UnbindingCases

/// What somebody may do with cases, by whichever door they come: one set of rules for pages, programs and the command line.
///
/// A person has an account. A program has none: it speaks for one company, or for the desk itself. The command line is
/// whoever has the data directory in hand, from whom nothing can be kept.
public struct CaseRights: Sendable {
    public let principal: Principal

    public init(_ principal: Principal) { self.principal = principal }

    /// Of the command line.
    public static let command = CaseRights(Principal(.command, permissions: Set(Permission.allCases)))

    private var isPerson: Bool { principal.accountID != nil }
    private var isCommand: Bool { principal.actor == .command }
    private var isCompanysProgram: Bool { !isPerson && principal.companyID != nil }

    // MARK: Seeing

    /// A person sees the own cases and colleagues', and everybody's with `casesRead`; a program those of the company that it
    /// speaks for, the desk's own all.
    public func maySee(_ found: UnbindingCase) -> Bool {
        guard isPerson else { return !isCompanysProgram || found.companyID == principal.companyID }
        return principal.may(.casesRead)
            || (principal.may(.casesFile) && principal.shares(found.installerID, found.companyID))
    }

    /// Whether cases of every company are named to them by number.
    public var namesAll: Bool { principal.may(.casesRead) && !isCompanysProgram }

    // MARK: Filing

    /// Whether they put a case together, file it, answer and withdraw it: a person the own one alone, a program each that it
    /// sees.
    public func mayChange(_ found: UnbindingCase) -> Bool {
        principal.may(.casesFile) && (isPerson ? principal.owns(found.installerID) : maySee(found))
    }

    /// Whether they filed it, or opened it as a program.
    public func hasFiled(_ found: UnbindingCase) -> Bool {
        isPerson ? principal.owns(found.installerID) : !isCommand && found.program == principal.name
    }

    // MARK: Deciding

    /// - Throws: `CaseRightsFailure` where they do not do the desk's work at all.
    public func requireDesk() throws(CaseRightsFailure) {
        guard !isCompanysProgram else { throw .speaksForCompany }
    }

    /// Four eyes: whoever filed a case does not decide it, whatever else they may; nor does the program that opened it.
    ///
    /// - Throws: `CaseRightsFailure` with why somebody else decides it.
    public func requireDecision(on found: UnbindingCase) throws(CaseRightsFailure) {
        try requireDesk()
        guard !hasFiled(found) else { throw isPerson ? .ownCase : .ownProgramsCase }
    }

    /// Whether they take such a step although another reviewer has the case: the command line each, and a person who runs the
    /// desk gives it back to the queue.
    public func overridesReviewer(_ event: CaseEvent) -> Bool {
        isCommand || (isPerson && event == .release && principal.may(.deskWrite))
    }

    // MARK: Executing

    /// Whoever filed a case unbinds with the device's own password and nothing else; all other ways are the desk's. A company's
    /// program has that password alone, too.
    ///
    /// - Throws: `CaseRightsFailure` where it is for others to do.
    public func requireExecution(
        of found: UnbindingCase, by authority: UnbindingAuthority
    ) throws(CaseRightsFailure) {
        guard isPerson else {
            if authority != .sadp { try requireDesk() }
            return
        }
        if principal.owns(found.installerID) {
            guard mayChange(found), principal.may(.unbind), authority == .sadp else { throw .deskAlone }
        } else {
            guard principal.may(.casesDecide) else { throw .deskAlone }
        }
    }
}
