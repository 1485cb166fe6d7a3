import Attendance
import LocalNetwork
import SADP
import Serials
import Simulators
import Store
import TestSupport
import Testing
import UnbindingCases

@testable import UnbindingDesk

/// Cases of devices on the local network, carried out with the device's own password.
@Suite struct NetworkExecutionTests {
    private static let password = "Rollcall2026"
    private static let short = "K12345671"
    private static let address = "44-47-CC-00-20-01"

    private static func terminal(
        _ binding: SimulatedTerminal.Binding = .bound, quirks: Set<SimulatedTerminal.Quirk> = []
    ) -> SimulatedTerminal {
        SimulatedTerminal(
            SimulatedTerminal.Identity(
                model: "DS-K1T341AMF", serial: "DS-K1T341AMF20250318V030500ENAA\(short)", mac: address,
                address: "127.0.0.91", firmware: "V3.5.0 build 250115"), password: password, binding: binding,
            quirks: quirks)
    }

    /// With an approved case for the device at that address.
    private func with(
        _ terminal: SimulatedTerminal, serial: String = short,
        _ body: @escaping @Sendable (DeskFixture, UnbindingCase) async throws -> Void
    ) async throws {
        try await SimulatedNetwork.with([terminal]) { port in
            let devices = TestConsole.localDevices(port: port, for: .milliseconds(400))
            try await DeskFixture.with(devices: devices) { fixture in
                var draft = CaseDraft(network: .lan, serial: try #require(ShortSerial(exactly: serial)))
                draft.mac = MACAddress(Self.address)
                let opened = try await fixture.store.cases.open(draft, installer: "command", now: fixture.now)
                _ = try await fixture.store.evidence.add(
                    DeskFixture.photo(serial), to: opened, act: Act(by: .command, at: fixture.now))
                let filed = try await fixture.desk.file(opened, hasConsented: true, by: .command)
                try await body(
                    fixture, try await fixture.desk.decide(filed, by: CaseStep(.approve), actor: .person("lan")))
            }
        }
    }

    private func log(_ fixture: DeskFixture, _ found: UnbindingCase) async throws -> String {
        try await fixture.store.cases.log(of: found).map { "\($0.event) \($0.detail)" }.joined(separator: "\n")
    }

    @Test func aDeviceThatSaysDoneAndStaysBoundIsNotUnbound() async throws {
        try await with(Self.terminal(quirks: [.keepsBinding])) { fixture, found in
            var desk = fixture.desk
            desk.confirmationPause = .milliseconds(5)
            let (after, problem) = try await desk.execute(
                found, by: .sadp(try DevicePassword(Self.password)), actor: .command)
            #expect(after.state != .unbound)
            #expect(problem?.en.contains("does not confirm that it is free") == true, "\(problem?.en ?? "none")")
        }
    }

    @Test func theRightPasswordUnbindsAndTheDeviceIsAskedAgain() async throws {
        let terminal = Self.terminal()
        try await with(terminal) { fixture, found in
            let (done, problem) = try await fixture.desk.execute(
                found, by: .sadp(try DevicePassword(Self.password)), actor: .command)
            #expect(done.state == .unbound && problem == nil && done.authority == .sadp)
            #expect(terminal.binding == .notBound)
            let log = try await log(fixture, done)
            #expect(log.contains("unbound the device answered: not bound") && !log.contains(Self.password))
        }
    }

    @Test func aWrongPasswordFailsAndWhatTheDeviceDidMeanwhileIsSeenBeforeAnotherIsSent() async throws {
        let terminal = Self.terminal()
        try await with(terminal) { fixture, found in
            let (failed, problem) = try await fixture.desk.execute(
                found, by: .sadp(try DevicePassword("wrong-one")), actor: .command)
            #expect(failed.state == .failed && problem != nil && terminal.binding == .bound)
            #expect(try await !log(fixture, failed).contains("wrong-one"))
            // Unbound by hand meanwhile: a wrong password would show if one were sent.
            let devices = fixture.desk.devices
            _ = try await devices.unbind(try #require(MACAddress(Self.address))) { _ in
                try DevicePassword(Self.password)
            }
            let (done, second) = try await fixture.desk.execute(
                failed, by: .sadp(try DevicePassword("wrong-too")), actor: .command)
            #expect(done.state == .unbound && second == nil)
        }
    }

    @Test func aVendorThatCannotBeAskedAboutWhatWasLeftInTheMiddleHasFreedNothing() async throws {
        // Its every answer is HTTP 503.
        try await DeskFixture.with { fixture in
            try await fixture.set("hik-partner-url", "https://hik.test")
            try await fixture.store.programSecrets.keep("key", as: DeskSecret.hikPartnerKey)
            try await fixture.store.programSecrets.keep("secret", as: DeskSecret.hikPartnerSecret)
            let filed = try await fixture.filed(by: .command)
            let approved = try await fixture.desk.decide(filed, by: CaseStep(.approve), actor: .person("lan"))
            var step = CaseStep(.execute)
            step.authority = .hikPartnerPro
            _ = try await fixture.store.cases.move(approved, by: step, act: Act(by: .person("lan"), at: fixture.now))
            #expect(try await fixture.desk.settleInterrupted() == 1)
            #expect(try await fixture.store.cases.find(approved.number).state == .failed)
            let log = try await log(fixture, approved)
            let words = "Hik-Partner Pro answered HTTP 503"
            #expect(log.contains("the program ended in the middle of the unbinding; \(words)"), "\(log)")
        }
    }

    @Test func thePasswordGoesToTheDeviceOfTheCaseAndToNoOtherAtItsAddress() async throws {
        let terminal = Self.terminal()
        try await with(terminal, serial: "K12345679") { fixture, found in
            let (failed, problem) = try await fixture.desk.execute(
                found, by: .sadp(try DevicePassword(Self.password)), actor: .command)
            #expect(failed.state == .failed && terminal.binding == .bound)
            #expect(problem?.en.contains("nothing was sent") == true && problem?.en.contains("K12345679") == true)
        }
    }

    @Test func theVendorsWordIsHeldAgainstTheDevicesOwn() async throws {
        for (binding, state) in [
            (SimulatedTerminal.Binding.bound, CaseState.failed), (.notBound, .unbound), (.serviceDisabled, .unbound),
            (.serviceOffline, .unbound),
        ] {
            try await with(Self.terminal(binding)) { fixture, found in
                let (done, _) = try await fixture.desk.execute(
                    found, by: .manual(reference: "HIK-1"), actor: .command)
                #expect(done.state == state && done.reference == "HIK-1", "\(binding)")
                // A device that cannot say it leaves the vendor's word, and the log says that.
                let isOwnWord = binding == .notBound || binding == .serviceDisabled
                #expect(try await log(fixture, done).contains("the device answered") == isOwnWord, "\(binding)")
            }
        }
    }

    @Test func whatWasLeftInTheMiddleIsAskedOfTheDevice() async throws {
        for (binding, quirks, state, words) in [
            (SimulatedTerminal.Binding.bound, [], CaseState.failed, "still bound"),
            (.notBound, [], .unbound, "asked again after a restart"),
            (.notBound, [.silent], .failed, "nothing answers"), (.serviceOffline, [], .failed, "nothing answers"),
        ] as [(SimulatedTerminal.Binding, Set<SimulatedTerminal.Quirk>, CaseState, String)] {
            try await with(Self.terminal(binding, quirks: quirks)) { fixture, found in
                var step = CaseStep(.execute)
                step.authority = .sadp
                _ = try await fixture.store.cases.move(found, by: step, act: Act(by: .person("lan"), at: fixture.now))
                #expect(try await fixture.desk.settleInterrupted() == 1)
                #expect(try await fixture.store.cases.find(found.number).state == state, "\(binding)")
                #expect(try await log(fixture, found).contains(words), "\(binding)")
            }
        }
    }

    @Test func aCaseWithoutAnAuthorityOrADeviceIsSettledAsNotKnown() async throws {
        try await DeskFixture.with { fixture in
            for authority in [UnbindingAuthority?.none, .sadp, .hikPartnerPro] {
                let filed = try await fixture.filed(by: .command)
                let approved = try await fixture.desk.decide(filed, by: CaseStep(.approve), actor: .person("lan"))
                let objection = try await fixture.desk.objection(
                    to: .sadp(try DevicePassword("x")), for: approved)
                #expect(objection?.en.contains("MAC address") == true)
                var step = CaseStep(.execute)
                step.authority = authority
                _ = try await fixture.store.cases.move(
                    approved, by: step, act: Act(by: .person("lan"), at: fixture.now))
                _ = try await fixture.desk.settleInterrupted()
                #expect(try await fixture.store.cases.find(approved.number).state == .failed)
                #expect(try await log(fixture, approved).contains("nothing answers whether the device is free"))
            }
        }
    }

    @Test func aDeviceThatTheRegisterDoesNotKnowIsNotFreeByIt() async throws {
        try await DeskFixture.with { fixture in
            let filed = try await fixture.filed(by: .command)
            let approved = try await fixture.desk.decide(filed, by: CaseStep(.approve), actor: .person("lan"))
            #expect(try await fixture.desk.objection(to: .register, for: approved) != nil)
            var step = CaseStep(.execute)
            step.authority = .register
            _ = try await fixture.store.cases.move(approved, by: step, act: Act(by: .person("lan"), at: fixture.now))
            #expect(try await fixture.desk.settleInterrupted() == 1)
            #expect(try await fixture.store.cases.find(approved.number).state == .failed)
            // What it knows is freed there and asked again.
            try await fixture.store.bindings.set(
                approved.serial, account: "a@b.vn", act: Act(by: .person("lan"), at: fixture.now))
            let failed = try await fixture.store.cases.find(approved.number)
            let (done, problem) = try await fixture.desk.execute(failed, by: .register, actor: .person("lan"))
            #expect(done.state == .unbound && problem == nil)
            let entry = try await fixture.store.bindings.entry(approved.serial)
            #expect(entry?.account == nil && entry?.actor == .person("lan"))
        }
    }

    @Test func aDraftTakesWhatTheDeviceTellsAndKeepsTheKeyItHas() async throws {
        let terminal = Self.terminal()
        try await with(terminal) { fixture, _ in
            let mac = try #require(MACAddress(Self.address))
            var draft = CaseDraft(network: .lan, serial: try #require(ShortSerial(exactly: Self.short)))
            try await fixture.desk.fill(&draft, from: mac)
            #expect(draft.device == .answered(.bound) && draft.mac == mac && draft.model == "DS-K1T341AMF")
            #expect(draft.fullSerial.hasSuffix(Self.short) && draft.key?.secret == terminal.keyString)
            let own = try KeyString("T3BhcXVlS2V5U3RyaW5n")
            draft.key = own
            try await fixture.desk.fill(&draft, from: mac)
            #expect(draft.key == own)
            var other = CaseDraft(network: .lan, serial: try #require(ShortSerial(exactly: "K12345679")))
            await #expect(throws: RequestFailure.self) { try await fixture.desk.fill(&other, from: mac) }
            #expect(other.mac == nil && other.key == nil)
            #expect(try await fixture.desk.hear(mac) == .answered(.bound))
        }
    }
}
