import NIOCore
import Synchronization

/// What a terminal sends to one peer, in its order and with its pauses.
final class ZKVoice: Sendable {
    typealias Output = SimulatedZKTerminal.Output

    private struct State {
        var waiting = CircularBuffer<Output>()
        var isPausing = false
    }

    private let state = Mutex(State())
    private let loop: any EventLoop
    private let write: @Sendable ([UInt8]) -> Void
    private let close: @Sendable () -> Void

    /// - Parameters:
    ///   - loop: everything is sent on it.
    ///   - write: puts bytes on the wire.
    ///   - close: ends the connection, where there is one.
    init(
        on loop: any EventLoop, write: @escaping @Sendable ([UInt8]) -> Void, close: @escaping @Sendable () -> Void
    ) {
        self.loop = loop
        self.write = write
        self.close = close
    }

    func say(_ outputs: [Output]) {
        state.withLock { $0.waiting.append(contentsOf: outputs) }
        loop.execute { self.speak() }
    }

    func end() { close() }

    private func speak() {
        while let output = next() {
            switch output {
            case .bytes(let bytes): write(bytes)
            case .close: close()
            case .pause(let pause):
                loop.scheduleTask(in: TimeAmount(pause)) {
                    self.state.withLock { $0.isPausing = false }
                    self.speak()
                }
            }
        }
    }

    private func next() -> Output? {
        state.withLock { state in
            guard !state.isPausing, let output = state.waiting.popFirst() else { return nil }
            if case .pause = output { state.isPausing = true }
            return output
        }
    }
}
