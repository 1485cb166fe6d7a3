import Attendance

/// What an account may be called. Names stand in histories and logs beside those of machines, so that nobody may look
/// like one.
public enum UserNameRule {
    public static let longest = 60

    /// The name as it is kept of what somebody typed.
    ///
    /// - Throws: `FieldFailure` of the field `name`, or `RequestFailure`.
    public static func checked(_ typed: String) throws -> String {
        let name = try Names.checked(typed)
        if let objection = objection(to: name) { throw RequestFailure(objection) }
        return name
    }

    /// Why the name is refused; nil when it is fine.
    public static func objection(to name: String) -> Phrase? {
        guard name.count <= longest, !name.utf8.contains(where: { "/\\<>\"'".utf8.contains($0) }) else {
            return Phrase(
                en: "a user name has at most \(longest) characters and none of / \\ < > \" '",
                vi: "tên đăng nhập tối đa \(longest) ký tự và không có / \\ < > \" '")
        }
        guard !isReserved(name) else {
            return Phrase(
                en: "“\(name)” is a name that the program itself uses: choose another",
                vi: "“\(name)” là tên dành riêng cho chương trình: hãy chọn tên khác")
        }
        return nil
    }

    /// Whether the program signs with the name, or a reader could believe so.
    public static func isReserved(_ name: String) -> Bool {
        let words = name.asSeen.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard let first = words.first else { return true }
        return first == "token" || machines.contains(words.joined())
    }

    private static let machines: Set<String> = Set(Actor.Machine.allCases.map(\.rawValue)).union([
        "rule", "server", "rollcall", "program", "machine", "test", "vendor", "webhook", "hook", "api", "root",
        "hệthống", "máychủ", "chươngtrình", "lịch", "lệnh",
    ])
}
