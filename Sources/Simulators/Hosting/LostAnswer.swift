import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Ends the connection where an answer that is marked as lost should go out: not even its status arrives.
final class LostAnswer: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private static let mark = HTTPField.Name("X-Simulated-Loss")

    /// What the handler turns into silence.
    static var response: Response {
        var headers = HTTPFields()
        if let mark { headers[mark] = "1" }
        return Response(status: .ok, headers: headers)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(let head) = unwrapOutboundIn(data), let mark = LostAnswer.mark,
            head.headerFields[mark] != nil
        else {
            context.write(data, promise: promise)
            return
        }
        promise?.fail(ChannelError.ioOnClosedChannel)
        context.close(promise: nil)
    }
}
