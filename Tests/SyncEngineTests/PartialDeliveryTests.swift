import Attendance
import AttendanceHub
import Foundation
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing

/// Whole passes through targets whose success is one of some records only, or whose answers end badly.
@Suite struct PartialDeliveryTests {
    private func history(_ office: Office, _ event: String) async throws -> [Phrase] {
        try await office.hub.store.history.entries(limit: 200).filter { $0.event == event }.map(\.detail)
    }

    @Test(arguments: [Telling.count, .text("synced"), .failedIDs("failed"), .bare])
    func whatBaseLeftOutIsRejectedOneByOneAndTold(_ telling: Telling) async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<200)
            office.base.setTelling(telling)
            office.base.setLeftOut(Omission(codes: ["1150"]))
            _ = await office.hub.sync(device)
            let report = await office.push(client)
            #expect(report.delivered == 199 && report.rejected == 1 && report.waiting == 0)
            let page = try await office.hub.store.deliveries.parked(client)
            #expect(page.parked.map(\.punch.code) == ["1150"])
            #expect(page.parked.first?.delivery.reason?.en.contains("Base") == true)
            let told = try await history(office, "hr.partial")
            #expect(told.count == 1 && told[0].en.hasPrefix("took 199 of 200; 1 rejected"))
            // Once Base takes it, a person's retry delivers it.
            office.base.setLeftOut(Omission())
            let again = await office.hub.engine.deliver(to: client, .retryParked, by: .person("test"))
            #expect(again.delivered == 1 && office.base.records.count == 200)
        }
    }

    @Test func severalBatchesAreToldOnceEach() async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<350)
            office.base.setLeftOut(Omission(codes: ["1001", "1349", "1350"]))
            _ = await office.hub.sync(device)
            let report = await office.push(client)
            #expect(report.delivered == 347 && report.rejected == 3)
            let told = try await history(office, "hr.partial").map(\.en)
            #expect(told.count == 2 && told.contains { $0.hasPrefix("took 148 of 150; 2 rejected") }, "\(told)")
        }
    }

    @Test func withATargetThatCountsOnlyNewRecordsNothingIsLostOrRejected() async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<5)
            office.base.setCountsOnlyNew(true)
            office.base.setLeftOut(Omission(codes: ["1002"]))
            _ = await office.hub.sync(device)
            let report = await office.push(client, by: .schedule)
            #expect(report.delivered == 0 && report.rejected == 0 && report.waiting == 5)
            for _ in 0..<14 {
                office.hub.clock.advance(by: .hours(30))
                _ = await office.hub.engine.deliver(to: client, .due, by: .schedule)
            }
            let counts = try await office.counts(client)
            #expect(counts == [.parked: 5])
            let page = try await office.hub.store.deliveries.parked(client)
            #expect(page.parked.allSatisfy { $0.delivery.reason?.en.contains("counted") == true })
        }
    }

    @Test func aLostAnswerOfATargetThatCountsOnlyNewRecordsRejectsNobody() async throws {
        try await Office.with { office in
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<1)
            office.base.setCountsOnlyNew(true)
            _ = await office.hub.sync(device)
            office.base.faults.order(.lostAnswer, on: "mass_sync", times: 2)
            _ = await office.push(client, by: .schedule)
            office.hub.clock.advance(by: .hours(1))
            let report = await office.hub.engine.deliver(to: client, .due, by: .schedule)
            #expect(office.base.records.count == 1 && report.rejected == 0 && report.waiting == 1)
        }
    }

    @Test(arguments: BadBody.allCases) func anEventArrivesOnceWhateverFollowsIts200(_ body: BadBody) async throws {
        try await Office.with { office in
            let hook = try await office.addWebhook()
            let device = try await office.addDevice(hr: ["Hook"])
            office.arrive(0..<10)
            _ = await office.hub.sync(device)
            office.receiver.faults.order(.body(body), on: "/hook", times: 1000)
            let report = await office.push(hook)
            #expect(report.delivered == 10 && report.error == nil)
            #expect(office.receiver.calls.count == 10)
            let counts = try await office.counts(hook)
            #expect(counts.isEmpty)
        }
    }
}
