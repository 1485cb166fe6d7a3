import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Simulators

/// Bytes as a contract writes them.
func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.filter { !$0.isWhitespace }.map { UInt8($0.hexDigitValue ?? 0) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 0x0F, radix: 16) }.joined()
}

/// What arrives at a socket: asked for, it waits, though not for ever: a datagram may be lost on any machine, and a test
/// that waits for it would hold up all others.
private final class Arrivals: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var datagrams: [[UInt8]] = []
        var isOver = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func took(_ more: [UInt8]) {
        change {
            $0.bytes += more
            $0.datagrams.append(more)
        }
    }

    func over() { change { $0.isOver = true } }

    private func change(_ change: (inout State) -> Void) {
        let waiters = state.withLock { state in
            change(&state)
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// So many bytes, or what came before the end.
    func bytes(_ count: Int) async -> [UInt8] {
        await more { $0.bytes.count >= count }
        return state.withLock { state in
            defer { state.bytes.removeFirst(min(count, state.bytes.count)) }
            return Array(state.bytes.prefix(count))
        }
    }

    /// Empty where none came.
    func datagram() async -> [UInt8] {
        await more { !$0.datagrams.isEmpty }
        return state.withLock { $0.datagrams.isEmpty ? [] : $0.datagrams.removeFirst() }
    }

    private static let patience = Duration.seconds(60)

    /// Returns when there is enough, or when nothing more comes.
    private func more(_ isEnough: @escaping @Sendable (State) -> Bool) async {
        let limit = Task {
            guard (try? await Task.sleep(for: Arrivals.patience)) != nil else { return }
            Issue.record("nothing came for a minute")
            over()
        }
        defer { limit.cancel() }
        while !state.withLock({ isEnough($0) || $0.isOver }) { await nextChange(unless: isEnough) }
    }

    /// Returns when something came, or at once where there is enough.
    private func nextChange(unless isEnough: (State) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if isEnough(state) || state.isOver { return true }
                state.waiters.append(continuation)
                return false
            }
            if isReady { continuation.resume() }
        }
    }
}

/// A TCP connection that knows nothing of what it carries.
final class RawSocket: Sendable {
    private let channel: any Channel
    private let arrivals = Arrivals()

    init(port: Int) async throws {
        let arrivals = arrivals
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(StreamEar(arrivals))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }

    func send(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }

    /// So many bytes; fewer where the connection ended before.
    func read(_ count: Int) async -> [UInt8] { await arrivals.bytes(count) }

    func readToEnd() async -> [UInt8] { await arrivals.bytes(.max) }

    func close() async throws { try await channel.close() }

    /// The payload of the next frame; empty where the connection ended before.
    func readPayload() async -> [UInt8] {
        let head = await read(8)
        guard let length = head.little32(at: 4) else { return [] }
        return await read(Int(length))
    }

    /// - Returns: the packet that comes next.
    func ask(_ request: ZKPacket) async throws -> ZKPacket? {
        try await send(ZKPacket.frame(request.payload))
        return ZKPacket(payload: await readPayload())
    }

    private final class StreamEar: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        private let arrivals: Arrivals

        init(_ arrivals: Arrivals) { self.arrivals = arrivals }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            arrivals.took(Array(unwrapInboundIn(data).readableBytesView))
        }

        func channelInactive(context: ChannelHandlerContext) { arrivals.over() }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}

/// A UDP socket that knows nothing of what it carries.
final class RawDatagrams: Sendable {
    private let channel: any Channel
    private let terminal: SocketAddress
    private let arrivals = Arrivals()

    init(port: Int) async throws {
        let arrivals = arrivals
        terminal = try SocketAddress(ipAddress: "127.0.0.1", port: port)
        channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DatagramEar(arrivals))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(AddressedEnvelope(remoteAddress: terminal, data: ByteBuffer(bytes: bytes)))
    }

    func read() async -> [UInt8] { await arrivals.datagram() }

    func close() async throws { try await channel.close() }

    private final class DatagramEar: ChannelInboundHandler, Sendable {
        typealias InboundIn = AddressedEnvelope<ByteBuffer>
        private let arrivals: Arrivals

        init(_ arrivals: Arrivals) { self.arrivals = arrivals }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            arrivals.took(Array(unwrapInboundIn(data).data.readableBytesView))
        }
    }
}
