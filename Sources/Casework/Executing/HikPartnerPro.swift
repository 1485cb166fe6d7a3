import Attendance
import Foundation
import HTTPTransport
import ProgramSettings
import Serials
import Store
import Wire

/// Devices of the own Hik-Partner Pro account, by the vendor's interface.
///
/// Source: cloud contract 2 (Hik-Partner Pro OpenAPI Developer Guide V2.14.0). It deletes devices of the own account
/// alone: there is no call that frees another account's.
struct HikPartnerPro: Sendable {
    let http: any HTTPSending
    let base: String
    let appKey: String
    let secretKey: String
    let header: HikPartnerHeader

    private static let prefix = "/api/hpcgw"
    private static let timeout = Duration.seconds(20)

    struct Session: Sendable {
        let token: String
        /// The account's own server.
        let domain: String
    }

    enum Problem: Error, Hashable, Sendable {
        case unreachable(HTTPFailure)
        case status(Int)
        /// The address has moved; redirects are not followed.
        case redirected(Phrase)
        case unreadable
        /// A code of the vendor, such as `LAP500004`.
        case code(String)
        /// The account has no device of that serial.
        case notOurs
    }

    func signIn() async throws(Problem) -> Session {
        let body: JSONValue = ["appKey": .string(appKey), "secretKey": .string(secretKey)]
        let data = try await post(base, "/v1/token/get", body, token: nil)
        guard let token = data["accessToken"]?.text, !token.isEmpty, token.utf8.count <= 4096,
            token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw .unreadable }
        let domain = data["areaDomain"]?.text ?? base
        // The reply may send us elsewhere, never from TLS to plain HTTP.
        guard domain.hasPrefix("https://") || (base.hasPrefix("http://") && domain.hasPrefix("http://")) else {
            throw .unreadable
        }
        return Session(token: token, domain: domain)
    }

    /// The identifier under which the account holds a device; nil where it holds none of that serial.
    func device(_ serial: ShortSerial, _ session: Session) async throws(Problem) -> String? {
        var page = 1
        while page <= 50 {
            let data = try await post(
                session.domain, "/v1/device/list",
                [
                    "page": JSONValue(page), "pageSize": 50, "deviceSerial": .string(serial.text),
                ], token: session.token)
            // Samples carry blanks around serials; the filter is not relied on.
            for row in data["rows"]?.array ?? [] where ShortSerial(exactly: row["deviceSerial"]?.text ?? "") == serial {
                guard let id = row["id"]?.text, !id.isEmpty else { throw .unreadable }
                return id
            }
            guard let pages = data["totalPage"]?.integer, pages > page else { return nil }
            page += 1
        }
        return nil
    }

    func delete(_ id: String, _ session: Session) async throws(Problem) {
        _ = try await post(session.domain, "/v1/device/delete", ["id": .string(id)], token: session.token)
    }

    private func post(
        _ server: String, _ path: String, _ body: JSONValue, token: String?
    ) async throws(Problem) -> JSONValue {
        var headers = [(name: "Content-Type", value: "application/json")]
        if let token {
            switch header {
            case .bearer: headers.append((name: "Authorization", value: "Bearer \(token)"))
            case .token: headers.append((name: "Token", value: token))
            }
        }
        let root = server.hasSuffix("/") ? String(server.dropLast()) : server
        let url = root + HikPartnerPro.prefix + path
        let reply: HTTPReply
        do {
            reply = try await http.send(
                HTTPCall(
                    .post, url, headers: headers, body: body.bytes,
                    timeout: HikPartnerPro.timeout, maximumReplySize: 4 << 20))
        } catch { throw .unreachable(error) }
        if let moved = reply.redirectPhrase(of: url, by: Phrase(verbatim: "Hik-Partner Pro")) {
            throw .redirected(moved)
        }
        guard let document = try? JSONValue(parsing: reply.body) else {
            throw reply.status == 200 ? .unreadable : .status(reply.status)
        }
        let code = (document["errorCode"]?.text ?? "").trimmingCharacters(in: .whitespaces)
        guard code == "0" else {
            throw code.isEmpty
                ? .status(reply.status)
                : .code(String(code.prefix(40).filter { $0.isASCII && $0.isLetter || $0.isNumber }))
        }
        return document["data"] ?? .null
    }
}

extension HikPartnerPro.Problem {
    /// For the person who unbinds. Codes: cloud contract 5.
    var phrase: Phrase {
        switch self {
        case .unreachable:
            Phrase(
                en: "Hik-Partner Pro cannot be reached: check the address and this server's network",
                vi: "không kết nối được Hik-Partner Pro: hãy kiểm tra địa chỉ và mạng của máy chủ")
        case .status(let status):
            Phrase(
                en: "Hik-Partner Pro answered with HTTP \(status): try again later",
                vi: "Hik-Partner Pro trả lời HTTP \(status): hãy thử lại sau")
        case .redirected(let moved): moved
        case .unreadable:
            Phrase(
                en: "Hik-Partner Pro answered something that is not its interface: check the address",
                vi: "câu trả lời không phải của Hik-Partner Pro: hãy kiểm tra địa chỉ")
        case .notOurs:
            Phrase(
                en: "the device is not in this Hik-Partner Pro account: choose another way",
                vi: "thiết bị không thuộc tài khoản Hik-Partner Pro này: hãy chọn cách khác")
        case .code(let code):
            switch code {
            case "LAP300001", "LAP300002", "LAP300003", "LAP500005", "OPEN000001", "OPEN000002", "OPEN000003":
                Phrase(
                    en: "Hik-Partner Pro refused the application key or secret (\(code)): enter them again",
                    vi: "Hik-Partner Pro từ chối AppKey hoặc SecretKey (\(code)): hãy nhập lại")
            case "LAP500002", "LAP500003", "LAP500004", "OPEN000006", "OPEN000007":
                Phrase(
                    en: "Hik-Partner Pro did not take its token (\(code)): try the other header form in the settings",
                    vi: "Hik-Partner Pro không nhận token (\(code)): hãy thử dạng header khác trong thiết lập")
            case "EVZ20018", "LAP006009", "EVZ20002":
                Phrase(
                    en: "the device is not in this Hik-Partner Pro account (\(code)): choose another way",
                    vi: "thiết bị không thuộc tài khoản Hik-Partner Pro này (\(code)): hãy chọn cách khác")
            case "LAP500007", "EVZ10007", "EVZ10029":
                Phrase(
                    en: "Hik-Partner Pro asks to slow down (\(code)): try again in a minute",
                    vi: "Hik-Partner Pro yêu cầu chậm lại (\(code)): hãy thử lại sau một phút")
            case "EVZ20007", "VMS021314":
                Phrase(
                    en: "the device is offline (\(code)): check its power and network, then try again",
                    vi: "thiết bị đang ngoại tuyến (\(code)): kiểm tra nguồn và mạng rồi thử lại")
            default:
                Phrase(
                    en: "Hik-Partner Pro refused with \(code); the device is still bound",
                    vi: "Hik-Partner Pro từ chối với mã \(code); thiết bị vẫn còn liên kết")
            }
        }
    }
}
