/// What is known of a device's past syncs; the next window follows from it.
public struct SyncProgress: Hashable, Sendable {
    /// Whether a run over the first-sync window (or from *sync from*) has finished.
    public var firstSyncDone: Bool
    /// *Sync from*, as long as no run has fetched from it yet.
    public var pendingSyncFrom: LocalDate?
    /// The start of what is complete.
    public var completeFrom: Instant?
    /// All windows before this instant were fetched without error, and what devices handed in late until then too.
    public var completeUpTo: Instant?
    /// Up to this instant late records were read: what reached the vendor before it, up to the kind's look-back late,
    /// is here. Nil for devices that no run of this version has read; then *complete up to* stands for it.
    public var lateReadUpTo: Instant?

    public init(
        firstSyncDone: Bool = false, pendingSyncFrom: LocalDate? = nil, completeFrom: Instant? = nil,
        completeUpTo: Instant? = nil, lateReadUpTo: Instant? = nil
    ) {
        self.firstSyncDone = firstSyncDone
        self.pendingSyncFrom = pendingSyncFrom
        self.completeFrom = completeFrom
        self.completeUpTo = completeUpTo
        self.lateReadUpTo = lateReadUpTo
    }

    /// From where late records are due to be read: never after *complete up to*.
    var lateRecordsRead: Instant? {
        switch (lateReadUpTo, completeUpTo) {
        case (let read?, let complete?): min(read, complete)
        case (nil, let complete): complete
        case (let read, nil): read
        }
    }

    /// Whether a window that starts at `start` and ends now meets every late record.
    public func isLookBack(_ start: Instant, policy: SyncPolicy, now: Instant, zone: Zone) -> Bool {
        start <= policy.lookBackStart(from: lateRecordsRead ?? now, zone: zone)
    }
}

/// A run that fetched its whole window.
public struct FinishedRun: Sendable {
    public var window: Window
    public var settlesFirstSync: Bool
    public var readsLateRecords: Bool
    /// It began behind a span that was left out: what is complete begins anew with it.
    public var startsBehindGap: Bool
    /// The vendor's clock when it answered, where it disagrees with ours; nil where they agree or it said nothing.
    public var vendorTime: Instant?
    /// Up to when the source has surely handed in everything, where that is before the window's end.
    public var reach: Instant?

    public init(
        window: Window, settlesFirstSync: Bool, readsLateRecords: Bool, startsBehindGap: Bool,
        vendorTime: Instant? = nil, reach: Instant? = nil
    ) {
        self.window = window
        self.settlesFirstSync = settlesFirstSync
        self.readsLateRecords = readsLateRecords
        self.startsBehindGap = startsBehindGap
        self.vendorTime = vendorTime
        self.reach = reach
    }
}

extension SyncProgress {
    /// What is known after a run.
    ///
    /// *Complete up to* never passes an instant that has not come yet, by our clock or the vendor's: a clock that is
    /// ahead must not promise the future. It moves with a run that joins what was complete; a run that left late
    /// records behind does not move the mark of those, so that the next undated one still looks back for them.
    public func after(_ run: FinishedRun, now: Instant) -> SyncProgress {
        let end = min(run.window.to, now, run.vendorTime ?? now, run.reach ?? now)
        // A window that the vendor has not reached yet says nothing.
        guard run.window.from < end else { return self }
        var next = self
        let isAhead = completeUpTo.map { $0 > now } ?? false
        // What was written ahead of time is only corrected when nobody contradicts the clock that says so.
        if isAhead, run.vendorTime != nil { return self }
        let known = isAhead ? nil : completeUpTo
        let begins = run.settlesFirstSync || run.startsBehindGap
        if let known {
            if run.startsBehindGap || run.settlesFirstSync, run.window.from > known {
                next.completeFrom = run.window.from
            } else if let from = completeFrom, run.window.from <= from, end >= from {
                next.completeFrom = run.window.from
            }
            if begins || run.window.from <= known { next.completeUpTo = max(known, end) }
            if lateReadUpTo == nil { next.lateReadUpTo = known }
        } else {
            next.completeFrom = isAhead ? min(completeFrom ?? run.window.from, run.window.from) : run.window.from
            next.completeUpTo = end
        }
        if run.readsLateRecords || run.startsBehindGap {
            next.lateReadUpTo = lateReadUpTo.map { $0 > now ? end : max($0, end) } ?? end
        }
        if run.settlesFirstSync {
            next.firstSyncDone = true
            next.pendingSyncFrom = nil
        }
        return next
    }

    /// Whether it holds an instant that has not come yet.
    public func isAhead(of now: Instant) -> Bool {
        completeUpTo.map { $0 > now } ?? false || lateReadUpTo.map { $0 > now } ?? false
    }

    /// This progress as far as it can be believed at `now`: instants that have not come yet were written while the
    /// clock was ahead.
    ///
    /// - Parameter proven: up to where windows were surely fetched, told from runs and punches of the past; nil when
    ///   there are none, and the device is read as a new one.
    public func believed(at now: Instant, proven: Instant?) -> SyncProgress {
        guard isAhead(of: now) else { return self }
        var believed = self
        if let complete = completeUpTo, complete > now { believed.completeUpTo = proven }
        if let read = lateReadUpTo, read > now { believed.lateReadUpTo = proven }
        if believed.completeUpTo == nil { believed.firstSyncDone = false }
        return believed
    }
}
