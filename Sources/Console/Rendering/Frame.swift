import Access
import Attendance
import Foundation
import HTTPTypes
import Hummingbird

/// What surrounds every page: the menu, who is signed in, and what the visit before has left to say.
struct Frame: Sendable {
    let templates: Templates
    let version: String
    /// Whether what is typed can be read on its way, which every page says.
    let isInsecure: Bool
    let flashes = Flashes()

    /// A whole page from its model.
    ///
    /// - Parameter manual: the page of the manual that belongs to it, where that is another than its address tells.
    func page(
        _ model: some PageModel, title: String, request: Request, context: ConsoleContext,
        status: HTTPResponse.Status = .ok, reloads: Bool = false, flash: Flash? = nil, manual: String? = nil
    ) -> Response {
        let language = context.language
        let principal = context.principal
        let message = flash ?? flashes.take(context.sessionSecret)
        let menu = Menu(principal, context.attention, at: request.uri.path, language)
        let layout = Layout(
            language: language.rawValue, title: title, version: version, reloads: reloads, isInsecure: isInsecure,
            isCompact: TableLook(request).density == .compact,
            groups: menu.groups, bar: menu.bar, help: "/help/\(Manual.name(for: request.uri.path, about: manual))",
            hasMenu: !menu.groups.isEmpty, attention: menu.attention,
            address: request.method == .get ? request.uri.string : request.uri.path,
            otherLanguage: language == .vi ? "en" : "vi",
            otherLanguageName: language == .vi ? "English" : "Tiếng Việt", userName: context.user?.name,
            token: context.sessionSecret.map(FormToken.make) ?? "",
            flash: message.map {
                Layout.Message(tone: $0.tone.rawValue, role: $0.tone == .bad ? "alert" : "status", text: $0.text)
            }, body: templates.render(model, language))
        return .html(templates.render(layout, language), status: status)
    }
}

extension Response {
    static func html(_ body: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }
}

extension Visit {
    /// Renders a page's model into the frame.
    func page(
        _ model: some PageModel, title: String, status: HTTPResponse.Status = .ok, reloads: Bool = false,
        flash: Flash? = nil, manual: String? = nil
    ) -> Response {
        frame.page(
            model, title: title, request: request, context: context, status: status, reloads: reloads, flash: flash,
            manual: manual)
    }

    /// Renders the part of a page that its script asks for anew.
    func livePart(of model: some PageModel) -> Response {
        .html(frame.templates.renderLivePart(model, language))
    }
}
