/// Why a datagram is not read.
public enum SADPDocumentFailure: Error, Hashable, Sendable, CaseIterable {
    case tooLarge
    /// No element was found.
    case noDocument
    /// A document type, an entity declaration, or any other markup declaration.
    case declaration
    case tooManyElements
    case tooDeep
    case valueTooLong
}
