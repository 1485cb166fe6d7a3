import Attendance

/// What was entered for a device or an HR client, checked against its kind over what is stored, and split into what is
/// shown and what is sealed.
struct CheckedEntry {
    let name: String
    let kind: Kind
    /// The kind's checked fields, secrets included.
    let all: FieldValues
    let open: FieldValues
    /// Secrets that were entered; those that stay are not stored again.
    let sealed: FieldValues
    /// Secrets that were emptied.
    let dropped: [String]

    var identity: String { kind.identity(all) }

    /// - Parameters:
    ///   - entered: an empty value empties its field.
    ///   - stored: what the device or client has, secrets included; overwritten by what was entered.
    /// - Throws: `FieldFailure` of all fields that are wrong, the name among them.
    init(_ name: String, _ entered: FieldValues, of kind: Kind, over stored: FieldValues) throws(FieldFailure) {
        let set = kind.fields
        let emptied = entered.names.filter { entered.all($0).allSatisfy(\.isEmpty) }
        let merged = stored.merging(entered).filter { !emptied.contains($0) || set[$0] == nil }
        let fields = Result { () throws(FieldFailure) in try kind.checked(merged) }
        let named = Result { () throws(FieldFailure) in try Names.checked(name) }
        var found = FoundFailures()
        found.add(fields)
        found.add(named)
        try found.end()
        let checked = try fields.get()
        self.name = try named.get()
        self.kind = kind
        all = checked
        open = checked.filter { !set.isSecret($0) }
        sealed = checked.filter { set.isSecret($0) && entered[$0] != nil }
        dropped = emptied.filter { set.isSecret($0) }
    }
}

extension SystemKind {
    /// What a system has already, secrets included, for an entry of this kind: nothing where it is of another kind, no
    /// value of which fits. Secrets that no key opens count as missing, so that they can be entered again.
    func stored<System: ConnectedSystem>(
        of system: System?, secrets: (System) async throws -> FieldValues
    ) async -> FieldValues {
        guard let system, system.kind == id else { return FieldValues() }
        return system.fields.merging((try? await secrets(system)) ?? FieldValues())
    }
}
