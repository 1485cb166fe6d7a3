import Access

/// One's own account.
struct AccountPage: PageModel {
    static let template = "account"

    let name: String
    let role: String
    let mayFile: Bool
    let mayPropose: Bool
    let token: String
    let shortest = PasswordRule.shortest
}
