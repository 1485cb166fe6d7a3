/// When and how far back a kind of device is read. Each kind brings its own; every part can be changed per device.
public struct SyncPolicy: Hashable, Sendable {
    /// The first run of a device, however it is started.
    public var first: WindowRule
    /// The timed runs.
    public var periodic: WindowRule
    /// "Sync records" on one device (Đồng bộ bản ghi).
    public var device: WindowRule
    /// "Sync from devices" on all of them (Đồng bộ từ thiết bị).
    public var all: WindowRule
    /// How many calendar months back the vendor can be asked at most; nil without a limit.
    public var furthestBackMonths: Int?
    /// What a timed run reads once an hour, for records that offline controllers hand in late.
    public var hourly: WindowRule?
    /// Seconds between timed runs; nil follows the setting `auto-sync-minutes`.
    public var periodSeconds: Int?

    public init(
        first: WindowRule, periodic: WindowRule, device: WindowRule, all: WindowRule, furthestBackMonths: Int? = nil,
        hourly: WindowRule? = nil, periodSeconds: Int? = nil
    ) {
        self.first = first
        self.periodic = periodic
        self.device = device
        self.all = all
        self.furthestBackMonths = furthestBackMonths
        self.hourly = hourly
        self.periodSeconds = periodSeconds
    }

    /// The earliest instant that the vendor can be asked for: the local midnight `furthestBackMonths` calendar
    /// months before today. Nil without a limit.
    public func furthestBack(now: Instant, zone: Zone) -> Instant? {
        furthestBackMonths.map { zone.startOfDay(zone.date(at: now).adding(months: -$0)) }
    }
}
