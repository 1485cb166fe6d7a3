/// The half-open span `[from, to)` that a sync asks for.
public struct Window: Hashable, Sendable {
    public let from: Instant
    public let to: Instant

    /// Nil unless `from` lies before `to`.
    public init?(from: Instant, to: Instant) {
        guard from < to else { return nil }
        self.from = from
        self.to = to
    }

    public var duration: Duration { to.since(from) }

    /// What is left of this window when `read` is taken off one of its ends; nil when nothing is. A hole in its middle
    /// leaves it whole.
    public func without(_ read: Window) -> Window? {
        let start = read.from <= from && read.to > from ? min(read.to, to) : from
        let end = read.to >= to && read.from < to ? max(read.from, from) : to
        return Window(from: start, to: end)
    }

    /// From the earlier start to the later end.
    public func spanning(_ other: Window) -> Window {
        Window(from: min(from, other.from), to: max(to, other.to)) ?? self
    }

    public func contains(_ instant: Instant) -> Bool { from <= instant && instant < to }

    /// Cuts the window at every start of a calendar month in `zone`; the pieces join without gap or overlap.
    public func splitByMonth(in zone: Zone) -> [Window] {
        split(in: zone) { $0.firstOfMonth.adding(months: 1) }
    }

    /// The local days that the window touches, first to last.
    public func days(in zone: Zone) -> [LocalDate] {
        let last = zone.date(at: Instant(milliseconds: to.milliseconds - 1))
        var days: [LocalDate] = []
        var day = zone.date(at: from)
        while day <= last {
            days.append(day)
            day = day.adding(days: 1)
        }
        return days
    }

    /// The two halves of a window that a vendor cannot answer in one go; nil below one hour, where halving has
    /// stopped being a remedy.
    public var halves: (Window, Window)? {
        guard duration > .hours(1) else { return nil }
        let middle = Instant(milliseconds: from.milliseconds + (to.milliseconds - from.milliseconds) / 2)
        guard let first = Window(from: from, to: middle), let second = Window(from: middle, to: to) else { return nil }
        return (first, second)
    }

    private func split(in zone: Zone, next: (LocalDate) -> LocalDate) -> [Window] {
        var pieces: [Window] = []
        var start = from
        while start < to {
            let boundary = zone.startOfDay(next(zone.date(at: start)))
            let end = min(boundary, to)
            guard let piece = Window(from: start, to: end) else { break }
            pieces.append(piece)
            start = end
        }
        return pieces
    }
}
