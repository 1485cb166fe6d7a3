/// Why a document was refused. Offsets count bytes from the document's start.
public enum JSONFailure: Error, Hashable, Sendable {
    case unexpected(byte: UInt8, offset: Int)
    case endOfDocument
    case tooDeep(limit: Int)
    case trailingBytes(offset: Int)
    case badEscape(offset: Int)
    case badNumber(offset: Int)
}

/// A pull reader for JSON of strangers: every limit is explicit, nothing is built that the caller did not ask for.
///
/// Lenient where vendors are (control characters inside strings, numbers as text), strict where it matters
/// (structure, depth, nothing after the document). Broken UTF-8 and lone surrogates become U+FFFD.
///
///     try reader.beginObject()
///     while let key = try reader.nextKey() {
///         switch key {
///         case "id": id = try reader.text()
///         default: try reader.skipValue()
///         }
///     }
public struct JSONReader: Sendable {
    public static let maximumDepth = 64

    public let bytes: [UInt8]
    /// The offset of the next byte to read.
    public private(set) var position = 0
    private var depth = 0
    private var isFirst = true

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // A byte order mark is not JSON, but Windows programs send it.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    public enum Kind: Sendable { case object, array, string, number, bool, null }

    /// What comes next, without reading it.
    public mutating func peek() throws(JSONFailure) -> Kind {
        switch try nextByte() {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), 0x30...0x39: return .number
        case let byte: throw .unexpected(byte: byte, offset: position)
        }
    }

    // MARK: Objects and arrays

    public mutating func beginObject() throws(JSONFailure) { try begin(UInt8(ascii: "{")) }

    public mutating func beginArray() throws(JSONFailure) { try begin(UInt8(ascii: "[")) }

    /// The next key of the object begun last, its value yet to be read; nil at the object's end.
    public mutating func nextKey() throws(JSONFailure) -> String? {
        guard try advance(closing: UInt8(ascii: "}")) else { return nil }
        let key = try string()
        try expect(UInt8(ascii: ":"))
        return key
    }

    /// True where another element of the array begun last can be read; false at the array's end.
    public mutating func nextElement() throws(JSONFailure) -> Bool { try advance(closing: UInt8(ascii: "]")) }

    /// Refuses anything but white space after the document.
    public mutating func finish() throws(JSONFailure) {
        skipWhiteSpace()
        guard position == bytes.count else { throw .trailingBytes(offset: position) }
    }

    // MARK: Values

    public mutating func string() throws(JSONFailure) -> String {
        try expect(UInt8(ascii: "\""))
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let text = String(decoding: bytes[start..<position], as: UTF8.self)
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try stringWithEscapes(from: start) }
            position += 1
        }
        throw .endOfDocument
    }

    /// A scalar as text: a string's content, a number's digits, `true` or `false`. Nil for null, an object or an
    /// array, which are skipped.
    public mutating func text() throws(JSONFailure) -> String? {
        switch try peek() {
        case .string: return try string()
        case .number: return String(decoding: try numberBytes(), as: UTF8.self)
        case .bool: return try bool() ? "true" : "false"
        case .null, .object, .array:
            try skipValue()
            return nil
        }
    }

    /// A whole number, sent as a number or as text; nil for anything else, which is skipped.
    public mutating func integer() throws(JSONFailure) -> Int64? {
        try text().flatMap(JSONReader.wholeNumber)
    }

    /// The value of a number's text if it is whole, with an exponent or a zero fraction too; nil beyond 2^53 there.
    public static func wholeNumber(_ text: String) -> Int64? {
        if let number = Int64(text) { return number }
        guard let number = Double(text), number.rounded() == number, abs(number) < 9e15 else { return nil }
        return Int64(number)
    }

    /// A truth value, sent as such, as 0/1 or as text; nil for anything else, which is skipped.
    public mutating func flag() throws(JSONFailure) -> Bool? {
        switch try text() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }

    public mutating func skipValue() throws(JSONFailure) {
        switch try peek() {
        case .object:
            try beginObject()
            while try nextKey() != nil { try skipValue() }
        case .array:
            try beginArray()
            while try nextElement() { try skipValue() }
        case .string: try skipString()
        case .number: _ = try numberBytes()
        case .bool: _ = try bool()
        case .null: try literal("null")
        }
    }

    // MARK: Inside

    private mutating func begin(_ opening: UInt8) throws(JSONFailure) {
        try expect(opening)
        depth += 1
        guard depth <= JSONReader.maximumDepth else { throw .tooDeep(limit: JSONReader.maximumDepth) }
        isFirst = true
    }

    private mutating func advance(closing: UInt8) throws(JSONFailure) -> Bool {
        let byte = try nextByte()
        if byte == closing {
            position += 1
            depth -= 1
            isFirst = false
            return false
        }
        if !isFirst { try expect(UInt8(ascii: ",")) }
        isFirst = false
        return true
    }

    private mutating func skipWhiteSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func nextByte() throws(JSONFailure) -> UInt8 {
        skipWhiteSpace()
        guard position < bytes.count else { throw .endOfDocument }
        return bytes[position]
    }

    private mutating func expect(_ wanted: UInt8) throws(JSONFailure) {
        let byte = try nextByte()
        guard byte == wanted else { throw .unexpected(byte: byte, offset: position) }
        position += 1
    }

    private mutating func literal(_ word: StaticString) throws(JSONFailure) {
        for index in 0..<word.utf8CodeUnitCount {
            let byte = try index == 0 ? nextByte() : byteHere()
            guard byte == word.utf8Start[index] else { throw .unexpected(byte: byte, offset: position) }
            position += 1
        }
    }

    private func byteHere() throws(JSONFailure) -> UInt8 {
        guard position < bytes.count else { throw .endOfDocument }
        return bytes[position]
    }

    private mutating func bool() throws(JSONFailure) -> Bool {
        if try nextByte() == UInt8(ascii: "t") {
            try literal("true")
            return true
        }
        try literal("false")
        return false
    }

    private mutating func numberBytes() throws(JSONFailure) -> ArraySlice<UInt8> {
        _ = try nextByte()
        let start = position
        scan: while position < bytes.count {
            switch bytes[position] {
            case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
                UInt8(ascii: "E"):
                position += 1
            default: break scan
            }
        }
        guard position - start <= 40, bytes[start..<position].contains(where: { (0x30...0x39).contains($0) }) else {
            throw .badNumber(offset: start)
        }
        return bytes[start..<position]
    }

    private mutating func skipString() throws(JSONFailure) {
        try expect(UInt8(ascii: "\""))
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return
            case UInt8(ascii: "\\"): position += 2
            default: position += 1
            }
        }
        throw .endOfDocument
    }

    private mutating func stringWithEscapes(from start: Int) throws(JSONFailure) -> String {
        var units = Array(bytes[start..<position])
        while true {
            let byte = try byteHere()
            position += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: units, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                units.append(byte)
                continue
            }
            let escape = try byteHere()
            position += 1
            switch escape {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(escape)
            case UInt8(ascii: "b"): units.append(0x08)
            case UInt8(ascii: "f"): units.append(0x0C)
            case UInt8(ascii: "n"): units.append(0x0A)
            case UInt8(ascii: "r"): units.append(0x0D)
            case UInt8(ascii: "t"): units.append(0x09)
            case UInt8(ascii: "u"): units.append(contentsOf: Array(String(try unicodeEscape()).utf8))
            default: throw .badEscape(offset: position - 1)
            }
        }
    }

    private mutating func unicodeEscape() throws(JSONFailure) -> Unicode.Scalar {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        let first = try fourHexDigits()
        guard (0xD800...0xDFFF).contains(first) else { return Unicode.Scalar(first) ?? replacement }
        let mark = position
        guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return replacement }
        position += 2
        let second = try fourHexDigits()
        guard (0xDC00...0xDFFF).contains(second) else {
            position = mark
            return replacement
        }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? replacement
    }

    private mutating func fourHexDigits() throws(JSONFailure) -> UInt32 {
        guard position + 4 <= bytes.count else { throw .endOfDocument }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = bytes[position]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x41 + 10
            case 0x61...0x66: digit = byte - 0x61 + 10
            default: throw .badEscape(offset: position)
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
