import NIOCore
import NIOPosix
import Synchronization

/// One terminal on one port, TCP and UDP. Everything of it happens on one event loop, so that what comes first is
/// answered first.
final class ZKNetwork: Sendable {
    typealias Peer = SimulatedZKTerminal.Peer
    typealias Output = SimulatedZKTerminal.Output
    typealias Delivery = SimulatedZKTerminal.Delivery

    /// What a panel of doors says to anything: an error of its own protocol (contract 14).
    private static let panelAnswer: [UInt8] = [0xAA, 0x01, 0xC9, 0x01, 0x00, 0xF3, 0x2E, 0x94, 0x55]
    /// Addresses beyond that are not answered.
    private static let mostDatagramPeers = 1024
    /// How long an answer waits to be overtaken.
    private static let overtaking = TimeAmount.milliseconds(20)

    private struct State {
        var voices: [Peer: ZKVoice] = [:]
        var datagramPeers: [SocketAddress: Peer] = [:]
        var channels: [any Channel] = []
        var datagrams: ZKDatagrams
    }

    let terminal: SimulatedZKTerminal
    private let loop = MultiThreadedEventLoopGroup.singleton.next()
    private let state: Mutex<State>

    private init(_ terminal: SimulatedZKTerminal) {
        self.terminal = terminal
        state = Mutex(State(datagrams: ZKDatagrams(seed: terminal.configuration.datagrams.seed)))
    }

    /// - Parameter port: 0 chooses one that is free for both protocols.
    /// - Throws: what the system says when a socket cannot be opened.
    static func open(
        _ terminal: SimulatedZKTerminal, address: String, port: Int
    ) async throws -> (network: ZKNetwork, port: Int) {
        let network = ZKNetwork(terminal)
        for attempt in 1... {
            let stream = try await network.bindTCP(address, port)
            let chosen = stream.localAddress?.port ?? port
            do {
                let datagrams = try await network.bindUDP(address, chosen)
                network.state.withLock { $0.channels = [stream, datagrams] }
                return (network, chosen)
            } catch {
                try? await stream.close()
                // Somebody else has UDP on the port that was chosen for TCP: another choice.
                guard port == 0, attempt < 20 else { throw error }
            }
        }
        throw CancellationError()
    }

    func close() async {
        let channels = state.withLock { $0.channels }
        for channel in channels { try? await channel.close() }
        closeConnections()
        state.withLock { state in
            state.voices.removeAll()
            state.datagramPeers.removeAll()
        }
    }

    func closeConnections() {
        let voices = state.withLock { $0.voices }
        for (peer, voice) in voices where !peer.isDatagram { voice.end() }
    }

    func send(_ deliveries: [Delivery]) {
        let tcp = terminal.configuration.tcp
        for delivery in deliveries {
            guard let voice = state.withLock({ $0.voices[delivery.peer] }) else { continue }
            voice.say(delivery.peer.isDatagram ? delivery.outputs : Self.pieces(delivery.outputs, tcp))
        }
    }

    /// Writes of no more bytes than the style allows.
    private static func pieces(_ outputs: [Output], _ style: SimulatedZKTerminal.TCPStyle) -> [Output] {
        guard let size = style.pieceBytes.map({ max(1, $0) }) else { return outputs }
        return outputs.flatMap { output -> [Output] in
            guard case .bytes(let bytes) = output else { return [output] }
            return stride(from: 0, to: bytes.count, by: size).flatMap { start -> [Output] in
                let piece = Output.bytes(Array(bytes[start..<min(bytes.count, start + size)]))
                return style.piecePause > .zero ? [piece, .pause(style.piecePause)] : [piece]
            }
        }
    }

    // MARK: TCP

    private func bindTCP(_ address: String, _ port: Int) async throws -> any Channel {
        try await ServerBootstrap(group: loop)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ZKConnection(self, self.joined(channel)))
                }
            }
            .bind(host: address, port: port).get()
    }

    private func joined(_ channel: any Channel) -> Peer {
        let voice = ZKVoice(on: loop) { bytes in
            channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
        } close: {
            channel.close(promise: nil)
        }
        let peer = terminal.state.withLock { $0.newPeer(isDatagram: false) }
        state.withLock { $0.voices[peer] = voice }
        return peer
    }

    func left(_ peer: Peer) {
        state.withLock { _ = $0.voices.removeValue(forKey: peer) }
        terminal.state.withLock { $0.left(peer) }
    }

    /// What a panel of doors says to any bytes; nil from a terminal.
    private var panelDelivery: [UInt8]? { terminal.configuration.isAccessPanel ? Self.panelAnswer : nil }

    /// - Returns: false where the bytes are no frames, and the connection is to end.
    func heard(_ bytes: ByteBuffer, _ frames: inout ZKFrames, from peer: Peer) -> Bool {
        if let panel = panelDelivery {
            send([Delivery(peer: peer, outputs: [.bytes(panel)])])
            return true
        }
        frames.append(bytes.readableBytesView)
        do {
            while let payload = try frames.next() { send(terminal.receive(payload, from: peer)) }
            return true
        } catch {
            terminal.noteMalformed()
            return false
        }
    }

    // MARK: UDP

    private func bindUDP(_ address: String, _ port: Int) async throws -> any Channel {
        try await DatagramBootstrap(group: loop)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 1 << 16))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ZKDatagramEar(self))
                }
            }
            .bind(host: address, port: port).get()
    }

    func heard(_ datagram: AddressedEnvelope<ByteBuffer>, on channel: any Channel) {
        let trouble = terminal.configuration.datagrams
        guard let peer = peer(at: datagram.remoteAddress, channel),
            state.withLock({ $0.datagrams.arrives(trouble) })
        else { return }
        if let panel = panelDelivery {
            send([Delivery(peer: peer, outputs: [.bytes(panel)])])
        } else {
            send(terminal.receive(Array(datagram.data.readableBytesView), from: peer))
        }
    }

    private func peer(at address: SocketAddress, _ channel: any Channel) -> Peer? {
        state.withLock { state in
            if let known = state.datagramPeers[address] { return known }
            guard state.datagramPeers.count < Self.mostDatagramPeers else { return nil }
            let peer = terminal.state.withLock { $0.newPeer(isDatagram: true) }
            state.datagramPeers[address] = peer
            state.voices[peer] = ZKVoice(on: loop) {
                self.send($0, to: address, channel)
            } close: {
            }
            return peer
        }
    }

    private func send(_ bytes: [UInt8], to address: SocketAddress, _ channel: any Channel) {
        @Sendable func write(_ bytes: [UInt8]) {
            channel.writeAndFlush(
                AddressedEnvelope(remoteAddress: address, data: ByteBuffer(bytes: bytes)), promise: nil)
        }
        let trouble = terminal.configuration.datagrams
        let (now, holds) = state.withLock { $0.datagrams.sending(bytes, to: address, trouble) }
        now.forEach(write)
        guard holds else { return }
        loop.scheduleTask(in: Self.overtaking) {
            if let late = self.state.withLock({ $0.datagrams.released(for: address) }) { write(late) }
        }
    }
}

/// Reads frames from one TCP connection.
private final class ZKConnection: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let network: ZKNetwork
    private let peer: ZKNetwork.Peer
    private let frames = Mutex(ZKFrames())

    init(_ network: ZKNetwork, _ peer: ZKNetwork.Peer) {
        self.network = network
        self.peer = peer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        if !frames.withLock({ network.heard(bytes, &$0, from: peer) }) { context.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        network.left(peer)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// Reads datagrams, each of which is one payload.
private final class ZKDatagramEar: ChannelInboundHandler, Sendable {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let network: ZKNetwork

    init(_ network: ZKNetwork) { self.network = network }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        network.heard(unwrapInboundIn(data), on: context.channel)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}
