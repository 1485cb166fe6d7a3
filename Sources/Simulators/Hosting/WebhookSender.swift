import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Posts what a vendor's cloud posts.
public enum WebhookSender {
    /// Sends one JSON body; the HTTP status of the answer.
    ///
    /// - Throws: when nobody answers within five seconds.
    public static func send(_ json: String, to address: String, agent: String) async throws -> Int {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "User-Agent", value: agent)
        request.body = .bytes(ByteBuffer(string: json))
        return Int(try await HTTPClient.shared.execute(request, timeout: .seconds(5)).status.code)
    }
}
