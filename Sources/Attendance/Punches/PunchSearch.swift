/// Which punches a page of the console shows, and in which order.
public struct PunchSearch: Sendable {
    public enum Order: String, Sendable, CaseIterable {
        /// Newest first.
        case newest
        /// Oldest first.
        case oldest
        /// By employee code, newest first within one.
        case code
        /// By device name, newest first within one.
        case device
    }

    public var code: String? {
        didSet { code = code.map(EmployeeCode.cleaned) }
    }
    /// Part of a name, with or without accents.
    public var person: String?
    public var sourceID: Int64?
    /// Days of the device's own calendar, both included.
    public var from: LocalDate?
    public var to: LocalDate?
    /// Moments that are meant besides the days; where a device's calendar has another day then, that counts too.
    public var span: Range<Instant>?
    /// Punches with a delivery in this state.
    public var state: DeliveryState?
    /// That delivery's HR client; nil is any.
    public var hrClientID: Int64?
    public var order = Order.newest

    public init() {}

    /// No counter is kept of these: they are counted by looking.
    public var needsCounting: Bool { code != nil || person != nil || span != nil }
}

/// One page of a search.
public struct PunchPage: Sendable {
    public let punches: [PunchWithDeliveries]
    public let next: PunchCursor?
    public let previous: PunchCursor?

    public init(punches: [PunchWithDeliveries], next: PunchCursor?, previous: PunchCursor?) {
        self.punches = punches
        self.next = next
        self.previous = previous
    }

    /// A page of nothing.
    public static let empty = PunchPage(punches: [], next: nil, previous: nil)
}

/// How many punches a search has in all.
public struct PunchTotals: Sendable {
    public var punches = 0
    /// Counting stopped: there are at least so many.
    public var isAtLeast = false
    /// Deliveries by state; nil where only the punches were counted.
    public var deliveries: [DeliveryState: Int]?

    /// What a search counts at most where no counter is kept.
    public static let mostCounted = 10_000

    public init() {}
}
