import Access
import Attendance

/// Who may sign in, as what, and the link that invites another.
struct UsersPage: PageModel {
    static let template = "users"

    struct Line: Sendable {
        let id: Int64
        let name: String
        let lastLogin: String
        let roles: [Choice]
        let isEnabled: Bool
    }

    let invitation: String?
    let roles: [Choice]
    let users: [Line]
    let token: String
}

extension UsersPage {
    /// - Parameters:
    ///   - invitation: the link that was just made; shown once.
    ///   - zone: of the program.
    init(_ users: [User], invitation: String?, in zone: Zone, for reader: Reader) {
        func choices(_ chosen: Role) -> [Choice] {
            Role.allCases.map { Choice($0.rawValue, $0.title[reader.language], isChosen: $0 == chosen) }
        }
        self.invitation = invitation
        roles = choices(.viewer)
        self.users = users.map {
            Line(
                id: $0.id, name: $0.name, lastLogin: Texts.time($0.lastLoginAt, in: zone), roles: choices($0.role),
                isEnabled: $0.isEnabled)
        }
        token = reader.formToken
    }
}
