/// What people connect under a name of theirs, and what is of a kind: a device, an HR client.
public protocol ConnectedSystem: Identifiable, Sendable where ID == Int64 {
    var name: String { get }
    /// The word of its kind, perhaps one that this version does not know.
    var kind: String { get }
    /// The fields that are not secrets.
    var fields: FieldValues { get }
}

extension Device: ConnectedSystem {}

extension HRClient: ConnectedSystem {}
