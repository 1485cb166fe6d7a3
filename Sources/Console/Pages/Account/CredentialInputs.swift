import Access
import Attendance
import Hummingbird
import Wire

/// The name and the password that somebody chooses for a new account: of every form in which one does the same.
enum CredentialInputs {
    static let ids = ["name", "password"]

    /// - Parameter name: as it was typed; a password is typed again.
    static func fields(name: String, _ problems: FormProblems, _ language: Language) -> [FieldInput] {
        [
            FieldInput(
                "name", .line(isNumber: false), label: Phrase(en: "User name", vi: "Tên đăng nhập"),
                FieldState(
                    values: [name], isRequired: true,
                    hints: [
                        FieldInput.Hint(attribute: "maxlength", setting: String(UserNameRule.longest)),
                        FieldInput.Hint(attribute: "autocomplete", setting: "username"),
                    ]), problems, language),
            password(label: Phrase(en: "Password", vi: "Mật khẩu"), problems, language),
        ]
    }

    static func password(label: Phrase, _ problems: FormProblems, _ language: Language) -> FieldInput {
        FieldInput(
            "password", .secret, label: label,
            help: Phrase(
                en: "At least \(PasswordRule.shortest) characters; a short sentence is best.",
                vi: "Ít nhất \(PasswordRule.shortest) ký tự; tốt nhất là một câu ngắn."),
            FieldState(
                isRequired: true,
                hints: [
                    FieldInput.Hint(attribute: "minlength", setting: String(PasswordRule.shortest)),
                    FieldInput.Hint(attribute: "autocomplete", setting: "new-password"),
                ]), problems, language)
    }
}
