import Attendance

/// A kind of HR system: what it asks for, and how its line is made.
public struct HRKind: SystemKind {
    public let kind: Kind
    public let schedule: RetrySchedule
    /// The file that a client of the kind writes; nil for kinds that write none.
    public let file: @Sendable (FieldValues) -> String?
    /// Fields that are asked for where a client is entered beside a device; empty where the whole form is needed.
    public let fieldsBesideDevice: [String]
    public let makeSystem: @Sendable (HRContext) -> any HRSystem

    public init(
        id: String, title: Phrase, ownFields: [FieldSpecification], fieldsBesideDevice: [String] = [],
        guide: [Phrase] = [], schedule: RetrySchedule,
        identity: @escaping @Sendable (FieldValues) -> String,
        normalize: @escaping @Sendable (FieldValues) throws(FieldFailure) -> FieldValues = { $0 },
        file: @escaping @Sendable (FieldValues) -> String? = { _ in nil },
        makeSystem: @escaping @Sendable (HRContext) -> any HRSystem
    ) {
        kind = Kind(
            id: id, title: title, fields: ownFields, guide: guide, identity: identity, normalize: normalize)
        self.schedule = schedule
        self.fieldsBesideDevice = fieldsBesideDevice
        self.file = file
        self.makeSystem = makeSystem
    }
}

public typealias HRKinds = KindRegistry<HRKind>
