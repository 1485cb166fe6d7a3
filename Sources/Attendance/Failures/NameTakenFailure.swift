/// Another of the same kind has the name already: a device, an HR client, a user, an API token.
public struct NameTakenFailure: Failure, Hashable {
    public let name: String

    public init(_ name: String) {
        self.name = name
    }

    /// Nil where the name is free.
    ///
    /// - Parameters:
    ///   - holder: whoever is called so, by its id; nil where nobody is.
    ///   - id: of the one that is to be called so; nil for a new one.
    public init?(_ name: String, holder: Int64?, for id: Int64? = nil) {
        guard let holder, holder != id else { return nil }
        self.init(name)
    }

    public var phrase: Phrase { Phrase(en: "the name “\(name)” is taken", vi: "tên “\(name)” đã được dùng") }
    public var field: String? { "name" }
    public var blame: Blame { .conflict }
}
