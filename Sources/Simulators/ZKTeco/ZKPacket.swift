/// One packet of the standalone protocol, in either direction (contract 1).
struct ZKPacket: Sendable, Equatable {
    var command: UInt16
    /// In an event the event's code (contract 9).
    var session: UInt16
    var reply: UInt16
    var data: [UInt8] = []

    static let headerBytes = 8
    /// What begins a frame on TCP.
    static let magic: [UInt8] = [0x50, 0x50, 0x82, 0x7D]

    init(_ command: UInt16, session: UInt16, reply: UInt16, data: [UInt8] = []) {
        self.command = command
        self.session = session
        self.reply = reply
        self.data = data
    }

    /// Nil for less than a header, and where the checksum is not that of the bytes.
    init?(payload: [UInt8]) {
        guard let command = payload.little16(at: 0), let checksum = payload.little16(at: 2),
            let session = payload.little16(at: 4), let reply = payload.little16(at: 6),
            checksum == Self.checksum(of: payload)
        else { return nil }
        self.init(command, session: session, reply: reply, data: Array(payload.dropFirst(Self.headerBytes)))
    }

    /// What goes into a datagram.
    var payload: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headerBytes + data.count)
        bytes.append(little: command)
        bytes.append(little: UInt16(0))
        bytes.append(little: session)
        bytes.append(little: reply)
        bytes += data
        let checksum = Self.checksum(of: bytes)
        bytes[2] = UInt8(truncatingIfNeeded: checksum)
        bytes[3] = UInt8(truncatingIfNeeded: checksum >> 8)
        return bytes
    }

    /// A payload as TCP carries it.
    static func frame(_ payload: [UInt8]) -> [UInt8] {
        var bytes = magic
        bytes.append(little: UInt32(truncatingIfNeeded: payload.count))
        return bytes + payload
    }

    /// The complement of the sum of all 16-bit words but the checksum's own, carries folded in, an odd tail padded.
    static func checksum(of payload: [UInt8]) -> UInt16 {
        var sum: UInt32 = 0
        for (index, byte) in payload.enumerated() where index != 2 && index != 3 {
            sum &+= index.isMultiple(of: 2) ? UInt32(byte) : UInt32(byte) << 8
            sum = (sum & 0xFFFF) + sum >> 16
        }
        return ~UInt16(truncatingIfNeeded: sum)
    }
}
