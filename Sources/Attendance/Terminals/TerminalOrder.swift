/// What a terminal can be asked to do. There is no order that changes or removes anything on it.
public enum TerminalOrder: Hashable, Sendable {
    /// Hands in again what it recorded in the window.
    case records(Window)
    /// Counts what it recorded in the window.
    case count(Window)
    /// Reads its options anew and hands in what is new.
    case check
    /// Says what it is.
    case info

    /// The word that is stored.
    public var word: String {
        switch self {
        case .records: "records"
        case .count: "count"
        case .check: "check"
        case .info: "info"
        }
    }

    public var window: Window? {
        switch self {
        case .records(let window), .count(let window): window
        case .check, .info: nil
        }
    }

    /// Reads `word` and `window` back; nil for what is no order.
    public init?(word: String, window: Window?) {
        switch (word, window) {
        case ("records", let window?): self = .records(window)
        case ("count", let window?): self = .count(window)
        case ("check", _): self = .check
        case ("info", _): self = .info
        default: return nil
        }
    }

    /// Orders of one device that are open at most.
    public static let mostOpen = 20
}

/// An order that waits for its terminal.
public struct WaitingOrder: Hashable, Sendable, Identifiable {
    public let id: Int64
    public let order: TerminalOrder

    public init(id: Int64, order: TerminalOrder) {
        self.id = id
        self.order = order
    }
}

/// How far an order has come.
public enum TerminalOrderState: Hashable, Sendable {
    case waiting
    /// The terminal has fetched it; `rows` have come in since.
    case fetched(rows: Int)
    /// The terminal reported: 0 is done, everything below is its word for what went wrong.
    case reported(code: Int, rows: Int)
    /// Nobody waits for it any more.
    case withdrawn
}

/// A terminal's report on an order.
public struct TerminalReport: Hashable, Sendable {
    /// The order's id, as the terminal repeats it.
    public let id: Int64
    /// 0 is done.
    public let code: Int
    /// Records that it counted, where it was asked to.
    public let count: Int?

    public init(id: Int64, code: Int, count: Int? = nil) {
        self.id = id
        self.code = code
        self.count = count
    }
}

/// A person as a terminal knows them: what it needs to recognise them by is not read.
public struct TerminalPerson: Hashable, Sendable {
    public let code: String
    public let name: String

    public init(code: String, name: String) {
        self.code = code
        self.name = name
    }

    /// People of one terminal that are kept.
    public static let most = 50_000
}
