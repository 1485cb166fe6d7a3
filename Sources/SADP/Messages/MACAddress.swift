/// Six pairs of hexadecimal digits; compared without regard to case or separators, sent as it was announced.
public struct MACAddress: Sendable, CustomStringConvertible {
    /// The device's own spelling.
    public let announced: String
    /// `aa-bb-cc-dd-ee-ff`
    public let key: String

    public var description: String { key }

    /// Takes dashes, colons, dots or nothing between the digits.
    public init?(_ text: String) {
        let seen = text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
        let cleaned = SADPDocument.cleaned(String(String.UnicodeScalarView(seen)))
        let digits = cleaned.filter { !"-:.".contains($0) }
        guard digits.utf8.count == 12, digits.utf8.count == digits.count, digits.allSatisfy(\.isHexDigit),
            cleaned.utf8.count <= 17
        else { return nil }
        announced = cleaned
        let pairs = Array(digits.lowercased())
        key = stride(from: 0, to: 12, by: 2).map { String(pairs[$0...($0 + 1)]) }.joined(separator: "-")
    }
}

extension MACAddress: Hashable {
    public static func == (left: MACAddress, right: MACAddress) -> Bool { left.key == right.key }

    public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
