import HTTPTypes
import Hummingbird
import NIOCore

/// Sends texts compressed to those who take gzip. What is of unknown length, and so may be an endless stream or a file of
/// millions of rows, is left as it is.
public struct CompressionMiddleware<Context: RequestContext>: RouterMiddleware {
    private static var least: Int { 1000 }
    private static var most: Int { 8 << 20 }

    public init() {}

    public func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard let type = response.headers[.contentType], Compressible.has(type),
            response.headers[.contentEncoding] == nil,
            let length = response.body.contentLength, (Self.least...Self.most).contains(length)
        else { return response }
        // Also of what is sent as it is: a cache in between must not give the one for the other.
        response.headers[.vary] = "Accept-Encoding"
        guard Compressible.isTaken(request.headers[.acceptEncoding] ?? "") else { return response }
        let store = BodyStore()
        try await response.body.write(store.writer)
        guard let compressed = Gzip.compressed(store.bytes) else {
            response.body = ResponseBody(byteBuffer: store.bytes)
            return response
        }
        response.headers[.contentEncoding] = "gzip"
        response.headers[.contentLength] = String(compressed.readableBytes)
        response.body = ResponseBody(byteBuffer: compressed)
        return response
    }
}

/// What is worth compressing, and who takes it.
enum Compressible {
    static func has(_ type: String) -> Bool {
        type.hasPrefix("text/") && !type.hasPrefix("text/event-stream")
            || ["application/json", "application/problem+json", "application/manifest+json", "image/svg+xml"]
                .contains { type.hasPrefix($0) }
    }

    /// - Parameter header: `Accept-Encoding`, such as `gzip, deflate;q=0.5`.
    static func isTaken(_ header: String) -> Bool {
        for part in header.lowercased().split(separator: ",") {
            let words = part.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let name = words.first, name == "gzip" || name == "*" else { continue }
            let weight = words.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return weight > 0
        }
        return false
    }
}

/// Collects a body that is in memory anyway. Written by one task, and read by it afterwards.
private final class BodyStore: @unchecked Sendable {
    private(set) var bytes = ByteBuffer()

    var writer: Writer { Writer(store: self) }

    struct Writer: ResponseBodyWriter {
        let store: BodyStore

        mutating func write(_ buffer: ByteBuffer) async throws { store.bytes.writeImmutableBuffer(buffer) }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
