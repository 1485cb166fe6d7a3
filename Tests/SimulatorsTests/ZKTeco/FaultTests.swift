import Testing

@testable import Simulators

/// What goes wrong on order, and only then.
@Suite struct FaultTests {
    typealias Terminal = SimulatedZKTerminal

    @Test func aFaultHappensAsOftenAsOrderedAndWhereOrdered() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            terminal.faults.order(.answer(2003, data: [7]), on: .command(201), skipping: 1, times: 2)
            var codes: [UInt16?] = []
            for command: UInt16 in [201, 50, 201, 50, 201, 201] {
                codes.append(try await session.ask(command)?.command)
            }
            #expect(codes == [2000, 2000, 2003, 2000, 2003, 2000])
            #expect(terminal.faults.isEmpty)
        }
    }

    @Test func aWrongChecksumReplyNumberOrSessionIsOnlyThat() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            let right = try await session.ask(11, Array("~OS".utf8))
            terminal.faults.order(.wrongChecksum)
            try await session.send(11, Array("~OS".utf8))
            var payload = await session.socket.readPayload()
            #expect(ZKPacket(payload: payload) == nil)
            payload[2] ^= 1
            #expect(ZKPacket(payload: payload)?.data == right?.data)
            terminal.faults.order(.wrongReplyNumber())
            #expect(try await session.ask(50)?.reply == session.reply + 1)
            terminal.faults.order(.wrongSession)
            let foreign = try await session.ask(50)
            #expect(foreign?.session != session.session && foreign?.reply == session.reply)
        }
    }

    @Test func garbageIsSentAsItIs() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            terminal.faults.order(.garbage([0, 1, 2, 0xFF]), on: .command(1003))
            try await session.send(1003)
            #expect(await session.socket.read(4) == [0, 1, 2, 0xFF])
            #expect(!terminal.isDisabled, "the request had no effect")
        }
    }

    @Test func anAnswerIsCutWhereOrdered() async throws {
        let terminal = ExampleTerminal.make { $0.read.smallBytes = 0 }
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            _ = try await session.ask(1503, ExampleSession.readLog)
            terminal.faults.order(.cutAfter(40), on: .logChunk)
            try await session.send(1504, ExampleSession.chunk(0, 84))
            let came = await session.socket.readToEnd()
            #expect(came.count == 40 && hex(came.prefix(4)) == "5050827d")
        }
    }

    @Test func whatHangsHasNoEffectAndALostAnswerHas() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            terminal.faults.order(.hang, on: .command(1003))
            try await session.send(1003)
            #expect(try await session.ask(201)?.reply == 2, "the first answer is that to the second request")
            #expect(!terminal.isDisabled)
            terminal.faults.order(.lostAnswer, on: .command(1003))
            try await session.send(1003)
            #expect(await session.socket.readToEnd().isEmpty)
            #expect(terminal.isDisabled)
        }
    }

    @Test func aSlowAnswerIsTheRightOne() async throws {
        let terminal = ExampleTerminal.make { $0.read.smallBytes = 0 }
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            _ = try await session.ask(1503, ExampleSession.readLog)
            terminal.faults.order(.slow(.milliseconds(20)), on: .logChunk)
            let began = ContinuousClock.now
            #expect(try await session.ask(1504, ExampleSession.chunk(0, 84))?.command == 1500)
            #expect(await session.next()?.command == 1501)
            #expect(await session.next()?.command == 2000)
            #expect(ContinuousClock.now - began >= .milliseconds(60))
        }
    }

    @Test func aPromiseIsNeverKept() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            terminal.faults.order(.promise(10_000_000), on: .logRead, times: 2)
            let promise = try await session.ask(1503, ExampleSession.readLog)
            #expect(promise?.command == 2000 && promise?.data == bytes("00809698008096980000000000"))
            try await session.send(1504, ExampleSession.chunk(0, 0xFFC0))
            let direct = try await session.ask(13)
            #expect(direct?.command == 1500 && direct?.data == bytes("80969800"))
            #expect(try await session.ask(201)?.command == 2000, "and nothing between")
        }
    }

    @Test func aChunkIsShorterOrLongerThanAsked() async throws {
        let terminal = ExampleTerminal.make { $0.read.smallBytes = 0 }
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            _ = try await session.ask(1503, ExampleSession.readLog)
            for (by, announced) in [(-3, false), (5, true), (-100, false)] {
                terminal.faults.order(.chunkOff(by: by, announced: announced), on: .logChunk)
                let start = try await session.ask(1504, ExampleSession.chunk(0, 84))
                #expect(start?.data.little32(at: 0) == UInt32(announced ? 84 + by : 84))
                if by > -84 { #expect(await session.next()?.data.count == 84 + by) }
                #expect(await session.next()?.command == 2000)
            }
        }
    }

    @Test func theAnswerBeforeIsRepeatedOnOrder() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            let first = try await session.ask(50)
            terminal.faults.order(.stale, on: .command(201))
            #expect(try await session.ask(201) == first)
            #expect(await session.next()?.reply == 2)
        }
    }

    @Test func aPunchLandsBetweenTheSizeAndTheData() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            terminal.faults.order(.punches([ExampleTerminal.evening]), on: .logRead)
            #expect(try await session.ask(50)?.data.little32(at: 32) == 2)
            _ = try await session.ask(1503, ExampleSession.readUsers)
            #expect(terminal.log.count == 2, "reading users is another occasion")
            #expect(try await session.ask(1503, ExampleSession.readLog)?.data.little32(at: 0) == 120)
            #expect(try await session.ask(50)?.data.little32(at: 32) == 3)
        }
    }

    @Test func eventsStandInsideAnAnswer() async throws {
        let terminal = ExampleTerminal.make { $0.read.smallBytes = 0 }
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            _ = try await session.ask(500, [1, 0, 0, 0])
            _ = try await session.ask(1503, ExampleSession.readLog)
            terminal.faults.order(.eventsInside([ExampleTerminal.evening, ExampleTerminal.morning]), on: .logChunk)
            var commands = [try await session.ask(1504, ExampleSession.chunk(0, 84))?.command]
            for _ in 0..<4 { commands.append(await session.next()?.command) }
            #expect(commands == [1500, 500, 500, 1501, 2000])
            #expect(terminal.log.count == 4)
        }
    }

    @Test func anAnswerComesInPiecesAndInOne() async throws {
        let terminal = ExampleTerminal.make {
            $0.read.smallBytes = 0
            $0.tcp.pieceBytes = 3
        }
        try await terminal.serving { port in
            for coalesces in [false, true] {
                terminal.change { $0.tcp.coalesces = coalesces }
                var session = try await ExampleSession(port: port)
                _ = try await session.ask(1503, ExampleSession.readLog)
                #expect(try await session.ask(1504, ExampleSession.chunk(0, 84))?.command == 1500)
                #expect(await session.next()?.data.count == 84)
                #expect(await session.next()?.command == 2000)
            }
        }
    }
}
