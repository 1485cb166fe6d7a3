import Attendance

/// One field of a form that is made from a kind's description.
struct FieldInput: Sendable {
    struct Option: Sendable {
        let field: String
        let inputType: String
        let value: String
        let isChosen: Bool
    }

    /// What the form sends it as, after `field-`.
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
    ///   - prefix: of its name, where a form has fields of several entries.
    ///   - mayBeLeftOut: whether the form can be sent without it although the kind requires it.
    ///   - values: what the form shows; never a secret.
    ///   - setSecrets: names of the secrets that are stored.
    init(
        _ field: FieldSpecification, prefix: String = "", mayBeLeftOut: Bool = false, values: FieldValues,
        setSecrets: [String], error: String?, _ language: Language
    ) {
        let name = prefix + field.name
        self.name = name
        label = field.label[language]
        help = field.help[language]
        isSet = setSecrets.contains(field.name)
        isNeeded = field.isRequired
        isRequired = field.isRequired && !isSet && !mayBeLeftOut
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
                field: name, inputType: field.isRepeatable ? "checkbox" : "radio", value: $0,
                isChosen: chosen.contains($0))
        }
        self.error = error
    }
}

/// The inputs of a kind's form, the usual ones apart from those that few people need.
struct FieldInputs: Sendable {
    var main: [FieldInput] = []
    var more: [FieldInput] = []
    /// Whether those that few people need say something.
    var moreIsOpen = false

    init(_ fields: FieldSet, _ shown: ShownEntry, _ language: Language) {
        for field in fields.specifications {
            let error = shown.error(of: field.name)?[language]
            let input = FieldInput(
                field, values: shown.values, setSecrets: shown.setSecrets, error: error, language)
            if field.isRequired {
                main.append(input)
            } else {
                more.append(input)
                if error != nil || !shown.values.all(field.name).isEmpty || input.isSet { moreIsOpen = true }
            }
        }
    }
}
