/// Why a run is started, which decides its window.
public enum RunCause: String, Hashable, Sendable {
    /// By the schedule.
    case periodic
    /// "Sync records" on one device.
    case device
    /// "Sync from devices" on all of them.
    case all
}

/// What is known of a device's past syncs; the next window follows from it.
public struct SyncProgress: Hashable, Sendable {
    /// Whether a run over the first-sync window (or from *sync from*) has finished.
    public var firstSyncDone: Bool
    /// *Sync from*, as long as no run has fetched from it yet.
    public var pendingSyncFrom: LocalDate?
    /// All windows before this instant were fetched without error.
    public var completeUpTo: Instant?
    /// When a run last covered the hourly window.
    public var lastHourly: Instant?

    public init(
        firstSyncDone: Bool = false, pendingSyncFrom: LocalDate? = nil, completeUpTo: Instant? = nil,
        lastHourly: Instant? = nil
    ) {
        self.firstSyncDone = firstSyncDone
        self.pendingSyncFrom = pendingSyncFrom
        self.completeUpTo = completeUpTo
        self.lastHourly = lastHourly
    }
}

/// One window to fetch, and what it stands for.
public struct RunPlan: Hashable, Sendable {
    public var window: Window
    /// The window covers the first-sync window or the pending *sync from*.
    public var settlesFirstSync: Bool
    /// The window covers what is read once an hour.
    public var coversHourly: Bool
    /// Records between these instants can no longer be asked for: the outage outlasted the vendor's limit.
    public var lostSpan: Window?

    public init(window: Window, settlesFirstSync: Bool, coversHourly: Bool = false, lostSpan: Window? = nil) {
        self.window = window
        self.settlesFirstSync = settlesFirstSync
        self.coversHourly = coversHourly
        self.lostSpan = lostSpan
    }

    /// The window of an undated run.
    ///
    /// - The first run uses the first-sync window; a pending *sync from* comes before everything.
    /// - A timed run starts at the earlier of its window's start and *complete up to*, so that an outage leaves no
    ///   hole, and once an hour it also covers the hourly window.
    /// - Nothing reaches further back than the vendor's limit; what is lost by that is said in `lostSpan`.
    public init?(cause: RunCause, policy: SyncPolicy, progress: SyncProgress, now: Instant, zone: Zone) {
        let limit = policy.furthestBack(now: now, zone: zone)
        var start: Instant
        var isFirst = false
        var coversHourly = false
        if let date = progress.pendingSyncFrom {
            start = zone.startOfDay(date)
            isFirst = true
        } else if !progress.firstSyncDone {
            start = policy.first.start(now: now, zone: zone)
            isFirst = true
        } else {
            let rule =
                switch cause {
                case .periodic: policy.periodic
                case .device: policy.device
                case .all: policy.all
                }
            start = rule.start(now: now, zone: zone)
            if cause == .periodic {
                if let hourly = policy.hourly, progress.lastHourly.map({ now.since($0) >= .hours(1) }) ?? true {
                    start = min(start, hourly.start(now: now, zone: zone))
                }
                if let complete = progress.completeUpTo { start = min(start, complete) }
            }
        }
        if let hourly = policy.hourly { coversHourly = start <= hourly.start(now: now, zone: zone) }
        var lost: Window?
        if let limit, start < limit {
            if let complete = progress.completeUpTo, !isFirst { lost = Window(from: complete, to: limit) }
            start = limit
        }
        guard let window = Window(from: start, to: now) else { return nil }
        self.init(window: window, settlesFirstSync: isFirst, coversHourly: coversHourly, lostSpan: lost)
    }
}
