import Foundation

/// Text as it is searched: lower case, without accents, so that "nguyen" finds "Nguyễn".
public enum SearchText {
    /// What is looked for in folded names: without the signs that a pattern gives a meaning.
    public static func pattern(_ text: String) -> String {
        folded(text.asSeen.trimmed).filter { $0 != "%" && $0 != "_" && $0 != "\\" }
    }

    public static func folded(_ text: String) -> String {
        // Most codes, ids and addresses, at a fraction of the cost.
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        let lowered = text.lowercased().replacing("đ", with: "d")
        let letters = lowered.decomposedStringWithCanonicalMapping.unicodeScalars.filter {
            $0.properties.generalCategory != .nonspacingMark
        }
        return String(String.UnicodeScalarView(letters))
    }
}
