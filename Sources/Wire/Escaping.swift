/// Signs of a language made harmless inside it.
///
/// Byte by byte: a quote behind which a combining mark stands is one `Character` with it, and still a quote to every
/// program that reads the text.
public enum Escaping {
    /// For the text and the attributes of HTML.
    public static func html(_ text: String) -> String {
        escaped(
            text,
            [
                UInt8(ascii: "&"): "&amp;", UInt8(ascii: "<"): "&lt;", UInt8(ascii: ">"): "&gt;",
                UInt8(ascii: "\""): "&quot;", UInt8(ascii: "'"): "&#39;",
            ])
    }

    /// - Parameter signs: ASCII, each with what stands for it.
    public static func escaped(_ text: String, _ signs: [UInt8: String]) -> String {
        guard text.utf8.contains(where: { signs[$0] != nil }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            if let word = signs[byte] { bytes.append(contentsOf: word.utf8) } else { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
