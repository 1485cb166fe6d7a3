/// What a device has told of itself, as of its last contact. A part is nil where it does not tell it.
public struct DeviceFacts: Hashable, Sendable {
    /// As it is printed on the device.
    public var serialNumber: String?
    public var model: String?
    public var firmware: String?
    /// People enrolled.
    public var users: Int?
    /// Punches that it keeps, by its own count.
    public var records: Int?
    /// Punches that it can keep.
    public var recordCapacity: Int?
    /// Its clock less this machine's.
    public var clockDrift: Duration?
    public var heardAt: Instant?
    /// What its connector wants to know again at the next contact: small, and nothing secret.
    public var notes: [String: String] = [:]

    public init() {}

    /// These, with what is newly known on top.
    public func merging(_ news: DeviceFacts) -> DeviceFacts {
        var facts = news
        facts.serialNumber = news.serialNumber ?? serialNumber
        facts.model = news.model ?? model
        facts.firmware = news.firmware ?? firmware
        facts.users = news.users ?? users
        facts.records = news.records ?? records
        facts.recordCapacity = news.recordCapacity ?? recordCapacity
        facts.clockDrift = news.clockDrift ?? clockDrift
        facts.heardAt = news.heardAt ?? heardAt
        facts.notes = notes.merging(news.notes) { $1 }
        return facts
    }

    /// Its clock less this machine's, where that is more than latency.
    public var wrongClock: Duration? {
        clockDrift.flatMap { abs($0.wholeMilliseconds) > ClockSkew.tolerance.wholeMilliseconds ? $0 : nil }
    }

    /// Whether it will soon stop recording, or overwrite its oldest punches.
    public var isNearlyFull: Bool {
        guard let records, let recordCapacity, recordCapacity > 0 else { return false }
        return records >= recordCapacity - recordCapacity / 10
    }
}

extension DeviceFacts {
    /// What people are told of, once, when these become those: what went wrong, and what is well again.
    public func news(after former: DeviceFacts?) -> [HistoryEvent.Device] {
        var news: [HistoryEvent.Device] = []
        switch (former?.wrongClock, wrongClock) {
        case (nil, let drift?): news.append(.clockWrong(by: drift))
        case (_?, nil): news.append(.clockRight)
        default: break
        }
        if isNearlyFull, let records, let recordCapacity, former?.isNearlyFull != true {
            news.append(.nearlyFull(records: records, capacity: recordCapacity))
        }
        return news
    }
}
