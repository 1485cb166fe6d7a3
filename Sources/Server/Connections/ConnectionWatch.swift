import NIOCore
import NIOHTTPTypes

/// Ends connections of those who take their time: with the head of a request, with its body, with an answer.
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let book: ConnectionBook
    private var isRequestOpen = false
    private var answersOpen = 0
    /// Since when what happens now is awaited: a head, a body, a reader of the answer.
    private var since = NIODeadline.now()
    private var bodyBytes = 0
    private var hasAsked = false
    private var stalledSince: NIODeadline?
    private var tick: RepeatedTask?

    init(_ book: ConnectionBook) {
        self.book = book
    }

    func handlerAdded(context: ChannelHandlerContext) {
        guard book.enter(context.channel) else {
            // Not in the middle of its set-up, which goes on after this.
            let channel = context.channel
            context.eventLoop.execute { channel.close(promise: nil) }
            return
        }
        let channel = context.channel
        let book = book
        channel.closeFuture.whenComplete { _ in book.leave(channel) }
        let limits = book.limits
        let shortest = [limits.head, limits.idle, limits.body, limits.stall].min() ?? .seconds(15)
        let period = min(TimeAmount.nanoseconds(shortest.nanoseconds / 4), .seconds(5))
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        tick = context.eventLoop.scheduleRepeatedTask(initialDelay: period, delay: period) { _ in
            if bound.value.isOver { channel.close(promise: nil) }
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { tick?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        tick?.cancel()
        context.fireChannelInactive()
    }

    /// Whether what is awaited has been awaited too long.
    private var isOver: Bool {
        let limits = book.limits
        let now = NIODeadline.now()
        if let stalledSince, now - stalledSince > limits.stall { return true }
        if isRequestOpen {
            let earned = TimeAmount.seconds(Int64(bodyBytes / limits.bytesPerSecond))
            return now - since > limits.body + earned
        }
        return answersOpen == 0 && now - since > (hasAsked ? limits.idle : limits.head)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isRequestOpen = true
            hasAsked = true
            answersOpen += 1
            bodyBytes = 0
            since = .now()
            book.note(context.channel, isWaiting: false)
        case .body(let buffer): bodyBytes += buffer.readableBytes
        case .end: isRequestOpen = false
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            answersOpen = max(0, answersOpen - 1)
            if answersOpen == 0 {
                since = .now()
                book.note(context.channel, isWaiting: true)
            }
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stalledSince = context.channel.isWritable ? nil : .now()
        context.fireChannelWritabilityChanged()
    }
}
