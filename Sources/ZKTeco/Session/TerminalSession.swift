import Synchronization

/// A session with one terminal: opened with its comm key, asked one thing at a time, ended with `close`.
///
/// Several tasks may use it; each waits for its turn. Most terminals take one session at a time, so a program holds one
/// per terminal at most.
public final class TerminalSession: Sendable {
    public let address: TerminalAddress
    public var transport: TerminalTransport { link.transport }

    private struct State {
        var session: UInt16 = 0
        var lastReply: UInt16 = 0
    }

    private let link: TerminalLink
    private let times: TerminalTimes
    private let turn = Turn()
    private let state = Mutex(State())

    private init(_ address: TerminalAddress, _ link: TerminalLink, _ times: TerminalTimes) {
        self.address = address
        self.link = link
        self.times = times
    }

    /// - Parameter key: the comm key; 0 is none (contract 2).
    /// - Throws: at the steps `connect` and `authenticate`. The connection is closed then.
    public static func open(
        _ address: TerminalAddress, _ transport: TerminalTransport, key: UInt32 = 0,
        times: TerminalTimes = TerminalTimes()
    ) async throws(TerminalFailure) -> TerminalSession {
        let session = TerminalSession(address, try await TerminalLink.open(address, transport, times), times)
        do {
            try await session.begin(key)
        } catch {
            await session.close()
            throw error
        }
        return session
    }

    private func begin(_ key: UInt32) async throws(TerminalFailure) {
        let greeting = try await ask(.connect, at: .connect)
        switch greeting.code {
        case TerminalCode.ok: return
        case TerminalCode.unauthorized: break
        default: throw TerminalFailure(.refused(greeting.code), at: .connect)
        }
        let answer = try await ask(.authenticate(key: key, session: greeting.session), at: .authenticate)
        guard answer.code != TerminalCode.unauthorized else {
            throw TerminalFailure(.keyRefused(given: key != 0), at: .authenticate)
        }
        try TerminalSession.check(answer, at: .authenticate)
    }

    /// Says goodbye, whatever happened before, even to a task that is cancelled: a terminal that is left without `EXIT`
    /// may take no other session for minutes. It is left enabled, whoever disabled it.
    public func close() async {
        await Task { [self] in
            await turn.take()
            for request in [TerminalRequest.enable, .exit] where state.withLock({ $0.session }) != 0 {
                guard (try? await ask(request, at: .connect, patience: times.farewell, tries: 1)) != nil else { break }
            }
            await link.close()
            turn.give()
        }.value
    }

    // MARK: Questions

    /// Runs `body` while no other task asks this terminal anything.
    func alone<Value: Sendable>(
        _ body: () async throws(TerminalFailure) -> Value
    ) async throws(TerminalFailure) -> Value {
        await turn.take()
        defer { turn.give() }
        return try await body()
    }

    /// Asks, and returns the answer to just that: late answers to what was asked before are let go.
    ///
    /// The caller has its turn.
    func ask(
        _ request: TerminalRequest, at step: TerminalFailure.Step, patience: Duration? = nil, tries: Int? = nil
    ) async throws(TerminalFailure) -> TerminalPacket {
        let tries = transport == .udp ? tries ?? times.tries : 1
        let patience = patience ?? (transport == .udp ? times.datagram : times.answer)
        for _ in 0..<tries {
            let number = try await send(request, at: step)
            if let answer = try await answer(to: number, of: request, within: patience, at: step) { return answer }
        }
        throw TerminalFailure(.noAnswer, at: step)
    }

    /// Sends a request.
    ///
    /// - Returns: the number that its answers carry.
    func send(_ request: TerminalRequest, at step: TerminalFailure.Step) async throws(TerminalFailure) -> UInt16 {
        let packet = state.withLock { state in
            // A session begins at number 0, also where its first packet is sent again (contract 1).
            state.lastReply = request == .connect ? 0 : state.lastReply &+ 1
            return TerminalPacket(
                code: request.code, session: state.session, reply: state.lastReply, data: request.data)
        }
        try await link.send(packet, at: step)
        return packet.reply
    }

    /// The next packet that answers the request of a number; nil where none came in time.
    func answer(
        to number: UInt16, of request: TerminalRequest? = nil, within time: Duration, at step: TerminalFailure.Step
    ) async throws(TerminalFailure) -> TerminalPacket? {
        let end = ContinuousClock.now + time
        while true {
            let rest = end - .now
            guard rest > .zero else { return nil }
            switch await link.replies.next(within: rest) {
            case .timedOut: return nil
            case .cancelled: throw TerminalFailure(.cancelled, at: step)
            case .ended(let problem): throw TerminalFailure(problem, at: step)
            case .item(let packet):
                let isGreeting = request == .connect && packet.reply == 0
                if isGreeting { state.withLock { $0.session = packet.session } }
                let session = state.withLock { $0.session }
                if packet.reply == number, packet.session == session { return packet }
                if packet.reply == 0, packet.session != session { await leave(packet) }
            }
        }
    }

    /// A greeting that was sent twice may have opened two sessions: the one that nobody uses is ended (contract 20.1).
    private func leave(_ packet: TerminalPacket) async {
        guard transport == .udp, packet.code == TerminalCode.ok || packet.code == TerminalCode.unauthorized else {
            return
        }
        let farewell = TerminalPacket(code: TerminalRequest.exit.code, session: packet.session, reply: 1)
        try? await link.send(farewell, at: .connect)
    }

    static func check(_ answer: TerminalPacket, at step: TerminalFailure.Step) throws(TerminalFailure) {
        switch answer.code {
        case TerminalCode.unauthorized: throw TerminalFailure(.keyRefused(given: true), at: step)
        case let code where TerminalCode.isRefusal(code): throw TerminalFailure(.refused(code), at: step)
        default: return
        }
    }

    var waits: TerminalTimes { times }

    // MARK: Events

    /// Asks to be told of punches as they happen.
    public func listen() async throws(TerminalFailure) {
        try await alone { () async throws(TerminalFailure) in
            try TerminalSession.check(try await ask(.listen, at: .listen), at: .listen)
        }
    }

    /// The next event, with its bytes; nil where none came in time. Only one task may wait.
    public func nextEvent(
        within time: Duration
    ) async throws(TerminalFailure) -> (event: TerminalEvent, data: [UInt8])? {
        switch await link.events.next(within: time) {
        case .timedOut: return nil
        case .cancelled: throw TerminalFailure(.cancelled, at: .listen)
        case .ended(let problem): throw TerminalFailure(problem, at: .listen)
        case .item(let packet): return (TerminalEvent(packet), packet.data)
        }
    }

    /// Tells the terminal that an event is stored. It is answered by nothing.
    public func acknowledgeEvent() async throws(TerminalFailure) {
        let packet = state.withLock {
            TerminalPacket(code: TerminalCode.ok, session: $0.session, reply: 0)
        }
        try await link.send(packet, at: .listen)
    }
}
