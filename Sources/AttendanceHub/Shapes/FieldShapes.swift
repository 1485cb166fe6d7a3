import Attendance
import Wire

extension FieldSet {
    /// The kind's fields as `kinds --json` shows them.
    public func json(_ language: Language) -> JSONValue {
        .array(
            specifications.map { field in
                [
                    "name": .string(field.name), "required": .bool(field.isRequired), "secret": .bool(field.isSecret),
                    "repeatable": .bool(field.isRepeatable), "default": JSONValue(field.defaultValue),
                    "choices": field.choices.map { .array($0.map { .string($0.word) }) } ?? .null,
                    "help": .string(field.help[language]),
                ]
            })
    }
}

extension FieldValues {
    /// The fields of a device or client as `show` prints them, secrets as whether they are set.
    public func json(secretNames: [String], of set: FieldSet) -> JSONValue {
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
