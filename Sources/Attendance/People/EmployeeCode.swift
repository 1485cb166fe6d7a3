/// The key that a device uses for a person (Hanet `aliasID`, Nuveq `staffNo`, a terminal's user id).
public enum EmployeeCode {
    /// Without control characters (U+0000…001F, U+007F…009F; vendors' own samples hold some) and white space at
    /// the sides. May be empty: then the punch is kept and parked.
    public static func cleaned(_ text: String) -> String {
        var isClean = true
        for byte in text.utf8 where byte < 0x21 || byte >= 0x7F {
            isClean = false
            break
        }
        if isClean { return text }
        let kept = text.unicodeScalars.filter { !($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) }
        return String(String.UnicodeScalarView(kept)).trimmed
    }
}
