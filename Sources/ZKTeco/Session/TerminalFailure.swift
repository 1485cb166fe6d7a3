/// Why a terminal could not be asked, and at which step.
public struct TerminalFailure: Error, Hashable {
    /// What was being done.
    public enum Step: Hashable, Sendable {
        case connect, authenticate, identity, sizes, time, log, users, listen
    }

    public enum Problem: Hashable, Sendable {
        /// No address belongs to the name.
        case unknownHost
        /// Nothing leads there, or nobody is there.
        case unreachable
        /// The machine is there, and nothing listens on the port.
        case portClosed
        /// The connection stood or the port took what was sent, and no answer came.
        case noAnswer
        /// The terminal ended the connection.
        case connectionLost
        /// A comm key is needed and none was given, or the given one is wrong.
        case keyRefused(given: Bool)
        /// The terminal refuses what was asked, with this code.
        case refused(UInt16)
        /// What came is not what was sent.
        case damaged
        /// What came is not of this protocol.
        case foreign
        case accessPanel
        /// Fewer bytes came than were promised.
        case incomplete(got: Int, promised: Int)
        /// More than any terminal keeps is promised, or pieces do not end.
        case endless
        case layout(LayoutRefusal)
        case cancelled
    }

    public let step: Step
    public let problem: Problem

    public init(_ problem: Problem, at step: Step) {
        self.step = step
        self.problem = problem
    }
}
