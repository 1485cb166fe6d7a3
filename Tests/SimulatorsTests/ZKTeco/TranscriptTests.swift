import Testing

@testable import Simulators

/// The contract's transcript (15), line by line: its bytes go in, its bytes come out.
@Suite struct TranscriptTests {
    /// What the client says, and what the terminal answers; answers that the transcript leaves out are made of packets.
    private func ok(_ reply: UInt16) -> String {
        hex(ZKPacket.frame(ZKPacket(2000, session: 0x1F2E, reply: reply).payload))
    }

    private func exchange(_ socket: RawSocket, _ request: String, _ answer: String) async throws {
        try await socket.send(bytes(request))
        let came = await socket.read(bytes(answer).count)
        #expect(hex(came) == answer)
    }

    private func beginning(_ socket: RawSocket) async throws {
        try await exchange(socket, "5050827d08000000e80317fc00000000", "5050827d08000000d507fcd82e1f0000")
        try await exchange(
            socket, "5050827d0c0000004e040f402e1f010041363266", "5050827d08000000d00700d92e1f0100")
    }

    @Test func aWholeSessionIsTheTranscripts() async throws {
        let terminal = ExampleTerminal.make(key: 1234)
        try await terminal.serving { port in
            let socket = try await RawSocket(port: port)
            try await beginning(socket)
            try await exchange(socket, "5050827d08000000eb03e4dc2e1f0200", ok(2))
            #expect(terminal.isDisabled)
            try await exchange(
                socket, "5050827d0800000032009ce02e1f0300",
                "5050827d58000000d007db9c2e1f03000000000000000000000000000000000002000000000000000300000000000000"
                    + "020000000000000000000000000000000000000000000000b80b0000b80b0000a0860100b50b0000b60b0000"
                    + "9e860100")
            try await exchange(
                socket, "5050827d13000000df05edcd2e1f0400010d000000000000000000",
                "5050827d5c000000dd0595ab2e1f04005000000001003130303100000000000000000000000000000000000000000100"
                    + "6f3f330000000000000000000200454d502d30320000000000000000000000000000000000000fa0fb3f3301"
                    + "0000000000000000")
            try await exchange(socket, "5050827d08000000de05edda2e1f0600", ok(6))
            try await exchange(socket, "5050827d08000000ea03e0dc2e1f0700", ok(7))
            #expect(!terminal.isDisabled)
            try await exchange(socket, "5050827d08000000e903e0dc2e1f0800", ok(8))
            #expect(terminal.openSessions == 0)
        }
        #expect(terminal.requests == [1000, 1102, 1003, 50, 1503, 1502, 1002, 1001])
        #expect(terminal.malformedPackets == 0 && terminal.forbidden.isEmpty && terminal.unauthenticatedRequests == 0)
    }

    @Test func theLargeVariantIsTheTranscripts() async throws {
        let terminal = ExampleTerminal.make(key: 1234) { $0.read.smallBytes = 0 }
        try await terminal.serving { port in
            let socket = try await RawSocket(port: port)
            try await beginning(socket)
            try await exchange(
                socket, "5050827d13000000df05edcd2e1f0400010d000000000000000000",
                "5050827d15000000d007fd302e1f040000540000005400000000000000")
            try await exchange(
                socket, "5050827d10000000e00598da2e1f05000000000054000000",
                "5050827d10000000dc059cca2e1f05005400000000100000")
            let data = ZKPacket(payload: await socket.readPayload())
            #expect(data?.command == 1501 && data?.reply == 5)
            #expect(
                hex(data?.data ?? [])
                    == "5000000001003130303100000000000000000000000000000000000000000100"
                    + "6f3f330000000000000000000200454d502d30320000000000000000000000000000000000000fa0fb3f3301"
                    + "0000000000000000")
            #expect(hex(await socket.read(16)) == ok(5))
        }
    }

    @Test func anEventIsTheTranscripts() async throws {
        let terminal = ExampleTerminal.make(key: 1234)
        try await terminal.serving { port in
            let socket = try await RawSocket(port: port)
            try await beginning(socket)
            try await exchange(socket, "5050827d0c000000f401d3de2e1f090001000000", ok(9))
            terminal.punch(ExampleTerminal.morning)
            #expect(
                hex(await socket.read(48))
                    == "5050827d28000000f4018d8a0100000031303031000000000000000000000000000000000000000001001a0a01080000"
            )
        }
    }

    @Test func aDatagramHasNoHead() async throws {
        let terminal = ExampleTerminal.make()
        try await terminal.serving { port in
            let socket = try await RawDatagrams(port: port)
            try await socket.send(bytes("e80317fc00000000"))
            #expect(hex(await socket.read()) == hex(ZKPacket(2000, session: 0x1F2E, reply: 0).payload))
            try await socket.close()
        }
    }
}
