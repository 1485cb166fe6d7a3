import Attendance

/// One answer of the vendor, decoded.
public struct Page: Sendable {
    /// Rows that the vendor sent.
    public var rows = 0
    public var punches: [Punch] = []
    /// Rows that are not punches of employees, by reason (`stranger`, `visitor` …).
    public var skipped: [String: Int] = [:]
    /// Rows that could not be decoded; they are kept raw.
    public var undecodable: [UndecodableRecord] = []
    /// Where a run that dies after this page is durable goes on.
    public var checkpoint = ""
    /// How many rows the vendor says the whole window has, where it says so.
    public var expectedRows: Int?
    /// Up to when the source has surely handed in everything, where that is not the end of the window.
    public var reach: Instant?
    /// What the device told of itself; kept with the page's records, all or none.
    public var facts: DeviceFacts?

    public init() {}

    public mutating func skip(_ reason: String) { skipped[reason, default: 0] += 1 }
}

public struct UndecodableRecord: Sendable {
    public let reason: String
    public let raw: ArraySlice<UInt8>

    public init(reason: String, raw: ArraySlice<UInt8>) {
        self.reason = reason
        self.raw = raw
    }
}
