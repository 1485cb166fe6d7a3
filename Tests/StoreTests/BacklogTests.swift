import Attendance
import Store
import TestSupport
import Testing

/// What a client's page asks: what it took last, what waits and since when, what it does not take and why.
@Suite struct BacklogTests {
    private func latest(_ ledger: Ledger, of client: HRClient? = nil) async throws -> [String] {
        try await ledger.store.deliveries.latestReceipts(client ?? ledger.client).map(\.punch.sourceKey)
    }

    @Test func theLastTwentyReceiptsAreKeptTheLastFirst() async throws {
        try await Ledger.with { ledger in
            #expect(try await latest(ledger).isEmpty)
            try await ledger.ingest((1...30).map { Ledger.punch($0) })
            try await ledger.settle(.delivered(receipt: "HTTP 200"), Set((1...25).map { "k\($0)" }))
            #expect(try await latest(ledger) == (6...25).reversed().map { "k\($0)" })
            try await ledger.settle(.delivered(receipt: nil), ["k26"])
            #expect(try await latest(ledger) == (7...26).reversed().map { "k\($0)" })
            let receipts = try await ledger.store.deliveries.latestReceipts(ledger.client)
            #expect(receipts[0].delivery.reason == nil && receipts[1].delivery.reason?.en == "HTTP 200")
            #expect(receipts[0].delivery.at == ledger.now)
        }
    }

    @Test func whatIsNoReceiptIsNotAmongThemAndWhatWasCleanedAwayIsLeftOut() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await ledger.ingest((1...4).map { Ledger.punch($0) })
            try await ledger.settle(.delivered(receipt: nil), ["k1", "k2"])
            try await ledger.settle(.rejected(Phrase(verbatim: "r")), ["k3"])
            #expect(try await latest(ledger) == ["k2", "k1"])
            #expect(try await latest(ledger, of: second).isEmpty)
            _ = try await ledger.store.maintenance.cleanPunches(
                before: Ledger.punch(2).at, act: Act(by: .person("t"), at: ledger.now))
            #expect(try await latest(ledger) == ["k2"])
        }
    }

    @Test func whatWaitsIsCountedByTheDayOfTheDevicesOwnCalendar() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2), Ledger.punch(-60 * 60 * 9)])
            try await ledger.settle(.delivered(receipt: nil), ["k2"])
            let days = try await ledger.store.deliveries.waitingDays(ledger.client)
            #expect(days.map { "\($0.day) \($0.count)" } == ["2026-03-15 1", "2026-03-16 1"])
            let others = try await ledger.store.deliveries.waitingDays(second)
            #expect(others.map(\.count) == [1, 2])
            let counts = try await ledger.store.status.counts(of: ledger.client)
            #expect(counts.waiting == 2 && counts.delivered == 1 && counts.pulled == 3 && counts.parked == 0)
        }
    }

    @Test func whatIsHeldIsCountedUpToABound() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest((1...5).map { Ledger.punch($0) }, ReleaseRule(dueAt: nil, now: ledger.now))
            try await ledger.ingest([Ledger.punch(6)])
            let held = try await ledger.store.deliveries.held(ledger.client, countingTo: 5)
            #expect(held == BoundedCount(found: 5, most: 5) && !held.isAtLeast)
            let bounded = try await ledger.store.deliveries.held(ledger.client, countingTo: 4)
            #expect(bounded.number == 4 && bounded.isAtLeast)
        }
    }

    @Test func parkedPunchesAreCountedByReasonAndRejectedOnesByHRsWords() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest((1...8).map { Ledger.punch($0) } + [Ledger.punch(9, code: "")])
            for key in ["k1", "k2"] {
                try await ledger.settle(.parked(code: "unknownCode", Phrase(verbatim: "no \(key)")), [key])
            }
            try await ledger.settle(.rejected(Phrase(verbatim: "too late")), ["k3", "k4", "k5"])
            try await ledger.settle(.rejected(Phrase(verbatim: "no shift")), ["k6"])
            let reasons = try await ledger.store.deliveries.openReasons(ledger.client, among: 100)
            #expect(
                reasons.map { "\($0.state) \($0.code) \($0.count)" } == [
                    "parked unknownCode 2", "parked emptyCode 1", "rejected refused 3", "rejected refused 1",
                ])
            #expect(reasons[1].phrase == DeliveryReason.emptyCodePhrase)
            #expect(reasons[2].phrase?.en == "too late" && reasons[3].phrase?.en == "no shift")
            // Of each state those that were stored last.
            let few = try await ledger.store.deliveries.openReasons(ledger.client, among: 1)
            #expect(few.map { "\($0.code) \($0.count)" } == ["emptyCode 1", "refused 1"])
        }
    }

    @Test func theDevicesThatItKeepsWaitingMostComeFirst() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2")
            _ = try await ledger.addDevice("Elsewhere", place: "3", hr: [])
            try await ledger.ingest([Ledger.punch(1)])
            try await ledger.ingest([Ledger.punch(2), Ledger.punch(3)], into: branch)
            let all = try await ledger.store.hrClients.senders(ledger.client, limit: 10)
            #expect(all.devices.map { "\($0.name) \($0.waiting)" } == ["Branch 2", "Office 1"] && all.count == 2)
            let first = try await ledger.store.hrClients.senders(ledger.client, limit: 1)
            #expect(first.devices.map(\.name) == ["Branch"] && first.count == 2)
        }
    }

    @Test func anOutageIsNewsToOpenPages() async throws {
        try await Ledger.with { ledger in
            let before = try await ledger.store.status.revision()
            try await ledger.store.hrClients.settlePass(
                ledger.client, failure: Phrase(verbatim: "down"), needsPerson: false, nextAttemptAt: ledger.now,
                act: Act(by: .schedule, at: ledger.now))
            let during = try await ledger.store.status.revision()
            #expect(during != before)
            try await ledger.store.hrClients.settlePass(
                ledger.store.hrClients.find("HR"), failure: nil, needsPerson: false, nextAttemptAt: ledger.now,
                act: Act(by: .schedule, at: ledger.now))
            #expect(try await ledger.store.status.revision() != during)
        }
    }

    @Test func aClientsOwnEventsAreFoundAmongOthers() async throws {
        try await Ledger.with { ledger in
            let act = Act(by: .person("t"), at: ledger.now)
            try await ledger.store.history.record(.hrClient(.edited), of: "Other", act: act)
            try await ledger.store.history.record(.device(.edited), of: "HR", act: act)
            try await ledger.store.history.record(.hrClient(.disabled), of: "HR", act: act)
            let events = try await ledger.store.history.entries(of: ledger.client, limit: 10)
            #expect(events.map(\.event) == ["hr.disabled", "hr.added"])
            #expect(try await ledger.store.history.entries(of: ledger.client, limit: 1).count == 1)
        }
    }
}
