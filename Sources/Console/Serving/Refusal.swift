import Attendance
import Casework
import ConnectorKit
import HTTPTypes
import Hub
import Hummingbird
import LocalNetwork
import SADP
import ProgramSettings
import Store
import SyncEngine
import Wire

/// A request that is not carried out, with the status and the sentence for whoever sent it.
struct Refusal: Error, Sendable {
    let status: HTTPResponse.Status
    let phrase: Phrase
    /// The field that is to blame, where it is one.
    var field: String?
    /// Seconds.
    var retryAfter: Int?
    /// What a program reads instead of the sentence.
    var facts: [JSONValue.Member]

    init(
        _ status: HTTPResponse.Status, _ phrase: Phrase, field: String? = nil, retryAfter: Int? = nil,
        facts: [JSONValue.Member] = []
    ) {
        self.status = status
        self.phrase = phrase
        self.field = field
        self.retryAfter = retryAfter
        self.facts = facts
    }

    init(_ error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case let error as FieldError: self.init(.unprocessableContent, error.phrase, field: error.field)
        case let error as StoreError: self.init(Refusal.status(of: error), error.phrase)
        case let error as SettingFailure: self.init(StoreError(error))
        case let error as HTTPError:
            self.init(
                error.status,
                error.status == .notFound
                    ? Phrase(en: "there is no such page", vi: "không có trang này")
                    : Phrase(verbatim: error.body ?? error.status.reasonPhrase))
        case is PasswordClerk.Overload:
            self.init(
                .serviceUnavailable,
                Phrase(en: "too many people sign in at once: try again", vi: "quá nhiều lượt đăng nhập: hãy thử lại"),
                retryAfter: 2)
        case is WorkThreads.Overload:
            self.init(
                .serviceUnavailable,
                Phrase(
                    en: "too many files are being read: try again in a moment",
                    vi: "đang đọc quá nhiều tệp: hãy thử lại sau giây lát"), retryAfter: 5)
        case is CancellationError:
            self.init(.clientClosedRequest, Phrase(en: "cancelled", vi: "đã hủy"))
        case is PhotoReader.Overload:
            self.init(
                .serviceUnavailable,
                Phrase(
                    en: "too many photos are being read: try again in a moment",
                    vi: "đang đọc quá nhiều ảnh: hãy thử lại sau giây lát"), retryAfter: 5)
        case SADPFailure.busy, SADPFailure.portInUse: self.init(.conflict, Failure.phrase(of: error))
        case SADPFailure.unknownInterface: self.init(.unprocessableContent, Failure.phrase(of: error))
        case is SADPFailure: self.init(.serviceUnavailable, Failure.phrase(of: error))
        case is Failure, is SyncRefusal, is NetworkReport.Refusal:
            self.init(.unprocessableContent, Failure.phrase(of: error))
        default: self.init(.internalServerError, StoreError(error).phrase)
        }
    }

    private static func status(of error: StoreError) -> HTTPResponse.Status {
        switch error {
        case .noSuch: .notFound
        case .nameTaken, .identityTaken: .conflict
        case .refused: .unprocessableContent
        case .locked: .serviceUnavailable
        case .diskFull: .insufficientStorage
        case .cancelled: .clientClosedRequest
        default: .internalServerError
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
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }
}

extension HTTPResponse.Status {
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
