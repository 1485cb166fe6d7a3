import Attendance

/// One thing that a person or a token may do. The raw words are the scopes of API tokens.
public enum Permission: String, Sendable, CaseIterable {
    case devicesRead = "devices.read"
    case devicesWrite = "devices.write"
    case sync
    case punchesRead = "punches.read"
    case hrRead = "hr.read"
    case hrWrite = "hr.write"
    case deliveriesWrite = "deliveries.write"
    case statusRead = "status.read"
    case historyRead = "history.read"
    case settingsRead = "settings.read"
    case settingsWrite = "settings.write"
    /// What searches of local networks found.
    case networkRead = "network.read"
    /// Search this server's network and ask its devices about themselves.
    case networkSearch = "network.search"
    /// Send in what a search elsewhere found.
    case networkReport = "network.report"
    /// Take key strings of devices, and unbind devices with their passwords.
    case unbind
    /// Name one's company and ask for its verification: all that an installer may do before.
    case companyPropose = "company.propose"
    /// Open unbinding cases and see one's own.
    case casesFile = "cases.file"
    /// See everybody's unbinding cases.
    case casesRead = "cases.read"
    /// Decide unbinding cases.
    case casesDecide = "cases.decide"
    /// Verify companies, and keep the desk's calendar, register and settings.
    case deskWrite = "desk.write"
    case clean
    case users
    case tokens

    /// What everybody has who may look at attendance at all.
    public static let looking: Set<Permission> = [.devicesRead, .punchesRead, .hrRead, .statusRead, .historyRead]

    public var title: Phrase {
        switch self {
        case .devicesRead: Phrase(en: "see devices", vi: "xem thiết bị")
        case .devicesWrite: Phrase(en: "add and change devices", vi: "thêm, sửa thiết bị")
        case .sync: Phrase(en: "start syncs and tests", vi: "chạy đồng bộ, kiểm tra kết nối")
        case .punchesRead: Phrase(en: "see and export punches", vi: "xem và xuất bản ghi")
        case .hrRead: Phrase(en: "see HR clients", vi: "xem HRM client")
        case .hrWrite: Phrase(en: "add and change HR clients", vi: "thêm, sửa HRM client")
        case .deliveriesWrite:
            Phrase(en: "push, retry and map employee codes", vi: "gửi lên HRM, gửi lại và ghép mã chấm công")
        case .statusRead: Phrase(en: "see the status", vi: "xem trạng thái")
        case .historyRead: Phrase(en: "see the history", vi: "xem lịch sử")
        case .settingsRead: Phrase(en: "see settings", vi: "xem thiết lập")
        case .settingsWrite: Phrase(en: "change settings", vi: "sửa thiết lập")
        case .networkRead: Phrase(en: "see devices on the network", vi: "xem thiết bị trong mạng")
        case .networkSearch: Phrase(en: "search the server's network", vi: "tìm thiết bị trong mạng của máy chủ")
        case .networkReport: Phrase(en: "report networks elsewhere", vi: "gửi danh sách thiết bị từ mạng khác")
        case .unbind: Phrase(en: "take key strings and unbind devices", vi: "lấy chuỗi ký tự và hủy liên kết thiết bị")
        case .companyPropose: Phrase(en: "name one's company", vi: "khai báo công ty")
        case .casesFile: Phrase(en: "open unbinding cases", vi: "tạo yêu cầu hủy liên kết")
        case .casesRead: Phrase(en: "see all unbinding cases", vi: "xem mọi yêu cầu hủy liên kết")
        case .casesDecide: Phrase(en: "decide unbinding cases", vi: "duyệt yêu cầu hủy liên kết")
        case .deskWrite:
            Phrase(en: "verify companies and set up the desk", vi: "xác thực công ty, thiết lập bộ phận duyệt")
        case .clean: Phrase(en: "clean up", vi: "dọn dữ liệu")
        case .users: Phrase(en: "manage users", vi: "quản lý người dùng")
        case .tokens: Phrase(en: "manage API tokens", vi: "quản lý API token")
        }
    }
}

/// Who asks: a person who signed in, or a program with a token.
public struct Principal: Sendable {
    /// As histories name it.
    public let actor: Actor
    public let permissions: Set<Permission>
    /// The account; nil for programs and strangers. What somebody owns is told by it and never by a name.
    public let accountID: Int64?
    /// The verified company whose people see each other's cases and networks; nil for who belongs to none.
    public let companyID: Int64?

    public var name: String { actor.name }

    public init(_ actor: Actor, permissions: Set<Permission>, accountID: Int64? = nil, companyID: Int64? = nil) {
        self.accountID = accountID
        self.companyID = companyID
        self.actor = actor
        self.permissions = permissions
    }

    /// Whether it is what this account owns.
    public func owns(_ account: Int64?) -> Bool { accountID != nil && account == accountID }

    /// Whether it is this account's, or its company's.
    public func shares(_ account: Int64?, _ company: Int64?) -> Bool {
        owns(account) || (companyID != nil && company == companyID)
    }

    public func may(_ permission: Permission) -> Bool { permissions.contains(permission) }
}
