extension RandomAccessCollection where Element == UInt8 {
    /// The 16-bit integer at a distance from the start, which must lie within.
    func littleEndian16(at offset: Int) -> UInt16 {
        let first = index(startIndex, offsetBy: offset)
        return UInt16(self[first]) | UInt16(self[index(after: first)]) << 8
    }

    /// The 32-bit integer at a distance from the start, which must lie within.
    func littleEndian32(at offset: Int) -> UInt32 {
        UInt32(littleEndian16(at: offset)) | UInt32(littleEndian16(at: offset + 2)) << 16
    }
}

extension Array where Element == UInt8 {
    mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    /// The bytes of a 32-bit integer.
    init(littleEndian value: UInt32) {
        self = []
        appendLittleEndian(value)
    }
}
