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
        let count: Count?
    }

    /// How many things behind a link need somebody.
    struct Count: Sendable {
        let number: String
        let meaning: String
    }

    /// Pages of one job.
    struct Group: Sendable {
        let name: String
        let links: [Link]
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
    /// Whether rows of tables stand close.
    let isCompact: Bool
    let groups: [Group]
    /// At the bottom of a phone.
    let bar: [Link]
    /// The page of the manual that belongs to this one.
    let help: String
    let hasMenu: Bool
    /// How many things need somebody, in the tab's title; nil where none does.
    let attention: String?
    let address: String
    let otherLanguage: String
    let otherLanguageName: String
    let userName: String?
    let token: String
    let flash: Message?
    let body: String
}

/// What the sections are for: each person sees the groups in which something is his.
enum SectionGroup: CaseIterable {
    case attendance, unbinding, administration

    var title: Phrase {
        switch self {
        case .attendance: Phrase(en: "Attendance", vi: "Chấm công")
        case .unbinding: Phrase(en: "Unbinding", vi: "Hủy liên kết")
        case .administration: Phrase(en: "Administration", vi: "Quản trị")
        }
    }

    var sections: [Section] {
        switch self {
        case .attendance: [.home, .status, .devices, .punches, .parked, .hr]
        case .unbinding: [.cases, .desk, .network]
        case .administration: [.history, .settings, .users]
        }
    }
}

/// The sections of the console.
enum Section: String, CaseIterable {
    case home = "/home"
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

    /// Those at hand on a phone; the rest is behind its menu.
    static let handy: [Section] = [.home, .devices, .punches, .cases, .network, .desk]
    static let mostHandy = 3

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
        case .home, .status: .statusRead
        case .history: .historyRead
        case .settings: .settingsRead
        case .users: .users
        }
    }

    /// What is counted at its link; nil where nothing is.
    func count(_ counts: AttentionCounts.Counts) -> (number: Int, meaning: Phrase)? {
        switch self {
        case .devices: (counts.devices, Phrase(en: "need attention", vi: "thiết bị cần xử lý"))
        case .parked: (counts.parked, Phrase(en: "parked", vi: "bản ghi tạm giữ"))
        case .desk: (counts.cases, Phrase(en: "waiting for a decision", vi: "đang chờ duyệt"))
        case .hr: (counts.hrClients, Phrase(en: "take nothing", vi: "HRM client ngừng nhận"))
        case .home, .network, .cases, .punches, .status, .history, .settings, .users: nil
        }
    }

    var title: Phrase {
        switch self {
        case .home: Phrase(en: "Home", vi: "Tổng quan")
        case .devices: Phrase(en: "Devices", vi: "Thiết bị")
        case .network: Phrase(en: "Network", vi: "Trong mạng")
        case .cases: Phrase(en: "Cases", vi: "Yêu cầu")
        case .desk: Phrase(en: "Desk", vi: "Duyệt yêu cầu")
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
