import Testing

@testable import Simulators

/// Who is answered, and what is refused (contract 2, 3, 9, 12).
@Suite struct SessionTests {
    @Test func aWrongKeyIsRefusedAndCanBeCorrected() async throws {
        let terminal = ExampleTerminal.make(key: 5678)
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            #expect(try await session.ask(1102, bytes("41363266"))?.command == 2005, "the key 1234")
            #expect(try await session.ask(1102, bytes("090932"))?.command == 2005)
            #expect(try await session.ask(1102)?.command == 2005)
            #expect(try await session.ask(50)?.command == 2005)
            #expect(terminal.unauthenticatedRequests == 1)
            #expect(try await session.ask(1102, bytes("09093266"))?.command == 2000)
            #expect(try await session.ask(50)?.command == 2000)
        }
    }

    @Test func theTickIsTheClients() async throws {
        let terminal = ExampleTerminal.make(key: 5678)
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            // As with the tick 0x32, but with 0x35 in its place.
            #expect(try await session.ask(1102, bytes("0e0e3561"))?.command == 2000)
        }
    }

    @Test func aTerminalThatNeverAuthorisesRefusesTheRightKey() async throws {
        let terminal = ExampleTerminal.make(key: 5678) { $0.neverAuthorises = true }
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            #expect(try await session.ask(1102, bytes("09093266"))?.command == 2005)
        }
    }

    @Test func aRequestOfNoSessionIsRefusedAndCounted() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            let session = try await ExampleSession(port: port)
            let stranger = ZKPacket(50, session: session.session &+ 1, reply: 1)
            #expect(try await session.socket.ask(stranger)?.command == 2005)
            let another = try await RawSocket(port: port)
            let borrowed = ZKPacket(50, session: session.session, reply: 1)
            #expect(try await another.ask(borrowed)?.command == 2005, "a session belongs to its connection")
        }
        #expect(terminal.unauthenticatedRequests == 2)
    }

    @Test func whatClearsOrWritesIsRefusedAndRemembered() async throws {
        let terminal = ExampleTerminal.make()
        let harmful: [UInt16] = [14, 15, 20, 32, 33, 18, 19, 8, 10, 61, 202, 1004, 1005, 1013]
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            for command in harmful { #expect(try await session.ask(command, [1, 0, 0, 0])?.command == 2001) }
            #expect(try await session.ask(12, Array("SDKBuild=1\0".utf8))?.command == 2000)
            #expect(try await session.ask(12, Array("IPAddress=10.0.0.1\0".utf8))?.command == 2001)
        }
        #expect(terminal.forbidden == harmful + [12])
        #expect(terminal.log.count == 2 && terminal.configuration.people.count == 2)
    }

    @Test func anUnknownCommandSaysSo() async throws {
        try await ExampleTerminal.make().serving { port in
            var session = try await ExampleSession(port: port)
            #expect(try await session.ask(4711)?.command == 0xFFFF)
        }
    }

    @Test func aPacketWithAWrongChecksumIsNotAnswered() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            var wrong = ZKPacket.frame(session.request(1003).payload)
            wrong[10] ^= 1
            try await session.socket.send(wrong)
            #expect(try await session.ask(50)?.reply == 2, "the first answer is that to the second request")
        }
        #expect(terminal.malformedPackets == 1 && !terminal.isDisabled && terminal.requests == [1000, 50])
    }

    @Test func bytesThatAreNoFrameEndTheConnection() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            for wrong in ["474554202f20", "5050827dffffff7f"] {
                let socket = try await RawSocket(port: port)
                try await socket.send(bytes(wrong))
                #expect(await socket.readToEnd().isEmpty)
            }
        }
        #expect(terminal.malformedPackets == 2)
    }

    @Test func requestsMayComeInPiecesAndTogether() async throws {
        try await ExampleTerminal.make().serving { port in
            var session = try await ExampleSession(port: port)
            let two = ZKPacket.frame(session.request(50).payload) + ZKPacket.frame(session.request(201).payload)
            try await session.socket.send(Array(two.prefix(5)))
            try await session.socket.send(Array(two.dropFirst(5)))
            #expect(await session.next()?.reply == 1)
            #expect(await session.next()?.reply == 2)
        }
    }

    @Test func optionsAreToldWithAndWithoutTheirEnd() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            let answer = Array("~SerialNumber=CQZ7225160001\0".utf8)
            #expect(try await session.ask(11, Array("~SerialNumber".utf8))?.data == answer)
            terminal.setSerial("OKL0001")
            #expect(
                try await session.ask(11, Array("~SerialNumber\0".utf8))?.data == Array("~SerialNumber=OKL0001\0".utf8))
            #expect(try await session.ask(11, Array("~Nothing\0".utf8))?.command == 2001)
            #expect(try await session.ask(1100)?.data == Array("Ver 6.60 Oct 25 2022\0".utf8))
            #expect(try await session.ask(69)?.data.count == 1)
        }
    }

    @Test func theClockIsToldWithItsError() async throws {
        let terminal = ExampleTerminal.make {
            $0.clock.now = { 1_529_948_465 }
            $0.clock.utcOffsetSeconds = 0
        }
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            #expect(try await session.ask(201)?.data == bytes("31b16823"))
            terminal.setClock(offsetSeconds: -65)
            #expect(try await session.ask(201)?.data == bytes("f0b06823"))
        }
    }

    @Test func theEndOfAConnectionIsTheEndOfItsSession() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            var first = try await ExampleSession(port: port)
            _ = try await first.ask(1003)
            let second = try await ExampleSession(port: port)
            #expect(terminal.openSessions == 2 && second.session == first.session + 1)
            terminal.drop()
            #expect(await first.socket.readToEnd().isEmpty)
            #expect(await second.socket.readToEnd().isEmpty)
            #expect(terminal.openSessions == 0 && terminal.mostSessions == 2)
            #expect(terminal.isDisabled, "nobody enabled it")
        }
    }

    @Test func aSecondClientIsRefusedWhereThatIsTheRule() async throws {
        let terminal = ExampleTerminal.make { $0.sessions = .refusesSecond }
        try await terminal.serving { port in
            var first = try await ExampleSession(port: port)
            let second = try await RawSocket(port: port)
            try await second.send(ZKPacket.frame(ZKPacket(1000, session: 0, reply: 0).payload))
            #expect(await second.readToEnd().isEmpty)
            let third = try await RawDatagrams(port: port)
            try await third.send(ZKPacket(1000, session: 0, reply: 0).payload)
            #expect(ZKPacket(payload: await third.read())?.command == 2001)
            try await third.close()
            #expect(try await first.ask(1001)?.command == 2000)
            #expect(try await ExampleSession(port: port).session != 0, "the place is free again")
        }
        #expect(terminal.mostSessions == 1)
    }

    @Test func aSecondClientDisplacesTheFirstWhereThatIsTheRule() async throws {
        let terminal = ExampleTerminal.make { $0.sessions = .displacesFirst }
        try await terminal.serving { port in
            let first = try await ExampleSession(port: port)
            var second = try await ExampleSession(port: port)
            #expect(await first.socket.readToEnd().isEmpty)
            #expect(try await second.ask(50)?.command == 2000)
        }
        #expect(terminal.mostSessions == 1)
    }

    @Test func aSilentTerminalTakesRequestsAndAnswersNone() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            var session = try await ExampleSession(port: port)
            terminal.goSilent(true)
            try await session.send(1003)
            // Its frame has arrived when one that is no frame has ended the connection.
            try await session.socket.send(bytes("00000000"))
            #expect(await session.socket.readToEnd().isEmpty)
            #expect(terminal.requests == [1000, 1003] && !terminal.isDisabled)
        }
    }

    @Test func aPanelOfDoorsAnswersInItsOwnTongue() async throws {
        try await ExampleTerminal.make { $0.isAccessPanel = true }.serving { port in
            let socket = try await RawSocket(port: port)
            try await socket.send(bytes("5050827d08000000e80317fc00000000"))
            let answer = await socket.read(9)
            #expect(hex(answer.prefix(2)) == "aa01" && answer.last == 0x55)
            let datagrams = try await RawDatagrams(port: port)
            try await datagrams.send(bytes("e80317fc00000000"))
            #expect(await datagrams.read() == answer)
            try await datagrams.close()
        }
    }

    @Test func repeatedConnectsByDatagramLeaveSessionsBehind() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            let socket = try await RawDatagrams(port: port)
            for _ in 0..<100 {
                try await socket.send(bytes("e80317fc00000000"))
                _ = await socket.read()
            }
            #expect(terminal.openSessions == 64, "no more than so many are held")
            let last = ZKPacket(1001, session: 0x1F2E + 99, reply: 1)
            try await socket.send(last.payload)
            #expect(ZKPacket(payload: await socket.read())?.command == 2000)
            #expect(terminal.openSessions == 63)
            try await socket.close()
        }
    }
}
