import Attendance
import ConnectorKit
import Foundation
import HanetConnector
import NuveqConnector
import Server
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing

/// One kind with its simulator: what the suite over every kind needs to know of it.
struct KindUnderTest: Sendable, CustomTestStringConvertible {
    let kind: String
    let simulator: any Simulator
    let fields: @Sendable (String) -> [String: String]
    /// Distinct punches that a full fetch must keep.
    let expected: Int
    /// How many pages are durable when a run dies in the middle of its records.
    let pagesBeforeDeath: Int
    /// The path of the vendor's list call.
    let listPath: String
    /// Makes the vendor refuse the credentials.
    let refuse: @Sendable () -> Void

    var testDescription: String { kind }

    static let now = Instant("2026-03-16T10:00:00+07:00")

    static func hanet() -> KindUnderTest {
        let simulator = HanetSimulator()
        let rows = HanetCheckins.realistic(people: 20, days: 44, now: now.milliseconds)
        simulator.setPlace("13433", name: "Hà Nội", rows)
        return KindUnderTest(
            kind: "hanet", simulator: simulator,
            fields: { ["token": "hanet-token", "place-id": "13433", "base-url": $0, "timeout-seconds": "2"] },
            expected: distinctEmployees(rows), pagesBeforeDeath: 4, listPath: "getCheckinByPlaceIdInTimestamp",
            refuse: { simulator.expireTokens() })
    }

    static func nuveq() -> KindUnderTest {
        let simulator = NuveqSimulator()
        let events = NuveqSimulator.realistic(people: 20, days: 44, now: now.milliseconds)
        simulator.setEvents(events)
        return KindUnderTest(
            kind: "nuveq", simulator: simulator,
            fields: { ["api-id": "344", "token-key": "nuveq-key", "base-url": $0, "timeout-seconds": "2"] },
            expected: events.count { $0.eventName == "Valid access" && $0.visitor != true }, pagesBeforeDeath: 30,
            listPath: "/api/events",
            refuse: { simulator.setKeys([]) })
    }

    /// The contract's key, counted without the connector.
    static func distinctEmployees(_ checkins: HanetCheckins) -> Int {
        guard case .kept(let rows) = checkins else { return 0 }
        return Set(rows.filter { $0.type == 0 }.map { "\($0.personID) \($0.checkinTime) \($0.deviceID)" }).count
    }

    static var all: [KindUnderTest] { [hanet(), nuveq()] }

    func with(_ body: @escaping @Sendable (TestHub, Device) async throws -> Void) async throws {
        try await TestHub.with([simulator]) { hub, addresses in
            let device = try await hub.addDevice("D", kind: kind, fields(addresses[0]))
            try await body(hub, device)
        }
    }
}

/// What every connector must do, run over every kind and its simulator.
@Suite struct ConnectorContract {
    @Test func everyKindOfTheProgramIsHeldToIt() {
        // Terminals are asked by no HTTP: what holds for those is in suites of their own (`ZKTecoTests`, `TerminalDoorTests`).
        let clouds = Kinds.devices.all.filter { $0.push == nil && $0.listener == nil }
        #expect(Set(KindUnderTest.all.map(\.kind)) == Set(clouds.map(\.id)))
    }

    @Test(arguments: KindUnderTest.all) func everyRecordOfAWindowArrives(_ kind: KindUnderTest) async throws {
        try await kind.with { hub, device in
            let report = await hub.sync(device, from: "2026-02-01")
            #expect(report.error == nil)
            #expect(report.new == kind.expected)
            #expect(report.fetched == report.new + report.duplicates + report.skipped.values.reduce(0, +))
            // Nobody meets a vendor's bare word.
            for reason in report.skipped.keys {
                let said = report.skipWords.phrase(reason)
                #expect(said.en != reason && said.vi != said.en, "\(reason)")
            }
            let kept = try await hub.punches().count
            #expect(kept == kind.expected)
        }
    }

    @Test(arguments: KindUnderTest.all) func readingAgainAddsNothing(_ kind: KindUnderTest) async throws {
        try await kind.with { hub, device in
            _ = await hub.sync(device, from: "2026-02-01")
            for from in ["2026-02-01", "2026-02-20T13:45", "2026-03-16"] {
                let report = await hub.sync(device, from: from)
                #expect(report.ok && report.new == 0, "\(from)")
            }
            let kept = try await hub.store.devices.find("D").punchCount
            #expect(kept == kind.expected)
        }
    }

    @Test(
        arguments: KindUnderTest.all,
        [
            Fault.status(429, retryAfter: 1), .status(500), .status(503), .html(502), .html(200), .truncated, .garbage,
            .hang(seconds: 5), .lostAnswer, .slow(seconds: 0.3),
        ])
    func aMomentsFaultCostsNothing(_ kind: KindUnderTest, _ fault: Fault) async throws {
        try await kind.with { hub, device in
            kind.simulator.faults.order(fault, on: kind.listPath)
            kind.simulator.faults.order(.status(500), on: "/nothing")
            let report = await hub.sync(device, from: "2026-02-01")
            #expect(report.error == nil)
            #expect(report.new == kind.expected)
        }
    }

    @Test(arguments: KindUnderTest.all) func aVendorThatHasMovedSaysWhereTo(_ kind: KindUnderTest) async throws {
        try await kind.with { hub, device in
            kind.simulator.faults.order(
                .redirect(301, to: "https://new.test/v2?token=secret"), on: kind.listPath, times: 100)
            let report = await hub.engine.sync(device, .undated(.periodic), by: .schedule)
            let error = report.error
            #expect(error?.en.contains("redirects to https://new.test/v2 (HTTP 301)") == true, "\(error?.en ?? "none")")
            #expect(error?.en.contains("base-url") == true && error?.vi.contains("https://new.test/v2") == true)
            #expect(error?.en.contains("secret") == false && report.new == 0)
        }
    }

    @Test(arguments: KindUnderTest.all)
    func aFaultWhoseBodyNeverEndsIsJudgedByItsStatus(_ kind: KindUnderTest) async throws {
        for body in [BadBody.cutOff, .endless, .huge] {
            try await kind.with { hub, device in
                kind.simulator.faults.order(.body(body, status: 403), on: kind.listPath, times: 100)
                let report = await hub.engine.sync(device, .undated(.periodic), by: .schedule)
                #expect(report.error?.en.contains("HTTP 403") == true, "\(body): \(report.error?.en ?? "none")")
            }
        }
    }

    @Test(arguments: KindUnderTest.all) func anAnswerBeyondAllBoundsIsNotRead(_ kind: KindUnderTest) async throws {
        try await kind.with { hub, device in
            kind.simulator.faults.order(.oversized(megabytes: 40), on: kind.listPath, times: 100)
            let report = await hub.engine.sync(device, .undated(.device), by: .schedule)
            #expect(report.error?.en.contains("larger than 8 MiB") == true)
            #expect(report.new == 0)
        }
    }

    @Test(arguments: KindUnderTest.all)
    func refusedCredentialsAreNotTriedAgainAndThePersonIsToldWhatToDo(_ kind: KindUnderTest) async throws {
        try await kind.with { hub, device in
            kind.refuse()
            let report = await hub.engine.sync(device, .undated(.periodic), by: .schedule)
            #expect(kind.simulator.faults.requests(on: "/") == 1)
            #expect(report.error?.en.contains("enter") == true, "\(report.error?.en ?? "no error")")
            #expect(report.error?.vi.contains("nhập") == true)
            let device = try await hub.store.devices.find("D")
            #expect(device.attention != nil)
            // Probed rarely, not every two minutes.
            #expect(device.nextRunAt.since(hub.clock.now) >= .minutes(59))
        }
    }

    @Test(arguments: KindUnderTest.all) func aRunThatDiesIsContinuedNotRestarted(_ kind: KindUnderTest) async throws {
        try await kind.with { hub, device in
            let whole = try #require(Window(from: Instant("2026-02-01T00:00:00+07:00"), to: hub.clock.now))
            let run = try await hub.store.runs.begin(
                RunPlan(window: whole, settlesFirstSync: true), device: device, cause: .device,
                act: Act(by: .command, at: hub.clock.now))
            let connector = try makeConnector(hub, kind, device)
            let pages = PageCounter()
            // The process dies in the middle.
            await #expect(throws: Died.self) {
                try await connector.fetch(whole, resuming: nil) { page in
                    if await pages.add() > kind.pagesBeforeDeath { throw Died() }
                    _ = try await hub.store.runs.ingest(
                        [
                            IngestPage(
                                rows: page.rows, punches: page.punches, skipped: page.skipped,
                                checkpoint: page.checkpoint)
                        ],
                        run: run, device: device, release: ReleaseRule(dueAt: nil, now: hub.clock.now),
                        now: hub.clock.now)
                }
            }
            let before = try await hub.store.devices.find("D").punchCount
            #expect(before > 0 && before < kind.expected)
            let report = await hub.sync(try await hub.store.devices.find("D"))
            #expect(report.error == nil)
            #expect(try await hub.store.devices.find("D").punchCount == kind.expected)
            // What was durable before was not asked for again.
            let asked = kind.simulator.faults.requests(on: kind.listPath)
            let again = await hub.sync(device, from: "2026-02-01")
            #expect(again.new == 0)
            let full = kind.simulator.faults.requests(on: kind.listPath) - asked
            #expect(asked < full + full / 2, "\(asked) calls in two parts, \(full) in one")
        }
    }

    @Test(arguments: KindUnderTest.all) func everyPageBoundaryIsAPlaceToGoOnFrom(_ kind: KindUnderTest) async throws {
        try await kind.with { hub, device in
            let whole = try #require(Window(from: Instant("2026-02-01T00:00:00+07:00"), to: hub.clock.now))
            let connector = try makeConnector(hub, kind, device)
            let all = KeyCollector()
            try await connector.fetch(whole, resuming: nil) { page in await all.add(page) }
            let pages = await all.pages
            for stop in pages.indices.dropLast() where stop % 3 == 0 {
                let rest = KeyCollector()
                try await connector.fetch(whole, resuming: pages[stop].checkpoint) { page in await rest.add(page) }
                let seen = Set(pages[...stop].flatMap(\.keys)).union(await rest.pages.flatMap(\.keys))
                #expect(seen == Set(pages.flatMap(\.keys)), "after page \(stop)")
                #expect(await rest.pages.count <= pages.count - stop)
            }
        }
    }

    @Test(arguments: KindUnderTest.all) func theConnectionTestPassesAndNamesTheStepThatFails(_ kind: KindUnderTest)
        async throws
    {
        try await kind.with { hub, device in
            let passes = try await hub.engine.test(device, by: .command) { _, _ in }
            #expect(passes)
            kind.refuse()
            let stillPasses = try await hub.engine.test(device, by: .command) { title, result in
                guard case .failure(let failure) = result else { return }
                #expect(!failure.step.en.isEmpty && !title.en.isEmpty)
                #expect(failure.code == .credentials)
            }
            #expect(!stillPasses)
        }
    }

    @Test(arguments: KindUnderTest.all) func anUnreachableHostIsSaidToBeSo(_ kind: KindUnderTest) async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.addDevice("D", kind: kind.kind, kind.fields("http://127.0.0.1:9"))
            let report = await hub.engine.sync(device, .undated(.periodic), by: .schedule)
            let said = report.error?.en ?? ""
            #expect(said.contains("127.0.0.1:9 cannot be reached (Connection refused)"), "\(said)")
            #expect(try await hub.store.devices.find("D").failures == 1)
        }
    }

    private func makeConnector(_ hub: TestHub, _ kind: KindUnderTest, _ device: Device) throws -> any Connector {
        let deviceKind = try #require(hub.engine.deviceKinds[kind.kind])
        let secret = kind.fields("")
        let fields = device.fields.merging(FieldValues(secret.filter { $0.key.contains("token") }.mapValues { [$0] }))
        return deviceKind.makeConnector(
            ConnectorContext(
                fields: fields, zone: .vietnam, http: hub.engine.http, retrier: Retrier(.foreground),
                now: { hub.clock.now }, credentials: .inMemory(FieldValues())))
    }
}

private struct Died: Error {}

private actor PageCounter {
    private var count = 0
    func add() -> Int {
        count += 1
        return count
    }
}

actor KeyCollector {
    struct Keys: Sendable {
        let keys: [String]
        let checkpoint: String
    }
    private(set) var pages: [Keys] = []
    func add(_ page: Page) { pages.append(Keys(keys: page.punches.map(\.sourceKey), checkpoint: page.checkpoint)) }
}
