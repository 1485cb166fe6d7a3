import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// Connections that are accepted while their server stops are closed in good order.
///
/// A server that stops lets go of the connections that wait in its queue, and NIO ends the whole program over one that
/// nobody ever served (swift-nio, issue 3481): somebody who connects in that moment would turn a stop into a crash.
struct NoneAbandoned<Base: ServerChildChannel>: ServerChildChannel {
    private let base: Base

    init(_ base: Base) { self.base = base }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Accepted<Base>> {
        base.setup(channel: channel, logger: logger).map { Accepted($0, by: base, logger: logger) }
    }

    func handle(value: Accepted<Base>, logger: Logger) async {
        await base.handle(value: value.take(), logger: logger)
    }
}

/// A connection that is closed, and served to its end, when nobody took it.
final class Accepted<Base: ServerChildChannel>: ServerChildChannelValue {
    private let value: Base.Value
    private let base: Base
    private let logger: Logger
    private let isTaken = Atomic(false)

    init(_ value: Base.Value, by base: Base, logger: Logger) {
        self.value = value
        self.base = base
        self.logger = logger
    }

    var channel: any Channel { value.channel }

    func take() -> Base.Value {
        isTaken.store(true, ordering: .relaxed)
        return value
    }

    deinit {
        guard !isTaken.load(ordering: .relaxed) else { return }
        value.channel.close(promise: nil)
        Task { [base, value, logger] in await base.handle(value: value, logger: logger) }
    }
}
