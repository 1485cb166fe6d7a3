import Attendance

/// Looks for devices of a kind on the networks that this machine is on.
public struct DeviceFinder: Sendable {
    /// The field of a device that holds its address.
    public let addressField: String
    /// - Parameter leftOut: addresses that are asked nothing: devices that are known and in use.
    /// - Parameter onFind: told of each device as it is found.
    public let find:
        @Sendable (_ leftOut: Set<String>, _ onFind: @escaping @Sendable (FoundSystem) -> Void) async -> [FoundSystem]

    public init(
        addressField: String,
        find:
            @escaping @Sendable (_ leftOut: Set<String>, _ onFind: @escaping @Sendable (FoundSystem) -> Void) async ->
            [FoundSystem]
    ) {
        self.addressField = addressField
        self.find = find
    }
}

/// A device that a search found, as far as it tells.
public struct FoundSystem: Hashable, Sendable {
    public let kind: String
    /// What tells it apart for ever; empty where it tells nothing without its key.
    public let identity: String
    public let address: String
    public let model: String
    public let firmware: String
    /// Whether it asks for a key before it tells anything.
    public let needsKey: Bool
    /// What a form for it is filled with.
    public let fields: FieldValues

    public init(
        kind: String, identity: String, address: String, model: String, firmware: String, needsKey: Bool,
        fields: FieldValues
    ) {
        self.kind = kind
        self.identity = identity
        self.address = address
        self.model = model
        self.firmware = firmware
        self.needsKey = needsKey
        self.fields = fields
    }
}
