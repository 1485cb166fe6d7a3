/// What the terminal answers when nothing goes wrong (contract 2 to 4, 8, 9).
extension SimulatedZKTerminal.State {
    typealias Peer = SimulatedZKTerminal.Peer

    /// The right answer's packets, and what it means for others.
    struct Answer {
        var packets: [ZKPacket] = []
        /// The answer is the end of the connection.
        var closes = false
        /// Clients that this one displaced.
        var displaced: [Peer] = []
    }

    mutating func answer(_ request: ZKPacket, from peer: Peer) -> Answer {
        if request.command == ZKCommand.connect { return connect(request, peer) }
        guard let index = index(of: request.session, peer) else {
            // A client may end what it does not know to be over.
            if request.command != ZKCommand.exit { unauthenticatedRequests += 1 }
            return Answer(packets: [reply(request, ZKCommand.unauthorised)])
        }
        if request.command == ZKCommand.exit {
            sessions.remove(at: index)
            return Answer(packets: [reply(request, ZKCommand.ok)])
        }
        if request.command == ZKCommand.auth { return Answer(packets: [authorise(request, index)]) }
        guard sessions[index].isAuthorised else {
            unauthenticatedRequests += 1
            return Answer(packets: [reply(request, ZKCommand.unauthorised)])
        }
        if ZKCommand.forbidden.contains(request.command) {
            noteForbidden(request.command)
            return Answer(packets: [reply(request, ZKCommand.error)])
        }
        return Answer(packets: bulk(request, index) ?? [single(request, index)])
    }

    func reply(_ request: ZKPacket, _ code: UInt16, _ data: [UInt8] = []) -> ZKPacket {
        ZKPacket(code, session: request.session, reply: request.reply, data: data)
    }

    private mutating func connect(_ request: ZKPacket, _ peer: Peer) -> Answer {
        var answer = Answer()
        let others = Set(sessions.map(\.peer)).subtracting([peer])
        if !others.isEmpty {
            switch configuration.sessions {
            case .many: break
            case .refusesSecond:
                if peer.isDatagram {
                    answer.packets = [reply(request, ZKCommand.error)]
                } else {
                    answer.closes = true
                }
                return answer
            case .displacesFirst:
                sessions.removeAll { $0.peer != peer }
                answer.displaced = others.sorted { $0.number < $1.number }
            }
        }
        let number = open(peer)
        let isReady = sessions.last?.isAuthorised == true
        answer.packets = [
            ZKPacket(isReady ? ZKCommand.ok : ZKCommand.unauthorised, session: number, reply: request.reply)
        ]
        return answer
    }

    private mutating func authorise(_ request: ZKPacket, _ index: Int) -> ZKPacket {
        // The client's tick stands in byte 2 of what it sent (contract 2).
        guard request.data.count == 4, !configuration.neverAuthorises,
            request.data
                == ZKCommKey.scrambled(configuration.commKey, session: request.session, tick: request.data[2])
        else { return reply(request, ZKCommand.unauthorised) }
        sessions[index].isAuthorised = true
        return reply(request, ZKCommand.ok)
    }

    private mutating func single(_ request: ZKPacket, _ index: Int) -> ZKPacket {
        switch request.command {
        case ZKCommand.enable, ZKCommand.disable:
            isDisabled = request.command == ZKCommand.disable
            return reply(request, ZKCommand.ok)
        case ZKCommand.startVerify, ZKCommand.cancelCapture: return reply(request, ZKCommand.ok)
        case ZKCommand.version: return reply(request, ZKCommand.ok, Array(configuration.firmware.utf8) + [0])
        case ZKCommand.optionsRead: return option(request)
        case ZKCommand.optionsWrite:
            // What the vendor's own programs announce themselves with; any other option would change the terminal.
            guard text(request.data).hasPrefix("SDKBuild=") else {
                noteForbidden(request.command)
                return reply(request, ZKCommand.error)
            }
            return reply(request, ZKCommand.ok)
        case ZKCommand.freeSizes: return reply(request, ZKCommand.ok, freeSizes)
        case ZKCommand.pinWidth: return reply(request, ZKCommand.ok, [configuration.userWidth == 28 ? 9 : 24])
        case ZKCommand.getTime:
            var data: [UInt8] = []
            data.append(little: configuration.clock.local.packed)
            return reply(request, ZKCommand.ok, data)
        case ZKCommand.registerEvents:
            guard let mask = request.data.little32(at: 0) else { return reply(request, ZKCommand.error) }
            sessions[index].eventMask = mask
            return reply(request, ZKCommand.ok)
        default: return reply(request, ZKCommand.unknown)
        }
    }

    /// Up to the first NUL, or to the end where there is none.
    private func text(_ data: [UInt8]) -> String { String(decoding: data.prefix { $0 != 0 }, as: UTF8.self) }

    private func option(_ request: ZKPacket) -> ZKPacket {
        let key = text(request.data)
        let value: String? =
            switch key {
            case "~SerialNumber": configuration.serialNumber
            case "~Platform": configuration.platform
            case "~DeviceName": configuration.deviceName
            case "~OS": "1"
            case "~ZKFPVersion": "10"
            case "MAC": "00:17:61:10:20:30"
            case "IPAddress": "192.168.1.201"
            default: nil
            }
        guard let value else { return reply(request, ZKCommand.error) }
        return reply(request, ZKCommand.ok, Array("\(key)=\(value)".utf8) + [0])
    }

    private var freeSizes: [UInt8] {
        let capacities = configuration.capacities
        let people = configuration.people
        let records = configuration.freeSizes.records.told(log.count)
        let users = configuration.freeSizes.users.told(people.count)
        // Made up: each of so many people has a finger and one of them a second one, as in contract 15.
        let fingers = people.isEmpty ? 0 : people.count + 1
        var words = [Int](repeating: 0, count: 23)
        words[4] = users
        words[6] = fingers
        words[8] = records
        words[12] = people.count { $0.card != 0 }
        words[13] = people.count { !$0.password.isEmpty }
        words[14] = capacities.fingers
        words[15] = capacities.users
        words[16] = capacities.log
        words[17] = capacities.fingers &- fingers
        words[18] = capacities.users &- users
        words[19] = capacities.log &- records
        words[22] = capacities.faces
        var bytes: [UInt8] = []
        for word in words { bytes.append(little: Int32(truncatingIfNeeded: word)) }
        var cut: [UInt8] = []
        cut.append(field: bytes, width: max(0, configuration.freeSizes.bytes))
        return cut
    }
}
