import Attendance
import Foundation
import HRKit
import Sealing
import Store
import TestSupport
import Testing

/// A store with one Hanet place and one HR client, and pages made by hand.
struct Ledger {
    let store: Store
    let directory: URL
    var device: Device
    let client: HRClient
    let now = Instant("2026-03-16T10:00:00+07:00")

    static func with(_ body: (Ledger) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            let store = try Store.fresh(in: directory)
            let now = Instant("2026-03-16T10:00:00+07:00")
            let client = try await store.hrClients.add(
                HRClientDraft(
                    name: "HR", kind: "base-checkin", identity: "x", fields: FieldValues(),
                    secrets: FieldValues(["token": ["very-secret-hr-token"]])), act: Act(by: .person("test"), at: now))
            let device = try await store.devices.add(draft("Office"), act: Act(by: .person("test"), at: now))
            try await body(Ledger(store: store, directory: directory, device: device, client: client))
        }
    }

    static func draft(_ name: String, place: String = "13433", zone: Zone = .vietnam, hr: [String] = ["HR"])
        -> DeviceDraft
    {
        DeviceDraft(
            name: name, kind: "hanet", identity: place, zone: zone, fields: FieldValues(["place-id": [place]]),
            secrets: FieldValues(["token": ["very-secret-device-token"]]), hrClients: hr, recordedTime: .instant)
    }

    static func punch(_ number: Int, code: String = "1001", raw: String? = nil) -> Punch {
        let at = Instant("2026-03-16T08:00:00+07:00") + .seconds(number)
        return Punch(
            sourceKey: "k\(number)", code: code, personName: "Lan", at: at, local: Zone.vietnam.local(at: at),
            offset: 7 * 3600, raw: Array((raw ?? "{\"n\":\(number)}").utf8)[...])
    }

    @discardableResult
    func ingest(_ punches: [Punch], into device: Device? = nil) async throws -> IngestCounts {
        let device = device ?? self.device
        let plan = RunPlan(
            window: try #require(Window(from: now - .hours(72), to: now)), settlesFirstSync: true)
        let run = try await store.runs.begin(plan, device: device, cause: .device, act: Act(by: .command, at: now))
        let counts = try await store.runs.ingest(
            [IngestPage(rows: punches.count, punches: punches, checkpoint: "c")], run: run, device: device,
            release: ReleaseRule(dueAt: now, now: now), now: now)
        _ = try await store.runs.succeed(run, device: device, nextRunAt: now, act: Act(by: .person("test"), at: now))
        return counts
    }

    func states() async throws -> [String: String] {
        let page = try await store.punches.page(PunchFilter())
        return Dictionary(
            page.punches.map { ($0.punch.sourceKey, $0.deliveries.map(\.state.word).joined(separator: ",")) }
        ) { $1 }
    }

    func deliverAll() async throws {
        let due = try await store.deliveries.due(client, at: now, limit: 100)
        try await store.deliveries.settle(
            client, due.map { (punchID: $0.punch.id, .delivered(receipt: nil)) }, now: now)
    }
}

@Suite struct LedgerTests {
    @Test func anyNumberOfRepetitionsChangesNothing() async throws {
        try await Ledger.with { ledger in
            let punches = (0..<50).map { Ledger.punch($0) }
            #expect(try await ledger.ingest(punches).new == 50)
            for _ in 0..<3 {
                let counts = try await ledger.ingest(punches)
                #expect(counts.new == 0 && counts.duplicates == 50)
            }
            #expect(try await ledger.store.devices.find("Office").punchCount == 50)
            #expect(try await ledger.store.deliveries.due(ledger.client, at: ledger.now, limit: 100).count == 50)
        }
    }

    @Test func theVendorsBytesAreKept() async throws {
        try await Ledger.with { ledger in
            let raw = "{ \"aliasID\" : \"\\u001c1\", \"x\":[1,2] }"
            try await ledger.ingest([Ledger.punch(1, raw: raw)])
            let id = try #require(try await ledger.store.punches.page(PunchFilter()).punches.first).punch.id
            #expect(String(decoding: try await ledger.store.punches.trace(id).raw, as: UTF8.self) == raw)
        }
    }

    @Test func noSecretStandsInTheFilesInTheOpen() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1)])
            for name in try FileManager.default.contentsOfDirectory(atPath: ledger.directory.path) {
                let path = ledger.directory.appending(path: name).path
                guard let bytes = FileManager.default.contents(atPath: path) else { continue }
                #expect(bytes.range(of: Data("very-secret".utf8)) == nil, "\(name)")
            }
            #expect(try await ledger.store.devices.secrets(of: ledger.device)["token"] == "very-secret-device-token")
        }
    }

    @Test func aLostKeyAsksForTheSecretsAgainAndTakesThem() async throws {
        try await Ledger.with { ledger in
            try FileManager.default.removeItem(at: ledger.directory.appending(path: "rollcall.key"))
            let store = try Store(directory: ledger.directory, environment: [:])
            await #expect(throws: StoreFailure.self) { try await store.devices.secrets(of: ledger.device) }
            let draft = DeviceDraft(
                name: "Office", kind: ledger.device.kind, identity: ledger.device.identity, zone: .vietnam,
                fields: ledger.device.fields, secrets: FieldValues(["token": ["entered-again"]]))
            _ = try await store.devices.edit(ledger.device, to: draft, act: Act(by: .person("t"), at: ledger.now))
            let secrets = try await store.devices.secrets(of: ledger.device)
            #expect(secrets["token"] == "entered-again")
        }
    }

    @Test func aPunchWithoutACodeIsParkedAndGoesWhenTheVendorHasOne() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1, code: ""), Ledger.punch(2)])
            #expect(try await ledger.states() == ["k1": "parked", "k2": "waiting"])
            #expect(try await ledger.ingest([Ledger.punch(1, code: "1007")]).corrected == 1)
            #expect(try await ledger.states() == ["k1": "waiting", "k2": "waiting"])
            let page = try await ledger.store.punches.page(PunchFilter(code: "1007"))
            let trace = try await ledger.store.punches.trace(try #require(page.punches.first).punch.id)
            #expect(trace.corrections.map(\.newCode) == ["1007"])
        }
    }

    @Test func aVendorThatChangesItsMindForEverFillsNothing() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1, code: "A")])
            for round in 0..<30 { try await ledger.ingest([Ledger.punch(1, code: round % 2 == 0 ? "B" : "A")]) }
            let punch = try #require(try await ledger.store.punches.page(PunchFilter()).punches.first).punch
            let trace = try await ledger.store.punches.trace(punch.id)
            #expect(trace.corrections.count == 20)
        }
    }

    @Test func aDeliveredPunchKeepsTheCodeThatHRReceived() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1, code: "1001")])
            try await ledger.deliverAll()
            #expect(try await ledger.ingest([Ledger.punch(1, code: "2002")]).corrected == 0)
            #expect(try await ledger.store.punches.page(PunchFilter(code: "1001")).punches.count == 1)
            #expect(try await ledger.states() == ["k1": "delivered"])
        }
    }

    @Test func aDeviceThatIsRemovedAndAddedAgainAdoptsItsPunches() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest((0..<10).map { Ledger.punch($0) })
            try await ledger.deliverAll()
            let ids = try await ledger.store.punches.page(PunchFilter()).punches.map(\.punch.recordID)
            _ = try await ledger.store.devices.remove(
                ledger.device, withPunches: false, act: Act(by: .person("t"), at: ledger.now))
            #expect(try await ledger.store.punches.page(PunchFilter()).punches.first?.punch.device == "Office")
            let again = try await ledger.store.devices.add(
                Ledger.draft("New name"), act: Act(by: .person("t"), at: ledger.now))
            #expect(again.punchCount == 10)
            let counts = try await ledger.ingest((0..<11).map { Ledger.punch($0) }, into: again)
            #expect(counts.new == 1 && counts.duplicates == 10)
            #expect(try await ledger.store.deliveries.due(ledger.client, at: ledger.now, limit: 100).count == 1)
            let later = Set(try await ledger.store.punches.page(PunchFilter()).punches.map(\.punch.recordID))
            #expect(later.isSuperset(of: ids))
        }
    }

    @Test func aSecondDeviceOfTheSameIdentityIsRefused() async throws {
        try await Ledger.with { ledger in
            do {
                _ = try await ledger.store.devices.add(Ledger.draft("Twin"), act: Act(by: .person("t"), at: ledger.now))
                Issue.record("added")
            } catch {
                guard case .refused(let failure)? = error as? StoreFailure else {
                    Issue.record("\(error)")
                    return
                }
                #expect(failure as? DeviceFailure == .identityTaken(by: "Office"))
            }
        }
    }

    @Test func aZoneCorrectionReinterpretsAndNeverDuplicates() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(0)])
            let before = try #require(try await ledger.store.punches.page(PunchFilter()).punches.first).punch
            let zone = try #require(Zone(identifier: "Asia/Tokyo"))
            let edited = try await ledger.store.devices.edit(
                ledger.device, to: Ledger.draft("Office", zone: zone), act: Act(by: .person("t"), at: ledger.now))
            let after = try #require(try await ledger.store.punches.page(PunchFilter()).punches.first).punch
            #expect(before.atText == "2026-03-16T08:00:00+07:00")
            #expect(after.atText == "2026-03-16T10:00:00+09:00")
            #expect(after.at == before.at && after.recordID == before.recordID)
            #expect(try await ledger.ingest([Ledger.punch(0)], into: edited).new == 0)
        }
    }

    @Test func cleanedPunchesAreNotDeliveredAgainUntilPushHistoryIsCleanedToo() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2)])
            try await ledger.deliverAll()
            #expect(
                try await ledger.store.maintenance.cleanPunches(before: nil, act: Act(by: .person("t"), at: ledger.now))
                    == 2)
            #expect(try await ledger.store.devices.find("Office").punchCount == 0)
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2), Ledger.punch(3)])
            #expect(try await ledger.states() == ["k1": "delivered", "k2": "delivered", "k3": "waiting"])
            _ = try await ledger.store.maintenance.cleanPushHistory(
                before: nil, act: Act(by: .person("t"), at: ledger.now))
            let scope = DeliveryScope(from: ledger.now - .hours(24), to: ledger.now)
            try await ledger.store.deliveries.owe(ledger.client, scope: scope, now: ledger.now)
            #expect(try await ledger.store.deliveries.due(ledger.client, at: ledger.now, limit: 10).count == 3)
        }
    }

    @Test func anHRClientThatIsAddedAgainRemembersWhatItReceived() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1)])
            try await ledger.deliverAll()
            try await ledger.store.hrClients.remove(ledger.client, act: Act(by: .person("t"), at: ledger.now))
            try await ledger.ingest([Ledger.punch(2)])
            let draft = HRClientDraft(
                name: "HR again", kind: "base-checkin", identity: "x", fields: FieldValues(), secrets: FieldValues())
            let again = try await ledger.store.hrClients.add(draft, act: Act(by: .person("t"), at: ledger.now))
            _ = try await ledger.store.devices.edit(
                ledger.device, to: Ledger.draft("Office", hr: ["HR again"]), act: Act(by: .person("t"), at: ledger.now))
            let due = try await ledger.store.deliveries.due(again, at: ledger.now, limit: 10)
            #expect(due.map(\.punch.sourceKey) == ["k2"])
        }
    }

    @Test func anHRClientThatIsAttachedLaterIsOwedEverything() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2, code: "")])
            let draft = HRClientDraft(
                name: "Second", kind: "file", identity: "y", fields: FieldValues(), secrets: FieldValues())
            let second = try await ledger.store.hrClients.add(draft, act: Act(by: .person("t"), at: ledger.now))
            _ = try await ledger.store.devices.edit(
                ledger.device, to: Ledger.draft("Office", hr: ["HR", "Second"]),
                act: Act(by: .person("t"), at: ledger.now))
            #expect(try await ledger.store.deliveries.due(second, at: ledger.now, limit: 10).count == 1)
            #expect(try await ledger.store.deliveries.counts(second)[.parked] == 1)
        }
    }

    @Test func deliveredUpToNeverPassesAPunchThatIsNotDelivered() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2, code: ""), Ledger.punch(3)])
            try await ledger.deliverAll()
            let parkedAt = Instant("2026-03-16T08:00:02+07:00")
            #expect(try await ledger.store.status.deliveredUpTo(ledger.client) == parkedAt)
            try await ledger.ingest([Ledger.punch(2, code: "5")])
            try await ledger.deliverAll()
            #expect(try await ledger.store.status.deliveredUpTo(ledger.client) == ledger.now)
        }
    }

    @Test func completeUpToMovesOnlyWhenWindowsJoin() async throws {
        try await Ledger.with { ledger in
            func run(_ from: String, _ to: String, first: Bool = false) async throws -> String {
                let plan = RunPlan(
                    window: try #require(Window(from: Instant(from), to: Instant(to))), settlesFirstSync: first)
                let run = try await ledger.store.runs.begin(
                    plan, device: ledger.device, cause: .device, act: Act(by: .command, at: ledger.now))
                _ = try await ledger.store.runs.succeed(
                    run, device: ledger.device, nextRunAt: ledger.now, act: Act(by: .person("t"), at: ledger.now))
                let complete = try await ledger.store.devices.find("Office").completeUpTo
                return complete.map(Zone.vietnam.rfc3339) ?? "never"
            }
            let first = try await run("2026-03-01T00:00:00+07:00", "2026-03-05T00:00:00+07:00", first: true)
            #expect(first == "2026-03-05T00:00:00+07:00")
            let behindAHole = try await run("2026-03-08T00:00:00+07:00", "2026-03-10T00:00:00+07:00")
            #expect(behindAHole == "2026-03-05T00:00:00+07:00")
            let joining = try await run("2026-03-04T00:00:00+07:00", "2026-03-09T00:00:00+07:00")
            #expect(joining == "2026-03-09T00:00:00+07:00")
            let older = try await run("2026-01-01T00:00:00+07:00", "2026-01-05T00:00:00+07:00")
            #expect(older == "2026-03-09T00:00:00+07:00")
            // What has not happened yet is not complete.
            let ahead = try await run("2026-03-09T00:00:00+07:00", "2026-04-01T00:00:00+07:00")
            #expect(ahead == "2026-03-16T10:00:00+07:00")
        }
    }

    @Test func pagesOfPunchesJoinWithoutGapHoweverManyShareATime() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest(
                (0..<30).map { Ledger.punch($0 / 7) }.enumerated().map { index, punch in
                    var punch = punch
                    punch.sourceKey = "s\(index)"
                    return punch
                })
            var keys: [String] = []
            var position: PunchRepository.Position?
            repeat {
                let page = try await ledger.store.punches.page(PunchFilter(), after: position, limit: 4)
                keys += page.punches.map(\.punch.sourceKey)
                position = page.next
            } while position != nil
            #expect(keys.count == 30 && Set(keys).count == 30)
        }
    }
}
