/// The id by which a terminal knows a person, as text.
enum UserID {
    /// The text of a field that zeros fill up; nil unless it is printable ASCII with nothing behind its first zero
    /// (contract 7.1).
    static func text(_ field: some Collection<UInt8>) -> String? {
        let text = field.prefix { $0 != 0 }
        guard !text.isEmpty, text.allSatisfy({ (0x20...0x7E).contains($0) }),
            field.dropFirst(text.count).allSatisfy({ $0 == 0 })
        else { return nil }
        return String(decoding: text, as: UTF8.self)
    }
}
