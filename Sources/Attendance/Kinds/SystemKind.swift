/// A kind of system with what its side of the program needs besides: `DeviceKind`, `HRKind`.
public protocol SystemKind: Sendable {
    var kind: Kind { get }
}

extension SystemKind {
    public var id: String { kind.id }
    public var title: Phrase { kind.title }
    public var fields: FieldSet { kind.fields }
    public var guide: [Phrase] { kind.guide }
    public var unverified: Phrase? { kind.unverified }

    /// What tells one system of the kind from another, from checked fields.
    public func identity(_ fields: FieldValues) -> String { kind.identity(fields) }

    /// What was entered, checked and in its stored form. Nothing is sent.
    public func checked(_ input: FieldValues) throws(FieldFailure) -> FieldValues { try kind.checked(input) }
}
