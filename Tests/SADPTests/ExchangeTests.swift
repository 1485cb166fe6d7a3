import Foundation
import TestSupport
import Testing

@testable import SADP
@testable import Simulators

/// Who may answer an exchange, through which port a device is asked, and in which form its words are read.
@Suite struct ExchangeTests {
    private func watch() throws -> ExchangeGuard {
        let mac = try #require(MACAddress("AA-BB-CC-DD-EE-01"))
        return ExchangeGuard(
            SADPRequest(uuid: "EXCHANGE", operation: .exchange(publicKey: "K"), of: mac), of: "192.0.2.64")
    }

    private func arrival(
        _ result: String, code: String = "A", uuid: String = "EXCHANGE", types: String = "exchangecode",
        from source: String = "192.0.2.64", root: String = "ProbeMatch"
    ) -> Arrival {
        let text =
            "<\(root)><Uuid>\(uuid)</Uuid><Types>\(types)</Types><Result>\(result)</Result><Code>\(code)</Code>"
            + "</\(root)>"
        return Arrival(bytes: Array(text.utf8), source: source, door: .own, link: 0)
    }

    @Test func aRefusalIsAnAnswerToo() throws {
        var watch = try watch()
        #expect(try watch.receive(arrival("failed")))
        #expect(watch.answer == .failed)
        #expect(throws: SADPFailure.answeredTwice) { try watch.receive(arrival("success")) }
        #expect(watch.answer == .failed, "the second one is not taken")
    }

    @Test func whateverComesFromElsewhereForThisExchangeIsAnImpostors() throws {
        for foreign in [
            arrival("success", from: "192.0.2.65"), arrival("failed", from: "192.0.2.65"),
            arrival("success", types: "getcode", from: "192.0.2.65"),
        ] {
            var watch = try watch()
            #expect(throws: SADPFailure.impostor(address: "192.0.2.65")) { try watch.receive(foreign) }
            // Also after the device itself has answered.
            var answered = try self.watch()
            _ = try answered.receive(arrival("success"))
            #expect(throws: SADPFailure.impostor(address: "192.0.2.65")) { try answered.receive(foreign) }
        }
    }

    @Test func whatBelongsToNoExchangeOfOursIsPassedOver() throws {
        var watch = try watch()
        for other in [
            arrival("success", uuid: "OTHER", from: "192.0.2.65"), arrival("success", types: "getcode"),
            arrival("success", from: "192.0.2.65", root: "Probe"),
            Arrival(bytes: [1, 2, 3], source: "192.0.2.65", door: .group, link: 0),
        ] {
            #expect(try watch.receive(other) == false)
        }
        #expect(watch.answer == nil)
    }

    @Test func aDeviceIsAskedFromThePortThatNobodyElseHas() async throws {
        let terminal = SimulatedTerminal(
            .init(
                model: "DS-X", serial: "DS-X20250318V030500ENAAK12345671", mac: "44-47-CC-00-10-01",
                address: "127.0.0.77", firmware: "V1"), password: "p", binding: .bound)
        let mac = try #require(MACAddress("44-47-cc-00-10-01"))
        try await ScriptedNetwork.with({ datagram in
            guard let probe = TerminalProbe(datagram) else { return [] }
            return terminal.replies(to: probe, at: .now).map { ScriptedNetwork.Reply(from: "127.0.0.77", $0.bytes) }
        }) { port in
            var settings = SADPSettings()
            settings.groupPort = port
            settings.listenPort = port
            let official = settings
            try await SADPClient.with(try NetworkInterface.chosen("127.0.0.1"), settings: official) { client in
                let device = try await client.find(mac, within: .seconds(5), settling: .milliseconds(300))
                #expect(device.doors.isSuperset(of: [.own, .official]))
                // Another program takes the official port, and with it whatever is sent there.
                let thief = try ScriptedNetwork.socket(at: "127.0.0.1", port, isShared: true)
                defer { close(thief) }
                #expect(try await client.bindingAnswer(of: device) == .bound)
            }
        }
    }

    @Test(arguments: [
        (AnnouncedElement.deviceSN, AnnouncedElement.Form.text(128)), (.deviceDescription, .text(64)),
        (.mac, .text(20)), (.ipv4Address, .text(16)), (.ipv6Address, .text(46)), (.softwareVersion, .text(48)),
        (.manufacturer, .text(32)), (.oemInfo, .text(24)), (.salt, .wholeText(64)), (.httpPort, .port),
        (.commandPort, .port), (.ezvizBindStatus, .number), (.deviceType, .number), (.activated, .negatedFlag),
        (.supportsEzvizUnbind, .flag), (.hcPlatformEnable, .flag), (.supportsHCPlatform, .flag),
        (.passwordResetModeSecond, .flag), (.supportsPairing, .flag), (.controllerType, .choice(["A", "B"])),
    ])
    func elementsHaveTheFormsOfTheContract(_ element: AnnouncedElement, _ form: AnnouncedElement.Form) {
        #expect(element.form == form)
    }

    @Test func aPortIsClampedAndANumberIsNot() throws {
        func device(_ body: String) throws -> DeviceAnnouncement {
            DeviceAnnouncement(try SADPDocument(Array("<P>\(body)</P>".utf8)))
        }
        #expect(try device("<HttpPort>65535</HttpPort>").httpPort == 65_535)
        #expect(try device("<HttpPort>65536</HttpPort>").httpPort == 65_535)
        #expect(try device("<CommandPort>0008000x</CommandPort>").commandPort == 8000)
        #expect(try device("<CommandPort>x8000</CommandPort>").commandPort == nil)
        #expect(try device("<DiskNumber>65536</DiskNumber>").values[.diskNumber] == .number(65_536))
        #expect(try device("<EZVIZBindStatus>1.</EZVIZBindStatus>").binding == .bound)
        #expect(try device("<EZVIZBindStatus>12</EZVIZBindStatus>").binding == .unknown)
    }
}
