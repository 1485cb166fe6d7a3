import Attendance

/// Why somebody cannot give a right to others: nobody gives away what they do not have themselves.
public enum GrantFailure: Failure, Hashable {
    /// An account of the role may do what its maker may not.
    case beyondOwnRights(Role, Permission)
    /// A token would have a scope that its maker has not.
    case beyondOwnScopes(Permission)
    /// A token without any scope opens nothing.
    case noScope

    public var phrase: Phrase {
        switch self {
        case .beyondOwnRights(let role, let beyond):
            Phrase(
                en: "the role \(role.title.en) may \(beyond.title.en) (\(beyond.rawValue)), which you may not",
                vi: "vai trò \(role.title.vi) được \(beyond.title.vi) (\(beyond.rawValue)), còn bạn thì không")
        case .beyondOwnScopes(let scope):
            Phrase(
                en: "you cannot give the scope \(scope.rawValue): you do not have it",
                vi: "bạn không có quyền \(scope.rawValue) nên không thể cấp")
        case .noScope: Phrase(en: "choose at least one scope", vi: "hãy chọn ít nhất một quyền")
        }
    }

    public var blame: Blame {
        switch self {
        case .beyondOwnRights: .permission
        case .beyondOwnScopes, .noScope: .request
        }
    }
}

extension Principal {
    /// Whether they may make, change or raise an account of a role.
    public func mayGive(_ role: Role) throws(GrantFailure) {
        if let beyond = beyondOwn(role.permissions) { throw .beyondOwnRights(role, beyond) }
    }

    /// Whether they may make a token of these scopes.
    public func mayGive(_ scopes: Set<Permission>) throws(GrantFailure) {
        guard !scopes.isEmpty else { throw .noScope }
        if let beyond = beyondOwn(scopes) { throw .beyondOwnScopes(beyond) }
    }

    /// The first in order, so that the same is said each time.
    private func beyondOwn(_ rights: Set<Permission>) -> Permission? {
        rights.filter { !may($0) }.min { $0.rawValue < $1.rawValue }
    }
}
