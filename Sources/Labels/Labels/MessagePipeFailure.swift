/// Why no message went through.
public enum MessagePipeFailure: Error, Hashable, Sendable {
    /// The other side has closed, or broke off inside a message.
    case closed
    /// It was given up while it waited.
    case givenUp
    /// What came is longer than may be, or no message.
    case unreadable
}
