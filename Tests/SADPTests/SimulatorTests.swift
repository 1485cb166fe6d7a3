import Foundation
import Synchronization
import Testing

@testable import Simulators

/// The simulated devices against the contract: what the vendor's own client accepts (2), and what a simulator does (10).
@Suite struct SimulatorTests {
    private static let mac = "44-47-CC-00-10-01"

    private func terminal(
        _ quirks: Set<SimulatedTerminal.Quirk> = [], change: (inout SimulatedTerminal.Abilities) -> Void = { _ in }
    ) -> SimulatedTerminal {
        var abilities = SimulatedTerminal.Abilities()
        change(&abilities)
        return SimulatedTerminal(
            .init(
                model: "DS-K1T341AMF", serial: "DS-K1T341AMF20250318V030500ENAAK12345671", mac: Self.mac,
                address: "192.0.2.64", firmware: "V3.5.0 build 250115"), password: "Abc12345", binding: .bound,
            abilities: abilities, quirks: quirks)
    }

    private func ask(_ terminal: SimulatedTerminal, _ text: String, at now: ContinuousClock.Instant = .now) -> [String]
    {
        guard let probe = TerminalProbe(Array(text.utf8)) else { return [] }
        return terminal.replies(to: probe, at: now).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    private func probe(_ types: String, mac: String? = SimulatorTests.mac, _ more: String = "") -> String {
        let address = mac.map { "<MAC>\($0)</MAC>" } ?? ""
        return
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><Probe><Uuid>U-1</Uuid>\(address)<Types>\(types)</Types>\(more)</Probe>"
    }

    private func element(_ name: String, of text: String) -> String? {
        guard let open = text.firstRange(of: "<\(name)>"), let close = text.firstRange(of: "</\(name)>") else {
            return nil
        }
        return String(text[open.upperBound..<close.lowerBound])
    }

    @Test(arguments: ["inquiry", "getcode", "getUnbindStatus", "exchangecode", "ezvizUnbind"])
    func theVendorsClientWouldAcceptEveryAnswer(_ types: String) throws {
        let answers = ask(terminal(), probe(types))
        #expect(answers.count == 1)
        let answer = try #require(answers.first)
        #expect(element("Uuid", of: answer) == "U-1" && element("Types", of: answer) == types)
        #expect(answer.contains("<ProbeMatch>") && answer.utf8.count < 2048)
        for name in ["Activated", "DHCP", "supportEzvizUnbind", "PasswordResetModeSecond"] where types == "inquiry" {
            #expect(["true", "false"].contains(try #require(element(name, of: answer))), "\(name)")
        }
        if let code = element("Code", of: answer) { #expect(code.utf8.count <= (types == "getcode" ? 127 : 254)) }
    }

    @Test func onlyTheDeviceThatIsMeantAnswers() {
        let terminal = terminal()
        #expect(ask(terminal, probe("getUnbindStatus", mac: "44-47-cc-00-10-01")).count == 1, "whatever the case")
        #expect(ask(terminal, probe("getUnbindStatus", mac: "44-47-CC-00-10-02")).isEmpty)
        #expect(ask(terminal, probe("getUnbindStatus", mac: nil)).isEmpty)
        #expect(ask(terminal, probe("inquiry", mac: "ff-ff-ff-ff-ff-ff")).count == 1, "an inquiry means all")
        for other in ["activate", "resetpassword", "GetUnbindStatus", "", "hello"] {
            #expect(ask(terminal, probe(other)).isEmpty, "\(other)")
        }
        #expect(
            ask(terminal, "nonsense").isEmpty
                && ask(terminal, "<ProbeMatch><Types>inquiry</Types></ProbeMatch>").isEmpty)
        #expect(ask(terminal, "<Probe a=\"b\"><Types>inquiry</Types></Probe>").isEmpty, "attributes are not known")
    }

    @Test func bothModesOfTheKeyStringGoTheirWay() {
        let classic = terminal()
        let second = terminal { $0.secondMode = true }
        #expect(element("Code", of: ask(classic, probe("getcode"))[0]) == classic.keyString)
        #expect(element("Result", of: ask(classic, probe("getencryptstring"))[0]) == "failed")
        #expect(element("EncryptString", of: ask(second, probe("getencryptstring"))[0]) == second.keyString)
        let fresh = terminal { $0.isActivated = false }
        #expect(element("Result", of: ask(fresh, probe("getcode"))[0]) == "notActivated")
    }

    @Test func passwordsWithoutAnExchangeOrTwiceWithOneFail() throws {
        let terminal = terminal()
        #expect(
            element("Result", of: ask(terminal, probe("ezvizUnbind", "<Password>Abc12345</Password>"))[0]) == "failed")
        // A key that is none gets no secret.
        for key in ["", "AAAA", "MIGJAoGB"] {
            #expect(element("Result", of: ask(terminal, probe("exchangecode", "<Code>\(key)</Code>"))[0]) == "failed")
        }
        #expect(terminal.state.withLock { $0.triesLeft } == 5, "what was never a password costs no try")
    }

    @Test func aSecretServesOnceAndNotForEver() throws {
        let terminal = terminal()
        let now = ContinuousClock.now
        let secret = Array("0123456789abcdefGHIJKLMNOPQRSTUV".utf8)
        // The contract's vector: this password under this secret.
        let unbind = probe("ezvizUnbind", "<Password>cnJ+iB7c/QEApxhoeQm1ZSH+XxELc6PL/+MOF3YbkzQ=</Password>")
        terminal.state.withLock { $0.secret = (secret, now + .seconds(60)) }
        #expect(element("Result", of: ask(terminal, unbind, at: now + .seconds(61))[0]) == "failed", "too late")
        terminal.state.withLock { $0.secret = (secret, now + .seconds(60)) }
        #expect(element("Result", of: ask(terminal, unbind, at: now)[0]) == "success")
        #expect(element("Result", of: ask(terminal, unbind, at: now)[0]) == "failed", "the secret is gone")
        #expect(element("Result", of: ask(terminal, probe("getUnbindStatus"))[0]) == "notBind")
        #expect(element("EZVIZBindStatus", of: ask(terminal, probe("inquiry"))[0]) == "2")
    }

    @Test func aLockEndsAfterItsMinutes() throws {
        let terminal = terminal { $0.tries = 1 }
        let now = ContinuousClock.now
        let secret = Array("0123456789abcdefGHIJKLMNOPQRSTUV".utf8)
        func attempt(_ password: String, at time: ContinuousClock.Instant) throws -> String {
            terminal.state.withLock { $0.secret = (secret, time + .seconds(60)) }
            let text = probe("ezvizUnbind", "<Password>\(password)</Password>")
            return try #require(ask(terminal, text, at: time).first)
        }
        let right = "cnJ+iB7c/QEApxhoeQm1ZSH+XxELc6PL/+MOF3YbkzQ="
        let wrong = "cnJ+iB7c/QEApxhoeQm1ZQAAAAAAAAAAAAAAAAAAAAA="
        let locked = try attempt(wrong, at: now)
        #expect(element("Result", of: locked) == "locked" && element("SurplusLockTime", of: locked) == "30")
        #expect(element("Result", of: try attempt(right, at: now + .seconds(29 * 60))) == "locked")
        #expect(element("Result", of: try attempt(right, at: now + .seconds(31 * 60))) == "success")
    }

    @Test func quirksChangeTheFormAndNothingElse() throws {
        let plain = try #require(ask(terminal(), probe("inquiry")).first)
        #expect(!plain.contains("\r\n") && plain.hasPrefix("<?xml"))
        #expect(try #require(ask(terminal([.crlf]), probe("inquiry")).first).contains("</Types>\r\n<"))
        #expect(!(try #require(ask(terminal([.strayBytes]), probe("inquiry")).first).hasPrefix("<")))
        #expect(
            try #require(ask(terminal([.lowerCaseMAC]), probe("inquiry")).first).contains(
                "<MAC>44-47-cc-00-10-01</MAC>"))
        #expect(try #require(ask(terminal([.oldNames]), probe("inquiry")).first).contains("<Ipv4Address>192.0.2.64<"))
        #expect(
            try #require(ask(terminal([.trailingSpace]), probe("inquiry")).first).contains("<Types>inquiry </Types>"))
        #expect(
            ask(terminal([.duplicate]), probe("inquiry")).count == 2
                && ask(terminal([.silent]), probe("inquiry")).isEmpty)
        let off = SimulatedTerminal(
            terminal().identity, password: "", binding: .serviceDisabled, quirks: [.flase])
        #expect(try #require(ask(off, probe("inquiry")).first).contains("<HCPlatformEnable>flase</HCPlatformEnable>"))
    }
}
