/// Names that people give: to devices, HR clients, accounts and tokens.
public enum Names {
    /// The name as people see it.
    ///
    /// - Throws: `FieldFailure` of the field `name`.
    public static func checked(_ name: String) throws(FieldFailure) -> String {
        let trimmed = name.asSeen.trimmed
        guard !trimmed.isEmpty, trimmed.count <= 100, !trimmed.unicodeScalars.contains(where: \.isControl) else {
            throw FieldFailure(
                field: "name",
                Phrase(en: "a name has 1 to 100 printable characters", vi: "tên phải có từ 1 đến 100 ký tự in được"))
        }
        return trimmed
    }
}

extension Unicode.Scalar {
    /// A control character of ASCII or Latin-1: nothing that a name holds.
    public var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
