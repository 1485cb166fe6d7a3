import Attendance
import AttendanceHub
import Foundation
import HTTPTransport
import LocalNetwork
import Wire

/// Sends a list of devices to a Rollcall server elsewhere.
struct NetworkReporter: Sendable {
    /// `https://desk.example.com`, without a path.
    let server: String
    private let token: String
    private let authority: String?

    private static let patience = Duration.seconds(30)

    init(address: String, authority: String?) throws {
        guard let url = URLComponents(string: address), ["http", "https"].contains(url.scheme), url.host != nil else {
            throw RequestFailure(
                en: "--report takes the address of a Rollcall server, such as https://desk.example.com",
                vi: "--report nhận địa chỉ máy chủ Rollcall, ví dụ https://desk.example.com")
        }
        guard let token = ProcessInfo.processInfo.environment["ROLLCALL_TOKEN"], !token.isEmpty else {
            throw RequestFailure(
                en:
                    "--report needs an API token of the scope “network.report” in the environment variable ROLLCALL_TOKEN",
                vi: "--report cần API token có quyền “network.report” trong biến môi trường ROLLCALL_TOKEN")
        }
        if let authority, !FileManager.default.isReadableFile(atPath: authority) {
            throw RequestFailure(en: "\(authority) cannot be read", vi: "không đọc được \(authority)")
        }
        server = String(address.reversed().drop { $0 == "/" }.reversed())
        self.token = token
        self.authority = authority
    }

    /// The network's name as the server keeps it.
    func send(_ report: NetworkReport) async throws -> String {
        let call = HTTPCall(
            .post, server + "/api/v1/network-lists",
            headers: [
                (name: "Authorization", value: "Bearer \(token)"), (name: "Content-Type", value: "application/json"),
            ], body: report.json.bytes, timeout: NetworkReporter.patience,
            replyBody: .statusAlone())
        let reply: HTTPReply
        do {
            reply = try await HTTPTransport.with(trusting: authority, quotes: .everything) { try await $0.send(call) }
        } catch {
            throw problem(error)
        }
        if let moved = ExchangeFailure(reply, calling: call.url, now: .now), case .moved = moved.reason {
            throw RequestFailure(
                en: "the list was not taken: \(moved.phrase.en)", vi: "danh sách không được nhận: \(moved.phrase.vi)")
        }
        let document = try? JSONValue(parsing: reply.body)
        guard reply.status == 201 else {
            let detail = document?["detail"]?.text ?? document?["title"]?.text ?? ""
            throw RequestFailure(
                en: "the list was not taken: \(server) answered \(reply.status). \(detail)",
                vi: "danh sách không được nhận: \(server) trả lời \(reply.status). \(detail)")
        }
        return document?["network"]?.text ?? report.network
    }

    private func problem(_ error: any Error) -> RequestFailure {
        switch error as? HTTPFailure {
        case .insecure:
            RequestFailure(
                en:
                    "the list was not sent: the certificate of \(server) is not trusted. Where it is the server's own, fetch \(server)/ca.crt over a way you trust and name the file with --trust",
                vi:
                    "chưa gửi được danh sách: chứng chỉ của \(server) không được tin cậy. Nếu là chứng chỉ riêng của máy chủ, hãy tải \(server)/ca.crt qua đường tin cậy và chỉ tệp đó bằng --trust"
            )
        case let failure?: notSent(ExchangeFailure(failure, calling: server).phrase)
        case nil: notSent(error.explained.phrase)
        }
    }

    private func notSent(_ why: Phrase) -> RequestFailure {
        RequestFailure(en: "the list was not sent: \(why.en)", vi: "chưa gửi được danh sách: \(why.vi)")
    }
}
