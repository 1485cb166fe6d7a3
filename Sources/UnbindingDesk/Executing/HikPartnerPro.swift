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
    let now: @Sendable () -> Instant

    private static let name = Phrase(verbatim: "Hik-Partner Pro")
    private static let prefix = "/api/hpcgw"
    private static let timeout = Duration.seconds(20)

    struct Session: Sendable {
        let token: String
        /// The account's own server.
        let domain: String
    }

    func signIn() async throws(HikPartnerFailure) -> Session {
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
    func device(_ serial: ShortSerial, _ session: Session) async throws(HikPartnerFailure) -> String? {
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

    func delete(_ id: String, _ session: Session) async throws(HikPartnerFailure) {
        _ = try await post(session.domain, "/v1/device/delete", ["id": .string(id)], token: session.token)
    }

    private func post(
        _ server: String, _ path: String, _ body: JSONValue, token: String?
    ) async throws(HikPartnerFailure) -> JSONValue {
        var headers = [(name: "Content-Type", value: "application/json")]
        if let token {
            switch header {
            case .bearer: headers.append((name: "Authorization", value: "Bearer \(token)"))
            case .token: headers.append((name: "Token", value: token))
            }
        }
        let url = WebAddress.join(server, HikPartnerPro.prefix + path)
        let reply: HTTPReply
        do {
            reply = try await http.send(
                HTTPCall(
                    .post, url, headers: headers, body: body.bytes,
                    timeout: HikPartnerPro.timeout, maximumReplySize: 4 << 20))
        } catch { throw .exchange(ExchangeFailure(error, calling: url, of: HikPartnerPro.name)) }
        let failure = ExchangeFailure(reply, calling: url, by: HikPartnerPro.name, now: now())
        if let failure, case .moved = failure.reason { throw .exchange(failure) }
        let document = try? JSONValue(parsing: reply.body)
        // A code of the vendor says more than the status that it comes with.
        let code = (document?["errorCode"]?.text ?? "").trimmingCharacters(in: .whitespaces)
        guard !code.isEmpty else { throw failure.map { .exchange($0) } ?? .unreadable }
        guard code == "0" else {
            throw .code(String(code.prefix(40).filter { $0.isASCII && $0.isLetter || $0.isNumber }))
        }
        return document?["data"] ?? .null
    }
}
