/// A punch as a terminal tells of it while it happens (contract 9).
public struct LivePunch: Hashable, Sendable {
    /// Who it was, as the log of the same terminal will have it.
    public let userID: String
    public let verify: UInt8
    public let state: UInt8
    public let time: TerminalTime

    public init(userID: String, verify: UInt8, state: UInt8, time: TerminalTime) {
        self.userID = userID
        self.verify = verify
        self.state = state
        self.time = time
    }
}

/// What an event of a terminal says.
public enum TerminalEvent: Hashable, Sendable {
    case punch(LivePunch)
    /// Somebody punched, and who it was only the log says: short events carry a number of which nobody knows whether it
    /// is the user's or the slot's (contract 20.2), others carry an id or a time that none can be.
    case punchUnnamed
    /// Doors, buttons, enrolments.
    case other

    /// The kind of event that is a punch.
    static let attendance: UInt16 = 1

    /// - Parameter packet: with the code of events.
    public init(_ packet: TerminalPacket) {
        guard packet.session == TerminalEvent.attendance else {
            self = .other
            return
        }
        let data = packet.data
        let wide = 24
        switch data.count {
        case 12:
            let number = data.littleEndian32(at: 0)
            self = TerminalEvent.punch(number > 0 ? String(number) : nil, data[4...])
        case 32, 36, 37, 52: self = TerminalEvent.punch(UserID.text(data.prefix(wide)), data[wide...])
        default: self = .punchUnnamed
        }
    }

    private static func punch(_ userID: String?, _ rest: ArraySlice<UInt8>) -> TerminalEvent {
        guard let userID, let time = TerminalTime(six: rest.dropFirst(2)) else { return .punchUnnamed }
        return .punch(
            LivePunch(userID: userID, verify: rest[rest.startIndex], state: rest[rest.startIndex + 1], time: time))
    }
}
