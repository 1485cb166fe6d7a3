import Access
import Attendance
import HTTPTypes
import Hummingbird
import Wire

/// A section whose entries are of kinds: devices, HR clients. Their forms are opened, sent and refused alike; the
/// section says what differs.
protocol EntryFormPages: Pages {
    associatedtype Entry: ConnectedSystem
    associatedtype Member: SystemKind

    var section: EntrySection { get }
    var kinds: KindRegistry<Member> { get }

    /// The entry that a visit's address names.
    func entry(of visit: Visit) async throws -> Entry

    /// Names of the secrets that an entry has.
    func secretNames(of entry: Entry) async throws -> [String]

    /// What is known of a new entry from the page that led to its form.
    func known(of visit: Visit) -> KnownEntry

    /// What the form has besides the fields of the kind.
    ///
    /// - Parameter error: why the visit's form was refused; nil where the form is opened.
    func devicePart(
        of kind: Member, _ entry: Entry?, _ visit: Visit, refused error: (any Error)?
    ) async throws -> DevicePart?

    /// Stores what was sent, and goes on.
    ///
    /// - Parameter entry: the one that is changed; nil for a new one.
    func save(_ sent: SentEntry, over entry: Entry?, _ visit: Visit) async throws -> Response
}

extension EntryFormPages {
    func known(of visit: Visit) -> KnownEntry { KnownEntry() }

    func devicePart(
        of kind: Member, _ entry: Entry?, _ visit: Visit, refused error: (any Error)?
    ) async throws -> DevicePart? { nil }

    /// The doors of the forms.
    func formRoutes(_ permission: Permission) -> [Route] {
        [
            Route(.get, "\(section.path)/new", .permission(permission)) { try await open($0, nil) },
            Route(.post, "\(section.path)/new", .permission(permission)) { try await take($0, nil) },
            Route(.get, "\(section.path)/{id}/edit", .permission(permission)) { visit in
                try await open(visit, try await entry(of: visit))
            },
            Route(.post, "\(section.path)/{id}/edit", .permission(permission)) { visit in
                try await take(visit, try await entry(of: visit))
            },
        ]
    }

    private func open(_ visit: Visit, _ entry: Entry?) async throws -> Response {
        let known = entry == nil ? known(of: visit) : KnownEntry()
        let id = visit.query("kind").isEmpty ? entry?.kind ?? "" : visit.query("kind")
        guard let kind = kinds[id] else {
            let model = KindChoicePage(section, entry, known: known, among: kinds, for: visit.reader)
            return visit.page(model, title: model.heading)
        }
        // Another kind starts empty: no value of the old kind fits it.
        let stored = entry?.kind == kind.id ? entry?.fields : nil
        let values = (stored ?? known.values).filter { kind.fields[$0] != nil }
        let model = EntryFormPage(
            section, entry, of: kind,
            showing: ShownEntry(
                name: entry?.name ?? known.name, values: values, setSecrets: try await setSecrets(of: entry, kind)),
            device: try await devicePart(of: kind, entry, visit, refused: nil), for: visit.reader)
        return visit.page(model, title: model.heading, manual: kind.id)
    }

    private func take(_ visit: Visit, _ entry: Entry?) async throws -> Response {
        let kind = try kinds.named(visit.form["kind"])
        let sent = SentEntry(visit.form, of: kind)
        do { return try await save(sent, over: entry, visit) } catch {
            let refusal = Refusal(error)
            // Everything that was typed is shown again, secrets excepted.
            let model = EntryFormPage(
                section, entry, of: kind,
                showing: ShownEntry(
                    name: sent.name, values: sent.values.filter { !kind.fields.isSecret($0) },
                    setSecrets: try await setSecrets(of: entry, kind),
                    refusal: FieldFailure(field: refusal.field, refusal.phrase)),
                device: try await devicePart(of: kind, entry, visit, refused: error), for: visit.reader)
            return visit.page(
                model, title: model.heading, status: refusal.status, flash: .bad(refusal.phrase[visit.language]),
                manual: kind.id)
        }
    }

    private func setSecrets(of entry: Entry?, _ kind: Member) async throws -> [String] {
        guard let entry, entry.kind == kind.id else { return [] }
        return try await secretNames(of: entry)
    }
}
