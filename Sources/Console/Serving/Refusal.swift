import Attendance
import HTTPTypes
import Hummingbird
import Wire

/// A request that is not carried out, with the status and the sentence for whoever sent it.
struct Refusal: Failure {
    let status: HTTPResponse.Status
    let phrase: Phrase
    /// The field that is to blame, where it is one.
    let field: String?
    let retryAfter: Duration?
    /// What a program reads instead of the sentence.
    let facts: [JSONValue.Member]

    /// - Parameter retryAfter: in seconds.
    init(
        _ status: HTTPResponse.Status, _ phrase: Phrase, field: String? = nil, retryAfter: Int? = nil,
        facts: [JSONValue.Member] = []
    ) {
        self.status = status
        self.phrase = phrase
        self.field = field
        self.retryAfter = retryAfter.map { .seconds($0) }
        self.facts = facts
    }

    init(_ error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case let error as HTTPError:
            self.init(
                error.status,
                error.status == .notFound
                    ? Phrase(en: "there is no such page", vi: "không có trang này")
                    : Phrase(verbatim: error.body ?? error.status.reasonPhrase))
        default:
            let failure = error.explained
            self.init(
                HTTPResponse.Status(failure.blame), failure.phrase, field: failure.field,
                retryAfter: failure.retryAfter.map { Int($0.components.seconds) })
        }
    }

    var blame: Blame {
        switch status {
        case .forbidden: .permission
        case .notFound: .absence
        case .conflict: .conflict
        case .tooManyRequests, .serviceUnavailable: .load
        case .insufficientStorage: .fullDisk
        case .clientClosedRequest: .cancellation
        default: status.kind == .serverError ? .program : .request
        }
    }

    /// RFC 9457.
    func problem(_ language: Language) -> Response {
        var members: [JSONValue.Member] = [
            JSONValue.Member("type", "about:blank"), JSONValue.Member("title", .string(status.reasonPhrase)),
            JSONValue.Member("status", JSONValue(status.code)), JSONValue.Member("detail", .string(phrase[language])),
        ]
        if let field { members.append(JSONValue.Member("field", .string(field))) }
        members += facts
        var response = Response.json(.object(members), status: status)
        response.headers[.contentType] = "application/problem+json"
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter.components.seconds) }
        return response
    }
}

extension HTTPResponse.Status {
    init(_ blame: Blame) {
        self =
            switch blame {
            case .request: .unprocessableContent
            case .permission: .forbidden
            case .absence: .notFound
            case .conflict: .conflict
            case .load, .peer: .serviceUnavailable
            case .machine, .program: .internalServerError
            case .fullDisk: .insufficientStorage
            case .cancellation: .clientClosedRequest
            }
    }

    /// What nginx calls it; nobody is left to read it.
    static let clientClosedRequest = HTTPResponse.Status(code: 499, reasonPhrase: "Client Closed Request")
    static let insufficientStorage = HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
}

extension Response {
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.bytes)))
    }
}
