/// Cuts the bytes of a TCP connection into packets: each stands behind a mark and its length, and TCP splits and joins
/// them as it likes (contract 1).
public struct TerminalFrames: Sendable {
    private var held: [UInt8] = []
    private var start = 0

    /// Bytes of the largest packet that is taken; terminals send chunks of at most 64 KiB.
    public static let largest = 1 << 20

    static let mark: [UInt8] = [0x50, 0x50, 0x82, 0x7D]
    static let headerSize = 8

    public init() {}

    /// A packet's bytes with its frame.
    public static func framed(_ packet: TerminalPacket) -> [UInt8] {
        let payload = packet.bytes
        return mark + [UInt8](littleEndian: UInt32(payload.count)) + payload
    }

    public mutating func append(_ bytes: some Sequence<UInt8>) {
        // What was read is let go now and then, so that a long connection neither grows nor moves bytes each time.
        if start > 64 << 10 {
            held.removeFirst(start)
            start = 0
        }
        held.append(contentsOf: bytes)
    }

    /// The bytes of the next whole packet; nil until it has come whole.
    ///
    /// - Throws: `StreamFailure` where what came is none: nothing behind it can be told apart any more.
    public mutating func next() throws(StreamFailure) -> [UInt8]? {
        let rest = held[start...]
        let seen = rest.prefix(TerminalFrames.mark.count)
        guard TerminalFrames.mark.starts(with: seen) else {
            throw seen.first == 0xAA ? .accessPanel : .foreign
        }
        guard rest.count >= TerminalFrames.headerSize else { return nil }
        let length = Int(rest.littleEndian32(at: 4))
        guard (TerminalPacket.headerSize...TerminalFrames.largest).contains(length) else { throw .foreign }
        guard rest.count >= TerminalFrames.headerSize + length else { return nil }
        let packet = Array(rest.dropFirst(TerminalFrames.headerSize).prefix(length))
        start += TerminalFrames.headerSize + length
        return packet
    }
}

/// Why a connection's bytes are not those of a terminal of this protocol.
public enum StreamFailure: Error, Hashable {
    /// An access panel of the C3 and inBIO series, which speaks another protocol on the same port (contract 14).
    case accessPanel
    case foreign
}
