import Access

/// An invited person's first page.
struct InvitationPage: PageModel {
    static let template = "invitation"

    let role: String
    let action: String
    let name: String
    let shortest = PasswordRule.shortest
}

/// An installer's own way to an account, where the setting opens it.
struct RegisterPage: PageModel {
    static let template = "register"

    let name: String
    let shortest = PasswordRule.shortest
}
