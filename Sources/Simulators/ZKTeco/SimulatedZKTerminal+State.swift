extension SimulatedZKTerminal {
    /// Who asks: a TCP connection, or an address and port that datagrams come from.
    struct Peer: Sendable, Hashable {
        let number: Int
        let isDatagram: Bool
    }

    /// One step of what is sent to a peer.
    enum Output: Sendable, Equatable {
        /// What stands on the wire: over TCP framed, over UDP one datagram.
        case bytes([UInt8])
        case pause(Duration)
        /// The connection ends.
        case close
    }

    struct Delivery: Sendable, Equatable {
        let peer: Peer
        var outputs: [Output]
    }

    struct Session {
        let number: UInt16
        let peer: Peer
        var isAuthorised: Bool
        var eventMask: UInt32 = 0
        var buffer: Buffer?
        /// The packets of the last answer, for a fault that repeats them.
        var lastAnswer: [ZKPacket] = []
    }

    /// What 1503 prepared.
    struct Buffer {
        let holdsLog: Bool
        let bytes: [UInt8]
        /// Its size was promised, and nothing is ever sent of it.
        var isHollow = false
    }

    /// All that a terminal knows; its answers are functions of it.
    struct State {
        /// More sessions than that are not held; the oldest goes.
        static let mostHeldSessions = 64
        private static let mostRequests = 10_000

        var configuration: Configuration
        var log: [Punch]
        /// The log as bytes, while it does not change.
        private var encodedLog: [UInt8]?
        var sessions: [Session] = []
        private var openedSessions: UInt16 = 0
        private var lastPeer = 0
        var isDisabled = false
        var isSilent = false

        private(set) var requests: [UInt16] = []
        var forbidden: [UInt16] = []
        private(set) var mostSessions = 0
        var acknowledgedEvents = 0
        var unauthenticatedRequests = 0
        var malformedPackets = 0

        init(_ configuration: Configuration, log: [Punch]) {
            self.configuration = configuration
            let room = max(0, configuration.capacities.log)
            self.log = Array(configuration.whenFull == .overwritesOldest ? log.suffix(room) : log.prefix(room))
        }

        mutating func logChanged() { encodedLog = nil }

        /// `u32 total_size`, then the rows (contract 5).
        mutating func logBytes() -> [UInt8] {
            if let encodedLog { return encodedLog }
            let layout = configuration.layout
            var bytes: [UInt8] = []
            bytes.reserveCapacity(4 + log.count * layout.stride)
            bytes.append(little: UInt32(truncatingIfNeeded: log.count * layout.stride))
            for punch in log { bytes += layout.record(punch) }
            encodedLog = bytes
            return bytes
        }

        /// `u32 total_size`, then the users (contract 10).
        func userBytes() -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.append(little: UInt32(truncatingIfNeeded: configuration.people.count * configuration.userWidth))
            for person in configuration.people { bytes += person.record(width: configuration.userWidth) }
            return bytes
        }

        mutating func note(_ command: UInt16) {
            if requests.count < Self.mostRequests { requests.append(command) }
        }

        mutating func noteForbidden(_ command: UInt16) {
            if forbidden.count < Self.mostRequests { forbidden.append(command) }
        }

        /// Takes a punch into the log; events for the sessions that registered.
        mutating func record(_ punch: Punch) -> [Delivery] {
            if log.count >= configuration.capacities.log {
                guard configuration.whenFull == .overwritesOldest, !log.isEmpty else { return [] }
                log.removeFirst()
            }
            log.append(punch)
            logChanged()
            guard !isSilent else { return [] }
            let data = configuration.eventLayout.data(punch, carriesSlot: configuration.shortEventsCarrySlot)
            // The session field of an event is its code; 1 means attendance (contract 9).
            let event = ZKPacket(ZKCommand.registerEvents, session: 1, reply: 0, data: data)
            return sessions.filter { $0.eventMask & 1 != 0 }.map { session in
                let pause = configuration.tcp.eventPause
                return Delivery(
                    peer: session.peer,
                    outputs: [.bytes(wire(event, to: session.peer))] + (pause > .zero ? [.pause(pause)] : []))
            }
        }

        func wire(_ packet: ZKPacket, to peer: Peer) -> [UInt8] {
            peer.isDatagram ? packet.payload : ZKPacket.frame(packet.payload)
        }

        // MARK: Peers and their sessions

        mutating func newPeer(isDatagram: Bool) -> Peer {
            lastPeer += 1
            return Peer(number: lastPeer, isDatagram: isDatagram)
        }

        func index(of session: UInt16, _ peer: Peer) -> Int? {
            sessions.firstIndex { $0.number == session && $0.peer == peer }
        }

        /// - Returns: the new session's number.
        mutating func open(_ peer: Peer) -> UInt16 {
            // A TCP connection has one session; datagrams of one address may have opened more (contract 20.1).
            if !peer.isDatagram { sessions.removeAll { $0.peer == peer } }
            if sessions.count >= Self.mostHeldSessions { sessions.removeFirst() }
            let number = configuration.firstSession &+ openedSessions
            openedSessions &+= 1
            let isAuthorised = configuration.commKey == 0 && !configuration.neverAuthorises
            sessions.append(Session(number: number, peer: peer, isAuthorised: isAuthorised))
            mostSessions = max(mostSessions, sessions.count)
            return number
        }

        /// A TCP connection has ended.
        mutating func left(_ peer: Peer) { sessions.removeAll { $0.peer == peer } }
    }
}
