import Foundation
import SADP
import Serials
import Store
import Synchronization
import TestSupport
import Testing

@testable import LocalNetwork
@testable import Simulators

/// One device asked over real UDP: whose word counts, and when a password leaves.
@Suite struct DeviceTests {
    private static let serial = "DS-7608NI-K20820200115CCRRE12345678"

    private static func terminal(
        _ number: Int = 1, serial: String = DeviceTests.serial, binding: SimulatedTerminal.Binding = .bound,
        change: (inout SimulatedTerminal.Abilities) -> Void = { _ in }
    ) -> SimulatedTerminal {
        var abilities = SimulatedTerminal.Abilities()
        change(&abilities)
        return SimulatedTerminal(
            .init(
                model: "DS-7608NI-K2", serial: serial, mac: "44-47-CC-00-10-01", address: "127.0.0.9\(number)",
                firmware: "V4"), password: "p", binding: binding, abilities: abilities)
    }

    private static func answers(
        _ terminal: SimulatedTerminal, _ probe: TerminalProbe, after delay: Duration = .zero
    ) -> [ScriptedNetwork.Reply] {
        terminal.replies(to: probe, at: .now).map {
            ScriptedNetwork.Reply(from: terminal.identity.address, $0.bytes, after: delay)
        }
    }

    /// The bytes of an answer in the device's name.
    private static func answer(_ probe: TerminalProbe, _ body: String) -> ScriptedNetwork.Reply {
        let text =
            "<ProbeMatch><Uuid>\(probe.uuid)</Uuid><MAC>44-47-CC-00-10-01</MAC><Types>\(probe.types)</Types>\(body)"
            + "</ProbeMatch>"
        return ScriptedNetwork.Reply(from: "127.0.0.91", Array(text.utf8))
    }

    private static func waiting(_ devices: LocalDevices, for impostors: Duration) -> LocalDevices {
        var devices = devices
        devices.settings.impostorWithin = impostors
        return devices
    }

    private func with(
        _ script: @escaping @Sendable (TerminalProbe) -> [ScriptedNetwork.Reply],
        answerWithin: Duration = .seconds(5),
        _ body: @escaping @Sendable (LocalDevices, MACAddress) async throws -> Void
    ) async throws {
        let mac = try #require(MACAddress("44-47-cc-00-10-01"))
        try await ScriptedNetwork.with({ TerminalProbe($0).map(script) ?? [] }) { port in
            var devices = TestConsole.localDevices(port: port, for: .seconds(3))
            devices.settings.answerWithin = answerWithin
            try await body(devices, mac)
        }
    }

    @Test func aSearchListsDevicesByAddressWithTheirInterface() async throws {
        try await SimulatedNetwork.with(SimulatedSite.terminals { "127.0.0.\(110 - $0)" }) { port in
            let told = Mutex<Set<String>>([])
            let search = try await TestConsole.localDevices(port: port, for: .milliseconds(900)).search { device in
                told.withLock { _ = $0.insert(device.serial) }
            }
            let own = [103, 105, 106, 107, 108, 109].map { "127.0.0.\($0)" }
            #expect(search.devices.map(\.ipv4) == own + ["192.168.1.64"])
            #expect(search.devices.allSatisfy { $0.interface == "lo (127.0.0.1)" })
            #expect(search.network == "lo (127.0.0.1)")
            #expect(told.withLock { $0 } == Set(search.devices.map(\.serial)))
        }
    }

    @Test func aDeviceThatDoesNotAnswerTheQuestionHasStillAnnouncedItself() async throws {
        let terminal = Self.terminal()
        try await with({ $0.types == "inquiry" ? Self.answers(terminal, $0) : [] }, answerWithin: .milliseconds(200)) {
            devices, mac in
            let (found, verdict) = try await devices.binding(of: mac)
            #expect(found.serial == Self.serial && verdict.binding == .bound && verdict.source == .announced)
        }
    }

    @Test func whatNeitherAnswersNorAnnouncesIsAFailureAndNoVerdict() async throws {
        // Offline is announced as no state at all.
        let terminal = Self.terminal(binding: .serviceOffline)
        try await with({ $0.types == "inquiry" ? Self.answers(terminal, $0) : [] }, answerWithin: .milliseconds(200)) {
            devices, mac in
            await #expect(throws: SADPFailure.noAnswer(operation: "getUnbindStatus", after: .milliseconds(200))) {
                try await devices.binding(of: mac)
            }
        }
    }

    @Test func theDevicesAnswerGoesBeforeItsAnnouncement() async throws {
        let terminal = Self.terminal()
        try await with({ probe in
            probe.types == "getUnbindStatus"
                ? [Self.answer(probe, "<Result>notBind</Result>")] : Self.answers(terminal, probe)
        }) { devices, mac in
            let (_, verdict) = try await devices.binding(of: mac)
            #expect(verdict.binding == .notBound && verdict.source == .asked)
            #expect(try await devices.answer(of: mac) == .notBound)
        }
    }

    @Test func anAnswerCountsForTheSerialThatWasMeantAlone() async throws {
        let terminal = Self.terminal()
        try await with({ Self.answers(terminal, $0) }) { (devices, mac) async throws -> Void in
            #expect(try await devices.answer(of: mac, serial: ShortSerial(exactly: "E12345678")) == .bound)
            #expect(try await devices.answer(of: mac, serial: ShortSerial(exactly: "E12345679")) == nil)
            #expect(try await devices.answer(of: mac, serial: nil) == .bound)
        }
        let unnamed = Self.terminal(serial: "DS-NAMELESS")
        try await with({ Self.answers(unnamed, $0) }) { (devices, mac) async throws -> Void in
            #expect(try await devices.answer(of: mac, serial: ShortSerial(exactly: "E12345678")) == nil)
        }
    }

    @Test func aKeyStringIsTheDevicesOwn() async throws {
        let terminal = Self.terminal()
        try await with({ Self.answers(terminal, $0) }) { devices, mac in
            let (found, key) = try await devices.keyString(of: mac)
            #expect(key.secret == terminal.keyString && found.shortSerial == key.serial)
        }
    }

    @Test(arguments: [
        ("<Result>success</Result><Code>AwAAADU1ODM4MDEyNB+ZYT8=</Code>", "anotherSerial(558380124)"),
        ("<Result>success</Result><Code>no key at all</Code>", "unreadable"), ("<Result>failed</Result>", "refused"),
        ("<Result>success</Result>", "refused"), ("<Result>notActivated</Result>", "notActivated"),
    ])
    func aKeyStringThatIsNoneOrAnothersIsRefused(_ body: String, _ problem: String) async throws {
        let terminal = Self.terminal()
        try await with({ probe in
            probe.types == "getcode" ? [Self.answer(probe, body)] : Self.answers(terminal, probe)
        }) { devices, mac in
            let error = await #expect(throws: DeviceKeyFailure.self) { try await devices.keyString(of: mac) }
            #expect(error.map { "\($0)" } == problem)
        }
    }

    @Test func aRivalThatComesLaterIsSeenBeforeThePasswordIsAskedFor() async throws {
        let (terminal, rival) = (Self.terminal(), Self.terminal(2, serial: "DS-X20200115CCRRE99999999"))
        try await with({ probe in
            Self.answers(terminal, probe) + Self.answers(rival, probe, after: .milliseconds(400))
        }) { devices, mac in
            // As long as a busy machine may need.
            let patient = Self.waiting(devices, for: .seconds(10))
            await #expect(throws: SADPFailure.contested(mac, .claimed)) {
                try await patient.unbind(mac) { _ in
                    Issue.record("the password was asked for")
                    return try DevicePassword("p")
                }
            }
        }
        #expect(terminal.binding == .bound && rival.binding == .bound)
    }

    @Test func whoeverDoesNotConfirmLeavesTheDeviceAlone() async throws {
        struct NotThis: Error {}
        let terminal = Self.terminal()
        try await with({ Self.answers(terminal, $0) }) { devices, mac in
            await #expect(throws: NotThis.self) {
                try await devices.unbind(mac) { found in
                    #expect(found.serial == Self.serial && found.rivalry == nil)
                    throw NotThis()
                }
            }
            #expect(terminal.binding == .bound)
            let (found, answer) = try await devices.unbind(mac) { _ in try DevicePassword("p") }
            #expect(answer == .done && found.shortSerial?.text == "E12345678" && terminal.binding == .notBound)
        }
    }
}
