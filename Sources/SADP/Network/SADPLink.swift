import Foundation
import NIOCore
import NIOPosix

/// Where a datagram came in.
public enum SADPDoor: Hashable, Sendable {
    /// The multicast group.
    case group
    /// The port that the vendor's client has.
    case official
    /// A port that this client alone has: where several clients share the official one, the kernel hands answers of one
    /// device to one client only.
    case own
}

/// One datagram with where it came from.
struct Arrival: Sendable {
    let bytes: [UInt8]
    /// Dotted decimal.
    let source: String
    let door: SADPDoor
    /// Place of the link among the client's.
    let link: Int
}

/// This client's sockets on one interface.
struct SADPLink: Sendable {
    let interface: NetworkInterface
    private let doors: [SADPDoor: any Channel]
    private let destination: SocketAddress

    /// Opens the sockets; datagrams go to the queue from then on.
    static func open(
        _ interface: NetworkInterface, at index: Int, settings: SADPSettings, into queue: ArrivalQueue
    ) async throws(SADPFailure) -> SADPLink {
        guard let destination = try? SocketAddress(ipAddress: settings.group, port: settings.groupPort),
            case .v4 = destination
        else { throw .invalidGroup(settings.group) }
        var opened: [SADPDoor: any Channel] = [:]
        do {
            var wanted: [(SADPDoor, String, Int)] = [
                (.official, interface.address, settings.listenPort), (.own, interface.address, 0),
            ]
            if destination.isMulticast { wanted.append((.group, settings.group, settings.groupPort)) }
            for (door, address, port) in wanted {
                let channel = try await bind(address, port, door: door, link: index, into: queue)
                opened[door] = channel
                try await configure(channel, door: door, interface: interface, group: settings.group)
            }
        } catch {
            for channel in opened.values { try? await channel.close() }
            throw failure(error, on: interface, port: settings.listenPort)
        }
        return SADPLink(interface: interface, doors: opened, destination: destination)
    }

    /// - Throws: when the system takes nothing for the group there.
    func send(_ bytes: [UInt8], from door: SADPDoor) async throws(SADPFailure) {
        // What was heard at the group is answered from the port that only this client has.
        guard let channel = doors[door == .group ? .own : door] else { return }
        do {
            let buffer = channel.allocator.buffer(bytes: bytes)
            try await channel.writeAndFlush(AddressedEnvelope(remoteAddress: destination, data: buffer))
        } catch { throw SADPLink.failure(error, on: interface, port: 0) }
    }

    func close() async {
        for channel in doors.values { try? await channel.close() }
    }

    private static func bind(
        _ address: String, _ port: Int, door: SADPDoor, link: Int, into queue: ArrivalQueue
    ) async throws -> any Channel {
        try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.socketOption(.so_reuseaddr), value: door == .own ? 0 : 1)
            .channelOption(.socketOption(.so_rcvbuf), value: 4 << 20)
            // One byte more than is read: a larger datagram arrives cut and is seen to be too large.
            .channelOption(
                .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: SADPDocument.largest + 1)
            )
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ArrivalHandler(door: door, link: link, queue: queue))
                }
            }
            .bind(host: address, port: port).get()
    }

    private static func configure(
        _ channel: any Channel, door: SADPDoor, interface: NetworkInterface, group: String
    ) async throws {
        guard let options = channel as? any SocketOptionProvider, let own = IPv4Number(interface.address),
            let group = IPv4Number(group), group.isMulticast
        else { return }
        if door == .group {
            // Without this the socket hears every group that any program of this machine joined anywhere.
            try await options.unsafeSetSocketOption(
                level: .ip, name: SADPLink.hearsForeignGroups, value: CInt(0)
            ).get()
            // NIO's own call refuses loopback, which does not call itself capable of multicast and is.
            let membership = GroupMembership(group: group, address: own, interfaceIndex: CInt(interface.index))
            try await options.unsafeSetSocketOption(level: .ip, name: .ip_add_membership, value: membership).get()
        } else {
            try await options.unsafeSetSocketOption(level: .ip, name: .ip_multicast_if, value: own).get()
            try await options.setIPMulticastTTL(1).get()
            // Simulators and other clients of this machine hear it too.
            try await options.setIPMulticastLoop(1).get()
        }
    }

    /// Linux's `IP_MULTICAST_ALL`, which NIO has no name for.
    private static let hearsForeignGroups = NIOBSDSocket.Option(rawValue: 49)

    private static func failure(_ error: any Error, on interface: NetworkInterface, port: Int) -> SADPFailure {
        guard let error = error as? IOError else {
            return error is CancellationError
                ? .cancelled : .network(interface: interface.description, reason: "\(error)")
        }
        switch error.errnoCode {
        case EADDRINUSE: return .portInUse(port, interface: interface.description)
        case EACCES, EPERM: return .notPermitted(interface: interface.description)
        case ENETUNREACH, EHOSTUNREACH, ENETDOWN, ENODEV, EADDRNOTAVAIL:
            return .noRoute(interface: interface.description)
        default:
            return .network(interface: interface.description, reason: String(cString: strerror(error.errnoCode)))
        }
    }
}

/// Hands datagrams of one socket to the queue.
private final class ArrivalHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let door: SADPDoor
    private let link: Int
    private let queue: ArrivalQueue

    init(door: SADPDoor, link: Int, queue: ArrivalQueue) {
        self.door = door
        self.link = link
        self.queue = queue
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let source = envelope.remoteAddress.ipAddress else { return }
        queue.offer(Arrival(bytes: Array(envelope.data.readableBytesView), source: source, door: door, link: link))
    }

    // One unreachable neighbour is no reason to stop listening to the others.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}
