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
    /// - Parameter refused: what was sent and what is wrong with it; nil where the form is opened.
    func devicePart(
        of kind: Member, _ entry: Entry?, _ visit: Visit, refused: RefusedForm?
    ) async throws -> DevicePart?

    /// The kinds whose entries can be entered beside one of the section's, each with what the names of its inputs begin
    /// with.
    var kindsBeside: [(fields: [FieldSpecification], prefix: String)] { get }

    /// The ids of the inputs that the form has besides the fields of its kind.
    var idsBeside: [String] { get }

    /// Secrets of refused forms.
    var keptSecrets: KeptSecrets { get }

    /// What is wrong, at the ids of the form's inputs.
    func problems(of error: any Error, _ kind: Member, _ visit: Visit) -> FormProblems

    /// Stores what was sent, and goes on.
    ///
    /// - Parameter entry: the one that is changed; nil for a new one.
    func save(_ sent: SentEntry, over entry: Entry?, _ visit: Visit) async throws -> Response
}

extension EntryFormPages {
    func known(of visit: Visit) -> KnownEntry { KnownEntry() }

    func devicePart(
        of kind: Member, _ entry: Entry?, _ visit: Visit, refused: RefusedForm?
    ) async throws -> DevicePart? { nil }

    var kindsBeside: [(fields: [FieldSpecification], prefix: String)] { [] }

    var idsBeside: [String] { [] }

    func problems(of error: any Error, _ kind: Member, _ visit: Visit) -> FormProblems {
        var problems = FormProblems()
        problems.add(error) { kind.fields[$0]?.inputID() ?? $0 }
        return problems
    }

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
        // Secrets that were typed before, in a try that was refused, are as good as typed again.
        let form = withKeptSecrets(visit.form, visit, kind, entry)
        var visit = visit
        visit.form = form
        let sent = SentEntry(form, of: kind)
        let response: Response
        do { response = try await save(sent, over: entry, visit) } catch {
            return try await refuse(sent, error, over: entry, kind, visit)
        }
        keptSecrets.drop(form["kept"], of: visit.principal.accountID)
        return response
    }

    /// Everything that was typed is shown again, secrets excepted: they are kept out of sight.
    private func refuse(
        _ sent: SentEntry, _ error: any Error, over entry: Entry?, _ kind: Member, _ visit: Visit
    ) async throws -> Response {
        var problems = problems(of: error, kind, visit)
        problems.lead(along: EntryInputs.ids(kind.fields, further: idsBeside))
        let secrets = keep(visit.form, problems, visit, kind, entry)
        let model = EntryFormPage(
            section, entry, of: kind,
            showing: ShownEntry(
                name: sent.name, values: sent.values.filter { !kind.fields.isSecret($0) },
                setSecrets: try await setSecrets(of: entry, kind), secrets: secrets,
                wantsTest: visit.form["test"] == "1", problems: problems),
            device: try await devicePart(
                of: kind, entry, visit, refused: RefusedForm(problems: problems, secrets: secrets)),
            for: visit.reader)
        return visit.page(model, title: model.heading, status: problems.status, manual: kind.id)
    }

    // MARK: Secrets of a refused form

    /// The ids of all inputs of the form that take secrets.
    private func secretIDs(_ kind: Member) -> [String] {
        let beside = kindsBeside.flatMap { kind in
            kind.fields.filter(\.isSecret).map { $0.inputID(prefix: kind.prefix) }
        }
        return kind.fields.specifications.filter(\.isSecret).map { $0.inputID() } + beside
    }

    /// Tells the form from all others.
    private func place(_ kind: Member, _ entry: Entry?) -> String { "\(section.address(entry)) \(kind.id)" }

    private func withKeptSecrets(_ form: Form, _ visit: Visit, _ kind: Member, _ entry: Entry?) -> Form {
        let kept = keptSecrets.find(form["kept"], of: visit.principal.accountID, in: place(kind, entry))
        return form.filling(kept.filter { form[FieldSpecification.removalID(ofInput: $0.key)] != "1" })
    }

    /// Keeps what was typed and not refused.
    private func keep(
        _ form: Form, _ problems: FormProblems, _ visit: Visit, _ kind: Member, _ entry: Entry?
    ) -> ShownSecrets {
        let owner = visit.principal.accountID
        let ids = secretIDs(kind)
        let typed = ids.filter { !form[$0].trimmed.isEmpty && problems.said(at: $0) == nil }
        let secrets = Dictionary(uniqueKeysWithValues: typed.map { ($0, form[$0]) })
        keptSecrets.drop(form["kept"], of: owner)
        let token = keptSecrets.keep(secrets, of: owner, in: place(kind, entry))
        return ShownSecrets(
            token: token, kept: token.isEmpty ? [] : Set(typed),
            removed: Set(ids.filter { form[FieldSpecification.removalID(ofInput: $0)] == "1" }))
    }

    private func setSecrets(of entry: Entry?, _ kind: Member) async throws -> [String] {
        guard let entry, entry.kind == kind.id else { return [] }
        return try await secretNames(of: entry)
    }
}

/// What was sent and refused, for the parts of a form that are not made of the kind's fields.
struct RefusedForm: Sendable {
    let problems: FormProblems
    let secrets: ShownSecrets
}
