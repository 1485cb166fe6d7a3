/// Little-endian integers and fields of fixed width, as the protocol writes them (contract 1).
extension [UInt8] {
    mutating func append(little value: some FixedWidthInteger) {
        var rest = value
        for _ in 0..<(value.bitWidth / 8) {
            append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    /// Text in a field of so many bytes: cut where it is longer, followed by NUL where it is shorter.
    mutating func append(field text: [UInt8], width: Int) {
        append(contentsOf: text.prefix(width))
        append(contentsOf: repeatElement(0, count: Swift.max(0, width - text.count)))
    }

    /// Nil beyond the end.
    func little16(at offset: Int) -> UInt16? {
        guard offset >= 0, offset + 2 <= count else { return nil }
        return UInt16(self[offset]) | UInt16(self[offset + 1]) << 8
    }

    /// Nil beyond the end.
    func little32(at offset: Int) -> UInt32? {
        guard let low = little16(at: offset), let high = little16(at: offset + 2) else { return nil }
        return UInt32(low) | UInt32(high) << 16
    }
}
