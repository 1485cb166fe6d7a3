/// A date or a time as a person types it for `--from` and `--to`.
public enum TimeText: Hashable, Sendable {
    case date(LocalDate)
    /// A wall-clock time to be read in a device's zone.
    case local(LocalTime)
    case instant(Instant)

    /// Reads `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM[:SS]` (blank or `T`), and the latter followed by `Z` or `±HH:MM`.
    public init?(_ text: String) {
        let trimmed = text.asSeen.trimmed
        if let date = LocalDate(trimmed) {
            self = .date(date)
        } else if let instant = TimeText.instant(rfc3339: trimmed) {
            self = .instant(instant)
        } else if let local = LocalTime(trimmed) {
            self = .local(local)
        } else {
            return nil
        }
    }

    /// The start of what is meant: a date begins at the zone's local midnight.
    public func lowerBound(in zone: Zone) -> Instant {
        switch self {
        case .date(let date): zone.startOfDay(date)
        case .local(let local): zone.instant(of: local)
        case .instant(let instant): instant
        }
    }

    /// The exclusive end of what is meant: a date includes its whole day, a time is the end itself.
    public func upperBound(in zone: Zone) -> Instant {
        switch self {
        case .date(let date): zone.startOfDay(date.adding(days: 1))
        // An hour that occurs twice is meant with both.
        case .local(let local): zone.lastInstant(of: local)
        case .instant(let instant): instant
        }
    }

    /// Reads an RFC 3339 time with `Z` or a numeric offset and up to nine digits of fraction (cut to milliseconds).
    public static func instant(rfc3339 text: some StringProtocol) -> Instant? {
        var wall = String(text)
        var offset = 0
        if wall.hasSuffix("Z") || wall.hasSuffix("z") {
            wall.removeLast()
        } else {
            let bytes = Array(wall.utf8)
            guard bytes.count > 16, bytes[bytes.count - 3] == UInt8(ascii: ":"),
                let hours = decimal(bytes[(bytes.count - 5)..<(bytes.count - 3)]),
                let minutes = decimal(bytes[(bytes.count - 2)...]), hours <= 18, minutes < 60
            else { return nil }
            switch bytes[bytes.count - 6] {
            case UInt8(ascii: "+"): offset = hours * 3600 + minutes * 60
            case UInt8(ascii: "-"): offset = -(hours * 3600 + minutes * 60)
            default: return nil
            }
            wall = String(decoding: bytes[..<(bytes.count - 6)], as: UTF8.self)
        }
        guard let local = LocalTime(wall) else { return nil }
        var milliseconds = 0
        if let dot = wall.firstIndex(of: ".") {
            let fraction = wall[wall.index(after: dot)...].prefix(3)
            guard let value = decimal(Array(fraction.utf8)[...]) else { return nil }
            milliseconds = value * [100, 10, 1][fraction.utf8.count - 1]
        }
        return Instant(milliseconds: (local.wallSeconds - Int64(offset)) * 1000 + Int64(milliseconds))
    }
}

extension StringProtocol {
    /// Without white space and line ends at both sides.
    public var trimmed: String {
        let isPlain = { (byte: UInt8?) in byte.map { $0 > 0x20 && $0 < 0x7F } ?? true }
        let text = String(self)
        if isPlain(text.utf8.first), isPlain(text.utf8.last) { return text }
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
