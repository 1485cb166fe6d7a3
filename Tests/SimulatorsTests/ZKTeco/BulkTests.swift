import Testing

@testable import Simulators

/// How the log and the users are handed out (contract 4, 5, 10).
@Suite struct BulkTests {
    typealias Terminal = SimulatedZKTerminal

    /// What the log is as bytes: `u32` and the rows.
    private func expected(_ punches: [Terminal.Punch], _ layout: Terminal.LogLayout = .forty) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(little: UInt32(punches.count * layout.stride))
        return bytes + punches.flatMap { layout.record($0) }
    }

    /// Reads chunk after chunk as packets usually come.
    private func read(_ session: inout ExampleSession, size: Int, by most: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < size {
            let count = min(most, size - bytes.count)
            let start = try await session.ask(1504, ExampleSession.chunk(bytes.count, count))
            #expect(start?.command == 1500 && start?.data.little32(at: 0) == UInt32(count))
            let end = bytes.count + count
            while bytes.count < end, let packet = await session.next(), packet.command == 1501 { bytes += packet.data }
            #expect(bytes.count == end)
            #expect(await session.next()?.command == 2000)
            if bytes.count != end { break }
        }
        return bytes
    }

    @Test(arguments: Terminal.LogLayout.allCases, [0, 1, 2, 500])
    func aLogOfEveryLayoutIsReadWhole(_ layout: Terminal.LogLayout, _ rows: Int) async throws {
        let punches = ExampleTerminal.punches(rows)
        let terminal = ExampleTerminal.make(log: punches) { $0.layout = layout }
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            let answer = try #require(try await session.ask(1503, ExampleSession.readLog))
            guard rows == 500 else {
                #expect(answer.command == 1501 && answer.data == expected(punches, layout))
                return
            }
            #expect(answer.command == 2000 && answer.data.count == 13)
            let size = Int(answer.data.little32(at: 1) ?? 0)
            #expect(size == 4 + rows * layout.stride)
            #expect(try await read(&session, size: size, by: 1000) == expected(punches, layout))
            #expect(try await session.ask(1502)?.command == 2000)
            #expect(try await session.ask(1504, ExampleSession.chunk(0, 4))?.command == 2001, "nothing is prepared")
        }
    }

    @Test func usersAreReadWithTheirWidth() async throws {
        for width in [28, 72, 120] {
            let terminal = ExampleTerminal.make { $0.userWidth = width }
            try await terminal.serving { port in
                var session = try await ExampleSession(port: port)
                let data = try await session.ask(1503, ExampleSession.readUsers)?.data ?? []
                #expect(data.little32(at: 0) == UInt32(2 * width) && data.count == 4 + 2 * width)
                #expect(data.dropFirst(4).prefix(width) == ExampleTerminal.people[0].record(width: width)[...])
                #expect(try await session.ask(9)?.data == data, "directly too")
            }
        }
    }

    @Test func whatIsNotThereIsEmpty() async throws {
        try await ExampleTerminal.make().serving { port in
            var session = try await ExampleSession(port: port)
            for request in ["01070002000000 00000000", "01220000000000 00000000", "01090000000000 00000000"] {
                #expect(try await session.ask(1503, bytes(request))?.data == [0, 0, 0, 0])
            }
        }
    }

    @Test func aChunkBeyondWhatWasPreparedIsRefused() async throws {
        let terminal = ExampleTerminal.make { $0.read.smallBytes = 0 }
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            _ = try await session.ask(1503, ExampleSession.readLog)
            for (start, count) in [(0, 85), (84, 1), (83, 2), (0, 0), (Int(UInt32.max), 4), (0, Int(UInt32.max))] {
                #expect(try await session.ask(1504, ExampleSession.chunk(start, count))?.command == 2001)
            }
            #expect(try await session.ask(1504, [0, 0, 0, 0])?.command == 2001)
            #expect(try await session.ask(1504, ExampleSession.chunk(83, 1))?.command == 1500)
        }
    }

    @Test func aRequestThatIsCutIsRefused() async throws {
        try await ExampleTerminal.make().serving { port in
            var session = try await ExampleSession(port: port)
            for length in 0..<11 {
                #expect(try await session.ask(1503, Array(ExampleSession.readLog.prefix(length)))?.command == 2001)
            }
            #expect(try await session.ask(500, [1])?.command == 2001)
        }
    }

    @Test func directReadingHasPiecesOfAKibibyte() async throws {
        let punches = ExampleTerminal.punches(60)
        try await ExampleTerminal.make(log: punches) { $0.read.isDirectOnly = true }.serving { port in
            var session = try await ExampleSession(port: port)
            #expect(try await session.ask(1503, ExampleSession.readLog)?.command == 0xFFFF)
            #expect(try await session.ask(1504, ExampleSession.chunk(0, 4))?.command == 0xFFFF)
            let start = try await session.ask(13)
            #expect(start?.command == 1500 && start?.data == bytes("64090000"))
            var data: [UInt8] = []
            for length in [1024, 1024, 356] {
                let packet = await session.next()
                #expect(packet?.command == 1501 && packet?.data.count == length)
                data += packet?.data ?? []
            }
            #expect(await session.next()?.command == 2000)
            #expect(data == expected(punches))
        }
    }

    @Test func aLittleThatIsReadDirectlyIsOnePacket() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            #expect(try await session.ask(13)?.command == 1501)
            terminal.change { $0.read.smallDirectAsAckData = true }
            let answer = try await session.ask(13)
            #expect(answer?.command == 2002 && answer?.data == expected(terminal.log))
        }
    }

    @Test(arguments: [
        (Terminal.PacketOrder.usual, [1500, 1501, 1501, 1501, 2000]), (.endFirst, [2000, 1500, 1501, 1501, 1501]),
        (.startLast, [1501, 1501, 1501, 2000, 1500]),
    ])
    func theOrderOfAChunksPacketsIsChosen(_ order: Terminal.PacketOrder, _ commands: [UInt16]) async throws {
        let terminal = ExampleTerminal.make {
            $0.read.smallBytes = 0
            $0.read.chunks = .framed(pieceBytes: 30)
            $0.read.order = order
        }
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            _ = try await session.ask(1503, ExampleSession.readLog)
            try await session.send(1504, ExampleSession.chunk(0, 84))
            var came: [UInt16] = []
            var data: [UInt8] = []
            for _ in commands {
                guard let packet = await session.next() else { break }
                came.append(packet.command)
                if packet.command == 1501 { data += packet.data }
                #expect(packet.reply == 2)
            }
            #expect(came == commands && data == expected(terminal.log))
        }
    }

    @Test func aBareChunkIsOnePacket() async throws {
        let terminal = ExampleTerminal.make {
            $0.read.smallBytes = 0
            $0.read.chunks = .bare
        }
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            _ = try await session.ask(1503, ExampleSession.readLog)
            let chunk = try await session.ask(1504, ExampleSession.chunk(4, 40))
            #expect(chunk?.command == 1501 && chunk?.data == Terminal.LogLayout.forty.record(ExampleTerminal.morning))
            #expect(try await session.ask(1502)?.command == 2000, "nothing follows it")
        }
    }

    @Test func whatWasPreparedStaysOrMovesAsChosen() async throws {
        for isSnapshot in [true, false] {
            let terminal = ExampleTerminal.make {
                $0.read.smallBytes = 0
                $0.read.chunks = .bare
                $0.read.isSnapshot = isSnapshot
                $0.capacities.log = 2
            }
            try await terminal.serving { port in
                var session = try await ExampleSession(port: port)
                _ = try await session.ask(1503, ExampleSession.readLog)
                terminal.punch(ExampleTerminal.punches(3)[2])
                let chunk = try await session.ask(1504, ExampleSession.chunk(4, 40))
                let row = isSnapshot ? ExampleTerminal.morning : ExampleTerminal.evening
                #expect(chunk?.data == Terminal.LogLayout.forty.record(row), "\(isSnapshot)")
            }
        }
    }

    @Test func aFullLogForgetsItsOldestRowOrTakesNoMore() {
        let punches = ExampleTerminal.punches(4)
        for (rule, kept) in [(Terminal.WhenFull.overwritesOldest, 1...3), (.stopsRecording, 0...2)] {
            let terminal = ExampleTerminal.make(log: Array(punches.prefix(3))) {
                $0.capacities.log = 3
                $0.whenFull = rule
            }
            terminal.punch(punches[3])
            #expect(terminal.log == Array(punches[kept]))
            let later = ExampleTerminal.make(log: punches) {
                $0.capacities.log = 3
                $0.whenFull = rule
            }
            #expect(later.log == Array(punches[kept]), "it has always been full")
        }
    }

    @Test func countsAreAsWrongAsOrdered() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            #expect(try await session.ask(50)?.data.little32(at: 32) == 2)
            terminal.change {
                $0.freeSizes.records = .always(0)
                $0.freeSizes.users = .off(by: -3)
                $0.freeSizes.bytes = 92
            }
            let sizes = try await session.ask(50)?.data ?? []
            #expect(sizes.count == 92 && sizes.little32(at: 32) == 0 && sizes.little32(at: 16) == UInt32.max)
            #expect(sizes.little32(at: 88) == 1000, "the capacity of faces")
            terminal.change { $0.freeSizes.bytes = 40 }
            #expect(try await session.ask(50)?.data.count == 40)
            terminal.clearLog()
            #expect(try await session.ask(1503, ExampleSession.readLog)?.data == [0, 0, 0, 0])
        }
    }
}
