import Access
import Attendance

/// An invited person's first page.
struct InvitationPage: PageModel {
    static let template = "invitation"

    let role: String
    let action: String
    let refusal: FormRefusal?
    let fields: [FieldInput]
}

/// An installer's own way to an account, where the setting opens it.
struct RegisterPage: PageModel {
    static let template = "register"

    let refusal: FormRefusal?
    let fields: [FieldInput]
}

extension InvitationPage {
    /// - Parameters:
    ///   - action: where the form goes, which holds the invitation's secret.
    ///   - name: as it was typed.
    init(_ role: Role, action: String, name: String, _ problems: FormProblems, _ language: Language) {
        self.role = role.title[language]
        self.action = action
        fields = CredentialInputs.fields(name: name, problems, language)
        refusal = FormRefusal(problems, fields, language)
    }
}

extension RegisterPage {
    /// - Parameter name: as it was typed.
    init(name: String, _ problems: FormProblems, _ language: Language) {
        fields = CredentialInputs.fields(name: name, problems, language)
        refusal = FormRefusal(problems, fields, language)
    }
}
