import Attendance
import Wire

extension FieldSet {
    /// The kind's fields as `kinds --json` shows them.
    func json(_ language: Language) -> JSONValue {
        .array(
            specifications.map { field in
                [
                    "name": .string(field.name), "required": .bool(field.isRequired), "secret": .bool(field.isSecret),
                    "repeatable": .bool(field.isRepeatable), "default": JSONValue(field.defaultValue),
                    "choices": field.choices.map { .array($0.map { .string($0) }) } ?? .null,
                    "help": .string(field.help[language]),
                ]
            })
    }

    /// One line per field: its mark, default and help.
    func listing(_ language: Language) -> String {
        specifications.map { field in
            let marks = (field.isRequired ? "*" : "") + (field.isSecret ? "!" : "")
            let byDefault = field.defaultValue.map { " [\($0)]" } ?? ""
            let name = (field.name + marks).padding(20)
            return "    \(name)\(field.help[language])\(byDefault)"
        }.joined(separator: "\n")
    }
}

extension FieldSpecification {
    var choices: [String]? {
        if case .choice(let choices) = format { return choices }
        return nil
    }
}

extension String {
    func padding(_ width: Int) -> String {
        count >= width ? self + " " : self + String(repeating: " ", count: width - count)
    }
}

extension FieldValues {
    /// The fields of a device or client as `show` prints them, secrets as whether they are set.
    func json(secretNames: [String], of set: FieldSet) -> JSONValue {
        .object(
            set.specifications.compactMap { field in
                if field.isSecret {
                    return JSONValue.Member(field.name, secretNames.contains(field.name) ? "(set)" : .null)
                }
                let values = all(field.name)
                guard !values.isEmpty else { return nil }
                return JSONValue.Member(
                    field.name, field.isRepeatable ? .array(values.map { .string($0) }) : .string(values[0]))
            })
    }
}
