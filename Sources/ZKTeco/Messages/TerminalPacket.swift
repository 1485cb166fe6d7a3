/// One message between a client and a terminal: its header and what it carries (contract 1). All integers are
/// little-endian.
///
/// Over UDP a datagram is one packet; over TCP each stands in a frame (`TerminalFrames`).
public struct TerminalPacket: Hashable, Sendable {
    /// What is asked or answered; `TerminalCode` names those that are known.
    public var code: UInt16
    /// The session that the terminal gave; of an event, what kind of event it is.
    public var session: UInt16
    /// The client's number of the request, which the answer repeats.
    public var reply: UInt16
    public var data: [UInt8]

    public init(code: UInt16, session: UInt16, reply: UInt16, data: [UInt8] = []) {
        self.code = code
        self.session = session
        self.reply = reply
        self.data = data
    }

    /// Bytes of the header.
    public static let headerSize = 8

    /// - Throws: `PacketFailure` where the bytes are no packet, or another than the sender's.
    public init(_ bytes: some RandomAccessCollection<UInt8>) throws(PacketFailure) {
        guard bytes.count >= TerminalPacket.headerSize else { throw .short }
        guard TerminalPacket.checksum(bytes) == bytes.littleEndian16(at: 2) else { throw .damaged }
        code = bytes.littleEndian16(at: 0)
        session = bytes.littleEndian16(at: 4)
        reply = bytes.littleEndian16(at: 6)
        data = Array(bytes.dropFirst(TerminalPacket.headerSize))
    }

    /// As it is sent, its checksum in place.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(TerminalPacket.headerSize + data.count)
        for value in [code, 0, session, reply] { bytes.appendLittleEndian(value) }
        bytes += data
        let sum = TerminalPacket.checksum(bytes)
        bytes[2] = UInt8(truncatingIfNeeded: sum)
        bytes[3] = UInt8(truncatingIfNeeded: sum >> 8)
        return bytes
    }

    /// The complement of the sum of all 16-bit words but the checksum's own, carries added in; an odd end counts as if
    /// a zero followed (contract 1).
    static func checksum(_ bytes: some RandomAccessCollection<UInt8>) -> UInt16 {
        var sum: UInt64 = 0
        var isHigh = false
        for (index, byte) in bytes.enumerated() {
            defer { isHigh.toggle() }
            if index == 2 || index == 3 { continue }
            sum += UInt64(byte) << (isHigh ? 8 : 0)
        }
        while sum > 0xFFFF { sum = (sum & 0xFFFF) + (sum >> 16) }
        return ~UInt16(sum)
    }
}

/// Why bytes are not a packet.
public enum PacketFailure: Error, Hashable {
    /// Fewer bytes than a header has.
    case short
    /// The checksum is another: not what the sender meant.
    case damaged
}
