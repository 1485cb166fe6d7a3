/// The key that a device uses for a person (Hanet `aliasID`, Nuveq `staffNo`, a terminal's user id).
public enum EmployeeCode {
    /// Without control characters (U+0000…001F, U+007F…009F; vendors' own samples hold some) and white space at
    /// the sides. May be empty: then the punch is kept and parked.
    public static func cleaned(_ text: String) -> String {
        if isClean(text) { return text }
        let kept = text.unicodeScalars.filter { !($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) }
        return String(String.UnicodeScalarView(kept)).trimmed
    }

    /// Whether nothing is to be removed, told from the bytes: no control character of one byte or two (C2 80…9F),
    /// and neither a blank nor a byte of a longer blank (C2 A0, E1, E2, E3) at the sides.
    private static func isClean(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte < 0x20 || byte == 0x7F || (previous == 0xC2 && byte < 0xA0) { return false }
            previous = byte
        }
        let isPlain = { (byte: UInt8?) in byte.map { $0 > 0x20 && $0 < 0x7F } ?? true }
        let first = text.utf8.first
        let isLetter = first.map { (0xC3...0xDF).contains($0) } ?? true
        return (isPlain(first) || isLetter) && (isPlain(text.utf8.last) || !(text.last?.isWhitespace ?? false))
    }
}
