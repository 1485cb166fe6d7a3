/// How the log and the users are handed out (contract 5).
extension SimulatedZKTerminal.State {
    typealias Buffer = SimulatedZKTerminal.Buffer

    /// Pieces of data in datagrams, and of what is read directly (contract 5.1, 5.2).
    private static let pieceBytes = 1024
    /// The second word of 1500, which clients ignore.
    private static let chunkWord: UInt32 = 0x1000

    /// Nil for requests that are not about bulk data.
    mutating func bulk(_ request: ZKPacket, _ index: Int) -> [ZKPacket]? {
        switch request.command {
        case ZKCommand.prepareBuffer:
            return configuration.read.isDirectOnly ? nil : prepare(request, index)
        case ZKCommand.readBuffer:
            return configuration.read.isDirectOnly ? nil : chunk(request, index, off: 0, announced: true)
        case ZKCommand.freeData:
            sessions[index].buffer = nil
            return [reply(request, ZKCommand.ok)]
        case ZKCommand.logRead: return direct(request, logBytes())
        case ZKCommand.usersRead: return direct(request, userBytes())
        case ZKCommand.databaseRead, ZKCommand.operationsRead: return direct(request, [0, 0, 0, 0])
        default: return nil
        }
    }

    private mutating func prepare(_ request: ZKPacket, _ index: Int) -> [ZKPacket] {
        guard request.data.count == 11, request.data[0] == 1, let command = request.data.little16(at: 1),
            let function = request.data.little32(at: 3)
        else { return [reply(request, ZKCommand.error)] }
        let bytes: [UInt8] =
            switch command {
            case ZKCommand.logRead: logBytes()
            case ZKCommand.usersRead where function == ZKCommand.usersCode: userBytes()
            // Templates, work codes and operations, of which there are none.
            default: [0, 0, 0, 0]
            }
        guard bytes.count > configuration.read.smallBytes else {
            sessions[index].buffer = nil
            return [reply(request, ZKCommand.data, bytes)]
        }
        sessions[index].buffer = Buffer(holdsLog: command == ZKCommand.logRead, bytes: bytes)
        return [promise(request, UInt32(truncatingIfNeeded: bytes.count))]
    }

    /// The answer to 1503 that holds a size and no data.
    func promise(_ request: ZKPacket, _ size: UInt32) -> ZKPacket {
        var data: [UInt8] = [0]
        data.append(little: size)
        data.append(little: size)
        data.append(little: UInt32(0))
        return reply(request, ZKCommand.ok, data)
    }

    /// - Parameters:
    ///   - off: so many bytes more than asked, or fewer where negative.
    ///   - announced: 1500 says what is sent, not what was asked.
    mutating func chunk(_ request: ZKPacket, _ index: Int, off: Int, announced: Bool) -> [ZKPacket] {
        guard let buffer = sessions[index].buffer, let start = request.data.little32(at: 0),
            let count = request.data.little32(at: 4), request.data.count == 8
        else { return [reply(request, ZKCommand.error)] }
        guard !buffer.isHollow else { return [] }
        let isLive = buffer.holdsLog && !configuration.read.isSnapshot
        let bytes = isLive ? logBytes() : buffer.bytes
        let from = Int(start)
        // What was prepared bounds what may be asked, also where the log is shown as it is now.
        guard count > 0, count <= UInt32(Int32.max), from < buffer.bytes.count, from + Int(count) <= buffer.bytes.count
        else { return [reply(request, ZKCommand.error)] }
        let sent = max(0, min(Int(count) + off, 1 << 24))
        var data = Array(bytes.dropFirst(from).prefix(sent))
        data.append(contentsOf: repeatElement(0, count: sent - data.count))
        return dressed(request, data, announcing: announced ? UInt32(truncatingIfNeeded: sent) : count, index)
    }

    /// The packets of one chunk, as this terminal sends them.
    private func dressed(_ request: ZKPacket, _ data: [UInt8], announcing: UInt32, _ index: Int) -> [ZKPacket] {
        guard case .framed(let asked) = configuration.read.chunks else {
            return [reply(request, ZKCommand.data, data)]
        }
        let usual = sessions[index].peer.isDatagram ? Self.pieceBytes : data.count
        var announcement: [UInt8] = []
        announcement.append(little: announcing)
        announcement.append(little: Self.chunkWord)
        let start = reply(request, ZKCommand.prepareData, announcement)
        let end = reply(request, ZKCommand.ok)
        let pieces = pieces(request, data, of: asked ?? usual)
        return switch configuration.read.order {
        case .usual: [start] + pieces + [end]
        case .endFirst: [end, start] + pieces
        case .startLast: pieces + [end, start]
        }
    }

    private func pieces(_ request: ZKPacket, _ data: [UInt8], of size: Int) -> [ZKPacket] {
        stride(from: 0, to: data.count, by: max(1, size)).map { start in
            reply(request, ZKCommand.data, Array(data[start..<min(data.count, start + max(1, size))]))
        }
    }

    private func direct(_ request: ZKPacket, _ bytes: [UInt8]) -> [ZKPacket] {
        guard bytes.count > min(configuration.read.smallBytes, Self.pieceBytes) else {
            let code = configuration.read.smallDirectAsAckData ? ZKCommand.ackData : ZKCommand.data
            return [reply(request, code, bytes)]
        }
        var size: [UInt8] = []
        size.append(little: UInt32(truncatingIfNeeded: bytes.count))
        return [reply(request, ZKCommand.prepareData, size)] + pieces(request, bytes, of: Self.pieceBytes)
            + [reply(request, ZKCommand.ok)]
    }
}
