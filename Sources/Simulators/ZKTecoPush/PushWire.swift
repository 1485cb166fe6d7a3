import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// What a server answered.
public struct PushAnswer: Sendable {
    public let status: Int
    public let text: String
    /// Its names in lower case.
    public let headers: [String: String]

    /// The number of an `OK: n`, with or without the blank; nil for anything else.
    public var acknowledged: Int? {
        guard status == 200, text.hasPrefix("OK:") else { return nil }
        return Int(text.dropFirst(3).filter { !$0.isWhitespace })
    }
}

/// The calls of a terminal as they go over the wire.
struct PushWire: Sendable {
    /// `http://host:port`, with a secret part where the server has one.
    let server: String
    let dialect: PushDialect
    let timeout: TimeAmount

    func get(_ page: String, _ query: String) async throws -> PushAnswer { try await send(.GET, page, query, nil) }

    func post(_ page: String, _ query: String, _ body: [UInt8]) async throws -> PushAnswer {
        try await send(.POST, page, query, body)
    }

    private func send(_ method: HTTPMethod, _ page: String, _ query: String, _ body: [UInt8]?) async throws
        -> PushAnswer
    {
        let path = "/iclock/\(page)\(dialect.endsInASPX ? ".aspx" : "")?\(query)"
        var request = HTTPClientRequest(url: server + path)
        request.method = method
        request.headers.add(name: "User-Agent", value: "iClock Proxy/1.09")
        request.headers.add(name: "Accept", value: "application/push")
        if let body {
            if let type = dialect.contentType { request.headers.add(name: "Content-Type", value: type) }
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: timeout)
        let bytes = try await response.body.collect(upTo: 1 << 20)
        var headers: [String: String] = [:]
        for (name, value) in response.headers { headers[name.lowercased()] = value }
        return PushAnswer(status: Int(response.status.code), text: String(buffer: bytes), headers: headers)
    }
}
