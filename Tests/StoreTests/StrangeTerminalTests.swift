import Attendance
import TestSupport
import Testing

@testable import Store

/// Terminals that call and that nobody has entered, and what a device keeps of its own terminal.
@Suite struct StrangeTerminalTests {
    private static let now = Instant("2026-03-16T10:00:00+07:00")

    @Test func onlySoManyAreKeptAndThoseOfLongAgoGoFirst() async throws {
        try await TestHub.with { hub, _ in
            let terminals = hub.store.terminals
            for number in 0..<(StrangeTerminal.most + 3) {
                try await terminals.note(
                    stranger: "S\(number)", identity: "S\(number)", kind: "zkteco-push", from: "10.0.0.1",
                    TerminalFacts(), now: Self.now + .seconds(number))
            }
            let kept = try await terminals.strangers()
            #expect(kept.count == StrangeTerminal.most)
            #expect(kept.first?.serial == "S\(StrangeTerminal.most + 2)" && kept.last?.serial == "S3")
        }
    }

    @Test func whatAStrangerSaysIsCutAndShown() async throws {
        try await TestHub.with { hub, _ in
            let long = String(repeating: "x", count: 100_000)
            for facts in [
                TerminalFacts([.firmware: "Ver\u{7} 8.0\u{0}", .deviceType: long]),
                TerminalFacts([.model: "SpeedFace"]),
            ] {
                try await hub.store.terminals.note(
                    stranger: "s1", identity: "S1", kind: "zkteco-push", from: "10.0.0.1", facts, now: Self.now)
            }
            let stranger = try #require(try await hub.store.terminals.strangers().first)
            #expect(stranger.serial == "s1" && stranger.calls == 2)
            #expect(stranger.facts[.firmware] == "Ver 8.0" && stranger.facts[.model] == "SpeedFace")
            #expect(stranger.facts[.deviceType]?.count == TerminalFacts.longest)
        }
    }

    @Test func aDeviceThatGetsAnotherTerminalKnowsNothingOfTheFirst() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.addDevice("T", kind: "zkteco-push", ["serial-number": "S1"])
            let terminals = hub.store.terminals
            let address = try #require(try await terminals.address(kind: "zkteco-push", identity: "S1"))
            _ = try await terminals.take(
                [
                    TerminalArrival(
                        address, from: "10.0.0.1", .people([TerminalPerson(code: "1", name: "Lan")], stamp: "7"))
                ], now: Self.now)
            #expect(try await terminals.stamps(of: device) == [.people: "7"])
            var draft = DeviceDraft(
                name: "T", kind: "zkteco-push", identity: "S2", zone: .vietnam,
                fields: FieldValues(["serial-number": ["S2"]]), secrets: FieldValues())
            draft.recordedTime = .wallClock
            let act = Act(by: .person("test"), at: Self.now)
            let edited = try await hub.store.devices.edit(device, to: draft, act: act)
            #expect(try await terminals.stamps(of: edited).isEmpty)
            #expect(try await terminals.contact(of: edited) == nil)
            #expect(try await terminals.address(kind: "zkteco-push", identity: "S1") == nil)
        }
    }

    @Test func aCallThatWasReadByWhatHeldBeforeIsStale() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.addDevice("T", kind: "zkteco-push", ["serial-number": "S1"])
            let terminals = hub.store.terminals
            let address = try #require(try await terminals.address(kind: "zkteco-push", identity: "S1"))
            try await hub.store.devices.setEnabled(false, [device], act: Act(by: .person("test"), at: Self.now))
            let receipts = try await terminals.take(
                [TerminalArrival(address, from: "10.0.0.1", .contact)], now: Self.now)
            #expect(receipts == [.stale])
            #expect(try await terminals.contact(of: device) == nil)
        }
    }
}
