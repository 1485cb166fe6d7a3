import Synchronization

/// One simulated ZKTeco terminal that is pulled on port 4370, over TCP and UDP: what it answers, faults included.
/// Written from the contract (`zkteco-standalone`) alone; shares no code with the client.
///
/// Where the contract leaves open what terminals do, this one does the stricter thing: a request without an authorised
/// session is answered by 2005 and counted, a packet with a wrong checksum is dropped and counted, a chunk beyond what was
/// prepared is answered by 2001.
public final class SimulatedZKTerminal: Sendable {
    /// What is ordered to go wrong.
    public let faults = Faults()
    let state: Mutex<State>
    /// Where it is served, while it is.
    let network = Mutex<ZKNetwork?>(nil)

    /// - Parameter log: oldest first; what is more than the capacity is lost as `whenFull` says.
    public init(_ configuration: Configuration = Configuration(), log: [Punch] = []) {
        state = Mutex(State(configuration, log: log))
    }

    // MARK: What tests look at

    public var configuration: Configuration { state.withLock { $0.configuration } }
    /// The rows of the log, oldest first.
    public var log: [Punch] { state.withLock { $0.log } }
    /// The commands of all requests in their order, acknowledgements of events not among them; the first ten thousand.
    public var requests: [UInt16] { state.withLock { $0.requests } }
    /// Requests that would clear, delete, write, enrol or restart. All are refused.
    public var forbidden: [UInt16] { state.withLock { $0.forbidden } }
    /// Whether the screen shows "working...".
    public var isDisabled: Bool { state.withLock { $0.isDisabled } }
    /// Sessions that were opened and not ended: by EXIT, or over TCP by the end of their connection.
    public var openSessions: Int { state.withLock { $0.sessions.count } }
    public var mostSessions: Int { state.withLock { $0.mostSessions } }
    public var acknowledgedEvents: Int { state.withLock { $0.acknowledgedEvents } }
    /// Requests without a session that is connected and has given the key.
    public var unauthenticatedRequests: Int { state.withLock { $0.unauthenticatedRequests } }
    /// Packets with a wrong checksum or less than a header, and bytes that are no frame.
    public var malformedPackets: Int { state.withLock { $0.malformedPackets } }
    /// Sessions that are told of punches.
    public var listeners: Int { state.withLock { state in state.sessions.count { $0.eventMask & 1 != 0 } } }
    /// What the terminal's clock shows.
    public var localTime: LocalTime { state.withLock { $0.configuration.clock.local } }

    // MARK: What happens to it

    /// Changes what it is while it runs: its serial number as if it were replaced, its layout as if its firmware were.
    public func change(_ change: @Sendable (inout Configuration) -> Void) {
        state.withLock { state in
            change(&state.configuration)
            state.logChanged()
        }
    }

    /// Another terminal stands at this address.
    public func setSerial(_ serialNumber: String) { change { $0.serialNumber = serialNumber } }

    /// How many seconds the clock is fast; negative where it is slow.
    public func setClock(offsetSeconds: Int64) { change { $0.clock.offsetSeconds = offsetSeconds } }

    /// Takes a punch into the log and tells it to the sessions that registered.
    public func punch(_ punch: Punch) {
        let deliveries = state.withLock { $0.record(punch) }
        send(deliveries)
    }

    /// A person punches now, by the terminal's clock.
    public func punch(userID: String, verify: UInt8 = 1, state mode: UInt8 = 0) {
        let deliveries = state.withLock { state in
            let uid = state.configuration.people.first { $0.userID == userID }?.uid ?? 0
            return state.record(
                Punch(
                    uid: uid, userID: userID, time: state.configuration.clock.local, verify: verify, state: mode))
        }
        send(deliveries)
    }

    /// Somebody empties the log in the terminal's menu.
    public func clearLog() {
        state.withLock { state in
            state.log.removeAll()
            state.logChanged()
        }
    }

    /// Puts another log in place, oldest first, and tells nobody.
    public func setLog(_ log: [Punch]) {
        state.withLock { state in
            state.log = log
            state.logChanged()
        }
    }

    /// While silent it takes connections and requests, and answers and tells nothing; requests have no effect.
    public func goSilent(_ isSilent: Bool) { state.withLock { $0.isSilent = isSilent } }

    /// Cuts all connections and forgets all sessions. What was disabled stays so.
    public func drop() {
        state.withLock { $0.sessions.removeAll() }
        network.withLock { $0 }?.closeConnections()
    }

    private func send(_ deliveries: [Delivery]) {
        guard !deliveries.isEmpty, let network = network.withLock({ $0 }) else { return }
        network.send(deliveries)
    }
}
