import Simulators
import Testing

@testable import ZKTeco

@Suite struct SearchTests {
    @Test func everyAddressOfANetworkIsAskedButOurOwn() {
        let all = TerminalSearch.addresses(.init(own: "192.168.1.7", prefix: 24))
        #expect(all.count == 253)
        #expect(all.first == "192.168.1.1" && all.last == "192.168.1.254")
        #expect(!all.contains("192.168.1.7"))
        #expect(TerminalSearch.broadcast(.init(own: "192.168.1.7", prefix: 24)) == "192.168.1.255")
        #expect(TerminalSearch.addresses(.init(own: "10.0.0.5", prefix: 30)) == ["10.0.0.6"])
        #expect(TerminalSearch.broadcast(.init(own: "10.0.0.5", prefix: 30)) == "10.0.0.7")
    }

    @Test func ofALargeNetworkThoseAroundOurOwnAreAsked() {
        let some = TerminalSearch.addresses(.init(own: "10.20.30.40", prefix: 8))
        #expect(some.count <= TerminalSearch.mostAddresses)
        #expect(some.contains("10.20.30.41") && some.contains("10.20.28.1") && !some.contains("10.20.40.1"))
        #expect(TerminalSearch.broadcast(.init(own: "10.20.30.40", prefix: 8)) == "10.255.255.255")
    }

    @Test(arguments: [("300.1.1.1", 24), ("fe80::1", 64), ("10.0.0.1", 0), ("10.0.0.1", 31), ("10.0.0.1", 32)])
    func whatIsNoSuchNetworkIsNotSearched(_ row: (String, Int)) {
        let network = TerminalSearch.Network(own: row.0, prefix: row.1)
        #expect(TerminalSearch.addresses(network).isEmpty)
        #expect(TerminalSearch.broadcast(network) == nil)
    }

    @Test func terminalsAreFoundWithTheirSerialNumbersAndLeftWithoutASession() async throws {
        let open = SessionTests.terminal(rows: 5) { $0.serialNumber = "OPEN0001" }
        let locked = SessionTests.terminal(rows: 5) {
            $0.serialNumber = "LOCKED01"
            $0.commKey = 77
        }
        let known = SessionTests.terminal(rows: 5)
        try await open.serving(address: "127.0.0.41") { port in
            try await locked.serving(address: "127.0.0.42", port: port) { _ in
                try await known.serving(address: "127.0.0.43", port: port) { _ in
                    let search = TerminalSearch(
                        networks: [.init(own: "127.0.0.1", prefix: 24)], port: port, leftOut: ["127.0.0.43"])
                    let found = await search.run()
                    #expect(found.map(\.address.host) == ["127.0.0.41", "127.0.0.42"])
                    #expect(found.first?.identity.serialNumber == "OPEN0001" && found.first?.needsKey == false)
                    #expect(found.last?.needsKey == true && found.last?.identity.serialNumber.isEmpty == true)
                    #expect(known.requests.isEmpty)
                    #expect(open.openSessions == 0)
                }
            }
        }
    }
}
