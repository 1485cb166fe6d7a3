import Access
import Attendance
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ProgramSettings
import Store
import Wire

/// What every request passes on its way to a route: who is it, may they, and is it really they who asked.
struct Gate: Sendable {
    let policy: ServingPolicy
    let identification: Identification
    let users: UserRepository
    let settings: SettingsRepository
    /// What pages are rendered into.
    let frame: Frame
    let attention: AttentionCounts
    let now: @Sendable () -> Instant

    func enter(_ route: Route, _ request: Request, _ context: ConsoleContext) async throws -> Response {
        if route.door == .terminal {
            return try await route.handle(
                Visit(
                    frame: frame, clock: now, request: request, context: context,
                    principal: Principal(.person("-"), permissions: []), queries: Form(), form: Form(), body: []))
        }
        var context = context
        let client = policy.client(request, context)
        if route.door != .hook, let objection = policy.objection(to: request, context) {
            throw Refusal(.misdirectedRequest, objection)
        }
        switch route.door {
        case .page: try await identification.person(of: request, in: &context)
        case .api: try await identification.program(of: request, from: client, in: &context)
        case .hook, .terminal: break
        }
        context.language =
            route.door == .hook
            ? Language.asked(by: request.headers[.acceptLanguage]) ?? .vi : try await language(request, context)
        if route.door == .page, let response = try await mend(route, request, context) { return response }
        guard route.access.admits(context.principal) else { return try deny(route, request, context) }
        guard let queries = Form(urlEncoded: request.uri.query ?? "", cleaned: Gate.cleaned) else {
            throw Refusal(.badRequest, Phrase(en: "the address cannot be read", vi: "không đọc được địa chỉ"))
        }
        if route.door == .page, context.user != nil { context.attention = await attention.current() }
        let principal = context.principal ?? Principal(.person("-"), permissions: [])
        if let admit = route.admit {
            try await admit(
                Visit(
                    frame: frame, clock: now, request: request, context: context, principal: principal,
                    queries: queries, form: Form(), body: []))
        }
        var request = request
        let (body, form) = try await read(route, &request)
        if route.door == .page, !request.isLook { try check(form, request, context) }
        let visit = Visit(
            frame: frame, clock: now, request: request, context: context, principal: principal, queries: queries,
            form: form, body: body)
        guard route.isLong else { return try await route.handle(visit) }
        var response = try await request.body.consumeWithCancellationOnInboundClose { _ in try await route.handle(visit)
        }
        response.headers[.connection] = "close"
        return response
    }

    /// Everything but passwords is taken as people see it.
    private static func cleaned(_ name: String, _ value: String) -> String {
        name.contains("password") || name == "current" ? value : value.asSeen
    }

    // MARK: Who

    private func language(_ request: Request, _ context: ConsoleContext) async throws -> Language {
        if let chosen = context.user?.language { return chosen }
        if let cookie = request.cookies["rollcall-language"].flatMap({ Language(rawValue: $0.value) }) { return cookie }
        let setting = try await settings.current().language
        return Language.asked(by: request.headers[.acceptLanguage]) ?? setting ?? .vi
    }

    /// Before the first account exists every page leads to the set-up.
    private func mend(_ route: Route, _ request: Request, _ context: ConsoleContext) async throws -> Response? {
        guard context.user == nil, route.access != .open else { return nil }
        guard try await users.isEmpty() else { return nil }
        return Response(status: .seeOther, headers: [.location: "/setup"])
    }

    private func deny(_ route: Route, _ request: Request, _ context: ConsoleContext) throws -> Response {
        if context.principal == nil {
            if route.door == .page, request.isLook {
                let next = request.uri.string.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                return Response(status: .seeOther, headers: [.location: "/login?next=\(next)"])
            }
            throw Refusal(
                .unauthorized,
                route.door == .api
                    ? Phrase(
                        en: "send an API token: Authorization: Bearer rollcall_…",
                        vi: "hãy gửi API token: Authorization: Bearer rollcall_…")
                    : Phrase(en: "sign in first", vi: "hãy đăng nhập trước"))
        }
        if route.door == .page, request.isLook, context.user?.role == .installer,
            context.user?.isVerified == false
        {
            return Response(status: .seeOther, headers: [.location: "/company"])
        }
        guard let permission = route.access.permissions.first else { throw Refusal(.forbidden, Phrase(verbatim: "")) }
        throw Refusal(
            .forbidden,
            Phrase(
                en:
                    "this needs the right to \(permission.title.en) (\(permission.rawValue)); an administrator can give it",
                vi: "cần quyền \(permission.title.vi) (\(permission.rawValue)); quản trị viên có thể cấp"))
    }

    // MARK: What

    private func read(_ route: Route, _ request: inout Request) async throws -> ([UInt8], Form) {
        guard !request.isLook else { return ([], Form()) }
        let bytes: [UInt8]
        do {
            let buffer = try await request.collectBody(upTo: route.bodyLimit)
            bytes = Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Refusal(
                .contentTooLarge,
                Phrase(
                    en: "what was sent is larger than \(route.bodyLimit >> 10) KiB and was not read",
                    vi: "dữ liệu gửi lên lớn hơn \(route.bodyLimit >> 10) KiB nên không được đọc"))
        }
        guard route.door == .page else { return (bytes, Form()) }
        let type = request.headers[.contentType] ?? ""
        let form: Form?
        if type.lowercased().hasPrefix("multipart/form-data"), let mark = type.range(of: "boundary=") {
            let boundary = type[mark.upperBound...].trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
            form = Form(multipart: bytes, boundary: boundary, cleaned: Gate.cleaned)
        } else {
            form = Form(urlEncoded: String(decoding: bytes, as: UTF8.self), cleaned: Gate.cleaned)
        }
        guard let form else {
            throw Refusal(.badRequest, Phrase(en: "the form cannot be read", vi: "không đọc được biểu mẫu"))
        }
        return (bytes, form)
    }

    /// A form counts only when our own page sent it: by the browser's word, and by the token in it.
    private func check(_ form: Form, _ request: Request, _ context: ConsoleContext) throws {
        let foreign = Refusal(
            .forbidden,
            Phrase(
                en: "this form did not come from Rollcall's own page: open the page again and repeat it",
                vi: "biểu mẫu này không đến từ trang của Rollcall: hãy mở lại trang và làm lại"))
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }),
            site != "same-origin" && site != "none"
        {
            throw foreign
        }
        if let origin = request.headers[.origin], origin != policy.origin(request) { throw foreign }
        guard let secret = context.sessionSecret else { return }
        guard
            FormToken.isRight(form["_token"], for: secret)
                || Gate.harmless.contains(request.uri.path) || request.uri.path.hasPrefix("/invitation/")
        else { throw foreign }
    }

    /// Forms that a person sees before and after signing in; an invitation's is another, whose address is a secret.
    private static let harmless: Set<String> = ["/language", "/login", "/setup", "/register"]
}

extension Language {
    /// The better liked of our two languages in an `Accept-Language` header; nil when neither is asked for.
    static func asked(by header: String?) -> Language? {
        guard let header, header.utf8.count < 1000 else { return nil }
        var best: (language: Language, weight: Double)?
        for part in header.split(separator: ",") {
            let pieces = part.split(separator: ";").map(\.trimmed)
            guard let tag = pieces.first?.lowercased(), let language = Language(rawValue: String(tag.prefix(2))) else {
                continue
            }
            let quality = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if quality > best?.weight ?? 0 { best = (language, quality) }
        }
        return best?.language
    }
}

extension Request {
    /// Whether it only looks: HEAD is GET without the body.
    var isLook: Bool { method == .get || method == .head }
}
