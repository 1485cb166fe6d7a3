import Foundation
import Synchronization

/// A network of one test's own on loopback, where the test itself writes what comes back: for what no simulated device
/// does.
public final class ScriptedNetwork: Sendable {
    /// A datagram for whoever asked.
    public struct Reply: Sendable {
        let address: String
        let bytes: [UInt8]
        let delay: Duration

        /// - Parameter address: of loopback, such as `127.0.0.71`.
        public init(from address: String, _ bytes: [UInt8], after delay: Duration = .zero) {
            self.address = address
            self.bytes = bytes
            self.delay = delay
        }
    }

    public typealias Script = @Sendable (_ datagram: [UInt8]) -> [Reply]

    private struct State {
        var isOver = false
        var voices: [String: Int32] = [:]
    }

    private static let group = "239.255.255.250"

    private let port: Int
    private let ears: Int32
    private let script: Script
    private let state = Mutex(State())

    /// Runs `body` with the UDP port of the network.
    public static func with<Value: Sendable>(
        _ script: @escaping Script, _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> Value {
        let reserved = try ReservedPort.take()
        defer { reserved.free() }
        let network = try ScriptedNetwork(port: reserved.number, script)
        Thread.detachNewThread { network.listen() }
        defer { network.end() }
        return try await body(network.port)
    }

    private init(port: Int, _ script: @escaping Script) throws {
        self.port = port
        self.script = script
        ears = try ScriptedNetwork.socket(at: ScriptedNetwork.group, port, isShared: true)
        // The kernel's ip_mreq: the group, then the interface's address.
        var membership = (inet_addr(ScriptedNetwork.group), inet_addr("127.0.0.1"))
        setsockopt(ears, 0, 35, &membership, socklen_t(MemoryLayout.size(ofValue: membership)))
        var patience = timeval(tv_sec: 0, tv_usec: 50_000)
        setsockopt(ears, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    private func listen() {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !state.withLock(\.isOver) {
            var asker = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let count = withUnsafeMutablePointer(to: &asker) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    recvfrom(ears, &buffer, buffer.count, 0, $0, &length)
                }
            }
            guard count > 0 else { continue }
            let destination = asker
            for reply in script(Array(buffer.prefix(count))) {
                if reply.delay == .zero {
                    send(reply, to: destination)
                } else {
                    let (seconds, attoseconds) = reply.delay.components
                    let delay = Double(seconds) + Double(attoseconds) / 1e18
                    DispatchQueue.global().asyncAfter(deadline: .now() + delay) { self.send(reply, to: destination) }
                }
            }
        }
        close(ears)
    }

    private func send(_ reply: Reply, to asker: sockaddr_in) {
        state.withLock { state in
            guard !state.isOver else { return }
            if state.voices[reply.address] == nil {
                state.voices[reply.address] = try? ScriptedNetwork.socket(at: reply.address, port, isShared: false)
            }
            guard let voice = state.voices[reply.address] else { return }
            _ = asker.withSocketAddress { sendto(voice, reply.bytes, reply.bytes.count, 0, $0, $1) }
        }
    }

    private func end() {
        state.withLock { state in
            state.isOver = true
            for voice in state.voices.values { close(voice) }
            state.voices = [:]
        }
    }

    /// A UDP socket.
    public static func socket(at address: String, _ port: Int, isShared: Bool) throws -> Int32 {
        let descriptor = Foundation.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var one: Int32 = 1
        if isShared { setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size)) }
        let status = sockaddr_in(address, port: port).withSocketAddress { bind(descriptor, $0, $1) }
        guard status == 0 else {
            let problem = POSIXErrorCode(rawValue: errno) ?? .EIO
            close(descriptor)
            throw POSIXError(problem)
        }
        return descriptor
    }
}
