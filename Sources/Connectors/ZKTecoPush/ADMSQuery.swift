/// The names and values behind a path, as hand-written clients send them: names in any case, values percent-encoded or
/// not, without a rule for what is malformed. Linear.
struct ADMSQuery {
    /// By name in lower case; each name's first value.
    private var values: [String: String] = [:]
    /// Names that came with two values.
    private(set) var ambiguous: Set<String> = []

    init(_ text: String) {
        for part in text.utf8.split(separator: UInt8(ascii: "&")) {
            let name = part.prefix { $0 != UInt8(ascii: "=") }
            let key = String(decoding: name, as: UTF8.self).lowercased()
            let value = ADMSQuery.decoded(part.dropFirst(name.count + 1))
            if let known = values[key] {
                if known != value { ambiguous.insert(key) }
            } else {
                values[key] = value
            }
        }
    }

    /// Nil where the name does not occur.
    ///
    /// - Parameter name: in lower case.
    subscript(name: String) -> String? { values[name] }

    /// A percent sign that no two digits follow stands for itself.
    private static func decoded(_ bytes: Substring.UTF8View) -> String {
        let bytes = Array(bytes)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count, let high = digit(bytes[place + 1]),
                let low = digit(bytes[place + 2])
            {
                decoded.append(high << 4 | low)
                place += 3
            } else {
                decoded.append(bytes[place] == UInt8(ascii: "+") ? UInt8(ascii: " ") : bytes[place])
                place += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
