import NIOCore
import NIOPosix
import SADP
import Simulators
import TestSupport
import Testing

/// The client against simulated devices, over real UDP with multicast on loopback.
@Suite struct ClientTests {
    /// A client on a network that no other test is on.
    private func network<Value: Sendable>(
        _ terminals: [SimulatedTerminal], change: @escaping @Sendable (inout SADPSettings) -> Void = { _ in },
        _ body: @escaping @Sendable (SADPClient) async throws -> Value
    ) async throws -> Value {
        try await network(
            terminals, change: change,
            opening: { settings in
                try await SADPClient.with(try NetworkInterface.chosen("127.0.0.1"), settings: settings) {
                    try await body($0)
                }
            })
    }

    /// The same for tests that open their clients themselves.
    private func network<Value: Sendable>(
        _ terminals: [SimulatedTerminal], change: @escaping @Sendable (inout SADPSettings) -> Void,
        opening body: @escaping @Sendable (SADPSettings) async throws -> Value
    ) async throws -> Value {
        try await SimulatedNetwork.with(terminals) { port in
            var settings = SADPSettings()
            settings.groupPort = port
            settings.listenPort = 0
            settings.answerWithin = .seconds(3)
            settings.impostorWithin = .milliseconds(200)
            change(&settings)
            return try await body(settings)
        }
    }

    private func site(_ quirks: Set<SimulatedTerminal.Quirk> = []) -> [SimulatedTerminal] {
        SimulatedSite.terminals(quirks: quirks) { "127.0.0.\(20 + $0)" }
    }

    private static let first = MACAddress("44-47-cc-00-10-01")

    @Test(
        arguments: [
            [], [.multicast], [.crlf, .strayBytes], [.lowerCaseMAC, .oldNames, .flase, .trailingSpace], [.duplicate],
            [.late], [.encryptedVersions],
        ] as [Set<SimulatedTerminal.Quirk>])
    func everyDeviceIsFoundWhateverItsFirmwareDoes(_ quirks: Set<SimulatedTerminal.Quirk>) async throws {
        let terminals = site(quirks)
        let found = try await network(terminals) { try await $0.discover(for: .milliseconds(1900)) }
        #expect(Set(found.devices.map(\.announcement.serial)) == Set(terminals.map(\.identity.serial)))
        for device in found.devices {
            let terminal = try #require(terminals.first { $0.identity.serial == device.announcement.serial })
            #expect(device.announcement.firmware == terminal.identity.firmware)
            #expect(device.announcement.isActivated == terminal.abilities.isActivated)
            #expect(device.announcement.ipv4 == terminal.identity.address)
            #expect(device.hasAnswered && device.rivalry == nil)
        }
        #expect((found.ignoredCount > 0) == quirks.contains(.duplicate))
    }

    @Test func twoClientsOfOneMachineHearEveryDevice() async throws {
        let terminals = site()
        let counts = try await network(
            terminals, change: { $0.listenPort = $0.groupPort },
            opening: { settings in
                // Both on the official port: the kernel hands each unicast answer to one of them alone.
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<2 {
                        group.addTask {
                            try await SADPClient.with(try NetworkInterface.chosen("127.0.0.1"), settings: settings) {
                                try await $0.discover(for: .milliseconds(800)).devices.filter(\.hasAnswered).count
                            }
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
            })
        #expect(counts == [terminals.count, terminals.count])
    }

    @Test func theRightPasswordUnbindsOnce() async throws {
        let terminals = site()
        let mac = try #require(Self.first)
        try await network(terminals) { client in
            let device = try await client.find(mac, within: .seconds(2))
            #expect(try await client.binding(of: device).binding == .bound)
            #expect(try await client.unbind(device, password: DevicePassword(SimulatedSite.password)) == .done)
            #expect(try await client.binding(of: device).binding == .notBound)
            let again = try await client.find(mac, within: .seconds(2))
            #expect(again.announcement.binding == .notBound, "the announcement tells it too")
            #expect(try await client.unbind(again, password: DevicePassword(SimulatedSite.password)) == .failed)
        }
        #expect(terminals[0].binding == .notBound)
    }

    @Test func wrongPasswordsCountDownToALock() async throws {
        let terminals = site()
        let mac = try #require(Self.first)
        try await network(terminals) { client in
            let device = try await client.find(mac, within: .seconds(2))
            for left in [4, 3, 2, 1] {
                #expect(
                    try await client.unbind(device, password: DevicePassword("wrong"))
                        == .wrongPassword(triesLeft: left))
            }
            #expect(try await client.unbind(device, password: DevicePassword("wrong")) == .locked(minutes: 30))
            let right = try DevicePassword(SimulatedSite.password)
            #expect(try await client.unbind(device, password: right) == .locked(minutes: 30))
        }
        #expect(terminals[0].binding == .bound)
    }

    @Test func keyStringsComeInBothModes() async throws {
        let terminals = site()
        try await network(terminals) { client in
            for (number, terminal) in terminals.enumerated() {
                let mac = try #require(MACAddress(terminal.identity.mac))
                let device = try await client.find(mac, within: .seconds(2))
                let answer = try await client.keyString(of: device)
                #expect(answer == (number == 5 ? .notActivated : .key(terminal.keyString)))
            }
        }
    }

    @Test func aSecondSecretStopsThePassword() async throws {
        let mac = try #require(Self.first)
        for quirk in [SimulatedTerminal.Quirk.twoSecrets, .duplicate] {
            try await network(site([quirk])) { client in
                let device = try await client.find(mac, within: .seconds(2))
                await #expect(throws: SADPFailure.answeredTwice) {
                    try await client.unbind(device, password: DevicePassword(SimulatedSite.password))
                }
                #expect(try await client.binding(of: device).binding == .bound)
            }
        }
    }

    @Test func anUnusableSecretStopsThePassword() async throws {
        let mac = try #require(Self.first)
        try await network(site([.badSecret])) { client in
            let device = try await client.find(mac, within: .seconds(2))
            await #expect(throws: SADPFailure.unusableExchange) {
                try await client.unbind(device, password: DevicePassword(SimulatedSite.password))
            }
        }
    }

    @Test func silenceAfterThePasswordIsSaidAsWhatItIs() async throws {
        let mac = try #require(Self.first)
        try await network(site([.silentUnbind]), change: { $0.unbindWithin = .milliseconds(300) }) { client in
            let device = try await client.find(mac, within: .seconds(2))
            await #expect(throws: SADPFailure.noAnswer(operation: "ezvizUnbind", after: .milliseconds(300))) {
                try await client.unbind(device, password: DevicePassword(SimulatedSite.password))
            }
        }
    }

    @Test func devicesThatCannotBeUnboundHereAreLeftAlone() async throws {
        let terminals = site()
        try await network(terminals) { (client: SADPClient) -> Void in
            let old = try await client.find(try #require(MACAddress("44-47-cc-00-10-05")), within: .seconds(2))
            await #expect(throws: SADPFailure.unbindNotOffered) {
                try await client.unbind(old, password: DevicePassword("x"))
            }
            let stranger = try #require(MACAddress("44-47-cc-00-10-99"))
            await #expect(throws: SADPFailure.notFound(stranger, after: .milliseconds(300))) {
                _ = try await client.find(stranger, within: .milliseconds(300))
            }
        }
    }

    @Test func aDeviceThatAnswersFromAnotherAddressGetsNoPassword() async throws {
        let terminal = SimulatedTerminal(
            .init(
                model: "DS-X", serial: "DS-X20250318V030500ENAAK12345671", mac: "44-47-CC-00-10-01",
                address: "198.51.100.7", firmware: "V1"), password: "p", binding: .bound)
        let mac = try #require(Self.first)
        try await network([terminal]) { client in
            let device = try await client.find(mac, within: .seconds(2))
            await #expect(throws: SADPFailure.addressMismatch(announced: "198.51.100.7", actual: "127.0.0.1")) {
                try await client.unbind(device, password: DevicePassword("p"))
            }
        }
    }

    @Test func twoDevicesOfOneMACGetNoPassword() async throws {
        func terminal(_ number: Int) -> SimulatedTerminal {
            SimulatedTerminal(
                .init(
                    model: "DS-X", serial: "DS-X20250318V030500ENAAK1234567\(number)", mac: "44-47-CC-00-10-01",
                    address: "127.0.0.3\(number)", firmware: "V1"), password: "p", binding: .bound)
        }
        let mac = try #require(Self.first)
        try await network([terminal(1), terminal(2)]) { (client: SADPClient) -> Void in
            await #expect(throws: SADPFailure.contested(mac, .claimed)) {
                _ = try await client.find(mac, within: .seconds(1), settling: .milliseconds(300))
            }
        }
    }

    @Test func interfacesAreChosenByNameAndByAddress() throws {
        let known = NetworkInterface.all()
        let loopback = try #require(known.first { $0.address == "127.0.0.1" })
        #expect(try NetworkInterface.chosen(loopback.name, among: known).contains(loopback))
        #expect(try NetworkInterface.chosen("127.0.0.1", among: known) == [loopback])
        #expect(throws: SADPFailure.unknownInterface("none0", known: known)) {
            try NetworkInterface.chosen("none0", among: known)
        }
        #expect(
            try NetworkInterface.chosen(nil, among: [loopback]) == [loopback], "loopback where there is nothing else")
        #expect(throws: SADPFailure.noInterface) { try NetworkInterface.chosen(nil, among: []) }
    }

    @Test func aPortThatSomebodyKeepsForItselfIsNamed() async throws {
        let hog = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "0.0.0.0", port: 0).get()
        defer { hog.close(promise: nil) }
        let port = try #require(hog.localAddress?.port)
        var settings = SADPSettings()
        settings.listenPort = port
        let refused = settings
        await #expect(throws: SADPFailure.portInUse(port, interface: "lo (127.0.0.1)")) {
            try await SADPClient.with(try NetworkInterface.chosen("127.0.0.1"), settings: refused) { _ in }
        }
    }
}
