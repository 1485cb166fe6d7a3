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

extension Console {
    func html(_ body: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }

    /// A whole page around rendered content.
    func frame(
        _ content: String, title: String, request: Request, context: ConsoleContext, status: HTTPResponse.Status = .ok,
        reloads: Bool = false, flash: Flash? = nil
    ) -> Response {
        let language = context.language
        let principal = context.principal
        let message = flash ?? flashes.take(context.sessionSecret)
        let layout = Layout(
            language: language.rawValue, title: title, version: version, reloads: reloads,
            isInsecure: policy.isInsecure,
            links: Section.allCases.filter { section in section.permissions.contains { principal?.may($0) ?? false } }
                .map {
                    Layout.Link(
                        address: $0.rawValue, text: $0.title[language],
                        isHere: request.uri.path == $0.rawValue || request.uri.path.hasPrefix($0.rawValue + "/"))
                },
            address: request.method == .get ? request.uri.string : request.uri.path,
            otherLanguage: language == .vi ? "en" : "vi",
            otherLanguageName: language == .vi ? "English" : "Tiếng Việt", userName: context.user?.name,
            token: context.sessionSecret.map { BearerSecret.derived(from: $0, purpose: "form") } ?? "",
            flash: message.map {
                Layout.Message(tone: $0.tone.rawValue, role: $0.tone == .bad ? "alert" : "status", text: $0.text)
            }, body: content)
        return html(templates.render(layout, language), status: status)
    }
}

extension Visit {
    /// Renders a page's model into the frame.
    func page(
        _ model: some PageModel, title: String, status: HTTPResponse.Status = .ok, reloads: Bool = false,
        flash: Flash? = nil
    ) -> Response {
        console.frame(
            console.templates.render(model, language), title: title, request: request, context: context,
            status: status, reloads: reloads, flash: flash)
    }

    /// Renders the part of a page that its script asks for anew.
    func livePart(of model: some PageModel) -> Response {
        console.html(console.templates.renderLivePart(model, language))
    }
}

/// An option of a choice.
struct Choice: Sendable {
    let value: String
    let text: String
    let isChosen: Bool

    init(_ value: String, _ text: String, isChosen: Bool = false) {
        self.value = value
        self.text = text
        self.isChosen = isChosen
    }
}
