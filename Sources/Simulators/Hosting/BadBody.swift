import HTTPTypes
import Hummingbird
import NIOCore

/// Bodies as broken servers and proxies send them, behind a head that is right.
public enum BadBody: Sendable, Hashable, CaseIterable {
    /// A hundred megabytes.
    case huge
    /// Less than its length says, then the end of the connection.
    case cutOff
    /// Chunk after chunk, without an end.
    case endless
    /// Nothing, without an end.
    case silent
    /// One byte after the other.
    case drip

    private struct BrokenOff: Error {}

    /// A server's test is over long before; no task shall outlive it.
    private static let longest = Duration.seconds(60)

    func response(status: HTTPResponse.Status) -> Response {
        let body =
            switch self {
            case .huge:
                ResponseBody(contentLength: 100 << 20) { writer in
                    let chunk = ByteBuffer(repeating: UInt8(ascii: " "), count: 1 << 20)
                    for _ in 0..<100 { try await writer.write(chunk) }
                    try await writer.finish(nil)
                }
            case .cutOff:
                ResponseBody(contentLength: 4096) { writer in
                    try await writer.write(ByteBuffer(string: "{\"error\":\"no more than thi"))
                    throw BrokenOff()
                }
            case .endless:
                ResponseBody { writer in
                    try await BadBody.write(ByteBuffer(repeating: UInt8(ascii: "y"), count: 1024), to: &writer)
                }
            case .silent:
                ResponseBody(contentLength: 1 << 20) { writer in
                    try await writer.write(ByteBuffer(string: "{"))
                    // Nothing goes out any more; a connection that was closed is noticed all the same.
                    try await BadBody.write(ByteBuffer(), to: &writer)
                }
            case .drip:
                ResponseBody(contentLength: 1 << 20) { writer in
                    try await BadBody.write(ByteBuffer(string: "z"), to: &writer)
                }
            }
        return Response(status: status, headers: [.contentType: "application/json"], body: body)
    }

    private static func write(_ piece: ByteBuffer, to writer: inout any ResponseBodyWriter) async throws {
        let end = ContinuousClock.now + longest
        while ContinuousClock.now < end {
            try await writer.write(piece)
            try await Task.sleep(for: .milliseconds(20))
        }
        throw BrokenOff()
    }
}
