import NIOCore
import NIOPosix

/// Simulated devices on one interface, answering by UDP as the real ones do.
public struct TerminalNetwork: Sendable {
    /// An address of the interface, dotted decimal.
    public var interface: String
    public var group = "239.255.255.250"
    public var port = 37_020

    public init(interface: String) {
        self.interface = interface
    }

    /// Answers until the task is cancelled.
    ///
    /// - Throws: what the system says when a socket cannot be opened.
    public func run(_ terminals: [SimulatedTerminal], started: @Sendable () -> Void) async throws {
        let group = try SocketAddress(ipAddress: group, port: port)
        var channels: [any Channel] = []
        func closeAll() async { for channel in channels { try? await channel.close() } }
        do {
            // Devices of addresses that this machine does not have speak from the interface's own.
            var voices: [(terminal: SimulatedTerminal, channel: any Channel)] = []
            var foreign: [SimulatedTerminal] = []
            for (address, residents) in Dictionary(grouping: terminals, by: \.identity.address) {
                guard address != interface, let channel = try await voice(of: residents, at: address, group) else {
                    foreign += residents
                    continue
                }
                channels.append(channel)
                voices += residents.map { ($0, channel) }
            }
            let shared = try await bind(
                interface, Listener(terminals: foreign, voices: [], group: group), isShared: true)
            channels.append(shared)
            voices += foreign.map { ($0, shared) }
            let ears = try await bind(
                self.group,
                Listener(terminals: voices.map(\.terminal), voices: voices.map(\.channel), group: group),
                isShared: true)
            channels.append(ears)
            try await join(ears)
            for (terminal, channel) in voices {
                try await channel.writeAndFlush(
                    AddressedEnvelope(remoteAddress: group, data: ByteBuffer(bytes: terminal.hello.bytes)))
            }
            started()
            try await Task.sleep(for: .seconds(1 << 40))
        } catch {
            await closeAll()
            throw error
        }
    }

    /// A socket for the devices of one address alone: two sets never answer from one address. Nil where this machine
    /// does not have the address.
    private func voice(
        of residents: [SimulatedTerminal], at address: String, _ group: SocketAddress
    ) async throws -> (any Channel)? {
        do {
            return try await bind(
                address, Listener(terminals: residents, voices: [], group: group), isShared: false)
        } catch let error as IOError where error.errnoCode == TerminalNetwork.noSuchAddress { return nil }
    }

    /// `EADDRNOTAVAIL`
    private static let noSuchAddress: Int32 = 99

    private func bind(_ address: String, _ listener: Listener, isShared: Bool) async throws -> any Channel {
        let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.socketOption(.so_reuseaddr), value: isShared ? 1 : 0)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 8192))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(listener) }
            }
            .bind(host: address, port: port).get()
        if let options = channel as? any SocketOptionProvider,
            let own = TerminalNetwork.bytes(interface)
        {
            try await options.unsafeSetSocketOption(level: .ip, name: .ip_multicast_if, value: own).get()
            try await options.setIPMulticastTTL(1).get()
            try await options.setIPMulticastLoop(1).get()
        }
        return channel
    }

    private func join(_ channel: any Channel) async throws {
        guard let options = channel as? any SocketOptionProvider, let own = TerminalNetwork.bytes(interface),
            let group = TerminalNetwork.bytes(group)
        else { return }
        // The kernel's ip_mreq: the group, then the interface's address.
        try await options.unsafeSetSocketOption(level: .ip, name: .ip_add_membership, value: (group, own)).get()
    }

    private typealias Bytes = (UInt8, UInt8, UInt8, UInt8)

    /// Dotted decimal as the kernel has it.
    private static func bytes(_ address: String) -> Bytes? {
        let parts = address.split(separator: ".").compactMap { UInt8($0) }
        return parts.count == 4 ? (parts[0], parts[1], parts[2], parts[3]) : nil
    }
}

/// Reads probes at one socket and lets the devices answer, each with its own voice.
private final class Listener: ChannelInboundHandler, Sendable {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let terminals: [SimulatedTerminal]
    private let group: SocketAddress
    /// The socket that each device answers from; the one that heard the probe where there is none.
    private let voices: [any Channel]

    init(terminals: [SimulatedTerminal], voices: [any Channel], group: SocketAddress) {
        self.terminals = terminals
        self.voices = voices
        self.group = group
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let probe = TerminalProbe(Array(envelope.data.readableBytesView)) else { return }
        for (index, terminal) in terminals.enumerated() {
            let voice = index < voices.count ? voices[index] : context.channel
            for reply in terminal.replies(to: probe, at: .now) {
                let answer = AddressedEnvelope(
                    remoteAddress: reply.toGroup ? group : envelope.remoteAddress, data: ByteBuffer(bytes: reply.bytes))
                let (seconds, attoseconds) = reply.delay.components
                let delay = TimeAmount.nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
                voice.eventLoop.scheduleTask(in: delay) { voice.writeAndFlush(answer, promise: nil) }
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}
