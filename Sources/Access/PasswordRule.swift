import Attendance

/// What a password must be, said before it is stored.
public enum PasswordRule {
    /// Characters.
    public static let shortest = 10
    public static let longest = 200

    /// A new password that may be used.
    public static func checked(_ password: String, userName: String) throws(RequestFailure) -> String {
        if let objection = objection(to: password, userName: userName) { throw RequestFailure(objection) }
        return password
    }

    /// Why the password is refused, each with its own reason; nil when it is fine. Length is what counts: a sentence may
    /// begin with any word, and hold a name.
    public static func objection(to password: String, userName: String) -> Phrase? {
        if password.count < shortest {
            return Phrase(
                en: "a password has at least \(shortest) characters; a short sentence is best",
                vi: "mật khẩu có ít nhất \(shortest) ký tự; tốt nhất là một câu ngắn")
        }
        if password.count > longest {
            return Phrase(
                en: "a password has at most \(longest) characters", vi: "mật khẩu có tối đa \(longest) ký tự")
        }
        let lowered = password.asSeen.lowercased()
        if Set(lowered).count <= 3 {
            return Phrase(
                en: "this password is too easy to guess: it repeats the same characters",
                vi: "mật khẩu này quá dễ đoán: chỉ lặp lại vài ký tự")
        }
        if isRun(lowered) {
            return Phrase(
                en: "this password is too easy to guess: it only counts up or down",
                vi: "mật khẩu này quá dễ đoán: là một dãy liên tiếp")
        }
        let name = userName.asSeen.lowercased()
        let rest = lowered.replacing(name, with: "").filter { $0.isLetter || $0.isNumber }
        if name.count >= 3, lowered.contains(name), rest.count < 6 {
            return Phrase(
                en: "this password is too easy to guess: it is the user's name and little else",
                vi: "mật khẩu này quá dễ đoán: gần như chỉ là tên người dùng")
        }
        let stem = lowered.reversed().drop { !$0.isLetter }.reversed()
        if CommonPasswords.whole.contains(Substring(lowered)) || CommonPasswords.stems.contains(Substring(String(stem)))
        {
            return Phrase(
                en: "this password is too easy to guess: it is one of the commonest ones",
                vi: "mật khẩu này quá dễ đoán: nằm trong số các mật khẩu phổ biến nhất")
        }
        return nil
    }

    /// `12345678901`, `abcdefghij`, `0987654321`: each character follows the one before, or precedes it.
    private static func isRun(_ text: String) -> Bool {
        let scalars = text.unicodeScalars.map { Int($0.value) }
        let steps = zip(scalars, scalars.dropFirst()).map { first, second -> Int in
            if first == 0x39, second == 0x30 { return 1 }
            if first == 0x30, second == 0x39 { return -1 }
            return second - first
        }
        return steps.allSatisfy { $0 == 1 } || steps.allSatisfy { $0 == -1 }
    }
}
