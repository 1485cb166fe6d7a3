import Foundation
import Synchronization

/// A TCP connection that says what it is told, also half of it, and reads only when it is asked to. Closed when it goes.
public final class RawConnection: Sendable {
    private let descriptor: Int32
    private let received = Mutex<(bytes: [UInt8], isEnded: Bool)>(([], false))

    /// Nil where nobody listens on that port of loopback.
    public init?(port: Int) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let socket = descriptor
        let status = sockaddr_in(port: port).withSocketAddress { connect(socket, $0, $1) }
        guard descriptor >= 0, status == 0 else { return nil }
    }

    deinit { close(descriptor) }

    public func say(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes {
            send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
    }

    /// What has come by now.
    public var answer: String {
        drain()
        return received.withLock { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// Whether the other side has closed; reads what comes before.
    public var isEnded: Bool {
        drain()
        return received.withLock(\.isEnded)
    }

    private func drain() {
        received.withLock { received in
            var buffer = [UInt8](repeating: 0, count: 65536)
            while !received.isEnded {
                let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
                if count > 0 {
                    received.bytes.append(contentsOf: buffer.prefix(count))
                } else {
                    received.isEnded = count == 0 || errno != EAGAIN && errno != EINTR
                    return
                }
            }
        }
    }
}
