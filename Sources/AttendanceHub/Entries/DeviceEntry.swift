import Attendance

/// What a person entered for a device, before it is checked against the kind.
public struct DeviceEntry: Sendable {
    public var name: String
    public var kind: String
    public var values: FieldValues
    /// Nil keeps the device's zone, or takes Vietnam's for a new one.
    public var zone: Zone?
    public var syncFrom: LocalDate?
    /// Nil keeps the device's HR clients.
    public var hrClients: [String]?
    /// Nil keeps the device's tags.
    public var tags: DeviceTags?
    /// What could not even be read, such as a zone that is none: refused together with what the check finds.
    public var unread: [FieldFailure] = []

    /// What a `FieldFailure` calls the day from which a device is read.
    public static let syncFromField = "sync-from"

    public init(
        name: String, kind: String, values: FieldValues, zone: Zone? = nil, syncFrom: LocalDate? = nil,
        hrClients: [String]? = nil, tags: DeviceTags? = nil
    ) {
        self.name = name
        self.kind = kind
        self.values = values
        self.zone = zone
        self.syncFrom = syncFrom
        self.hrClients = hrClients
        self.tags = tags
    }
}
