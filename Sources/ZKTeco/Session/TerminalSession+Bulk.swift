/// What is read in one long answer.
enum BulkContent {
    case log, users

    var prepare: TerminalRequest { self == .log ? .prepareLog : .prepareUsers }
    var whole: TerminalRequest { self == .log ? .wholeLog : .wholeUsers }
    var step: TerminalFailure.Step { self == .log ? .log : .users }
}

extension TerminalSession {
    /// Bytes of the largest log that is read: more than a million and a half records.
    static let mostBytes = 64 << 20
    /// What is asked at once over TCP, as the vendor's clients do (contract 5.1).
    static let streamChunk = 0xFFC0
    /// Over UDP one chunk is one datagram: pieces of a longer one carry no place, and two that change places make a
    /// chunk of the right length with the wrong content (contract 20.1).
    static let datagramChunk = 1024

    /// The records of a long answer, without the size in front of them.
    ///
    /// - Parameter progress: told how many bytes of how many are there.
    func read(
        _ content: BulkContent, progress: (Int, Int) -> Void
    ) async throws(TerminalFailure) -> ArraySlice<UInt8> {
        let deadline = ContinuousClock.now + waits.reading
        for _ in 0..<3 {
            let first = try await readOnce(content, until: deadline, progress)
            if first.isOrdered { return try TerminalSession.records(first.bytes, content) }
            // Nobody knows the order of pieces that carry no place: what comes twice alike is right.
            let second = try await readOnce(content, until: deadline, progress)
            if first.bytes == second.bytes { return try TerminalSession.records(first.bytes, content) }
        }
        throw TerminalFailure(.damaged, at: content.step)
    }

    private struct Answer {
        var bytes: [UInt8] = []
        /// Whether each byte's place is certain.
        var isOrdered = true
    }

    private func readOnce(
        _ content: BulkContent, until deadline: ContinuousClock.Instant, _ progress: (Int, Int) -> Void
    ) async throws(TerminalFailure) -> Answer {
        let first = try await ask(content.prepare, at: content.step)
        switch first.code {
        case TerminalCode.data, TerminalCode.okWithData: return Answer(bytes: first.data)
        case TerminalCode.unauthorized: throw TerminalFailure(.keyRefused(given: true), at: content.step)
        case TerminalCode.ok:
            guard first.data.count >= 5 else { return Answer() }
            let size = try TerminalSession.bounded(first.data.littleEndian32(at: 1), content)
            let answer: Answer
            do {
                answer = try await readChunks(size, content, until: deadline, progress)
            } catch {
                await letGo()
                throw error
            }
            await letGo()
            return answer
        default: return try await readWhole(content, until: deadline)
        }
    }

    private func readChunks(
        _ size: Int, _ content: BulkContent, until deadline: ContinuousClock.Instant, _ progress: (Int, Int) -> Void
    ) async throws(TerminalFailure) -> Answer {
        let length = transport == .tcp ? TerminalSession.streamChunk : TerminalSession.datagramChunk
        // Not reserved: a size is only a promise.
        var answer = Answer()
        while answer.bytes.count < size {
            guard ContinuousClock.now < deadline else { throw TerminalFailure(.endless, at: content.step) }
            let chunk = try await readChunk(answer.bytes.count, min(length, size - answer.bytes.count), content)
            answer.bytes += chunk.bytes
            answer.isOrdered = answer.isOrdered && chunk.isOrdered
            progress(answer.bytes.count, size)
        }
        return answer
    }

    /// One chunk, asked again over UDP until it came whole.
    private func readChunk(
        _ start: Int, _ count: Int, _ content: BulkContent
    ) async throws(TerminalFailure) -> Answer {
        var got = 0
        for _ in 0..<(transport == .udp ? waits.tries + 1 : 1) {
            let number = try await send(.chunk(start: UInt32(start), count: UInt32(count)), at: content.step)
            let answer = try await collect(number, exactly: count, content)
            if answer.bytes.count == count { return answer }
            got = max(got, answer.bytes.count)
        }
        throw TerminalFailure(.incomplete(got: start + got, promised: start + count), at: content.step)
    }

    /// The pieces that answer one request, until there are `count` bytes or nothing more comes. What announces them and
    /// what ends them may come in any order, or not at all (contract 5.1, 20.1).
    private func collect(
        _ number: UInt16, exactly count: Int, _ content: BulkContent
    ) async throws(TerminalFailure) -> Answer {
        var answer = Answer()
        var pieces = 0
        let end = ContinuousClock.now + waits.chunk
        let patience = transport == .udp ? waits.datagram : waits.answer
        while answer.bytes.count < count, ContinuousClock.now < end {
            guard let packet = try await self.answer(to: number, within: patience, at: content.step) else {
                guard transport == .udp || !answer.bytes.isEmpty else {
                    throw TerminalFailure(.noAnswer, at: content.step)
                }
                break
            }
            switch packet.code {
            case TerminalCode.data, TerminalCode.okWithData:
                answer.bytes += packet.data
                pieces += 1
            case TerminalCode.prepare, TerminalCode.ok: continue
            default: try TerminalSession.check(packet, at: content.step)
            }
        }
        if answer.bytes.count > count { throw TerminalFailure(.damaged, at: content.step) }
        answer.isOrdered = transport == .tcp || pieces <= 1
        return answer
    }

    /// Everything in one answer: the way of firmware without chunks (contract 5.2).
    private func readWhole(
        _ content: BulkContent, until deadline: ContinuousClock.Instant
    ) async throws(TerminalFailure) -> Answer {
        let number = try await send(content.whole, at: content.step)
        let patience = transport == .udp ? waits.datagram * 2 : waits.answer
        var answer = Answer()
        var promised: Int?
        var pieces = 0
        while promised.map({ answer.bytes.count < $0 }) ?? true {
            guard ContinuousClock.now < deadline else { throw TerminalFailure(.endless, at: content.step) }
            guard let packet = try await self.answer(to: number, within: patience, at: content.step) else {
                if pieces == 0, promised == nil { throw TerminalFailure(.noAnswer, at: content.step) }
                throw TerminalFailure(
                    .incomplete(got: answer.bytes.count, promised: promised ?? answer.bytes.count), at: content.step)
            }
            switch packet.code {
            case TerminalCode.prepare where packet.data.count >= 4:
                promised = try TerminalSession.bounded(packet.data.littleEndian32(at: 0), content)
            case TerminalCode.data, TerminalCode.okWithData:
                pieces += 1
                answer.bytes += packet.data
                guard answer.bytes.count <= TerminalSession.mostBytes else {
                    throw TerminalFailure(.endless, at: content.step)
                }
                // One piece that nothing announced is all there is.
                if promised == nil, pieces == 1, TerminalSession.isWhole(packet.data) { promised = packet.data.count }
            // Before the pieces, it says that they come; without any, that there is nothing.
            case TerminalCode.ok where transport == .tcp && promised == nil && pieces == 0: return answer
            case TerminalCode.ok: continue
            default: try TerminalSession.check(packet, at: content.step)
            }
        }
        if let promised, answer.bytes.count > promised { throw TerminalFailure(.damaged, at: content.step) }
        answer.isOrdered = transport == .tcp || pieces <= 1
        return answer
    }

    private static func isWhole(_ data: [UInt8]) -> Bool {
        data.count >= 4 && Int(data.littleEndian32(at: 0)) == data.count - 4
    }

    /// What was made ready is let go, also after an error; a terminal that does not answer that is asked nothing more.
    private func letGo() async {
        _ = try? await ask(.free, at: .log, patience: waits.farewell, tries: 1)
    }

    private static func bounded(_ size: UInt32, _ content: BulkContent) throws(TerminalFailure) -> Int {
        guard size <= UInt32(mostBytes) else { throw TerminalFailure(.endless, at: content.step) }
        return Int(size)
    }

    /// What stands behind the size, which must be just so long.
    private static func records(
        _ bytes: [UInt8], _ content: BulkContent
    ) throws(TerminalFailure) -> ArraySlice<UInt8> {
        guard !bytes.isEmpty else { return [] }
        guard bytes.count >= 4 else { throw TerminalFailure(.damaged, at: content.step) }
        let promised = Int(bytes.littleEndian32(at: 0))
        guard promised == bytes.count - 4 else {
            throw TerminalFailure(.incomplete(got: bytes.count - 4, promised: promised), at: content.step)
        }
        return bytes[4...]
    }
}
