import Attendance
import Wire

/// What a form shows of an entry: of one that is stored, or of what was sent and refused.
struct ShownEntry: Sendable {
    var name: String
    /// Without secrets.
    var values: FieldValues
    /// Names of the secrets that are stored.
    var setSecrets: [String] = []
    /// What is known of its secrets where it was sent and refused.
    var secrets = ShownSecrets()
    /// Whether its connection is tested once it is saved, where that is offered.
    var wantsTest = true
    /// Why what was sent was refused; empty where nothing was.
    var problems = FormProblems()
}

/// What a refused form knows of the secrets that were typed in it: never what they are.
struct ShownSecrets: Sendable {
    /// What the form carries to find those that are kept.
    var token = ""
    /// Those that are kept, by the ids of their inputs.
    var kept: Set<String> = []
    /// Those that are to be taken away.
    var removed: Set<String> = []
}

/// What is known of a new entry before its form is opened, from the page that led there.
struct KnownEntry: Sendable {
    var name = ""
    var values = FieldValues()
    /// What brought the person here.
    var note: Phrase?

    /// For the address of the next page: `&name=X`.
    var query: String {
        let parts = [(name: "name", value: name)] + values.names.map { (name: $0, value: values[$0] ?? "") }
        return parts.filter { !$0.value.isEmpty }.map { "&\($0.name)=\(PercentEncoding.encode($0.value))" }.joined()
    }
}

/// What was sent of an entry: of every kind's form the same.
struct SentEntry: Sendable {
    let name: String
    let kind: String
    /// What was left empty in an edit empties its field, a secret excepted.
    let values: FieldValues

    init(_ form: Form, of kind: some SystemKind) {
        name = form["name"]
        self.kind = kind.id
        values = kind.fields.values(in: form)
    }
}

extension FieldSpecification {
    /// Its input in a form.
    ///
    /// - Parameter prefix: where a form has fields of several entries.
    func inputID(prefix: String = "") -> String { "field-\(prefix)\(name)" }

    /// What a form sends that is to take a secret away.
    static func removalID(ofInput id: String) -> String { "drop-\(id)" }
}

extension FieldSet {
    /// The fields of a sent form.
    ///
    /// - Parameter prefix: of their names, where a form has fields of several entries.
    func values(in form: Form, prefix: String = "") -> FieldValues {
        var values = FieldValues()
        for field in specifications {
            let id = field.inputID(prefix: prefix)
            let sent = Control(field).read(form, id)
            if field.isSecret {
                if let secret = sent.first, !secret.isEmpty {
                    values.set(field.name, secret)
                } else if form[FieldSpecification.removalID(ofInput: id)] == "1" {
                    values.set(field.name, all: [""])
                }
            } else if form.names.contains(id) || field.isRepeatable {
                values.set(field.name, all: sent.isEmpty ? [""] : sent)
            }
        }
        return values
    }
}
