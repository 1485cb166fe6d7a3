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
    let shortest = PasswordRule.shortest
}

extension AccountPage {
    init(_ user: User?, for reader: Reader) {
        name = user?.name ?? ""
        role = (user?.role ?? .viewer).title[reader.language]
        mayFile = reader.may(.casesFile)
        mayPropose = reader.may(.companyPropose)
        token = reader.formToken
    }
}
