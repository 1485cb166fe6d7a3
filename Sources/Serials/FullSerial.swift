/// A Hikvision device's full serial: model, production date, batch letters, short serial, sometimes a suffix.
///
/// Source: serial contract 1 (pattern from several samples).
public struct FullSerial: Hashable, Sendable {
    /// Upper case, trimmed.
    public let text: String
    public let short: ShortSerial
    /// `YYYYMMDD`.
    public let productionDate: String
    /// What stands in front of the date.
    public let model: String

    /// Nil unless the text ends in a short serial behind a valid date.
    ///
    /// The short serial is taken off before the date is looked for, since nine digits can imitate one; of several dates
    /// the last counts, since models hold digits too.
    public init?(_ text: String) {
        let cleaned = SerialText.cleaned(text)
        guard (18...128).contains(cleaned.utf8.count), let short = ShortSerial(in: cleaned) else { return nil }
        let bytes = Array(cleaned.utf8)
        let key = Array(short.text.utf8)
        guard let end = bytes.indices.reversed().first(where: { bytes[$0...].starts(with: key) }) else { return nil }
        guard let start = (0..<max(0, end - 7)).reversed().first(where: { FullSerial.isDate(bytes[$0..<($0 + 8)]) })
        else { return nil }
        self.text = cleaned
        self.short = short
        productionDate = String(decoding: bytes[start..<(start + 8)], as: UTF8.self)
        model = String(decoding: bytes[..<start], as: UTF8.self)
        guard !model.isEmpty else { return nil }
    }

    private static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.allSatisfy(SerialText.isDigit), bytes.starts(with: [0x32, 0x30]) else { return false }
        let digits = bytes.map { Int($0 - 0x30) }
        return (1...12).contains(digits[4] * 10 + digits[5]) && (1...31).contains(digits[6] * 10 + digits[7])
    }
}
