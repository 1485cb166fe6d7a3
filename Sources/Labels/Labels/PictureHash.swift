/// What a picture looks like, in 256 bits: copies that were shrunk, encoded again or made lighter differ in a few.
public struct PictureHash: Hashable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// Bits in which copies of one photo may differ.
    public static let nearness = 20

    /// Nil unless there are 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The number of bits in which two differ, 0 to 256.
    public func distance(to other: PictureHash) -> Int {
        zip(bytes, other.bytes).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
    }
}
