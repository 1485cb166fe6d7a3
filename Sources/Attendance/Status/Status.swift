/// Punches pulled and deliveries by state, of a device, an HR client or all.
public struct StatusCounts: Hashable, Sendable {
    public var pulled = 0
    public var delivered = 0
    public var waiting = 0
    public var parked = 0
    public var rejected = 0
    /// Records that could not be decoded; they are kept raw. Counted for devices, over all time.
    public var undecoded = 0

    public init() {}

    public mutating func add(_ state: DeliveryState, _ count: Int) {
        switch state {
        case .waiting: waiting += count
        case .delivered: delivered += count
        case .parked: parked += count
        case .rejected: rejected += count
        }
    }
}

extension StatusCounts {
    public subscript(state: DeliveryState) -> Int {
        switch state {
        case .waiting: waiting
        case .delivered: delivered
        case .parked: parked
        case .rejected: rejected
        }
    }
}

/// Is everything here, and where is what is not?
public struct Status: Sendable {
    public struct Line: Sendable {
        public let name: String
        public var counts: StatusCounts
        /// A device's *complete up to*, an HR client's *delivered up to*.
        public let upTo: Instant?
        public let attention: Phrase?

        public init(name: String, counts: StatusCounts, upTo: Instant?, attention: Phrase?) {
            self.name = name
            self.counts = counts
            self.upTo = upTo
            self.attention = attention
        }
    }

    public var total = StatusCounts()
    public var devices: [Line] = []
    public var hrClients: [Line] = []

    public init() {}
}
