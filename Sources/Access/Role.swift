import Attendance

/// What a person is here. A role is a set of permissions and nothing else.
public enum Role: String, Sendable, CaseIterable {
    /// Everything, users and clean-up included.
    case admin
    /// Connects devices and HR clients and keeps records moving.
    case `operator`
    /// The HR officer: looks and exports, changes nothing.
    case viewer
    /// Files unbinding cases.
    case installer
    /// Decides unbinding cases.
    case reviewer

    /// - Parameter isVerified: whether the account belongs to a company that was verified. Before, an installer may be
    ///   anybody: neither the network nor the desk opens.
    public func permissions(isVerified: Bool) -> Set<Permission> {
        self == .installer && !isVerified ? [.companyPropose] : permissions
    }

    /// What the role may do at most.
    public var permissions: Set<Permission> {
        switch self {
        case .admin: Set(Permission.allCases)
        case .operator:
            Permission.looking.union([
                .devicesWrite, .sync, .hrWrite, .deliveriesWrite, .settingsRead, .networkRead, .networkSearch,
            ])
        case .viewer: Permission.looking
        case .installer: [.networkRead, .networkSearch, .networkReport, .unbind, .casesFile, .companyPropose]
        case .reviewer: [.networkRead, .networkSearch, .casesRead, .casesDecide]
        }
    }

    public var title: Phrase {
        switch self {
        case .admin: Phrase(en: "Administrator", vi: "Quản trị")
        case .operator: Phrase(en: "Operator", vi: "Vận hành")
        case .viewer: Phrase(en: "Viewer (HR)", vi: "Người xem (nhân sự)")
        case .installer: Phrase(en: "Installer", vi: "Kỹ thuật viên")
        case .reviewer: Phrase(en: "Reviewer", vi: "Người duyệt")
        }
    }
}
