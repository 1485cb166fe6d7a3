/// Another kind of device that reads the same terminals: a terminal that was read as one kind and is then read as the other
/// has the same records, under other keys.
public struct SisterKind: Sendable {
    /// The id of the other kind.
    public let kind: String
    /// The key that a record of the other kind has in this one, by its key there and its punch's employee code; nil where
    /// that cannot be told.
    public let key: @Sendable (_ key: String, _ code: String) -> String?

    public init(kind: String, key: @escaping @Sendable (_ key: String, _ code: String) -> String?) {
        self.kind = kind
        self.key = key
    }
}
