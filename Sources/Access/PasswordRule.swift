import Attendance

/// What a password must be, said before it is stored.
public enum PasswordRule {
    /// Characters.
    public static let shortest = 10
    public static let longest = 200

    /// Why the password is refused; nil when it is fine. Length is what counts; the worst habits are refused by name.
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
        let lowered = password.lowercased()
        let isRepeated = Set(lowered).count <= 3
        let isKnown = ["password", "matkhau", "123456", "rollcall", "qwerty"].contains { lowered.hasPrefix($0) }
        if isRepeated || isKnown || (!userName.isEmpty && lowered.contains(userName.lowercased())) {
            return Phrase(
                en: "this password is too easy to guess: it repeats, counts, or holds the user's name",
                vi: "mật khẩu này quá dễ đoán: lặp lại, là dãy số hoặc chứa tên người dùng")
        }
        return nil
    }
}
