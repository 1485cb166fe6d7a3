/// Signs of a language made harmless inside it.
///
/// Byte by byte: a quote behind which a combining mark stands is one `Character` with it, and still a quote to every
/// program that reads the text.
public enum Escaping {
    /// For the text and the attributes of HTML.
    public static func html(_ text: String) -> String {
        escaped(text) { byte in
            switch byte {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: ">"): "&gt;"
            case UInt8(ascii: "\""): "&quot;"
            case UInt8(ascii: "'"): "&#39;"
            default: nil
            }
        }
    }

    /// - Parameter word: what stands for a sign of ASCII; nil where it stays.
    public static func escaped(_ text: String, _ word: (UInt8) -> String?) -> String {
        guard text.utf8.contains(where: { word($0) != nil }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            if let word = word(byte) { bytes.append(contentsOf: word.utf8) } else { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
