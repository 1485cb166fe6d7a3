/// One step of a schema's history, which is append only.
public struct Migration: Sendable {
    /// Stored where it was run: it never changes.
    public let name: String
    public let change: @Sendable (Database) throws -> Void

    public init(_ name: String, change: @escaping @Sendable (Database) throws -> Void) {
        self.name = name
        self.change = change
    }
}
