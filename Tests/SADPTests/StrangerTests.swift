import Foundation
import Synchronization
import TestSupport
import Testing

@testable import SADP
@testable import Simulators

/// The client among neighbours that answer in a device's place, too late, twice or not at all.
@Suite struct StrangerTests {
    private static let address = "127.0.0.71"
    private static let stranger = "127.0.0.99"

    private static func terminal(_ binding: SimulatedTerminal.Binding = .bound) -> SimulatedTerminal {
        SimulatedTerminal(
            .init(
                model: "DS-K1T341AMF", serial: "DS-K1T341AMF20250318V030500ENAAK12345671", mac: "44-47-CC-00-10-01",
                address: address, firmware: "V3.5.0"), password: SimulatedSite.password, binding: binding)
    }

    private typealias Reply = ScriptedNetwork.Reply

    private static func replies(
        of terminal: SimulatedTerminal, to probe: TerminalProbe, from address: String = StrangerTests.address,
        after delay: Duration = .zero
    ) -> [Reply] {
        terminal.replies(to: probe, at: .now).map { Reply(from: address, $0.bytes, after: delay) }
    }

    /// What was asked, in order.
    private final class Heard: Sendable {
        private let seen = Mutex<[(types: String, uuid: String)]>([])

        var types: [String] { seen.withLock { $0.map(\.types) } }
        var uuids: [String] { seen.withLock { $0.map(\.uuid) } }

        func note(_ probe: TerminalProbe) { seen.withLock { $0.append((probe.types, probe.uuid)) } }
    }

    /// - Parameter script: what comes back to a probe.
    private func network(
        heard: Heard = Heard(), change: @escaping @Sendable (inout SADPSettings) -> Void = { _ in },
        _ script: @escaping @Sendable (TerminalProbe) -> [Reply],
        _ body: @escaping @Sendable (SADPClient, MACAddress) async throws -> Void
    ) async throws {
        let mac = try #require(MACAddress("44-47-cc-00-10-01"))
        try await ScriptedNetwork.with({ datagram in
            guard let probe = TerminalProbe(datagram) else { return [] }
            heard.note(probe)
            return script(probe)
        }) { port in
            var settings = SADPSettings()
            settings.groupPort = port
            settings.listenPort = 0
            settings.answerWithin = .seconds(5)
            settings.impostorWithin = .milliseconds(200)
            change(&settings)
            try await SADPClient.with(try NetworkInterface.chosen("127.0.0.1"), settings: settings) {
                try await body($0, mac)
            }
        }
    }

    @Test func anAnswerFromElsewhereSaysNothingOfTheBinding() async throws {
        let (real, forged) = (Self.terminal(.bound), Self.terminal(.notBound))
        try await network({ probe in
            guard probe.types == "getUnbindStatus" else { return Self.replies(of: real, to: probe) }
            return Self.replies(of: forged, to: probe, from: Self.stranger)
                + Self.replies(of: real, to: probe, after: .milliseconds(150))
        }) { client, mac in
            let device = try await client.find(mac, within: .seconds(3))
            #expect(try await client.bindingAnswer(of: device) == .bound)
        }
    }

    @Test func aKeyStringFromElsewhereIsNotTheDevices() async throws {
        let real = Self.terminal()
        let forged = SimulatedTerminal(
            .init(
                model: "X", serial: "DS-X20250318V030500ENAAE99999999", mac: "44-47-CC-00-10-01", address: Self.address,
                firmware: "V1"), password: "", binding: .bound)
        try await network({ probe in
            guard probe.types == "getcode" else { return Self.replies(of: real, to: probe) }
            return Self.replies(of: forged, to: probe, from: Self.stranger)
                + Self.replies(of: real, to: probe, after: .milliseconds(150))
        }) { client, mac in
            let device = try await client.find(mac, within: .seconds(3))
            #expect(try await client.keyString(of: device) == .key(real.keyString))
        }
    }

    @Test func aSecondAnswerToTheExchangeStopsThePasswordAsLongAsItIsWaitedFor() async throws {
        let (terminal, heard) = (Self.terminal(), Heard())
        // The second comes after the device's own time to answer is over: a rival is waited for all the same.
        try await network(
            heard: heard,
            change: {
                $0.answerWithin = .seconds(2)
                $0.impostorWithin = .seconds(20)
            },
            { probe in
                let answers = Self.replies(of: terminal, to: probe)
                guard probe.types == "exchangecode" else { return answers }
                return answers + Self.replies(of: terminal, to: probe, after: .milliseconds(2300))
            }
        ) { client, mac in
            let device = try await client.find(mac, within: .seconds(3))
            await #expect(throws: SADPFailure.answeredTwice) {
                try await client.unbind(device, password: DevicePassword(SimulatedSite.password))
            }
        }
        #expect(!heard.types.contains("ezvizUnbind") && terminal.binding == .bound)
        #expect(heard.types.count { $0 == "exchangecode" } == 1, "asked once")
    }

    @Test func somebodyElsesAnswerToTheExchangeStopsThePassword() async throws {
        let (terminal, heard) = (Self.terminal(), Heard())
        try await network(
            heard: heard,
            { probe in
                let answers = Self.replies(of: terminal, to: probe)
                guard probe.types == "exchangecode" else { return answers }
                return answers + Self.replies(of: terminal, to: probe, from: Self.stranger, after: .milliseconds(20))
            }
        ) { client, mac in
            let device = try await client.find(mac, within: .seconds(3))
            await #expect(throws: SADPFailure.impostor(address: Self.stranger)) {
                try await client.unbind(device, password: DevicePassword(SimulatedSite.password))
            }
        }
        #expect(!heard.types.contains("ezvizUnbind") && terminal.binding == .bound)
    }

    @Test func silenceIsToldForWhatItIsAndNothingIsAskedAgain() async throws {
        let (terminal, heard) = (Self.terminal(), Heard())
        try await network(
            heard: heard, change: { $0.answerWithin = .milliseconds(200) },
            { $0.types == "inquiry" ? Self.replies(of: terminal, to: $0) : [] }
        ) { client, mac in
            let device = try await client.find(mac, within: .seconds(3))
            func expectSilence(_ word: String, _ ask: () async throws -> Void) async {
                await #expect(throws: SADPFailure.noAnswer(operation: word, after: .milliseconds(200))) {
                    try await ask()
                }
            }
            await expectSilence("getUnbindStatus") { _ = try await client.binding(of: device) }
            await expectSilence("getcode") { _ = try await client.keyString(of: device) }
            await expectSilence("exchangecode") {
                _ = try await client.unbind(device, password: DevicePassword(SimulatedSite.password))
            }
        }
        for word in ["getUnbindStatus", "getcode", "exchangecode"] {
            #expect(heard.types.count { $0 == word } == 1, "\(word)")
        }
    }

    @Test func whatDoesNotOfferUnbindingIsNotAskedForItsBinding() async throws {
        var abilities = SimulatedTerminal.Abilities()
        abilities.offersUnbind = false
        let terminal = SimulatedTerminal(
            Self.terminal().identity, password: "p", binding: .bound, abilities: abilities)
        let heard = Heard()
        try await network(heard: heard, { Self.replies(of: terminal, to: $0) }) { client, mac in
            let device = try await client.find(mac, within: .seconds(3))
            #expect(try await client.bindingAnswer(of: device) == nil)
            #expect(try await client.binding(of: device) == BindingVerdict(device.announcement))
        }
        #expect(Set(heard.types) == ["inquiry"])
    }

    @Test func whatIsOnlyOverheardIsListedAndNothingIsSentToIt() async throws {
        let (terminal, heard) = (Self.terminal(), Heard())
        try await network(
            heard: heard,
            { $0.types == "inquiry" ? [Reply(from: Self.address, terminal.hello.bytes)] : [] }
        ) { client, mac in
            let found = try await client.discover(for: .milliseconds(500))
            let device = try #require(found.devices.first)
            #expect(found.devices.count == 1 && !device.hasAnswered && device.announcement.mac == mac)
            await #expect(throws: SADPFailure.neverAnswered) { try await client.binding(of: device) }
            await #expect(throws: SADPFailure.neverAnswered) { try await client.keyString(of: device) }
            await #expect(throws: SADPFailure.neverAnswered) {
                try await client.unbind(device, password: DevicePassword(SimulatedSite.password))
            }
            await #expect(throws: SADPFailure.notFound(mac, after: .milliseconds(300))) {
                try await client.find(mac, within: .milliseconds(300))
            }
        }
        #expect(Set(heard.types) == ["inquiry"])
    }

    @Test func oneThingAtATimeAndTheNextAfterIt() async throws {
        let terminal = Self.terminal()
        try await network({ Self.replies(of: terminal, to: $0) }) { client, mac in
            let (found, find) = AsyncStream<DiscoveredDevice>.makeStream()
            let long = Task { try await client.discover(for: .seconds(60)) { find.yield($0) } }
            var device: DiscoveredDevice?
            for await first in found {
                device = first
                break
            }
            let seen = try #require(device)
            await #expect(throws: SADPFailure.busy) { try await client.binding(of: seen) }
            await #expect(throws: SADPFailure.busy) {
                try await client.unbind(seen, password: DevicePassword(SimulatedSite.password))
            }
            await #expect(throws: SADPFailure.busy) { try await client.find(mac, within: .seconds(1)) }
            long.cancel()
            await #expect(throws: SADPFailure.cancelled) { try await long.value }
        }
        #expect(terminal.binding == .bound)
    }

    @Test func everyRequestHasAUuidOfItsOwn() async throws {
        let (terminal, heard) = (Self.terminal(), Heard())
        try await network(heard: heard, { Self.replies(of: terminal, to: $0) }) { client, mac in
            let device = try await client.find(mac, within: .seconds(3))
            _ = try await client.binding(of: device)
            _ = try await client.keyString(of: device)
            _ = try await client.unbind(device, password: DevicePassword("wrong"))
        }
        let form = /[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/
        #expect(heard.uuids.count >= 6 && Set(heard.uuids).count == heard.uuids.count)
        #expect(heard.uuids.allSatisfy { $0.wholeMatch(of: form) != nil })
    }
}
