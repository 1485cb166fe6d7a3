import Access
import Attendance
import HTTPTypes
import Hummingbird
import Wire

/// One operation of the JSON API: what it takes and gives, who may use it, and what it does. The route and its
/// entry in the OpenAPI document are both made from it.
struct Operation: Sendable {
    struct Parameter: Sendable {
        let name: String
        let schema: Schema
        let about: String
    }

    enum Reply: Sendable {
        case json(HTTPResponse.Status, Schema)
        case none
        case file([String])
    }

    let method: HTTPRequest.Method
    /// Below `/api/v1`.
    let path: String
    let access: RouteAccess
    let id: String
    let summary: String
    var query: [Parameter] = []
    var headers: [Parameter] = []
    var body: Schema?
    let reply: Reply
    /// Bytes of the largest body.
    let bodyLimit: Int
    let perform: @Sendable (Call) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String, _ permission: Permission?, _ id: String, _ summary: String,
        query: [Parameter] = [], body: Schema? = nil, reply: Reply, bodyLimit: Int = 1 << 20,
        _ perform: @escaping @Sendable (Call) async throws -> Response
    ) {
        self.init(
            method, path, access: permission.map { .permission($0) } ?? .open, id, summary, query: query, body: body,
            reply: reply, bodyLimit: bodyLimit, perform)
    }

    init(
        _ method: HTTPRequest.Method, _ path: String, access: RouteAccess, _ id: String, _ summary: String,
        query: [Parameter] = [], headers: [Parameter] = [], body: Schema? = nil, reply: Reply,
        bodyLimit: Int = 1 << 20, _ perform: @escaping @Sendable (Call) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.id = id
        self.summary = summary
        self.query = query
        self.headers = headers
        self.body = body
        self.reply = reply
        self.bodyLimit = bodyLimit
        self.perform = perform
    }

    static let prefix = "/api/v1"
    /// What a parameter of the path holds unless it is an id.
    static let pathText = Schema.string(minimum: 1, maximum: 200)

    var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    var route: Route {
        Route(method, Operation.prefix + path, access, door: .api, bodyLimit: bodyLimit) { visit in
            try await perform(Call(self, visit))
        }
    }
}

/// A visit whose parameters and body have been held against the operation's schemas.
struct Call: Sendable {
    let visit: Visit
    let body: JSONValue
    private let queries: [String: JSONValue]

    init(_ operation: Operation, _ visit: Visit) throws {
        self.visit = visit
        var queries: [String: JSONValue] = [:]
        for name in visit.queries.names {
            guard let parameter = operation.query.first(where: { $0.name == name }), visit.queries.all(name).count == 1
            else {
                let list = operation.query.map(\.name).joined(separator: ", ")
                throw Refusal(
                    .badRequest,
                    Phrase(
                        en:
                            "the parameter “\(name)” is unknown or given twice; there is \(list.isEmpty ? "none" : list)",
                        vi:
                            "tham số “\(name)” không có hoặc bị lặp; chỉ có \(list.isEmpty ? "không tham số nào" : list)"
                    ),
                    field: name)
            }
            guard let value = parameter.schema.value(of: visit.queries[name]) else {
                throw Refusal(
                    .badRequest, Phrase(en: "“\(name)” has another type", vi: "“\(name)” sai kiểu dữ liệu"), field: name
                )
            }
            if let objection = parameter.schema.objection(to: value, at: name) {
                throw Refusal(.unprocessableContent, objection, field: name)
            }
            queries[name] = value
        }
        self.queries = queries
        for header in operation.headers {
            guard let name = HTTPField.Name(header.name), let text = visit.request.headers[name] else { continue }
            if let objection = header.schema.objection(to: .string(text), at: header.name) {
                throw Refusal(.unprocessableContent, objection, field: header.name)
            }
        }
        for name in operation.pathParameters where name != "id" {
            if let objection = Operation.pathText.objection(to: .string(visit.parameter(name)), at: name) {
                throw Refusal(.unprocessableContent, objection, field: name)
            }
        }
        guard let schema = operation.body else {
            body = .null
            return
        }
        guard let parsed = try? JSONValue(parsing: visit.body) else {
            throw Refusal(
                .badRequest,
                Phrase(en: "the body is not a JSON document", vi: "nội dung không phải tài liệu JSON"))
        }
        body = parsed.withWholeNumbers
        if let objection = schema.objection(to: body, at: "body") { throw Refusal(.unprocessableContent, objection) }
    }

    var language: Language { visit.language }

    func query(_ name: String) -> String? { queries[name]?.text }

    func number(_ name: String) -> Int? { queries[name]?.integer.map(Int.init) }

    func date(_ name: String) -> LocalDate? { queries[name]?.text.flatMap { LocalDate($0) } }

    func flag(_ name: String) -> Bool { queries[name]?.bool ?? false }
}

extension JSONValue {
    /// With `591.0` as the whole number that it is to JSON Schema.
    fileprivate var withWholeNumbers: JSONValue {
        switch self {
        case .double(let number): Int64(exactly: number).map { .integer($0) } ?? self
        case .array(let elements): .array(elements.map(\.withWholeNumbers))
        case .object(let members): .object(members.map { Member($0.name, $0.value.withWholeNumbers) })
        default: self
        }
    }
}

extension Schema {
    /// A page of a list.
    static func page(_ item: Schema) -> Schema {
        .object([Property("items", .array(item, maximum: 1000)), Property("next", .nullable(.string()))])
    }
}

extension Response {
    static func page(_ items: [JSONValue], next: String? = nil) -> Response {
        .json(["items": .array(items), "next": JSONValue(next)])
    }

    static var nothing: Response { Response(status: .noContent) }
}
