import Attendance
import ConnectorKit
import Synchronization
import ZKTeco

/// A session that is open, and what was found out on it.
final class TerminalLine: Sendable {
    let session: TerminalSession
    private let found = Mutex<RecordLayout?>(nil)
    private let read = Mutex(false)

    init(_ session: TerminalSession) {
        self.session = session
    }

    /// Whether the log was read on this line. Until then nobody knows what happened while no line stood.
    var hasRead: Bool {
        get { read.withLock { $0 } }
        set { read.withLock { $0 = newValue } }
    }

    /// The layout of the log, once it was read on this line.
    var layout: RecordLayout? {
        get { found.withLock { $0 } }
        set { found.withLock { $0 = newValue } }
    }
}

/// The lines that this process holds: most terminals take one session at a time, so whoever reads a terminal that is being
/// listened to reads it on the listener's line.
final class TerminalLines: Sendable {
    private let lines = Mutex<[TerminalAddress: TerminalLine]>([:])

    subscript(address: TerminalAddress) -> TerminalLine? { lines.withLock { $0[address] } }

    func add(_ line: TerminalLine) { lines.withLock { $0[line.session.address] = line } }

    func remove(_ line: TerminalLine) {
        lines.withLock { lines in
            if lines[line.session.address] === line { lines[line.session.address] = nil }
        }
    }
}

extension ConnectorContext {
    var terminalAddress: TerminalAddress {
        TerminalAddress(host: fields["host"] ?? "", port: fields["port"].flatMap { Int($0) } ?? 4370)
    }

    /// Opens a line; with `auto` over TCP, or over UDP where the terminal has no TCP. What worked last is tried first.
    func openLine() async throws(TerminalFailure) -> TerminalLine {
        let key = fields["comm-key"].flatMap { UInt32($0) } ?? 0
        var times = TerminalTimes()
        times.answer = min(times.answer, timeout)
        var failure: TerminalFailure?
        for transport in transports {
            do {
                return TerminalLine(
                    try await TerminalSession.open(terminalAddress, transport, key: key, times: times))
            } catch {
                // What a terminal said over TCP counts more than its silence over UDP.
                failure = failure.map { TerminalFailure.moreTelling($0, error) } ?? error
                guard error.mayAnswerOtherwise else { throw error }
            }
        }
        throw failure ?? TerminalFailure(.unreachable, at: .connect)
    }

    private var transports: [TerminalTransport] {
        if let fixed = fields["protocol"].flatMap(TerminalTransport.init(rawValue:)) { return [fixed] }
        return facts.notes["protocol"] == TerminalTransport.udp.rawValue ? [.udp, .tcp] : [.tcp, .udp]
    }
}

extension TerminalFailure {
    /// Whether the other transport may do better.
    fileprivate var mayAnswerOtherwise: Bool {
        guard step == .connect else { return false }
        switch problem {
        case .portClosed, .noAnswer, .connectionLost, .unreachable, .foreign: return true
        default: return false
        }
    }

    fileprivate static func moreTelling(_ first: TerminalFailure, _ second: TerminalFailure) -> TerminalFailure {
        second.problem == .noAnswer || second.problem == .portClosed ? first : second
    }
}
