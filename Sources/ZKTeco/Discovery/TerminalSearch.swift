import NIOCore
import NIOPosix

/// A terminal that answered a search.
public struct FoundTerminal: Hashable, Sendable {
    public let address: TerminalAddress
    public let transport: TerminalTransport
    /// Empty where it tells none without its comm key.
    public var identity: TerminalIdentity
    public var needsKey: Bool
}

/// Looks for terminals on the networks that this machine is on.
///
/// Each address is asked whether its port is open, and a greeting goes to all at once over UDP, which only some terminals
/// answer. Those that are there are then asked for their serial number, in a session that is ended at once: a terminal that
/// serves one client at a time may end that client's session for it, so what is known and in use is left out.
public struct TerminalSearch: Sendable {
    /// One network to look at.
    public struct Network: Hashable, Sendable {
        /// This machine's own address in it, dotted decimal.
        public let own: String
        /// Leading bits that all its addresses share.
        public let prefix: Int

        public init(own: String, prefix: Int) {
            self.own = own
            self.prefix = prefix
        }

        /// The IPv4 networks of this machine's interfaces but loopback.
        public static func all() -> [Network] {
            let devices = (try? System.enumerateDevices()) ?? []
            return devices.compactMap { device in
                guard case .v4(let address)? = device.address, case .v4(let mask)? = device.netmask,
                    let own = SocketAddress.v4(address).ipAddress, !own.hasPrefix("127."),
                    let bits: UInt32 = SocketAddress.v4(mask).ipAddress.flatMap(TerminalSearch.number)
                else { return nil }
                return Network(own: own, prefix: bits.nonzeroBitCount)
            }
        }
    }

    public var networks: [Network]
    public var port: Int
    /// Addresses that are not asked anything.
    public var leftOut: Set<String>
    /// How long an address has to open its port.
    public var patience = Duration.milliseconds(500)

    /// Addresses of one network that are asked: those around our own in a larger one.
    public static let mostAddresses = 1024
    /// Addresses that are asked at once.
    static let width = 128

    public init(networks: [Network], port: Int = 4370, leftOut: Set<String> = []) {
        self.networks = networks
        self.port = port
        self.leftOut = leftOut
    }

    /// Searches all networks.
    ///
    /// - Parameter onFind: told of each terminal as it is found.
    /// - Returns: by address.
    public func run(onFind: @escaping @Sendable (FoundTerminal) -> Void = { _ in }) async -> [FoundTerminal] {
        var candidates: [(String, TerminalTransport)] = []
        async let greeted = greet()
        for address in await openPorts() { candidates.append((address, .tcp)) }
        let overTCP = Set(candidates.map(\.0))
        for address in await greeted where !overTCP.contains(address) && !leftOut.contains(address) {
            candidates.append((address, .udp))
        }
        return await withTaskGroup(of: FoundTerminal?.self) { group in
            for (address, transport) in candidates {
                group.addTask { await identify(TerminalAddress(host: address, port: port), transport) }
            }
            var found: [FoundTerminal] = []
            for await terminal in group {
                guard let terminal else { continue }
                onFind(terminal)
                found.append(terminal)
            }
            return found.sorted {
                TerminalSearch.number($0.address.host) ?? .max < TerminalSearch.number($1.address.host) ?? .max
            }
        }
    }

    /// Nil where what listens there is no terminal.
    private func identify(_ address: TerminalAddress, _ transport: TerminalTransport) async -> FoundTerminal? {
        var times = TerminalTimes()
        times.connect = .seconds(2)
        times.answer = .seconds(3)
        times.datagram = .milliseconds(700)
        times.tries = 3
        do {
            let session = try await TerminalSession.open(address, transport, times: times)
            let identity = try? await session.identity()
            await session.close()
            return FoundTerminal(
                address: address, transport: transport, identity: identity ?? TerminalIdentity(), needsKey: false)
        } catch {
            guard case .keyRefused = error.problem else { return nil }
            return FoundTerminal(
                address: address, transport: transport, identity: TerminalIdentity(), needsKey: true)
        }
    }

    // MARK: Who is there

    private func openPorts() async -> [String] {
        let addresses = networks.flatMap(TerminalSearch.addresses).filter { !leftOut.contains($0) }
        return await withTaskGroup(of: String?.self) { group in
            var open: [String] = []
            for (index, address) in addresses.enumerated() {
                if index >= TerminalSearch.width, let answer = await group.next(), let answer { open.append(answer) }
                group.addTask { await isOpen(address) ? address : nil }
            }
            for await answer in group { if let answer { open.append(answer) } }
            return open
        }
    }

    private func isOpen(_ address: String) async -> Bool {
        guard let remote = try? SocketAddress(ipAddress: address, port: port),
            let channel = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(.nanoseconds(patience.wholeNanoseconds)).connect(to: remote).get()
        else { return false }
        try? await channel.close()
        return true
    }

    /// Addresses that answered a greeting to everybody.
    private func greet() async -> Set<String> {
        var answered: Set<String> = []
        for network in networks {
            guard let everybody = TerminalSearch.broadcast(network) else { continue }
            answered.formUnion(await greet(everybody, from: network.own))
        }
        return answered
    }

    private func greet(_ everybody: String, from own: String) async -> Set<String> {
        let heard = Mailbox<(String, TerminalPacket)>(limit: 4096) { _ in 1 }
        guard let remote = try? SocketAddress(ipAddress: everybody, port: port),
            let channel = try? await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelOption(.socketOption(.so_broadcast), value: 1)
                .channelInitializer({ channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(GreetingReader(heard))
                    }
                })
                .bind(host: own, port: 0).get()
        else { return [] }
        let greeting = TerminalPacket(code: TerminalRequest.connect.code, session: 0, reply: 0)
        var answered: Set<String> = []
        // Datagrams get lost: it is said twice.
        for _ in 0..<2 {
            try? await channel.writeAndFlush(
                AddressedEnvelope(remoteAddress: remote, data: channel.allocator.buffer(bytes: greeting.bytes)))
            let end = ContinuousClock.now + patience
            while case .item(let (source, packet)) = await heard.next(within: max(.zero, end - .now)) {
                guard packet.code == TerminalCode.ok || packet.code == TerminalCode.unauthorized else { continue }
                answered.insert(source)
                await leave(packet.session, at: source, channel)
            }
        }
        try? await channel.close()
        return answered
    }

    /// Ends the session that a greeting has opened.
    private func leave(_ session: UInt16, at address: String, _ channel: any Channel) async {
        guard let remote = try? SocketAddress(ipAddress: address, port: port) else { return }
        let farewell = TerminalPacket(code: TerminalRequest.exit.code, session: session, reply: 1)
        try? await channel.writeAndFlush(
            AddressedEnvelope(remoteAddress: remote, data: channel.allocator.buffer(bytes: farewell.bytes)))
    }

    // MARK: Addresses

    /// The addresses of a network but its first, its last and our own; of a large one those around our own.
    static func addresses(_ network: Network) -> [String] {
        guard let own = number(network.own), (1...30).contains(network.prefix) else { return [] }
        let size = UInt32(1) << UInt32(32 - network.prefix)
        var first = own & ~(size - 1)
        var last = first + (size - 1)
        if size > UInt32(mostAddresses) {
            first = own & ~(UInt32(mostAddresses) - 1)
            last = first + UInt32(mostAddresses) - 1
        }
        guard last - first >= 2 else { return [] }
        return ((first + 1)...(last - 1)).filter { $0 != own }.map(text)
    }

    static func broadcast(_ network: Network) -> String? {
        guard let own = number(network.own), (1...30).contains(network.prefix) else { return nil }
        return text(own | ((UInt32(1) << UInt32(32 - network.prefix)) - 1))
    }

    fileprivate static func number(_ address: String) -> UInt32? {
        let parts = address.split(separator: ".").compactMap { UInt8($0) }
        guard parts.count == 4 else { return nil }
        return parts.reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func text(_ number: UInt32) -> String {
        [24, 16, 8, 0].map { String(number >> $0 & 0xFF) }.joined(separator: ".")
    }
}

/// Hears who answers a greeting. Runs on its event loop alone.
private final class GreetingReader: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let heard: Mailbox<(String, TerminalPacket)>

    init(_ heard: Mailbox<(String, TerminalPacket)>) {
        self.heard = heard
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let source = envelope.remoteAddress.ipAddress,
            let packet = try? TerminalPacket(Array(envelope.data.readableBytesView))
        else { return }
        heard.put((source, packet))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}
