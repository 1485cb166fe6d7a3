import Foundation
import NIOCore
import NIOPosix

/// The socket to one terminal. What comes in goes to two boxes: answers, and events, which come unasked and between the
/// packets of answers (contract 20.2).
struct TerminalLink: Sendable {
    let transport: TerminalTransport
    let replies: Mailbox<TerminalPacket>
    let events: Mailbox<TerminalPacket>
    private let channel: any Channel

    /// Bytes of answers that wait to be read: no answer to one question has more.
    private static let mostWaiting = 4 << 20
    /// Events that wait; past it the log has to be read anyway.
    private static let mostEvents = 1000

    /// - Throws: `unknownHost`, `unreachable`, `portClosed`, `noAnswer`, `cancelled`.
    static func open(
        _ address: TerminalAddress, _ transport: TerminalTransport, _ times: TerminalTimes
    ) async throws(TerminalFailure) -> TerminalLink {
        let remote = try await resolved(address, within: times.connect)
        let replies = Mailbox<TerminalPacket>(limit: mostWaiting) { $0.data.count + 64 }
        let events = Mailbox<TerminalPacket>(limit: mostEvents) { _ in 1 }
        do {
            let channel = try await connect(remote, transport, times, Inbox(transport, replies, events))
            return TerminalLink(transport: transport, replies: replies, events: events, channel: channel)
        } catch {
            throw TerminalFailure(problem(error), at: .connect)
        }
    }

    private static func connect(
        _ remote: SocketAddress, _ transport: TerminalTransport, _ times: TerminalTimes, _ inbox: Inbox
    ) async throws -> any Channel {
        let group = MultiThreadedEventLoopGroup.singleton
        switch transport {
        case .tcp:
            return try await ClientBootstrap(group: group)
                .connectTimeout(.nanoseconds(times.connect.wholeNanoseconds))
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(StreamReader(inbox))
                    }
                }
                .connect(to: remote).get()
        case .udp:
            return try await DatagramBootstrap(group: group)
                .channelOption(.socketOption(.so_rcvbuf), value: 1 << 20)
                .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 65_536))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(DatagramReader(inbox))
                    }
                }
                .connect(to: remote).get()
        }
    }

    func send(_ packet: TerminalPacket, at step: TerminalFailure.Step) async throws(TerminalFailure) {
        let bytes = transport == .tcp ? TerminalFrames.framed(packet) : packet.bytes
        let buffer = channel.allocator.buffer(bytes: bytes)
        do {
            if transport == .tcp {
                try await channel.writeAndFlush(buffer)
            } else if let remote = channel.remoteAddress {
                try await channel.writeAndFlush(AddressedEnvelope(remoteAddress: remote, data: buffer))
            }
        } catch {
            let problem = TerminalLink.problem(error)
            throw TerminalFailure(problem == .unreachable ? .connectionLost : problem, at: step)
        }
    }

    func close() async { try? await channel.close() }

    /// A name's address, looked up where it may take its time.
    private static func resolved(
        _ address: TerminalAddress, within time: Duration
    ) async throws(TerminalFailure) -> SocketAddress {
        if let known = try? SocketAddress(ipAddress: address.host, port: address.port) { return known }
        let answer = Mailbox<SocketAddress?>(limit: 1) { _ in 1 }
        Task {
            let found = try? await NIOThreadPool.singleton.runIfActive {
                try SocketAddress.makeAddressResolvingHost(address.host, port: address.port)
            }
            answer.put(found)
        }
        switch await answer.next(within: time) {
        case .item(let found?): return found
        case .cancelled: throw TerminalFailure(.cancelled, at: .connect)
        default: throw TerminalFailure(.unknownHost, at: .connect)
        }
    }

    private static func problem(_ error: any Error) -> TerminalFailure.Problem {
        if error is CancellationError { return .cancelled }
        if let error = error as? ChannelError {
            if case .connectTimeout = error { return .unreachable }
            return .connectionLost
        }
        switch (error as? IOError)?.errnoCode {
        case ECONNREFUSED: return .portClosed
        case ECONNRESET, EPIPE: return .connectionLost
        default: return .unreachable
        }
    }
}

extension Duration {
    var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
