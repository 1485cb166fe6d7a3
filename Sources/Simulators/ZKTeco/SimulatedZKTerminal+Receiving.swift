import Synchronization

/// From the bytes of a request to what is sent, faults included.
extension SimulatedZKTerminal {
    typealias Answer = State.Answer

    /// - Parameter payload: one datagram, or one frame without its head.
    /// - Returns: what is sent, to the asker and to others, in this order.
    func receive(_ payload: [UInt8], from peer: Peer) -> [Delivery] {
        state.withLock { state in
            guard let request = ZKPacket(payload: payload) else {
                state.malformedPackets += 1
                return []
            }
            guard request.command != ZKCommand.ok else {
                // The client's word for an event that it has (contract 9): not a request.
                if state.index(of: request.session, peer) != nil { state.acknowledgedEvents += 1 }
                return []
            }
            state.note(request.command)
            guard !state.isSilent else { return [] }
            return state.respond(to: request, from: peer, faults.next(for: state.occasions(of: request, from: peer)))
        }
    }

    func noteMalformed() { state.withLock { $0.malformedPackets += 1 } }
}

extension SimulatedZKTerminal.State {
    typealias Fault = SimulatedZKTerminal.Fault
    typealias Occasion = SimulatedZKTerminal.Occasion
    typealias Output = SimulatedZKTerminal.Output
    typealias Delivery = SimulatedZKTerminal.Delivery

    func occasions(of request: ZKPacket, from peer: Peer) -> Set<Occasion> {
        var occasions: Set<Occasion> = [.any, .command(request.command)]
        let prepared = request.command == ZKCommand.prepareBuffer ? request.data.little16(at: 1) : request.command
        if prepared == ZKCommand.logRead { occasions.insert(.logRead) }
        if prepared == ZKCommand.usersRead { occasions.insert(.userRead) }
        if request.command == ZKCommand.readBuffer, let index = index(of: request.session, peer),
            let buffer = sessions[index].buffer
        {
            occasions.insert(buffer.holdsLog ? .logChunk : .userChunk)
        }
        return occasions
    }

    mutating func respond(to request: ZKPacket, from peer: Peer, _ fault: Fault?) -> [Delivery] {
        var deliveries: [Delivery] = []
        switch fault {
        case .hang: return []
        case .garbage(let bytes): return [Delivery(peer: peer, outputs: [.bytes(bytes)])]
        case .answer(let code, let data):
            return [Delivery(peer: peer, outputs: [.bytes(wire(reply(request, code, data), to: peer))])]
        case .punches(let punches):
            for punch in punches { deliveries += record(punch) }
        default: break
        }
        // What was last sent to this session; the answer may be to its EXIT.
        let earlier = index(of: request.session, peer).map { sessions[$0].lastAnswer } ?? []
        let answer = answered(request, peer, fault)
        for other in answer.displaced { deliveries.append(Delivery(peer: other, outputs: [.close])) }
        if let index = index(of: answer.packets.first?.session ?? request.session, peer) {
            sessions[index].lastAnswer = answer.packets
        }
        var outputs: [Output]
        if case .eventsInside(let punches) = fault {
            var events: [Output] = []
            for delivery in punches.flatMap({ record($0) }) {
                if delivery.peer == peer { events += delivery.outputs } else { deliveries.append(delivery) }
            }
            let packets = answer.packets.map { Output.bytes(wire($0, to: peer)) }
            let first = packets.count > 1 ? 1 : 0
            outputs = packets.prefix(first) + events + packets.dropFirst(first)
        } else {
            outputs = spoiled(answer.packets, earlier, fault, peer)
        }
        if answer.closes { outputs.append(.close) }
        if configuration.tcp.coalesces, !peer.isDatagram { outputs = coalesced(outputs) }
        if !outputs.isEmpty { deliveries.append(Delivery(peer: peer, outputs: outputs)) }
        return deliveries
    }

    /// The answer with the faults that change what is answered.
    private mutating func answered(_ request: ZKPacket, _ peer: Peer, _ fault: Fault?) -> Answer {
        guard let index = index(of: request.session, peer), sessions[index].isAuthorised else {
            return answer(request, from: peer)
        }
        switch fault {
        case .promise(let size):
            sessions[index].buffer = SimulatedZKTerminal.Buffer(holdsLog: true, bytes: [], isHollow: true)
            guard request.command != ZKCommand.prepareBuffer else { return Answer(packets: [promise(request, size)]) }
            var data: [UInt8] = []
            data.append(little: size)
            return Answer(packets: [reply(request, ZKCommand.prepareData, data)])
        case .chunkOff(let by, let announced) where request.command == ZKCommand.readBuffer:
            return Answer(packets: chunk(request, index, off: by, announced: announced))
        default: return answer(request, from: peer)
        }
    }

    /// The packets on the wire with the faults that change how an answer is sent.
    private func spoiled(_ right: [ZKPacket], _ earlier: [ZKPacket], _ fault: Fault?, _ peer: Peer) -> [Output] {
        var packets = right
        switch fault {
        case .wrongReplyNumber(let by): for index in packets.indices { packets[index].reply &+= by }
        case .wrongSession: for index in packets.indices { packets[index].session ^= 0x5555 }
        case .stale: packets = earlier + packets
        case .lostAnswer: return peer.isDatagram ? [] : [.close]
        default: break
        }
        var writes = packets.map(\.payload)
        if case .wrongChecksum = fault, !writes.isEmpty { writes[0][2] ^= 0x01 }
        if !peer.isDatagram { writes = writes.map { ZKPacket.frame($0) } }
        switch fault {
        case .slow(let pause): return writes.flatMap { [.pause(pause), .bytes($0)] }
        case .cutAfter(let bytes):
            var left = max(0, bytes)
            var outputs: [Output] = []
            for write in writes where left > 0 {
                outputs.append(.bytes(Array(write.prefix(left))))
                left -= min(left, write.count)
            }
            return outputs + (peer.isDatagram ? [] : [.close])
        default: return writes.map { .bytes($0) }
        }
    }

    /// Writes that follow each other as one.
    private func coalesced(_ outputs: [Output]) -> [Output] {
        var result: [Output] = []
        for output in outputs {
            if case .bytes(let more) = output, case .bytes(let before)? = result.last {
                result[result.count - 1] = .bytes(before + more)
            } else {
                result.append(output)
            }
        }
        return result
    }
}
