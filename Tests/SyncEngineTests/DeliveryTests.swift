import Attendance
import Foundation
import HRKit
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing

/// A Hanet place of a few people delivered to Base Check-in, and whatever else a test attaches.
struct Office: Sendable {
    let hub: TestHub
    let hanet: HanetSimulator
    let base: BaseCheckinSimulator
    let receiver: WebhookReceiver
    let addresses: [String]

    static func with(
        codes: Set<String> = Set((1...400).map { String(1000 + $0) }), password: String? = nil,
        _ body: @escaping @Sendable (Office) async throws -> Void
    ) async throws {
        let hanet = HanetSimulator()
        hanet.setPlace("1", name: "Office", .kept([]))
        let base = BaseCheckinSimulator(password: password, codes: codes)
        let receiver = WebhookReceiver()
        try await TestHub.with([hanet, base, receiver]) { hub, addresses in
            try await body(Office(hub: hub, hanet: hanet, base: base, receiver: receiver, addresses: addresses))
        }
    }

    @discardableResult
    func addBase(_ name: String = "Base", token: String = "base-token", timeout: Int = 15) async throws -> HRClient {
        try await hub.addHR(
            name, kind: "base-checkin",
            ["token": token, "base-url": addresses[1], "timeout-seconds": String(timeout)])
    }

    @discardableResult
    func addWebhook(_ name: String = "Hook") async throws -> HRClient {
        try await hub.addHR(name, kind: "webhook", ["url": addresses[2] + "/hook", "timeout-seconds": "15"])
    }

    @discardableResult
    func addDevice(hr: [String]) async throws -> Device {
        try await hub.addDevice(
            "Office", kind: "hanet", ["token": "hanet-token", "place-id": "1", "base-url": addresses[0]], hr: hr)
    }

    /// Check-ins of so many people this morning.
    func arrive(_ people: Range<Int>, codes: (Int) -> String = { String(1001 + $0) }) {
        hanet.add(
            people.map {
                HanetCheckin(
                    personName: "P\($0)", aliasID: codes($0), personID: "27634234234\($0)",
                    checkinTime: Instant("2026-03-16T08:00:00+07:00").milliseconds + Int64($0) * 1000)
            }, to: "1")
    }

    func push(_ client: HRClient, from: String? = nil, by actor: Actor = .person("test")) async -> PassReport {
        let start = from.flatMap { TimeText($0) }?.lowerBound(in: .vietnam)
        return await hub.engine.deliver(
            to: client, .push(DeliveryScope(from: start)), by: actor)
    }

    func counts(_ client: HRClient) async throws -> [DeliveryState: Int] {
        try await hub.store.deliveries.counts(client)
    }
}

@Suite struct DeliveryTests {
    @Test func everyPunchArrivesOnceWithItsStableId() async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<350)
            _ = await office.hub.sync(device)
            let report = await office.push(client)
            #expect(report.delivered == 350 && report.waiting == 0 && report.error == nil)
            #expect(office.base.batches == [200, 150])
            // Read again and pushed again, nothing goes twice.
            _ = await office.hub.sync(device, from: "2026-03-01")
            let again = await office.push(client, from: "2026-03-01")
            #expect(again.attempted == 0)
            let ids = Set(try await office.hub.punches().map(\.punch.recordID))
            #expect(Set(office.base.arrivals.keys) == ids && office.base.arrivals.values.allSatisfy { $0 == 1 })
        }
    }

    @Test func aRecordThatHRRefusesStandsAloneAndTheOthersArrive() async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<1000, codes: { $0 == 333 ? "1400" : String(1001 + $0 % 300) })
            office.base.setPoison(["1400"])
            _ = await office.hub.sync(device)
            let report = await office.push(client)
            #expect(report.delivered == 999 && report.rejected == 1 && report.waiting == 0)
            let page = try await office.hub.store.deliveries.parked(client)
            let rejected = try #require(page.parked.first)
            #expect(page.parked.count == 1 && rejected.punch.code == "1400")
            #expect(rejected.delivery.state == .rejected)
            #expect(rejected.delivery.reason?.en.contains("Record is not valid") == true)
        }
    }

    @Test func aRecordThatMakesHRCrashBlocksNobody() async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<300)
            office.base.setCrashing(["1001"])
            _ = await office.hub.sync(device)
            let report = await office.push(client, by: .schedule)
            #expect(report.delivered == 299 && report.waiting == 1)
            let due = try #require(try await office.hub.store.deliveries.nextDue(client))
            #expect(due > office.hub.clock.now)
            // Alone it may be the target's fault as well: it stays, whatever the time.
            office.hub.clock.advance(by: .hours(30))
            _ = await office.hub.engine.deliver(to: client, .due, by: .schedule)
            let counts = try await office.counts(client)
            #expect(counts == [.waiting: 1])
        }
    }

    @Test func aTargetThatRefusesEverythingRejectsNothing() async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<100)
            office.base.setRefusesEverything(true)
            _ = await office.hub.sync(device)
            let report = await office.push(client, by: .schedule)
            #expect(report.rejected == 0 && report.error != nil)
            office.base.setRefusesEverything(false)
            office.hub.clock.advance(by: .hours(1))
            let later = await office.push(client)
            #expect(later.delivered == 100)
        }
    }

    @Test func anUnknownEmployeeIsParkedAndGoesByItselfWhenHRKnowsHer() async throws {
        try await Office.with(codes: ["1001"]) { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<3, codes: { ["0001001", "1002", ""][$0] })
            _ = await office.hub.sync(device)
            let report = await office.push(client)
            #expect(report.delivered == 1 && report.parked == 1)
            let parked = try await office.counts(client)
            #expect(parked == [.parked: 2])
            // Nothing changes while HR does not know her.
            _ = await office.hub.engine.deliver(to: client, .due, by: .schedule)
            #expect(office.base.records.count == 1)
            office.base.setCodes(["1001", "1002"])
            _ = await office.hub.engine.deliver(to: client, .due, by: .schedule)
            #expect(office.base.records.count == 2)
            let left = try await office.counts(client)
            #expect(left == [.parked: 1])
        }
    }

    @Test func aPersonWhoGetsACodeAtTheVendorIsDeliveredWithTheNextSync() async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<1, codes: { _ in "" })
            _ = await office.hub.sync(device)
            _ = await office.push(client)
            #expect(office.base.records.isEmpty)
            office.hanet.change("1") { $0.aliasID = "1007" }
            _ = await office.hub.sync(device)
            _ = await office.hub.engine.deliver(to: client, .due, by: .schedule)
            #expect(office.base.records.values.map(\.userCode) == ["1007"])
        }
    }

    @Test func oneFailingClientHoldsUpNoOther() async throws {
        try await Office.with { office in
            try await office.addBase()
            try await office.addBase("Wrong", token: "not-the-token")
            let hook = try await office.addWebhook()
            let device = try await office.addDevice(hr: ["Base", "Wrong", "Hook"])
            office.arrive(0..<50)
            _ = await office.hub.sync(device)
            let clients = try await office.hub.store.hrClients.all()
            let reports = await office.hub.engine.deliver(to: clients, .due, by: .schedule)
            #expect(reports.map(\.delivered) == [50, 0, 50])
            #expect(reports[1].error?.en.contains("Invalid client token") == true)
            let wrong = try await office.hub.store.hrClients.find("Wrong")
            #expect(wrong.attention != nil && wrong.nextAttemptAt.since(office.hub.clock.now) >= .minutes(59))
            let upTo = try await office.hub.store.status.deliveredUpTo(hook)
            #expect(upTo != nil)
        }
    }

    @Test(arguments: [
        Fault.status(500), .status(429, retryAfter: 1), .html(502), .garbage, .truncated, .hang(seconds: 60),
        .lostAnswer,
    ])
    func aMomentsFaultOfHRCostsNothing(_ fault: Fault) async throws {
        try await Office.with { office in
            let client = try await office.addBase(timeout: fault == .hang(seconds: 60) ? 1 : 15)
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<20)
            _ = await office.hub.sync(device)
            office.base.faults.order(fault, on: "mass_sync")
            let report = await office.push(client)
            #expect(report.delivered == 20 && report.error == nil)
            #expect(office.base.records.count == 20)
        }
    }

    @Test func anAnswerThatIsLostAfterItTookEffectIsSentAgainUnderTheSameId() async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<5)
            _ = await office.hub.sync(device)
            office.base.faults.order(.lostAnswer, on: "mass_sync")
            _ = await office.push(client)
            #expect(office.base.records.count == 5)
            #expect(office.base.arrivals.values.allSatisfy { $0 == 2 })
        }
    }

    @Test func aTargetThatRefusesRepetitionsHasReceivedThem() async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<9)
            _ = await office.hub.sync(device)
            office.base.setDuplicates(.reject)
            office.base.faults.order(.lostAnswer, on: "mass_sync")
            let report = await office.push(client)
            #expect(report.delivered == 9 && report.rejected == 0)
            #expect(office.base.arrivals.values.allSatisfy { $0 == 1 })
        }
    }

    @Test func anOutageCountsNoAttemptAgainstARecord() async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<40)
            _ = await office.hub.sync(device)
            office.base.faults.order(.status(500), on: "/v1", times: 100)
            let report = await office.push(client, by: .schedule)
            #expect(report.delivered == 0 && report.waiting == 40 && report.error != nil)
            office.base.faults.clear()
            // What is shown is that HR was asked in vain, and why; what counts towards parking is nothing.
            let deliveries = try await office.hub.punches().flatMap(\.deliveries)
            #expect(deliveries.allSatisfy { $0.attempts == 1 && $0.state == .waiting && $0.reason != nil })
            let due = try await office.hub.store.deliveries.due(client, at: office.hub.clock.now, limit: 100)
            #expect(due.count == 40 && due.allSatisfy { $0.attempts == 0 })
            let later = await office.push(client)
            #expect(later.delivered == 40)
        }
    }

    @Test func goneDisablesTheWebhookAndLosesNothing() async throws {
        try await Office.with { office in
            let hook = try await office.addWebhook()
            let device = try await office.addDevice(hr: ["Hook"])
            office.arrive(0..<3)
            _ = await office.hub.sync(device)
            office.receiver.faults.order(.status(410), on: "/hook", times: 10)
            _ = await office.push(hook, by: .schedule)
            let disabled = try await office.hub.store.hrClients.find("Hook")
            #expect(!disabled.isEnabled && disabled.attention?.en.contains("410") == true)
            office.receiver.faults.clear()
            try await office.hub.store.hrClients.setEnabled(
                true, hook, act: Act(by: .person("t"), at: office.hub.clock.now))
            let report = await office.push(hook)
            #expect(report.delivered == 3)
        }
    }

    @Test func aWebhooksRetryKeepsItsIdAndFollowsTheSchedule() async throws {
        try await Office.with { office in
            let hook = try await office.addWebhook()
            let device = try await office.addDevice(hr: ["Hook"])
            office.arrive(0..<1)
            _ = await office.hub.sync(device)
            office.receiver.faults.order(.lostAnswer, on: "/hook", times: 2)
            let start = office.hub.clock.now
            for expected in [5.0, 300] {
                _ = await office.hub.engine.deliver(to: hook, .due, by: .schedule)
                let due = try #require(try await office.hub.store.deliveries.nextDue(hook))
                let delay = due.since(office.hub.clock.now)
                #expect(delay >= .seconds(expected) && delay <= .seconds(expected * 1.1 + 1))
                office.hub.clock.advance(by: delay)
            }
            _ = await office.hub.engine.deliver(to: hook, .due, by: .schedule)
            #expect(office.receiver.calls.count == 3)
            #expect(Set(office.receiver.calls.map(\.id)).count == 1)
            #expect(Set(office.receiver.calls.map(\.timestamp)).count == 3)
            #expect(office.hub.clock.now > start)
        }
    }

    @Test func aWebhookEventThatAlwaysFailsBlocksNobodyElse() async throws {
        try await Office.with { office in
            let hook = try await office.addWebhook()
            let device = try await office.addDevice(hr: ["Hook"])
            // Two punches of each person; the first person's first event meets a 500 again and again.
            office.arrive(0..<600, codes: { String(1001 + $0 % 300) })
            _ = await office.hub.sync(device)
            let poison = try #require(
                try await office.hub.punches().min { ($0.punch.code, $0.punch.at) < ($1.punch.code, $1.punch.at) })
            office.receiver.setPoison(["punch_\(poison.punch.recordID)"])
            let report = await office.push(hook, by: .schedule)
            #expect(report.delivered == 599 && report.waiting == 1)
        }
    }

    @Test func aPersonsPushIsTriedAgainWithinASecond() async throws {
        try await Office.with { office in
            let hook = try await office.addWebhook()
            let device = try await office.addDevice(hr: ["Hook"])
            office.arrive(0..<4)
            _ = await office.hub.sync(device)
            office.receiver.faults.order(.status(500), on: "/hook", times: 3)
            let report = await office.push(hook)
            #expect(report.delivered == 4 && report.error == nil)
        }
    }

    @Test func withoutPushAfterSyncPunchesWaitForAPerson() async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            try await office.hub.store.settings.set(
                "push-after-sync", "false", act: Act(by: .person("t"), at: office.hub.clock.now))
            office.arrive(0..<5)
            _ = await office.hub.sync(device)
            let timed = await office.hub.engine.deliver(to: client, .due, by: .schedule)
            #expect(timed.attempted == 0 && timed.waiting == 5)
            try await office.hub.store.deliveries.releaseRecent(client, days: 3, now: office.hub.clock.now)
            let released = await office.hub.engine.deliver(to: client, .due, by: .schedule)
            #expect(released.delivered == 5)
        }
    }

    @Test func aTimedPushTakesOnlyTheLastDaysAndAPersonsPushEverything() async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            try await office.hub.store.settings.set(
                "push-after-sync", "false", act: Act(by: .person("t"), at: office.hub.clock.now))
            office.arrive(0..<5)
            office.hanet.add(
                [
                    HanetCheckin(
                        personName: "Old", aliasID: "1009", personID: "9",
                        checkinTime: Instant("2026-03-02T08:00:00+07:00").milliseconds)
                ], to: "1")
            _ = await office.hub.sync(device)
            try await office.hub.store.deliveries.releaseRecent(client, days: 3, now: office.hub.clock.now)
            let timed = await office.hub.engine.deliver(to: client, .due, by: .schedule)
            #expect(timed.delivered == 5 && timed.waiting == 1)
            let person = await office.push(client)
            #expect(person.delivered == 1 && person.waiting == 0)
        }
    }

    @Test func theClientsPasswordGoesAlongWhenItIsSet() async throws {
        try await Office.with(password: "123456") { office in
            let client = try await office.hub.addHR(
                "Base", kind: "base-checkin",
                ["token": "base-token", "password": "123456", "base-url": office.addresses[1]])
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<2)
            _ = await office.hub.sync(device)
            let report = await office.push(client)
            #expect(report.delivered == 2)
        }
    }

    @Test func aCodeThatHRMeansOtherwiseIsNeverDroppedAcrossARestart() async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<3)
            office.base.setPoison(["1002"])
            _ = await office.hub.sync(device)
            _ = await office.push(client)
            office.base.setPoison([])
            let report = await office.hub.engine.deliver(to: client, .retryParked, by: .person("test"))
            #expect(report.delivered == 1)
            #expect(office.base.records.count == 3)
        }
    }
}
