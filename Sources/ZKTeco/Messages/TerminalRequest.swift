/// What a client can ask of a terminal. There is no request here that clears, writes, restarts or sets anything: none
/// can be sent by mistake (contract 12.1, 20.4).
public enum TerminalRequest: Hashable, Sendable {
    case connect
    /// The comm key for the session that `connect` opened.
    case authenticate(key: UInt32, session: UInt16)
    case exit
    /// Ends the “working …” on the screen.
    case enable
    case firmware
    /// The value of one option, such as `~SerialNumber`.
    case option(String)
    case sizes
    case time
    /// Punches are told as they happen, on this session.
    case listen
    /// An event is stored.
    case acknowledgeEvent
    /// Makes all punches ready to be read in chunks.
    case prepareLog
    /// Makes all users ready to be read in chunks.
    case prepareUsers
    case chunk(start: UInt32, count: UInt32)
    /// Lets what was made ready go.
    case free
    /// All punches at once: what firmware offers that knows no chunks (contract 5.2).
    case wholeLog
    /// All users at once, on such firmware.
    case wholeUsers

    public var code: UInt16 {
        switch self {
        case .connect: 1000
        case .exit: 1001
        case .enable: 1002
        case .firmware: 1100
        case .authenticate: 1102
        case .option: 11
        case .sizes: 50
        case .time: 201
        case .listen: 500
        case .acknowledgeEvent: TerminalCode.ok
        case .prepareLog, .prepareUsers: 1503
        case .chunk: 1504
        case .free: 1502
        case .wholeLog: 13
        case .wholeUsers: 9
        }
    }

    public var data: [UInt8] {
        switch self {
        case .connect, .exit, .enable, .firmware, .sizes, .time, .acknowledgeEvent, .free, .wholeLog: return []
        case .authenticate(let key, let session): return CommKey.scrambled(key, session: session)
        case .option(let name): return Array(name.utf8) + [0]
        case .listen: return [UInt8](littleEndian: 1)
        // Every known client asks for punches with function 0 and for users with function 5 (contract 3).
        case .prepareLog: return [0x01, 0x0D, 0x00] + [UInt8](repeating: 0, count: 8)
        case .prepareUsers: return [0x01, 0x09, 0x00, 0x05, 0, 0, 0, 0, 0, 0, 0]
        case .wholeUsers: return [0x05]
        case .chunk(let start, let count): return [UInt8](littleEndian: start) + [UInt8](littleEndian: count)
        }
    }
}
