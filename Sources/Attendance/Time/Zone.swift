import Foundation

/// An IANA time zone, and the arithmetic between wall clocks and instants.
public struct Zone: Hashable, Sendable, CustomStringConvertible {
    public let identifier: String
    private let rules: TimeZone

    /// Nil when the machine's zone database does not know the name.
    public init?(identifier: String) {
        // Foundation also takes abbreviations such as "PST", whose meaning depends on the season.
        guard identifier == "UTC" || identifier.contains("/") || identifier.hasPrefix("GMT"),
            let rules = TimeZone(identifier: identifier)
        else { return nil }
        self.identifier = identifier
        self.rules = rules
    }

    private init(vietnam rules: TimeZone) {
        identifier = "Asia/Ho_Chi_Minh"
        self.rules = rules
    }

    /// `Asia/Ho_Chi_Minh`, the default of every device: UTC+7 all year.
    public static let vietnam =
        Zone(identifier: "Asia/Ho_Chi_Minh")
        ?? Zone(vietnam: TimeZone(secondsFromGMT: 7 * 3600) ?? .current)

    public var description: String { identifier }

    /// Seconds to add to UTC to get the wall clock at `instant`.
    public func offset(at instant: Instant) -> Int {
        rules.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))
    }

    public func local(at instant: Instant) -> LocalTime {
        LocalTime(wallSeconds: instant.seconds + Int64(offset(at: instant)))
    }

    public func date(at instant: Instant) -> LocalDate { local(at: instant).date }

    /// The instant at which the wall clock shows `local`.
    ///
    /// A time that occurs twice (clocks set back) gives the earlier instant; one that is skipped (clocks set
    /// forward) gives the moment of the change.
    public func instant(of local: LocalTime) -> Instant {
        let wall = local.wallSeconds
        let before = offset(at: Instant(seconds: wall - 86_400 * 2))
        let after = offset(at: Instant(seconds: wall + 86_400 * 2))
        let candidates = [before, after].map { Instant(seconds: wall - Int64($0)) }.sorted()
        for candidate in candidates where candidate.seconds + Int64(offset(at: candidate)) == wall { return candidate }
        // In a gap: the first second whose wall clock lies past the wanted one is the change itself.
        var low = candidates[0].seconds - 1
        var high = candidates[1].seconds
        while high - low > 1 {
            let middle = (low + high) / 2
            if middle + Int64(offset(at: Instant(seconds: middle))) > wall { high = middle } else { low = middle }
        }
        return Instant(seconds: high)
    }

    /// The last instant at which the wall clock shows `local`: another than `instant(of:)` only where clocks are set
    /// back and the time occurs twice.
    public func lastInstant(of local: LocalTime) -> Instant {
        let wall = local.wallSeconds
        let first = instant(of: local)
        let offsets = [-86_400 * 2, 86_400 * 2].map { offset(at: Instant(seconds: wall + Int64($0))) }
        let candidates = offsets.map { Instant(seconds: wall - Int64($0)) }
        return candidates.filter { $0.seconds + Int64(offset(at: $0)) == wall }.max() ?? first
    }

    /// The first instant of a local day.
    public func startOfDay(_ date: LocalDate) -> Instant { instant(of: LocalTime(startOf: date)) }

    /// The first instant of the local day that holds `instant`.
    public func startOfDay(holding instant: Instant) -> Instant { startOfDay(date(at: instant)) }

    /// RFC 3339 with this zone's offset, such as `2026-10-04T21:57:41+07:00`; milliseconds only where there are any.
    public func rfc3339(_ instant: Instant) -> String {
        let offset = offset(at: instant)
        let wall = LocalTime(wallSeconds: instant.seconds + Int64(offset))
        let fraction = instant.milliseconds - instant.seconds * 1000
        return "\(wall.date)T\(wall.timeText)" + (fraction == 0 ? "" : "." + padded(Int(fraction), 3))
            + Zone.offsetText(offset)
    }

    /// `+07:00`, `-03:30`, or `Z` for zero.
    public static func offsetText(_ seconds: Int) -> String {
        guard seconds != 0 else { return "Z" }
        let minutes = abs(seconds) / 60
        return "\(seconds < 0 ? "-" : "+")\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }
}

/// Looks up a zone's offsets for rows that lie close together in time: one look-up of the zone database per
/// quarter of an hour (no zone changes its offset off that grid) instead of one per row.
public struct OffsetCache: Sendable {
    private let zone: Zone
    private var quarter = Int64.min
    private var offset = 0

    public init(_ zone: Zone) {
        self.zone = zone
    }

    public mutating func offset(at instant: Instant) -> Int {
        let wanted = instant.milliseconds.flooredDivision(by: 900_000)
        if wanted != quarter {
            quarter = wanted
            offset = zone.offset(at: instant)
        }
        return offset
    }

    public mutating func local(at instant: Instant) -> LocalTime {
        LocalTime(wallSeconds: instant.seconds + Int64(offset(at: instant)))
    }
}
