import Foundation

/// A short, printable piece of a stranger's reply, for an error message: the title of an HTML page, or the first
/// characters of whatever came; control characters and line ends become blanks.
public enum ReplyText {
    /// What is known to be secret while a reply is read; set by whoever works with sealed values.
    @TaskLocal public static var mask = SecretMask.none

    private static let longestSecret = 4096

    public static func excerpt(of bytes: some Collection<UInt8>, limit: Int = 120) -> String {
        // Masked before it is cut: half a secret would be no secret any more. So nothing is shown of the end of what
        // was read, where the half of one may stand.
        var text = mask.masked(String(decoding: bytes.prefix(2 * longestSecret), as: UTF8.self))
        if !bytes.dropFirst(2 * longestSecret).isEmpty {
            text = String(decoding: text.utf8.dropLast(longestSecret), as: UTF8.self)
        }
        let lowered = text.lowercased()
        if let open = lowered.range(of: "<title>"), let close = lowered.range(of: "</title>"),
            open.upperBound <= close.lowerBound
        {
            return tidy(lowered[open.upperBound..<close.lowerBound], limit: limit)
        }
        return tidy(text[...], limit: limit)
    }

    private static func tidy(_ text: Substring, limit: Int) -> String {
        let words = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) }
        let line = String(words).split(separator: " ").joined(separator: " ")
        return line.count > limit ? line.prefix(limit) + "…" : line
    }
}
