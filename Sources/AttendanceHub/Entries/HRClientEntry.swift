import Attendance

/// What a person entered for an HR client, before it is checked against the kind.
public struct HRClientEntry: Sendable {
    public var name: String
    public var kind: String
    public var values: FieldValues
    /// Where the entry came in: it decides which files a client may write.
    public var door: EntryDoor

    public init(name: String, kind: String, values: FieldValues, by door: EntryDoor) {
        self.name = name
        self.kind = kind
        self.values = values
        self.door = door
    }
}

/// Where an entry came in.
public enum EntryDoor: Sendable {
    /// A command on this machine: whoever runs it owns what it touches.
    case machine
    /// A page or the API.
    case network
}
