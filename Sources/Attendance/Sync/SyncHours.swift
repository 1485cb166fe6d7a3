/// The hours in which timed syncs may run: always, only within spans, or outside of them.
///
/// Text form: `always`, `only 08:20-09:40,17:25-17:35`, `avoid 12:00-13:00`. A span whose end lies before its
/// start runs over midnight. Times are the device's local time.
public enum SyncHours: Hashable, Sendable, CustomStringConvertible {
    case always
    case only([DaySpan])
    case avoid([DaySpan])

    /// Nil when the text has none of the three forms, a span is malformed or empty, or there is no span.
    public init?(_ text: String) {
        let words = text.trimmed.split(separator: " ", maxSplits: 1)
        switch words.first.map({ $0.lowercased() }) {
        case "always" where words.count == 1:
            self = .always
        case "only" where words.count == 2, "avoid" where words.count == 2:
            var spans: [DaySpan] = []
            for part in words[1].split(separator: ",", omittingEmptySubsequences: false) {
                guard let span = DaySpan(part.trimmed) else { return nil }
                spans.append(span)
            }
            self = words[0].lowercased() == "only" ? .only(spans) : .avoid(spans)
        default:
            return nil
        }
    }

    public func allows(_ local: LocalTime) -> Bool {
        let minute = local.secondOfDay / 60
        return switch self {
        case .always: true
        case .only(let spans): spans.contains { $0.contains(minute: minute) }
        case .avoid(let spans): !spans.contains { $0.contains(minute: minute) }
        }
    }

    public var description: String {
        switch self {
        case .always: "always"
        case .only(let spans): "only " + spans.map(\.description).joined(separator: ",")
        case .avoid(let spans): "avoid " + spans.map(\.description).joined(separator: ",")
        }
    }
}

/// `[start, end)` in minutes since midnight; over midnight when `end` lies before `start`.
public struct DaySpan: Hashable, Sendable, CustomStringConvertible {
    public let start: Int
    public let end: Int

    /// Reads `HH:MM-HH:MM`; `24:00` is allowed as an end. Nil for an empty span.
    public init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { DaySpan.minute($0.trimmed) }
        guard ends.count == 2, let start = ends[0], let end = ends[1], start != end, start < 1440 else { return nil }
        self.start = start
        self.end = end
    }

    public func contains(minute: Int) -> Bool {
        start < end ? (start..<end).contains(minute) : minute >= start || minute < end
    }

    public var description: String { "\(DaySpan.text(start))-\(DaySpan.text(end))" }

    private static func text(_ minute: Int) -> String { "\(padded(minute / 60, 2)):\(padded(minute % 60, 2))" }

    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            let hour = decimal(Array(parts[0].utf8)[...]), let minute = decimal(Array(parts[1].utf8)[...]),
            minute < 60, hour < 24 || (hour == 24 && minute == 0)
        else { return nil }
        return hour * 60 + minute
    }
}
