import Attendance
import Wire

/// What a form shows of an entry: of one that is stored, or of what was sent and refused.
struct ShownEntry: Sendable {
    var name: String
    /// Without secrets.
    var values: FieldValues
    /// Names of the secrets that are stored.
    var setSecrets: [String] = []
    /// Why what was sent was refused; nil where nothing was.
    var refusal: FieldFailure?

    /// What is wrong with a field; nil where nothing is.
    func error(of field: String) -> Phrase? { refusal?.field == field ? refusal?.phrase : nil }
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

extension FieldSet {
    /// The fields of a sent form.
    ///
    /// - Parameter prefix: of their names, where a form has fields of several entries.
    func values(in form: Form, prefix: String = "") -> FieldValues {
        var values = FieldValues()
        for field in specifications {
            let name = prefix + field.name
            let sent = form.all("field-\(name)").map(\.trimmed)
            if field.isSecret {
                if let secret = sent.first, !secret.isEmpty {
                    values.set(field.name, secret)
                } else if form["drop-\(name)"] == "1" {
                    values.set(field.name, all: [""])
                }
            } else if form.names.contains("field-\(name)") || field.isRepeatable {
                values.set(field.name, all: sent.isEmpty ? [""] : sent)
            }
        }
        return values
    }
}
