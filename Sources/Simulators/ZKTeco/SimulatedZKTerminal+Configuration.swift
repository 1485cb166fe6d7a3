import Foundation

extension SimulatedZKTerminal {
    /// What a terminal is, and how it is peculiar as long as it runs. What goes wrong once is ordered as a `Fault`.
    public struct Configuration: Sendable {
        public var serialNumber = "CQZ7225160001"
        /// Answer to GET_VERSION.
        public var firmware = "Ver 6.60 Oct 25 2022"
        public var platform = "ZLM60_TFT"
        public var deviceName = "X628-TC"
        /// 0 for none, up to six digits.
        public var commKey: UInt32 = 0
        public var people: [Person] = []
        /// 28, 72 or, as on one very new firmware, 120 (contract 10).
        public var userWidth = 72
        public var layout = LogLayout.forty
        public var eventLayout = EventLayout.thirtyTwo
        /// Events of 10 and 14 bytes carry the uid instead of the user id.
        public var shortEventsCarrySlot = false
        public var capacities = Capacities()
        public var whenFull = WhenFull.overwritesOldest
        public var clock = Clock()

        public var read = ReadStyle()
        public var freeSizes = FreeSizes()
        public var sessions = SessionRule.many
        /// The number of the first session; each later one is one more.
        public var firstSession: UInt16 = 0x1F2E
        public var tcp = TCPStyle()
        public var datagrams = DatagramTrouble()

        /// Every key is refused, the right one too.
        public var neverAuthorises = false
        /// Not a terminal at all: a panel of doors that answers `AA 01 .. 55` to everything (contract 14).
        public var isAccessPanel = false

        public init() {}
    }

    public struct Capacities: Sendable, Hashable {
        public var users = 3000
        public var fingers = 3000
        public var log = 100_000
        /// Told by terminals that answer 92 bytes or more.
        public var faces = 1000

        public init() {}
    }

    /// What becomes of a punch when the log is full (contract 4).
    public enum WhenFull: Sendable, Hashable {
        /// The oldest row makes room.
        case overwritesOldest
        /// The punch is lost.
        case stopsRecording
    }

    /// The terminal's clock: UTC, moved by its zone and by how wrong it goes.
    public struct Clock: Sendable {
        /// Seconds since 1970-01-01 00:00:00 UTC.
        public var now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
        /// Seconds east of Greenwich; UTC+7 at first.
        public var utcOffsetSeconds: Int64 = 7 * 3600
        /// How many seconds it is fast; negative where it is slow.
        public var offsetSeconds: Int64 = 0

        public init() {}

        var local: LocalTime { LocalTime(wallSeconds: now() &+ utcOffsetSeconds &+ offsetSeconds) }
    }

    /// How the log and the users are handed out (contract 5).
    public struct ReadStyle: Sendable, Hashable {
        /// The most bytes, header included, that 1503 and 13 hand out at once, without chunks.
        public var smallBytes = 1024
        public var chunks = ChunkStyle.framed(pieceBytes: nil)
        public var order = PacketOrder.usual
        /// Old firmware: 1503 is unknown, 13 and 9 answer.
        public var isDirectOnly = false
        /// A little that is read directly comes as 2002 instead of 1501 (contract 5.2).
        public var smallDirectAsAckData = false
        /// What 1503 prepared stays as it was; otherwise each chunk shows the log as it is then. Contract 20.2 leaves open
        /// which of them terminals do.
        public var isSnapshot = true

        public init() {}
    }

    public enum ChunkStyle: Sendable, Hashable {
        /// 1500, 1501 in pieces of so many bytes, 2000. Nil: one piece over TCP, pieces of 1024 bytes over UDP.
        case framed(pieceBytes: Int?)
        /// A single 1501 and nothing around it.
        case bare
    }

    /// When the packets around the data of a chunk are sent (contract 20.1).
    public enum PacketOrder: Sendable, Hashable {
        /// 1500, data, 2000
        case usual
        /// 2000 comes first of all.
        case endFirst
        /// 1500 comes last of all.
        case startLast
    }

    /// The answer to GET_FREE_SIZES (contract 4).
    public struct FreeSizes: Sendable, Hashable {
        /// 80, or 92 and more; the answer is cut or lengthened to it.
        public var bytes = 80
        public var records = Count.right
        public var users = Count.right

        public init() {}
    }

    /// How a terminal counts what it holds.
    public enum Count: Sendable, Hashable {
        case right
        case off(by: Int)
        case always(Int)

        func told(_ count: Int) -> Int {
            switch self {
            case .right: count
            case .off(let by): count &+ by
            case .always(let told): told
            }
        }
    }

    /// What becomes of a second client (contract 9, last line).
    public enum SessionRule: Sendable, Hashable {
        case many
        /// Its CONNECT is refused: over TCP by the end of the connection, over UDP by 2001.
        case refusesSecond
        /// The first client's session ends, and over TCP its connection.
        case displacesFirst
    }

    /// How answers are cut into writes on a TCP connection.
    public struct TCPStyle: Sendable, Hashable {
        /// Bytes of one write; nil for whole frames.
        public var pieceBytes: Int?
        /// Between two writes.
        public var piecePause = Duration.zero
        /// All frames of an answer go in one write.
        public var coalesces = false
        /// After an event nothing is sent for so long. Some clients read one event of a segment (contract 20.2).
        public var eventPause = Duration.zero

        public init() {}
    }

    /// What the network does to datagrams; chances from 0 to 1, drawn from a seed.
    public struct DatagramTrouble: Sendable, Hashable {
        /// An answer is lost.
        public var loss = 0.0
        /// A request is lost on its way to the terminal.
        public var requestLoss = 0.0
        /// An answer arrives twice.
        public var doubling = 0.0
        /// An answer arrives after the one sent next, or alone a moment later.
        public var reordering = 0.0
        public var seed: UInt64 = 1

        public init() {}
    }
}
