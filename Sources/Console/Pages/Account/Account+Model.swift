import Access
import Attendance

/// One's own account.
struct AccountPage: PageModel {
    static let template = "account"

    let name: String
    let role: String
    let mayFile: Bool
    let mayPropose: Bool
    let token: String
    let refusal: FormRefusal?
    let fields: [FieldInput]
}

extension AccountPage {
    static let ids = ["current", "password"]

    init(_ user: User?, _ problems: FormProblems, for reader: Reader) {
        name = user?.name ?? ""
        role = (user?.role ?? .viewer).title[reader.language]
        mayFile = reader.may(.casesFile)
        mayPropose = reader.may(.companyPropose)
        token = reader.formToken
        fields = [
            FieldInput(
                "current", .secret, label: Phrase(en: "Present password", vi: "Mật khẩu hiện tại"),
                FieldState(
                    isRequired: true,
                    hints: [FieldInput.Hint(attribute: "autocomplete", setting: "current-password")]),
                problems, reader.language),
            CredentialInputs.password(
                label: Phrase(en: "New password", vi: "Mật khẩu mới"), problems, reader.language),
        ]
        refusal = FormRefusal(problems, fields, reader.language)
    }
}
