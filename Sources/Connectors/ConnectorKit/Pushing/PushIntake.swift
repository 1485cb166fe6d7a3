import Attendance

/// How the calls of terminals are understood that push by themselves. Everything of a call is a stranger's word.
public protocol PushIntake: Sendable {
    /// What a call asks for, by its head alone: nothing of a body is read before it is known whose it is.
    func read(_ head: PushHead) -> PushHeadReading

    /// What the body of a known terminal holds. Linear in its length, whatever it holds.
    func content(of body: [UInt8], for purpose: PushPurpose, at site: PushSite) -> PushContent

    /// The answer to a registration.
    ///
    /// - Parameters:
    ///   - stamps: the terminal's cursors as it last sent them.
    ///   - facts: what it said of itself in this call.
    func greeting(_ serial: String, _ facts: TerminalFacts, stamps: [TerminalStamp: String], at site: PushSite)
        -> String

    /// The answer to a terminal that asks what there is to do.
    func text(of orders: [WaitingOrder], in zone: Zone) -> String

    /// The answer to a body of which everything is durable.
    ///
    /// - Parameter lines: those that the body had.
    func acknowledgement(lines: Int) -> String

    /// What tells one terminal from another in `Kind.identity`, from the serial number that it sends.
    func identity(ofSerial serial: String) -> String

    /// The name of the field with the address that alone may call; of the one with the path's secret part.
    var addressField: String { get }
    var secretField: String { get }
}

/// The head of a call.
public struct PushHead: Sendable {
    public let isPost: Bool
    /// The last part of the path, as it came.
    public let page: String
    /// As it came, without the question mark.
    public let query: String

    public init(isPost: Bool, page: String, query: String) {
        self.isPost = isPost
        self.page = page
        self.query = query
    }

    /// Bytes of a page and its query that are looked at.
    public static let longest = 4096
}

/// What a head turned out to be.
public enum PushHeadReading: Sendable {
    case call(PushCall)
    /// No terminal asks for this.
    case noSuchPage
    /// It cannot be told who calls.
    case unreadable(Phrase)
}

/// A call of some terminal.
public struct PushCall: Sendable {
    /// As the terminal says it: 1 to 40 letters, digits, `-`, `_` and `.`.
    public let serial: String
    public let purpose: PushPurpose

    public init(serial: String, purpose: PushPurpose) {
        self.serial = serial
        self.purpose = purpose
    }
}

/// What a terminal calls for.
public enum PushPurpose: Sendable {
    /// - `speaksAttendance`: it does not say that it speaks of something else.
    case registration(TerminalFacts, speaksAttendance: Bool)
    /// Attendance records, behind the terminal's cursor.
    case punches(stamp: String?)
    case people(stamp: String?)
    /// What it says of itself.
    case facts
    /// It asks what there is to do, and may say of itself in passing.
    case poll(TerminalFacts)
    case reports
    /// Templates, photos and the like: its body is thrown away as it comes.
    case unread
    /// It speaks access control, which has no attendance records.
    case wrongMode

    /// Bytes of the largest body that is read; 0 reads none.
    public var bodyLimit: Int {
        switch self {
        case .punches: 10 << 20
        case .people: 10 << 20
        case .facts, .reports: 256 << 10
        case .registration, .poll, .unread, .wrongMode: 0
        }
    }
}

/// Where a terminal stands, as its device was entered, and what it said of itself when it registered.
public struct PushSite: Sendable {
    public let zone: Zone
    public let now: Instant
    public let facts: TerminalFacts

    public init(zone: Zone, now: Instant, facts: TerminalFacts) {
        self.zone = zone
        self.now = now
        self.facts = facts
    }
}

/// What a body holds.
public enum PushContent: Sendable {
    /// - `lines`: all of the body that are not empty, whatever became of them.
    /// - `otherOffset`: seconds from UTC that the records name, where that is not the site's zone.
    case punches(Page, lines: Int, otherOffset: Int?)
    case people([TerminalPerson], lines: Int)
    case facts(TerminalFacts)
    case reports([TerminalReport], TerminalFacts)
    case nothing
}
