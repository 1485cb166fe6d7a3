/// How dates, times and numbers stand in sentences for people, on pages and in messages. Programs get the other form:
/// JSON, tables of the command line and files keep ISO 8601 (`description`, `Zone.rfc3339`) and plain digits.
extension LocalDate {
    /// `30/11/2026`, in both languages: the program's users live where dates are written so.
    public var written: String { "\(padded(day, 2))/\(padded(month, 2))/\(padded(year, 4))" }
}

extension LocalTime {
    /// `30/11/2026 14:05`, in both languages; seconds are left out.
    public var written: String { "\(date.written) \(padded(hour, 2)):\(padded(minute, 2))" }
}

extension Zone {
    /// `30/11/2026 14:05` as this zone's clock shows it.
    ///
    /// - Parameter namesZone: whether the offset from UTC stands behind it (`30/11/2026 14:05 +07:00`): where the reader may
    ///   have another zone in mind.
    public func written(_ instant: Instant, namesZone: Bool = false) -> String {
        let text = local(at: instant).written
        guard namesZone else { return text }
        let offset = offset(at: instant)
        return "\(text) \(offset == 0 ? "UTC" : Zone.offsetText(offset))"
    }

    /// `30/11/2026 14:05` from an RFC 3339 time, in the offset that stands in it; the text itself where it is none.
    public static func written(rfc3339 text: String) -> String { LocalTime(text.prefix(19))?.written ?? text }
}

extension LocalDate {
    /// `30/11/2026` from `2026-11-30`; the text itself where it is no date.
    public static func written(iso text: String) -> String { LocalDate(text)?.written ?? text }
}

extension BinaryInteger {
    /// `12.345` in Vietnamese, `12,345` in English.
    public func written(_ language: Language) -> String {
        let digits = Array(String(magnitude))
        var text = self < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += language == .vi ? "." : "," }
            text.append(digit)
        }
        return text
    }

    /// The number as a text of both languages.
    public var phrase: Phrase { Phrase(en: written(.en), vi: written(.vi)) }
}
