import Attendance
import Store
import TestSupport
import Testing

/// What goes to an HR client when, and what is held.
@Suite struct OutboxTests {
    private static let limit = RunPlan.longestCatchUp

    @Test func whatIsDueGoesInTheOrderInWhichItFellDueAndNoMoreThanIsAskedFor() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1)], ReleaseRule(dueAt: ledger.now, now: ledger.now))
            try await ledger.ingest(
                [Ledger.punch(2), Ledger.punch(3)], ReleaseRule(dueAt: ledger.now - .seconds(1), now: ledger.now))
            try await ledger.ingest(
                [Ledger.punch(4)], ReleaseRule(dueAt: ledger.now + .milliseconds(1), now: ledger.now))
            try await ledger.ingest([Ledger.punch(5)], ReleaseRule(dueAt: nil, now: ledger.now))
            #expect(try await ledger.due() == ["k2", "k3", "k1"])
            #expect(try await ledger.due(limit: 2) == ["k2", "k3"])
            #expect(try await ledger.store.deliveries.nextDue(ledger.client) == ledger.now - .seconds(1))
            try await ledger.settle(.delivered(receipt: nil))
            #expect(try await ledger.store.deliveries.nextDue(ledger.client) == ledger.now + .milliseconds(1))
            #expect(try await ledger.due(at: ledger.now + .milliseconds(1)) == ["k4"])
        }
    }

    @Test func aScopeBeginsWithItsFirstMomentAndEndsBeforeItsLast() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2")
            try await ledger.ingest((1...4).map { Ledger.punch($0) })
            try await ledger.ingest([Ledger.punch(2)], into: branch)
            let scope = DeliveryScope(
                sourceID: ledger.device.sourceID, from: Ledger.punch(2).at, to: Ledger.punch(4).at)
            #expect(try await ledger.due(nil, scope) == ["k2", "k3"])
            let counts = try await ledger.store.deliveries.counts(ledger.client, scope: scope)
            #expect(counts == [.waiting: 2])
            #expect(try await ledger.store.deliveries.counts(ledger.client) == [.waiting: 5])
        }
    }

    @Test func oneClientsPassTakesNothingOfAnothers() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await ledger.ingest([Ledger.punch(1)])
            try await ledger.settle(.rejected(Phrase(verbatim: "r")), of: second)
            #expect(try await ledger.states() == ["k1": "waiting,rejected"])
            #expect(try await ledger.store.deliveries.counts(ledger.client) == [.waiting: 1])
            #expect(try await ledger.store.deliveries.counts(second) == [.rejected: 1])
            #expect(try await ledger.store.deliveries.nextDue(second) == nil)
            try await ledger.settle(.again(at: ledger.now + .hours(1), Phrase(verbatim: "a")))
            #expect(try await ledger.store.deliveries.retryParked(second, now: ledger.now) == 1)
            #expect(try await ledger.store.deliveries.nextDue(ledger.client) == ledger.now + .hours(1))
            #expect(try ledger.miscounted() == [])
        }
    }

    @Test func whatIsOlderThanACatchUpIsHeldUntilItsDatesArePushed() async throws {
        try await Ledger.with { ledger in
            let edge = ledger.now - OutboxTests.limit
            try await ledger.ingest(
                [Ledger.punch("old", at: edge - .milliseconds(1)), Ledger.punch("edge", at: edge)],
                ReleaseRule(dueAt: ledger.now, now: ledger.now))
            #expect(try await ledger.due() == ["edge"])
            // A push without dates, and a timed one, leave it.
            try await ledger.store.deliveries.release(ledger.client, scope: DeliveryScope(), now: ledger.now)
            try await ledger.store.deliveries.releaseRecent(ledger.client, days: 366, now: ledger.now)
            #expect(try await ledger.due() == ["edge"])
            let dates = DeliveryScope(from: edge - .hours(1), to: edge)
            try await ledger.store.deliveries.owe(ledger.client, scope: dates, now: ledger.now)
            #expect(try await ledger.due() == ["old", "edge"])
        }
    }

    @Test func whatSomebodyAskedForGoesHoweverOldItIs() async throws {
        try await Ledger.with { ledger in
            let old = Ledger.punch("old", at: ledger.now - OutboxTests.limit - .hours(1))
            try await ledger.ingest([old], ReleaseRule(dueAt: ledger.now, isAsked: true, now: ledger.now))
            #expect(try await ledger.store.deliveries.holdOld(ledger.client, at: ledger.now) == 0)
            #expect(try await ledger.due() == ["old"])
        }
    }

    @Test func whatGrewOldWhileItWaitedIsHeldOnceItIsDueAndWasNeverTried() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            let first = Ledger.punch(1).at
            try await ledger.ingest((1...4).map { Ledger.punch($0) })
            try await ledger.settle(.again(at: ledger.now, Phrase(verbatim: "a")), ["k1"])
            try await ledger.ingest([Ledger.punch(0)], ReleaseRule(dueAt: first + .hours(24 * 365), now: ledger.now))
            // k3 is as old as may be, k4 younger; k0 is older and not due yet.
            let later = Ledger.punch(3).at + OutboxTests.limit
            let due = try await ledger.store.deliveries.due(ledger.client, at: later, limit: 10)
            #expect(due.map(\.punch.sourceKey) == ["k1", "k3", "k4"])
            #expect(try await ledger.store.deliveries.holdOld(ledger.client, at: later) == 1)
            #expect(try await ledger.store.deliveries.holdOld(ledger.client, at: later) == 0)
            let held: String? = try ledger.value(
                """
                SELECT group_concat(source_key || hr_client_id) FROM delivery JOIN punch ON id = punch_id
                WHERE reason_code = 'tooOld'
                """)
            #expect(held == "k2\(ledger.client.id)")
            #expect(try await ledger.store.deliveries.nextDue(second) == ledger.now)
        }
    }

    @Test func aPushReleasesWhatIsHeldOrWaitsForARetryAndMovesNothingThatIsDue() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await ledger.ingest([Ledger.punch(1)], ReleaseRule(dueAt: ledger.now - .hours(1), now: ledger.now))
            try await ledger.ingest([Ledger.punch(2)], ReleaseRule(dueAt: nil, now: ledger.now))
            try await ledger.ingest([Ledger.punch(3)], ReleaseRule(dueAt: ledger.now + .hours(9), now: ledger.now))
            let scope = DeliveryScope(from: Ledger.punch(3).at)
            try await ledger.store.deliveries.release(ledger.client, scope: scope, now: ledger.now)
            #expect(try await ledger.due() == ["k1", "k3"])
            try await ledger.store.deliveries.release(ledger.client, scope: DeliveryScope(), now: ledger.now)
            #expect(try await ledger.due() == ["k1", "k2", "k3"])
            #expect(try await ledger.due(second) == ["k1"])
            #expect(try await ledger.store.deliveries.nextDue(ledger.client) == ledger.now - .hours(1))
        }
    }

    @Test func aTimedPushTakesWhatIsHeldOfTheLastDaysAlone() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            let edge = ledger.now - .hours(24 * 3)
            try await ledger.ingest(
                [Ledger.punch("edge", at: edge), Ledger.punch("before", at: edge - .milliseconds(1))],
                ReleaseRule(dueAt: nil, now: ledger.now))
            try await ledger.ingest(
                [Ledger.punch("later", at: ledger.now)], ReleaseRule(dueAt: ledger.now + .hours(1), now: ledger.now))
            try await ledger.store.deliveries.releaseRecent(ledger.client, days: 3, now: ledger.now)
            #expect(try await ledger.due() == ["edge"])
            #expect(try await ledger.due(second) == [])
        }
    }

    @Test func aPushWithDatesOwesWhatIsAttachedAndNothingThatWasReceived() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2", hr: [])
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2), Ledger.punch(3, code: ""), Ledger.punch(4)])
            try await ledger.ingest([Ledger.punch(2)], into: branch)
            try await ledger.settle(.delivered(receipt: nil), ["k1"])
            try await ledger.settle(.rejected(Phrase(verbatim: "r")), ["k2", "k4"])
            let scope = DeliveryScope(from: Ledger.punch(1).at, to: Ledger.punch(4).at)
            try await ledger.store.deliveries.owe(ledger.client, scope: scope, now: ledger.now)
            #expect(
                try await ledger.due() == ["k2"], "not the branch's, nor one without a code, nor what lies outside")
            #expect(try await ledger.store.deliveries.counts(ledger.client) == [.waiting: 1, .parked: 1, .rejected: 1])
            #expect(try ledger.miscounted() == [])
        }
    }
}
