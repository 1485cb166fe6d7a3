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
    /// How late a record may reach the vendor: a camera or controller that was offline hands its rows in when it is
    /// back. What was read is read again that far; nil is the periodic window.
    public var lookBack: WindowRule?
    /// Seconds between timed runs; nil follows the setting `auto-sync-minutes`.
    public var periodSeconds: Int?

    public init(
        first: WindowRule, periodic: WindowRule, device: WindowRule, all: WindowRule, furthestBackMonths: Int? = nil,
        lookBack: WindowRule? = nil, periodSeconds: Int? = nil
    ) {
        self.first = first
        self.periodic = periodic
        self.device = device
        self.all = all
        self.furthestBackMonths = furthestBackMonths
        self.lookBack = lookBack
        self.periodSeconds = periodSeconds
    }

    /// How long a run may do without reading late records again: then one that reads them is due.
    public static let lookBackInterval = Duration.hours(1)

    /// Where a run must start so that no record is missed which reached the vendor after `instant`, up to the kind's
    /// look-back late.
    public func lookBackStart(from instant: Instant, zone: Zone) -> Instant {
        let start = periodic.start(now: instant, zone: zone)
        return lookBack.map { min(start, $0.start(now: instant, zone: zone)) } ?? start
    }

    /// The earliest instant that the vendor can be asked for: the local midnight `furthestBackMonths` calendar
    /// months before today. Nil without a limit.
    public func furthestBack(now: Instant, zone: Zone) -> Instant? {
        furthestBackMonths.map { zone.startOfDay(zone.date(at: now).adding(months: -$0)) }
    }
}
