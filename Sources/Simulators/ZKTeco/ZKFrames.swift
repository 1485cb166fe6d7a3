/// Puts frames together from the bytes of a TCP connection (contract 1).
struct ZKFrames: Sendable {
    /// What came is no frame of this protocol, or a larger one than any client sends.
    struct NoFrame: Error {}

    private static let headBytes = 8
    /// Clients send commands, and at most a template; none of them is near this.
    private static let mostPayloadBytes: UInt32 = 1 << 16

    private var bytes: [UInt8] = []

    mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// The payload of the next frame; nil until it is whole.
    ///
    /// - Throws: `NoFrame`.
    mutating func next() throws -> [UInt8]? {
        guard bytes.starts(with: ZKPacket.magic.prefix(bytes.count)) else { throw NoFrame() }
        guard let length = bytes.little32(at: ZKPacket.magic.count) else { return nil }
        guard length <= Self.mostPayloadBytes else { throw NoFrame() }
        let end = Self.headBytes + Int(length)
        guard bytes.count >= end else { return nil }
        let payload = Array(bytes[Self.headBytes..<end])
        bytes.removeFirst(end)
        return payload
    }
}
