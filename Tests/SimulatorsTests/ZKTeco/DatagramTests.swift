import NIOCore
import Testing

@testable import Simulators

/// What the network does to datagrams, the same for the same seed (contract 20.1).
@Suite struct DatagramTests {
    private func sent(_ count: UInt8, _ change: (inout ZKDatagrams.Trouble) -> Void) throws -> [UInt8] {
        var trouble = ZKDatagrams.Trouble()
        change(&trouble)
        var datagrams = ZKDatagrams(seed: trouble.seed)
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: 4370)
        var arrived: [UInt8] = []
        for number in 0..<count {
            for datagram in datagrams.sending([number], to: address, trouble).now { arrived += datagram }
        }
        return arrived + (datagrams.released(for: address) ?? [])
    }

    @Test func withoutTroubleAllArrivesInItsOrder() throws {
        #expect(try sent(200) { _ in } == Array(0..<200))
    }

    @Test func whatIsLostIsLostAndTheRestInItsOrder() throws {
        let arrived = try sent(200) { $0.loss = 0.2 }
        #expect(arrived == arrived.sorted() && (130..<190).contains(arrived.count))
        #expect(try sent(200) { $0.loss = 0.2 } == arrived)
        #expect(
            try sent(200) {
                $0.loss = 0.2
                $0.seed = 2
            } != arrived)
    }

    @Test func whatIsDoubledArrivesTwiceAtOnce() throws {
        let arrived = try sent(200) { $0.doubling = 0.2 }
        #expect(arrived == arrived.sorted() && (210..<270).contains(arrived.count) && Set(arrived).count == 200)
    }

    @Test func whatIsOvertakenArrivesOneLater() throws {
        let arrived = try sent(200) { $0.reordering = 0.2 }
        #expect(arrived.sorted() == Array(0..<200) && arrived != arrived.sorted())
        #expect(zip(arrived, 0..<200).allSatisfy { abs(Int($0) - $1) <= 1 })
    }

    @Test func requestsAreLostToo() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            let socket = try await RawDatagrams(port: port)
            try await socket.send(bytes("e80317fc00000000"))
            _ = await socket.read()
            terminal.change { $0.datagrams.requestLoss = 0.5 }
            let trouble = terminal.configuration.datagrams
            var chance = ZKDatagrams(seed: trouble.seed)
            let arriving = (1...40).filter { _ in chance.arrives(trouble) }
            #expect((10..<30).contains(arriving.count))
            for reply in 1...40 {
                try await socket.send(ZKPacket(201, session: 0x1F2E, reply: UInt16(reply)).payload)
            }
            for reply in arriving { #expect(ZKPacket(payload: await socket.read())?.reply == UInt16(reply)) }
            try await socket.close()
        }
    }

    @Test func anAnswerThatNothingOvertakesArrivesAlone() async throws {
        let terminal = ExampleTerminal.make { $0.datagrams.reordering = 1 }
        try await terminal.serving { port in
            let socket = try await RawDatagrams(port: port)
            try await socket.send(bytes("e80317fc00000000"))
            #expect(ZKPacket(payload: await socket.read())?.command == 2000)
            try await socket.close()
        }
    }

    @Test func aLogIsReadInDatagramsOfAKibibyte() async throws {
        let punches = ExampleTerminal.punches(100)
        let terminal = ExampleTerminal.make(log: punches)
        try await terminal.serving { port in
            let socket = try await RawDatagrams(port: port)
            try await socket.send(bytes("e80317fc00000000"))
            _ = await socket.read()
            try await socket.send(
                ZKPacket(1503, session: 0x1F2E, reply: 1, data: ExampleSession.readLog).payload)
            #expect(ZKPacket(payload: await socket.read())?.data.little32(at: 1) == 4004)
            try await socket.send(
                ZKPacket(1504, session: 0x1F2E, reply: 2, data: ExampleSession.chunk(0, 4004)).payload)
            var lengths: [Int] = []
            for _ in 0..<6 { lengths.append(ZKPacket(payload: await socket.read())?.data.count ?? -1) }
            #expect(lengths == [8, 1024, 1024, 1024, 932, 0])
            try await socket.close()
        }
    }
}
