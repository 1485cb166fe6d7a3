/// Why a run is started, which decides its window.
public enum RunCause: String, Hashable, Sendable {
    /// By the schedule.
    case periodic
    /// "Sync records" on one device.
    case device
    /// "Sync from devices" on all of them.
    case all
}

/// One window to fetch, and what it stands for.
public struct RunPlan: Hashable, Sendable {
    public var window: Window
    /// The window covers the first-sync window or the pending *sync from*.
    public var settlesFirstSync: Bool
    /// The window reaches back far enough to meet every record that came late since late records were last read.
    public var readsLateRecords: Bool
    /// Records of this span are left out.
    public var gap: Gap?
    /// A person named the span: old records in it may go to HR.
    public var isAsked: Bool

    /// A span of the past that a run leaves out.
    public struct Gap: Hashable, Sendable {
        public enum Reason: String, Hashable, Sendable {
            /// The vendor answers no further back: nobody can fetch these records any more.
            case vendorLimit
            /// More history than a catch-up may read unasked: a wrong clock looks the same as a year without power.
            case unasked
        }

        public let window: Window
        public let reason: Reason

        public init(window: Window, reason: Reason) {
            self.window = window
            self.reason = reason
        }
    }

    public init(
        window: Window, settlesFirstSync: Bool, readsLateRecords: Bool = false, gap: Gap? = nil, isAsked: Bool = false
    ) {
        self.window = window
        self.settlesFirstSync = settlesFirstSync
        self.readsLateRecords = readsLateRecords
        self.gap = gap
        self.isAsked = isAsked
    }

    /// The longest span that is caught up, and the oldest record that is delivered, without a person's word.
    public static let longestCatchUp = Duration.hours(24 * 92)

    /// The window of an undated run.
    ///
    /// - The first run uses the first-sync window; a pending *sync from* comes before everything.
    /// - No run leaves a hole behind *complete up to*, and none misses what reached the vendor late: once an hour, and
    ///   so after every outage, a run starts the kind's look-back before the time of the last run that did.
    /// - Nothing reaches further back than the vendor's limit, nor further than `longestCatchUp` unasked; what is left
    ///   out by that stands in `gap`.
    public init?(cause: RunCause, policy: SyncPolicy, progress: SyncProgress, now: Instant, zone: Zone) {
        var start: Instant
        let isFirst = progress.pendingSyncFrom != nil || !progress.firstSyncDone
        if let date = progress.pendingSyncFrom {
            start = zone.startOfDay(date)
        } else if !progress.firstSyncDone {
            start = policy.first.start(now: now, zone: zone)
        } else {
            start = policy.rule(for: cause).start(now: now, zone: zone)
            if let complete = progress.completeUpTo { start = min(start, complete) }
            if let read = progress.lateRecordsRead, now.since(read) >= SyncPolicy.lookBackInterval {
                start = min(start, policy.lookBackStart(from: read, zone: zone))
            }
        }
        var gap: Gap?
        func leaveOut(before limit: Instant, _ reason: Gap.Reason) {
            guard start < limit else { return }
            start = limit
            guard !isFirst, let complete = progress.completeUpTo else { return }
            gap = Window(from: complete, to: limit).map { Gap(window: $0, reason: reason) }
        }
        if let limit = policy.furthestBack(now: now, zone: zone) { leaveOut(before: limit, .vendorLimit) }
        if !isFirst, gap == nil, start < now - RunPlan.longestCatchUp {
            // As a new device would be read, and no less than usual.
            let usual = policy.rule(for: cause).start(now: now, zone: zone)
            leaveOut(before: min(policy.first.start(now: now, zone: zone), usual), .unasked)
        }
        guard let window = Window(from: start, to: now) else { return nil }
        self.init(
            window: window, settlesFirstSync: isFirst,
            readsLateRecords: isFirst || progress.isLookBack(start, policy: policy, now: now, zone: zone), gap: gap,
            isAsked: progress.pendingSyncFrom != nil)
    }
}

extension SyncPolicy {
    fileprivate func rule(for cause: RunCause) -> WindowRule {
        switch cause {
        case .periodic: periodic
        case .device: device
        case .all: all
        }
    }
}
