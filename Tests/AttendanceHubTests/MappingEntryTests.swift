import Attendance
import AttendanceHub
import Store
import SyncEngine
import Synchronization
import TestSupport
import Testing
import Wire

/// Mappings as people enter and take them back, and what is shown of them.
@Suite struct MappingEntryTests {
    @Test func aCodeIsWhatPeopleSeeOfIt() throws {
        let entry = try CodeEntry(" 17\u{200B}\u{8} ", to: "A\u{A0}42 ")
        #expect(entry.code == "17" && entry.hrCode == "A 42")
        let long = String(repeating: "9", count: 100)
        #expect(try CodeEntry(long + long, to: long).hrCode == long)
        for (code, hrCode) in [
            ("", "1"), (" ", "1"), ("1", ""), ("1", "\u{200B}"), ("1", long + "9"), (long + long + "9", "1"),
        ] {
            #expect(throws: RequestFailure.self, "\(code) \(hrCode)") { try CodeEntry(code, to: hrCode) }
        }
    }

    /// Lan is 17 at the device and had one punch sent to HR as 900; another one waits.
    private func with(_ body: @escaping @Sendable (TestHub, HRClient) async throws -> Void) async throws {
        try await TestHub.with { hub, _ in
            let client = try await hub.addHR("One", kind: "webhook", ["url": "http://127.0.0.1:9/"])
            let device = try await hub.quietDevice(hr: ["One"])
            let outcome = try await hub.store.codeMappings.set(
                "17", to: "900", for: client, act: Act(by: .person("mai"), at: hub.clock.now))
            guard case .mapped = outcome else {
                Issue.record("not mapped")
                return
            }
            let kept = try await hub.keep(
                [("2026-03-15T09:00:00+07:00", "17", "Lan"), ("2026-03-16T09:00:00+07:00", "17", "Lan")], of: device)
            let sent = try #require(kept.last?.punch.id)
            hub.clock.advance(by: .minutes(1))
            try await hub.store.deliveries.settle(
                client, [(punchID: sent, .delivered(receipt: nil))], now: hub.clock.now)
            try await body(hub, client)
        }
    }

    @Test func whatHRHadReceivedIsListedWithItsTimesAndCodes() async throws {
        try await with { hub, client in
            let mapping = try #require(try await hub.store.codeMappings.all().first)
            #expect(mapping.json["hr"]?.text == "One" && mapping.json["by"]?.text == "mai")
            #expect(mapping.json["at"]?.text == "2026-03-16T10:00:00+07:00" && mapping.json["hrCode"]?.text == "900")
            let removal = try #require(
                try await CodeMapper(hub.store.codeMappings).takeBack(
                    "17", for: client, act: Act(by: .person("mai"), at: hub.clock.now)))
            #expect(removal.hrCode == "900" && removal.caution("17") == nil)
            let json = JSONValue.object(removal.received.members)
            #expect(json["total"]?.integer == 1)
            let receipt = try #require(json["received"]?.array?.first)
            #expect(receipt["at"]?.text == "2026-03-15T09:00:00+07:00" && receipt["code"]?.text == "17")
            #expect(receipt["hrCode"]?.text == "900" && receipt["name"]?.text == "Lan")
            #expect(receipt["receivedAt"]?.text == "2026-03-16T10:01:00+07:00")
            let item = try #require(removal.received.items.first)
            let line = ReceiptTable.csvLine(item).split(separator: ",").map(String.init)
            #expect(line.count == ReceiptTable.csvStart(.en).split(separator: ",").count)
            #expect(Array(line[1...5]) == ["09:00:00", "2026-03-15", "17", "Lan", "Gate"])
            #expect(ReceiptTable.csvStart(.vi).hasPrefix("\u{FEFF}"))
        }
    }

    @Test func aMappingIsTakenBackByTheCodeAsAPersonWritesIt() async throws {
        try await with { hub, client in
            #expect(
                try await CodeMapper(hub.store.codeMappings).takeBack(
                    "18", for: client, act: Act(by: .person("m"), at: hub.clock.now)) == nil)
            let other = try await hub.addHR("Two", kind: "webhook", ["url": "http://127.0.0.1:9/2"])
            #expect(
                try await CodeMapper(hub.store.codeMappings).takeBack(
                    "17", for: other, act: Act(by: .person("m"), at: hub.clock.now)) == nil)
            let removal = try await CodeMapper(hub.store.codeMappings).takeBack(
                " 17\u{200B} ", for: client, act: Act(by: .person("m"), at: hub.clock.now))
            #expect(removal?.hrCode == "900")
            #expect(try await hub.store.codeMappings.all().isEmpty)
        }
    }

    @Test func wherePunchesWouldGoToSomebodyElseThatIsSaid() async throws {
        try await with { hub, client in
            // Minh is 42 at another camera.
            let second = try await hub.quietDevice("Back", place: "2", hr: ["One"])
            try await hub.keep([("2026-03-16T08:00:00+07:00", "42", "Minh")], of: second)
            let outcome = try await hub.store.codeMappings.set(
                "17", to: "42", for: client, act: Act(by: .person("mai"), at: hub.clock.now))
            guard case .unconfirmed(let warning) = outcome else {
                Issue.record("mapped without a confirmation")
                return
            }
            let json = JSONValue.object(warning.members)
            #expect(json["knownAs"]?.text == "Minh" && json["punches"]?.integer == 0 && json["waiting"]?.integer == 1)
            #expect(json["people"]?.array?.first?["code"]?.text == "42")
            #expect(json["people"]?.array?.first?["mapped"]?.bool == false)
        }
    }

    @Test func nothingIsMappedOverSomebodyElseUntilThoseVeryPeopleAreConfirmed() async throws {
        try await with { hub, client in
            let second = try await hub.quietDevice("Back", place: "2", hr: ["One"])
            try await hub.keep([("2026-03-16T08:00:00+07:00", "42", "Minh")], of: second)
            let told = Told()
            let mapper = CodeMapper(hub.store.codeMappings) { told.count.withLock { $0 += 1 } }
            let act = Act(by: .person("mai"), at: hub.clock.now)
            let entry = try CodeEntry("17", to: "42")
            guard case .unconfirmed(let warning) = try await mapper.map(entry, for: client, .none, act: act) else {
                Issue.record("mapped without a confirmation")
                return
            }
            #expect(told.count.withLock { $0 } == 0, "what is not mapped is not due")
            let way = Phrase(en: "Say yes", vi: "Hãy đồng ý")
            #expect(warning.phrase(confirmedBy: way).en.hasSuffix(" Nothing was changed. Say yes if it is meant."))
            #expect(warning.phrase(confirmedBy: way).vi.hasSuffix(" Chưa thay đổi gì. Hãy đồng ý nếu đúng ý."))
            for stale in [MappingConfirmation(isGiven: true, mark: "x"), MappingConfirmation(isGiven: false)] {
                guard case .unconfirmed = try await mapper.map(entry, for: client, stale, act: act) else {
                    Issue.record("mapped by a confirmation of others")
                    return
                }
            }
            let meant = MappingConfirmation(isGiven: true, mark: warning.mark)
            guard case .mapped = try await mapper.map(entry, for: client, meant, act: act) else {
                Issue.record("not mapped")
                return
            }
            #expect(told.count.withLock { $0 } == 1)
            #expect(try await hub.store.codeMappings.all().map(\.hrCode) == ["42"])
        }
    }

    @Test func whatWasTakenBackIsTheSameToEveryProgram() async throws {
        try await with { hub, client in
            let removal = try await CodeMapper(hub.store.codeMappings).takeBack(
                "17", for: client, act: Act(by: .person("mai"), at: hub.clock.now))
            let json = JSONValue.object(MappingRemoval.members(removal, of: "17", at: client))
            #expect(json["hr"]?.text == "One" && json["code"]?.text == "17" && json["hrCode"]?.text == "900")
            #expect(json["total"]?.integer == 1 && json["alsoKnownAs"]?.array?.isEmpty == true)
            let none = JSONValue.object(MappingRemoval.members(nil, of: "17", at: client))
            #expect(none["hrCode"] == .null && none["total"]?.integer == 0)
        }
    }

    @Test func aDeviceIsRemovedOnceNobodyReadsIt() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.quietDevice()
            try await hub.keep([("2026-03-16T09:00:00+07:00", "1", "Lan")], of: device)
            var lock = try hub.store.lock(.device(device.id))
            #expect(lock != nil)
            let removal = Task {
                try await hub.attendance.remove(
                    device, withPunches: false, act: Act(by: .person("test"), at: hub.clock.now))
            }
            // It looks again every tenth of a second: while somebody reads the device it stands.
            try await Task.sleep(for: .milliseconds(150))
            #expect(try await hub.store.devices.all().count == 1)
            lock = nil
            _ = try await removal.value
            #expect(try await hub.store.devices.all().isEmpty && lock == nil)
            let kept = try await hub.punches().count
            #expect(kept == 1)
            let again = try await hub.quietDevice("Again")
            #expect(again.punchCount == 1)
            #expect(
                try await hub.attendance.remove(
                    again, withPunches: true, act: Act(by: .person("test"), at: hub.clock.now)) == 1)
            #expect(try await hub.punches().isEmpty)
        }
    }
}

/// How often it was told.
private final class Told: Sendable {
    let count = Mutex(0)
}
