import Foundation
import NIOCore

/// Sorts what comes from a terminal, by its code first: events carry reply numbers that answers have too.
struct Inbox: Sendable {
    private let transport: TerminalTransport
    private let replies: Mailbox<TerminalPacket>
    private let events: Mailbox<TerminalPacket>

    init(
        _ transport: TerminalTransport, _ replies: Mailbox<TerminalPacket>, _ events: Mailbox<TerminalPacket>
    ) {
        self.transport = transport
        self.replies = replies
        self.events = events
    }

    func take(_ bytes: [UInt8]) {
        do throws(PacketFailure) {
            let packet = try TerminalPacket(bytes)
            if packet.code == TerminalCode.event {
                // One that finds no room is in the log.
                events.put(packet)
            } else if !replies.put(packet), transport == .tcp {
                end(.endless)
            }
        } catch {
            // A datagram that is damaged is as good as lost, and is asked for again; of a stream nothing gets lost.
            if transport == .tcp { end(.damaged) }
        }
    }

    func end(_ problem: TerminalFailure.Problem) {
        replies.end(problem)
        events.end(problem)
    }
}

/// Reads a TCP connection. Runs on its event loop alone.
final class StreamReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let inbox: Inbox
    private var frames = TerminalFrames()

    init(_ inbox: Inbox) {
        self.inbox = inbox
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        frames.append(unwrapInboundIn(data).readableBytesView)
        do throws(StreamFailure) {
            while let bytes = try frames.next() { inbox.take(bytes) }
        } catch {
            inbox.end(error == .accessPanel ? .accessPanel : .foreign)
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        inbox.end(.connectionLost)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        inbox.end(.connectionLost)
        context.close(promise: nil)
    }
}

/// Reads datagrams. Runs on its event loop alone.
final class DatagramReader: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let inbox: Inbox

    init(_ inbox: Inbox) {
        self.inbox = inbox
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        inbox.take(Array(unwrapInboundIn(data).data.readableBytesView))
    }

    func channelInactive(context: ChannelHandlerContext) {
        inbox.end(.connectionLost)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The machine says that nothing listens there: it stays so for all that was asked.
        if (error as? IOError)?.errnoCode == ECONNREFUSED { inbox.end(.portClosed) }
    }
}
