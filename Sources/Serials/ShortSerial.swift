/// A Hikvision device's short serial: nine characters in one of three forms, always upper case. It is what an account
/// binds and what a label's code carries.
///
/// Source: serial contract 2 (official OpenAPI guides).
public struct ShortSerial: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    public var description: String { text }

    /// Takes exactly the nine characters, blanks at the sides aside. Look-alike letters are never folded.
    public init?(exactly text: String) {
        let bytes = Array(SerialText.cleaned(text).utf8)
        guard ShortSerial.matches(bytes[...]) else { return nil }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    /// Finds the short serial at the end of a full one, or takes a short one as it is; nil is *unknown* and nothing
    /// else. Source: contract 2.1.
    ///
    /// The last nine characters decide, never a search: the batch letters in front of a short serial look like its own.
    public init?(in text: String) {
        let bytes = Array(SerialText.cleaned(text).utf8)
        let letters = bytes.reversed().prefix { SerialText.isLetter($0) }.count
        // Up to four letters behind the serial are a suffix; more cannot be one.
        if (1...4).contains(letters), let found = ShortSerial(last: bytes.dropLast(letters)) {
            self = found
        } else if let found = ShortSerial(last: bytes[...]) {
            self = found
        } else {
            return nil
        }
    }

    /// Whether two differ in signs alone that people and readers of text take for each other, such as O and 0. They are
    /// two serials all the same: this is for what was read in letters.
    public func looksLike(_ other: ShortSerial) -> Bool {
        self != other && zip(text.utf8, other.text.utf8).allSatisfy { SerialText.shape($0) == SerialText.shape($1) }
    }

    private init?(last bytes: ArraySlice<UInt8>) {
        let nine = bytes.suffix(9)
        guard ShortSerial.matches(nine) else { return nil }
        text = String(decoding: nine, as: UTF8.self)
    }

    /// Nine digits; a letter and eight digits; two letters and seven digits.
    private static func matches(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count == 9 else { return false }
        let letters = bytes.prefix { SerialText.isLetter($0) }.count
        return letters <= 2 && bytes.dropFirst(letters).allSatisfy(SerialText.isDigit)
    }
}

/// The letters of serials.
enum SerialText {
    /// Upper case, without blanks and control characters at the sides and what cannot be seen anywhere.
    static func cleaned(_ text: String) -> String {
        let scalars = String.UnicodeScalarView(
            text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint })
        let isBlank = { (scalar: Unicode.Scalar) in
            scalar.properties.isWhitespace || scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        }
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        // Only ASCII letters have another case here: "ı" must not become "I".
        return String(
            decoding: String(scalars[first...last]).utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 },
            as: UTF8.self)
    }

    /// One sign for all that look alike.
    static func shape(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "O"), UInt8(ascii: "Q"), UInt8(ascii: "D"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"), UInt8(ascii: "J"): UInt8(ascii: "1")
        case UInt8(ascii: "Z"): UInt8(ascii: "2")
        case UInt8(ascii: "A"): UInt8(ascii: "4")
        case UInt8(ascii: "S"): UInt8(ascii: "5")
        case UInt8(ascii: "G"): UInt8(ascii: "6")
        case UInt8(ascii: "T"): UInt8(ascii: "7")
        case UInt8(ascii: "B"): UInt8(ascii: "8")
        default: byte
        }
    }

    static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
