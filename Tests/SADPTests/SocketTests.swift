import Foundation
import Simulators
import TestSupport
import Testing

@testable import SADP

/// Which sockets a client opens, where its requests go, and what is left of it.
@Suite struct SocketTests {
    private func settings(_ port: Int) -> SADPSettings {
        var settings = SADPSettings()
        settings.groupPort = port
        settings.listenPort = 0
        return settings
    }

    private func recorder(_ port: Int, model: String = "DS-7608NI-K2") -> SimulatedTerminal {
        SimulatedTerminal(
            .init(
                model: model, serial: "DS-7608NI-K20820200115CCRRE12345678", mac: "44-47-CC-00-10-0\(port)",
                address: "127.0.0.8\(port)", firmware: "V4"), password: "p", binding: .bound)
    }

    private static let missing = NetworkInterface(
        name: "eth9", address: "198.51.100.77", isLoopback: false, index: 99)

    @Test func aRecorderAtTwoPortsGetsNoPassword() async throws {
        let terminals = [recorder(1), recorder(2)]
        let mac = try #require(MACAddress("44-47-cc-00-10-01"))
        try await SimulatedNetwork.with(terminals) { port in
            try await SADPClient.with(try NetworkInterface.chosen("127.0.0.1"), settings: settings(port)) { client in
                let device = try await client.find(mac, within: .seconds(5), settling: .milliseconds(500))
                #expect(device.rivalry == .secondPort)
                await #expect(throws: SADPFailure.contested(mac, .secondPort)) {
                    try await client.unbind(device, password: DevicePassword("p"))
                }
            }
        }
        #expect(terminals.allSatisfy { $0.binding == .bound })
    }

    @Test func twoDevicesOfOneSerialAtTwoAddressesGetNoPassword() async throws {
        let terminals = [recorder(1), recorder(2, model: "DS-OTHER")]
        try await SimulatedNetwork.with(terminals) { port in
            try await SADPClient.with(try NetworkInterface.chosen("127.0.0.1"), settings: settings(port)) { client in
                let found = try await client.discover(for: .milliseconds(700))
                #expect(found.devices.map(\.rivalry) == [.claimed, .claimed])
                for device in found.devices {
                    let mac = try #require(device.announcement.mac)
                    await #expect(throws: SADPFailure.contested(mac, .claimed)) {
                        try await client.unbind(device, password: DevicePassword("p"))
                    }
                }
            }
        }
        #expect(terminals.allSatisfy { $0.binding == .bound })
    }

    @Test func anAddressThatIsNoGroupIsOneDeviceAlone() async throws {
        let terminals = SimulatedSite.terminals { "127.0.0.8\($0)" }
        try await SimulatedNetwork.with(terminals) { port in
            var settings = settings(port)
            settings.group = "127.0.0.81"
            let alone = settings
            try await SADPClient.with(try NetworkInterface.chosen("127.0.0.1"), settings: alone) { client in
                let found = try await client.discover(for: .milliseconds(500))
                #expect(found.devices.map(\.source) == ["127.0.0.81"])
            }
        }
    }

    @Test(arguments: ["", "nowhere", "::1", "239.255.255"])
    func aGroupThatIsNoIPv4AddressIsSaidToBeThat(_ group: String) async throws {
        var settings = settings(1)
        settings.group = group
        let wrong = settings
        await #expect(throws: SADPFailure.invalidGroup(group)) {
            try await SADPClient.with(try NetworkInterface.chosen("127.0.0.1"), settings: wrong) { _ in }
        }
    }

    @Test func anInterfaceThatCannotBeOpenedIsPassedOverAsLongAsAnotherCan() async throws {
        let terminals = [recorder(1)]
        try await SimulatedNetwork.with(terminals) { port in
            let loopback = try NetworkInterface.chosen("127.0.0.1")
            try await SADPClient.with([Self.missing] + loopback, settings: settings(port)) { client in
                let known = await client.interfaces
                #expect(known == loopback)
                let found = try await client.discover(for: .milliseconds(500))
                #expect(found.devices.map { known[$0.link] } == loopback)
            }
            await #expect(throws: SADPFailure.noRoute(interface: "eth9 (198.51.100.77)")) {
                try await SADPClient.with([Self.missing], settings: settings(port)) { _ in }
            }
            await #expect(throws: SADPFailure.noInterface) {
                try await SADPClient.with([], settings: settings(port)) { _ in }
            }
        }
    }

    @Test func nothingStaysOpenHoweverItEnds() async throws {
        struct Broken: Error {}
        try await ScriptedNetwork.with({ _ in [] }) { port in
            var settings = settings(port)
            settings.listenPort = port
            let official = settings
            let loopback = try NetworkInterface.chosen("127.0.0.1")
            @Sendable func isFree() -> Bool {
                guard let socket = try? ScriptedNetwork.socket(at: "127.0.0.1", port, isShared: false) else {
                    return false
                }
                close(socket)
                return true
            }
            try await SADPClient.with(loopback, settings: official) { _ in
                #expect(!isFree(), "in use meanwhile")
            }
            #expect(isFree())
            await #expect(throws: Broken.self) {
                try await SADPClient.with(loopback, settings: official) { _ in throw Broken() }
            }
            #expect(isFree())
            // The group's port is held by nobody here, but joining it fails: this machine has no such interface.
            let odd = NetworkInterface(name: "lo", address: "127.0.0.1", isLoopback: true, index: 9999)
            _ = try? await SADPClient.with([odd], settings: official) { _ in }
            #expect(isFree())
        }
    }

    @Test func aSearchTellsOfEachDeviceAsItComes() async throws {
        let terminals = [recorder(1)]
        try await SimulatedNetwork.with(terminals) { port in
            try await SADPClient.with(try NetworkInterface.chosen("127.0.0.1"), settings: settings(port)) { client in
                let (told, tell) = AsyncStream<DiscoveredDevice>.makeStream()
                let found = try await client.discover(for: .milliseconds(700)) { tell.yield($0) }
                tell.finish()
                var last: DiscoveredDevice?
                for await device in told { last = device }
                #expect(last == found.devices.first && last != nil)
            }
        }
    }
}
