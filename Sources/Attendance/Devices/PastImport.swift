/// A list of devices that was imported, as it is remembered for as long as there is something of it to undo or to look at.
public struct PastImport: Sendable, Identifiable {
    public let id: Int64
    public let at: Instant
    public let actor: Actor
    /// As the person's file was called; empty where a program sent rows.
    public let fileName: String
    public let added: Int
    public let changed: Int
    /// Devices of it that were put back.
    public let undone: Int
    /// Devices of it that can still be put back.
    public let undoable: Int

    public init(
        id: Int64, at: Instant, actor: Actor, fileName: String, added: Int, changed: Int, undone: Int, undoable: Int
    ) {
        self.id = id
        self.at = at
        self.actor = actor
        self.fileName = fileName
        self.added = added
        self.changed = changed
        self.undone = undone
        self.undoable = undoable
    }
}

/// One device of a past import.
public struct PastImportedDevice: Sendable, Identifiable {
    /// Whether it can be put back to what it was before.
    public enum State: Hashable, Sendable {
        case undoable
        case undone
        /// Somebody has edited it since, or another import has.
        case edited
        /// It was removed since.
        case removed
        /// It was added, and has punches by now.
        case hasPunches
    }

    /// What a device was before an import changed it, without secrets.
    public struct Former: Hashable, Sendable {
        public var kind: String
        public var zone: Zone
        public var syncFrom: LocalDate?
        public var fields: FieldValues
        /// Ids of its HR clients.
        public var hrClients: [Int64]
        public var tags: DeviceTags

        public init(
            kind: String, zone: Zone, syncFrom: LocalDate?, fields: FieldValues, hrClients: [Int64], tags: DeviceTags
        ) {
            self.kind = kind
            self.zone = zone
            self.syncFrom = syncFrom
            self.fields = fields
            self.hrClients = hrClients
            self.tags = tags
        }
    }

    public let id: Int64
    public let importID: Int64
    /// Nil once it is removed.
    public let deviceID: Int64?
    public let name: String
    /// Nil for one that the import added.
    public let former: Former?
    /// The fields that the import gave it, without secrets.
    public let fields: FieldValues
    /// Secrets that it had not before.
    public let newSecrets: [String]
    public let state: State

    public var wasAdded: Bool { former == nil }

    public init(
        id: Int64, importID: Int64, deviceID: Int64?, name: String, former: Former?, fields: FieldValues,
        newSecrets: [String], state: State
    ) {
        self.id = id
        self.importID = importID
        self.deviceID = deviceID
        self.name = name
        self.former = former
        self.fields = fields
        self.newSecrets = newSecrets
        self.state = state
    }
}

extension PastImportedDevice {
    /// The fields that the device gets back: those that the import changed as they were before, and whatever it has told of
    /// itself since as it is.
    ///
    /// - Parameter present: the device's fields now.
    public func fields(over present: FieldValues, ofKind kind: String) -> FieldValues {
        guard let former else { return present }
        guard former.kind == kind else { return former.fields }
        var fields = present
        for name in Set(former.fields.names + self.fields.names)
        where former.fields.all(name) != self.fields.all(name) {
            fields.set(name, all: former.fields.all(name))
        }
        return fields
    }
}

/// A past import, or a device of it, cannot be undone.
public enum ImportUndoFailure: Failure, Hashable {
    /// No import has this id.
    case unknown(String)
    /// The device is not what the import left.
    case state(PastImportedDevice.State)

    public var phrase: Phrase {
        switch self {
        case .unknown(let id): Phrase(en: "there is no import \(id)", vi: "không có lần nhập \(id)")
        case .state(let state): state.phrase
        }
    }

    public var blame: Blame {
        switch self {
        case .unknown: .absence
        case .state: .conflict
        }
    }
}

extension PastImportedDevice.State {
    /// For people.
    public var phrase: Phrase {
        switch self {
        case .undoable: Phrase(en: "can be undone", vi: "có thể hoàn tác")
        case .undone: Phrase(en: "undone", vi: "đã hoàn tác")
        case .edited: Phrase(en: "was edited since", vi: "đã được sửa sau khi nhập")
        case .removed: Phrase(en: "was removed since", vi: "đã bị xóa sau khi nhập")
        case .hasPunches: Phrase(en: "has punches by now: delete it by hand", vi: "đã có bản ghi: hãy tự xóa nếu cần")
        }
    }
}
