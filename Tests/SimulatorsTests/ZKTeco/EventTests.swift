import Testing

@testable import Simulators

/// What is told at once (contract 9).
@Suite struct EventTests {
    typealias Terminal = SimulatedZKTerminal

    @Test func onlyThoseWhoRegisteredAreToldOfAPunch() async throws {
        let terminal = ExampleTerminal.make(log: [])
        try await terminal.serving { port in
            var listener = try await ExampleSession(port: port)
            var other = try await ExampleSession(port: port)
            #expect(try await listener.ask(500, [1, 0, 0, 0])?.command == 2000)
            #expect(terminal.listeners == 1)
            terminal.punch(ExampleTerminal.evening)
            let event = await listener.next()
            #expect(event?.command == 500 && event?.session == 1 && event?.reply == 0)
            #expect(
                event?.data
                    == Terminal.EventLayout.thirtyTwo.data(ExampleTerminal.evening, carriesSlot: false))
            #expect(try await other.ask(201)?.reply == 1, "nothing came before the answer")
            #expect(try await listener.ask(500, [0, 0, 0, 0])?.command == 2000)
            terminal.punch(ExampleTerminal.morning)
            #expect(try await listener.ask(201)?.command == 2000, "nothing came before the answer")
        }
        #expect(terminal.log == [ExampleTerminal.evening, ExampleTerminal.morning])
    }

    @Test func anAcknowledgementIsCountedAndNotAnswered() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            // Everything, as pyzk's forks write it.
            _ = try await session.ask(500, bytes("ffff0000"))
            terminal.punch(ExampleTerminal.morning)
            _ = await session.next()
            let acknowledgement = ZKPacket(2000, session: session.session, reply: 0)
            try await session.socket.send(ZKPacket.frame(acknowledgement.payload))
            #expect(try await session.ask(62)?.reply == 2)
            #expect(terminal.acknowledgedEvents == 1 && terminal.requests == [1000, 500, 62])
        }
    }

    @Test func aDatagramTellsOfAPunchToo() async throws {
        let terminal = ExampleTerminal.make { $0.eventLayout = .twelve }
        try await terminal.serving { port in
            let socket = try await RawDatagrams(port: port)
            try await socket.send(ZKPacket(1000, session: 0, reply: 0).payload)
            _ = await socket.read()
            try await socket.send(ZKPacket(500, session: 0x1F2E, reply: 1, data: [1, 0, 0, 0]).payload)
            _ = await socket.read()
            terminal.punch(ExampleTerminal.morning)
            #expect(
                await socket.read()
                    == ZKPacket(500, session: 1, reply: 0, data: bytes("e903000001001a0a01080000")).payload)
            try await socket.close()
        }
    }

    @Test func aPersonPunchesByTheTerminalsClock() {
        let terminal = ExampleTerminal.make(log: []) {
            $0.clock.now = { 1_790_841_600 }
            $0.clock.utcOffsetSeconds = 3600
            $0.clock.offsetSeconds = 90
        }
        terminal.punch(userID: "EMP-02", verify: 25, state: 255)
        #expect(
            terminal.log == [
                .init(uid: 2, userID: "EMP-02", time: .init(2026, 10, 1, 9, 1, 30), verify: 25, state: 255)
            ])
    }
}
