/// The key that a device uses for a person (Hanet `aliasID`, Nuveq `staffNo`, a terminal's user id).
public enum EmployeeCode {
    /// As people see it (`asSeen`), without control characters (U+0000…001F, U+007F…009F; vendors' own samples hold
    /// some) and white space at the sides. May be empty: then the punch is kept and parked.
    public static func cleaned(_ text: String) -> String {
        isClean(text) ? text : withoutControls(text).asSeen.trimmed
    }

    /// Without control characters and white space at the sides, and nothing else changed: for keys that were made so
    /// before.
    public static func withoutControls(_ text: String) -> String {
        let kept = text.unicodeScalars.filter { !($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) }
        return String(String.UnicodeScalarView(kept)).trimmed
    }

    /// Whether nothing is to be changed, told from the bytes: no control character, no blank at the sides, and letters
    /// of ASCII or composed ones alone.
    private static func isClean(_ text: String) -> Bool {
        text.utf8.first != 0x20 && text.utf8.last != 0x20 && SeenText.isPlain(text, allowsControls: false)
    }
}
