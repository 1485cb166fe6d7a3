import Access
import Attendance
import HTTPTypes
import Hummingbird
import Wire

extension Console {
    /// Every operation of the API.
    var operations: [Operation] {
        deviceOperations + jobOperations + networkOperations + hrOperations + mappingOperations
            + programOperations + deskOperations
    }

    /// The routes of the API: its operations, their description, and a plain word for methods that a path has not.
    var apiRoutes: [Route] {
        let operations = operations
        let document = OpenAPI.document(operations, version: frame.version)
        var routes = operations.map(\.route)
        routes.append(
            Route(.get, Operation.prefix + "/openapi.json", .open, door: .api) { _ in .json(document) })
        var methods: [String: [HTTPRequest.Method]] = [:]
        for route in routes { methods[route.path, default: []].append(route.method) }
        for (path, present) in methods.sorted(by: { $0.key < $1.key }) {
            let allowed = present.map(\.rawValue).sorted().joined(separator: ", ")
            for method in OpenAPI.otherMethods where !present.contains(method) {
                routes.append(
                    Route(method, path, .open, door: .api) { visit in
                        var response = Refusal(
                            .methodNotAllowed,
                            Phrase(en: "this path takes \(allowed)", vi: "đường dẫn này nhận \(allowed)")
                        ).problem(visit.language)
                        response.headers[.allow] = allowed
                        return response
                    })
            }
        }
        return routes
    }
}

/// The OpenAPI 3.1 document.
enum OpenAPI {
    static let otherMethods: [HTTPRequest.Method] =
        [.get, .post, .put, .patch, .delete, .options, .trace] + [HTTPRequest.Method("QUERY")].compactMap { $0 }

    static func document(_ operations: [Operation], version: String) -> JSONValue {
        var paths: [(String, [JSONValue.Member])] = []
        for operation in operations {
            let path = Operation.prefix + operation.path
            let member = JSONValue.Member(operation.method.rawValue.lowercased(), entry(operation))
            if let index = paths.firstIndex(where: { $0.0 == path }) {
                paths[index].1.append(member)
            } else {
                paths.append((path, [member]))
            }
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Rollcall", "version": .string(version),
                "description":
                    "Everything that the console does. Times are RFC 3339 with offset, dates are days of the device's own calendar. Errors are problem documents (RFC 9457). The language of sentences follows Accept-Language (vi or en).",
            ],
            "paths": .object(paths.map { JSONValue.Member($0.0, .object($0.1)) }),
            "components": [
                "securitySchemes": [
                    "token": [
                        "type": "http", "scheme": "bearer",
                        "description": "An API token, made with rollcall api-token add or on the console's token page.",
                    ]
                ],
                "schemas": ["Problem": problem.json],
            ],
        ]
    }

    private static let problem = Schema.object(
        [
            .init("type", .string()), .init("title", .string()), .init("status", .integer(400...599)),
            .init("detail", .string()), .init("field", .string(), required: false),
        ], allowsOthers: true)

    private static func entry(_ operation: Operation) -> JSONValue {
        var parameters: [JSONValue] = operation.pathParameters.map { name in
            let schema: Schema = name == "id" ? .id : Operation.pathText
            return ["name": .string(name), "in": "path", "required": true, "schema": schema.json]
        }
        parameters += operation.headers.map { header in
            [
                "name": .string(header.name), "in": "header", "required": false, "description": .string(header.about),
                "schema": header.schema.json,
            ]
        }
        parameters += operation.query.map { parameter in
            [
                "name": .string(parameter.name), "in": "query", "required": false,
                "description": .string(parameter.about), "schema": parameter.schema.json,
            ]
        }
        var members: [JSONValue.Member] = [
            .init("operationId", .string(operation.id)), .init("summary", .string(operation.summary)),
            .init("parameters", .array(parameters)), .init("responses", responses(operation)),
        ]
        let scopes = operation.access.permissions.map(\.rawValue)
        if scopes.isEmpty {
            members.append(.init("security", []))
        } else {
            members.append(.init("security", [["token": []]]))
            members.append(.init("description", .string("Scope: \(scopes.joined(separator: " or "))")))
        }
        if let body = operation.body {
            members.append(
                .init(
                    "requestBody",
                    ["required": true, "content": ["application/json": ["schema": body.json]]]))
        }
        return .object(members)
    }

    private static func responses(_ operation: Operation) -> JSONValue {
        var members: [JSONValue.Member] = []
        switch operation.reply {
        case .json(let status, let schema):
            members.append(
                .init(
                    String(status.code),
                    [
                        "description": .string(status.reasonPhrase),
                        "content": ["application/json": ["schema": schema.json]],
                    ]))
        case .none: members.append(.init("204", ["description": "No Content"]))
        case .file(let types):
            members.append(
                .init(
                    "200",
                    [
                        "description": "The file",
                        "content": .object(types.map { JSONValue.Member($0, [:]) }),
                    ]))
        }
        let problem: JSONValue = ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]]
        let failures = [
            ("400", "What was sent does not fit this document"), ("401", "No token, or not a valid one"),
            ("403", "The token lacks the scope"), ("404", "There is no such thing"),
            ("409", "It is taken, or it needs a confirmation; detail says which"),
            ("413", "Too large"), ("422", "It fits this document and cannot be done; detail says why"),
            ("429", "Too many tries"), ("503", "Busy: try again"),
        ]
        for (code, text) in failures {
            members.append(.init(code, ["description": .string(text), "content": problem]))
        }
        return .object(members)
    }
}
