import Attendance
import SyncEngine
import Wire

/// One field of a form that is made from a kind's description.
struct FieldInput: Sendable {
    struct Option: Sendable {
        let field: String
        let inputType: String
        let value: String
        let isChosen: Bool
    }

    let name: String
    let label: String
    let help: String
    let isRequired: Bool
    let isNeeded: Bool
    let isText: Bool
    let isSecret: Bool
    let isChoice: Bool
    let isNumber: Bool
    let isSet: Bool
    let value: String
    let placeholder: String
    let choices: [Option]
    let error: String?

    /// - Parameters:
    ///   - values: what the form shows; never a secret.
    ///   - setSecrets: names of the secrets that are stored.
    init(
        _ field: FieldSpecification, values: FieldValues, setSecrets: [String], error: String?, _ language: Language
    ) {
        name = field.name
        label = field.label[language]
        help = field.help[language]
        isSet = setSecrets.contains(field.name)
        isNeeded = field.isRequired
        isRequired = field.isRequired && !isSet
        isSecret = field.isSecret
        isChoice = field.choices != nil
        isText = !isSecret && !isChoice
        if case .integer = field.format { isNumber = true } else { isNumber = false }
        value = values.all(field.name).joined(separator: ";")
        placeholder =
            isSet
            ? Phrase(en: "stored; type to replace it", vi: "đã lưu; gõ để thay")[language] : field.defaultValue ?? ""
        let chosen = values.all(field.name).isEmpty ? [field.defaultValue ?? ""] : values.all(field.name)
        choices = (field.choices ?? []).map {
            Option(
                field: field.name, inputType: field.isRepeatable ? "checkbox" : "radio", value: $0,
                isChosen: chosen.contains($0))
        }
        self.error = error
    }
}

/// A kind on the page that asks which one.
struct KindChoice: Sendable {
    let id: String
    let title: String
    /// The required fields.
    let needs: String
    let pickAddress: String
}

extension Visit {
    /// - Parameters:
    ///   - base: the form's address.
    ///   - query: more of the address, such as `&name=X`.
    func choices(among kinds: KindRegistry<some SystemKind>, at base: String, keeping query: String = "")
        -> [KindChoice]
    {
        kinds.all.map {
            KindChoice(
                id: $0.id, title: $0.title[language], needs: needs($0.fields),
                pickAddress: "\(base)?kind=\($0.id)\(query)")
        }
    }

    private func needs(_ fields: FieldSet) -> String {
        let names = fields.specifications.filter(\.isRequired).map(\.name).joined(separator: ", ")
        return say("needs ", "cần ") + names
    }

    /// The fields of a sent form; what was left empty in an edit empties its field, a secret excepted.
    func fieldValues(_ fields: FieldSet) -> FieldValues {
        var values = FieldValues()
        for field in fields.specifications {
            let sent = form.all("field-\(field.name)").map(\.trimmed)
            if field.isSecret {
                if let secret = sent.first, !secret.isEmpty {
                    values.set(field.name, secret)
                } else if form["drop-\(field.name)"] == "1" {
                    values.set(field.name, all: [""])
                }
            } else if form.names.contains("field-\(field.name)") || field.isRepeatable {
                values.set(field.name, all: sent.isEmpty ? [""] : sent)
            }
        }
        return values
    }

    /// The inputs of a form, the usual ones apart from those that few people need.
    func inputs(
        _ fields: FieldSet, values: FieldValues, setSecrets: [String], error: FieldFailure?
    ) -> (main: [FieldInput], more: [FieldInput], moreIsOpen: Bool) {
        var main: [FieldInput] = []
        var more: [FieldInput] = []
        var isOpen = false
        for field in fields.specifications {
            let text = error?.field == field.name ? error?.phrase[language] : nil
            let input = FieldInput(field, values: values, setSecrets: setSecrets, error: text, language)
            if field.isRequired {
                main.append(input)
            } else {
                more.append(input)
                if text != nil || !values.all(field.name).isEmpty || input.isSet { isOpen = true }
            }
        }
        return (main, more, isOpen)
    }
}
