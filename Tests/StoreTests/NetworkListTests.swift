import Attendance
import LocalNetwork
import SADP
import Store
import TestSupport
import Testing

/// What searches of networks found is kept by network and by who searched.
@Suite struct NetworkListTests {
    private func found(_ serial: String, port: Int? = 80, rivalry: DeviceRivalry? = nil) -> FoundDevice {
        FoundDevice(
            serial: serial, model: "DS-K1T", mac: MACAddress("c0-56-e3-01-02-03"), ipv4: "192.168.1.9",
            source: "192.168.1.9", interface: "eth0", httpPort: port, commandPort: 8000, firmware: "V3.2",
            isActivated: true, hikConnect: .enabled, binding: .bound, offersUnbind: false, rivalry: rivalry)
    }

    private func keep(
        _ ledger: Ledger, _ devices: [FoundDevice], of network: String = "eth0", reported: Bool = false,
        by actor: String = "an", at: Instant? = nil
    ) async throws -> NetworkList {
        try await ledger.store.networks.keep(
            devices, of: network, ignored: 3, isReported: reported, act: Act(by: .person(actor), at: at ?? ledger.now))
    }

    @Test func aSearchReplacesTheSamePersonsEarlierOneOfThatNetworkAlone() async throws {
        try await Ledger.with { ledger in
            let first = try await keep(ledger, [found("A")])
            let others = [
                try await keep(ledger, [found("B")], of: "eth1"), try await keep(ledger, [found("C")], reported: true),
                try await keep(ledger, [found("D")], by: "binh"),
            ]
            let again = try await keep(ledger, [found("E"), found("F")], at: ledger.now + .minutes(1))
            let networks = ledger.store.networks
            let all = try await networks.all()
            #expect(all.map(\.id) == [again.id] + others.reversed().map(\.id))
            #expect(again.deviceCount == 2 && again.ignored == 3 && again.accountID == nil)
            #expect(all.last?.deviceCount == 1)
            #expect(try await networks.find(first.id) == nil)
            #expect(try ledger.value("SELECT count(*) FROM network_device") == 5)
        }
    }

    /// Of a clock that was ahead: what is found after it was set back is kept all the same.
    @Test func aListIsKeptEvenWhereAllOthersSeemToComeAfterIt() async throws {
        try await Ledger.with { ledger in
            for number in 0..<100 {
                _ = try await keep(ledger, [], of: "n\(number)", at: ledger.now + .hours(number))
            }
            let late = try await keep(ledger, [found("A")], of: "now", at: ledger.now - .hours(1))
            let all = try await ledger.store.networks.all()
            #expect(all.count == 100 && all.contains { $0.id == late.id } && !all.contains { $0.network == "n0" })
        }
    }

    @Test func devicesComeBackAsTheyWereFoundAndInThatOrder() async throws {
        try await Ledger.with { ledger in
            let serials = ["DS-K1T341AMF20210101V030200ENF12345678", "B", "A"]
            let devices = [
                found(serials[0]), found("B", port: nil, rivalry: .claimed), found("A", rivalry: .secondPort),
            ]
            let list = try await keep(ledger, devices)
            #expect(try await ledger.store.networks.devices(of: list) == devices)
            let other = try await keep(ledger, devices, of: "eth1")
            try await ledger.store.networks.note(.notBound, of: 1, in: list)
            let noted = try await ledger.store.networks.devices(of: list)
            #expect(noted.map(\.binding) == [.bound, .notBound, .bound])
            #expect(try await ledger.store.networks.devices(of: other) == devices)
            try await ledger.store.networks.remove(list, act: Act(by: .person("an"), at: ledger.now))
            let left = try await ledger.store.networks.all()
            #expect(left.map(\.id) == [other.id])
            #expect(try await ledger.store.networks.devices(of: list).isEmpty)
        }
    }

    @Test func ofMoreThanAHundredListsTheOldestGo() async throws {
        try await Ledger.with { ledger in
            for number in 0..<102 {
                _ = try await keep(
                    ledger, [found("A")], of: "eth\(number)", at: ledger.now + .minutes(number == 50 ? -9 : number))
            }
            let names = try await ledger.store.networks.all().map(\.network)
            #expect(names.count == 100 && !names.contains("eth50") && !names.contains("eth0"))
            #expect(names.first == "eth101" && names.last == "eth1")
        }
    }
}
