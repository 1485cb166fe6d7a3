import Access
import Attendance
import Foundation
import HTTPTypes
import Hummingbird
import ProgramSettings
import Sealing
import Store

/// The frame around every page.
struct Layout: PageModel {
    static let template = "layout"

    struct Link: Sendable {
        let address: String
        let text: String
        let isHere: Bool
    }

    struct Message: Sendable {
        let tone: String
        let role: String
        let text: String
    }

    let language: String
    let title: String
    let version: String
    let reloads: Bool
    let isInsecure: Bool
    let links: [Link]
    let address: String
    let otherLanguage: String
    let otherLanguageName: String
    let userName: String?
    let token: String
    let flash: Message?
    let body: String
}

/// The sections of the console, in the order of the menu.
enum Section: String, CaseIterable {
    case devices = "/devices"
    case network = "/network"
    case cases = "/cases"
    case desk = "/desk"
    case punches = "/punches"
    case parked = "/parked"
    case hr = "/hr"
    case status = "/status"
    case history = "/history"
    case settings = "/settings"
    case users = "/users"

    /// Any of them opens the section.
    var permissions: Set<Permission> {
        switch self {
        case .cases: [.casesFile, .casesRead]
        default: [permission]
        }
    }

    private var permission: Permission {
        switch self {
        case .cases: .casesRead
        case .desk: .casesDecide
        case .devices: .devicesRead
        case .network: .networkRead
        case .punches, .parked: .punchesRead
        case .hr: .hrRead
        case .status: .statusRead
        case .history: .historyRead
        case .settings: .settingsRead
        case .users: .users
        }
    }

    var title: Phrase {
        switch self {
        case .devices: Phrase(en: "Devices", vi: "Thiết bị")
        case .network: Phrase(en: "Network", vi: "Trong mạng")
        case .cases: Phrase(en: "Cases", vi: "Trường hợp")
        case .desk: Phrase(en: "Desk", vi: "Bàn duyệt")
        case .punches: Phrase(en: "Punches", vi: "Bản ghi")
        case .parked: Phrase(en: "Parked", vi: "Tạm giữ")
        case .hr: Phrase(en: "HR clients", vi: "HRM client")
        case .status: Phrase(en: "Status", vi: "Trạng thái")
        case .history: Phrase(en: "History", vi: "Lịch sử")
        case .settings: Phrase(en: "Settings", vi: "Thiết lập")
        case .users: Phrase(en: "Users", vi: "Người dùng")
        }
    }
}
