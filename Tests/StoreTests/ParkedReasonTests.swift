import Attendance
import Store
import TestSupport
import Testing

/// Why a punch is parked decides what lets it go.
@Suite struct ParkedReasonTests {
    private func park(_ ledger: Ledger, _ keys: Set<String>, as reason: String, of client: HRClient? = nil) async throws
    {
        try await ledger.settle(.parked(code: reason, Phrase(en: "\(reason) here", vi: reason)), keys, of: client)
    }

    @Test func aCodeThatHRKnowsNowReleasesWhatWasParkedForThatAlone() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await ledger.ingest([
                Ledger.punch(1, code: "17"), Ledger.punch(2, code: "17"), Ledger.punch(3, code: "23"),
                Ledger.punch(4, code: "17"),
            ])
            try await park(ledger, ["k1", "k3"], as: "unknownCode")
            try await park(ledger, ["k2"], as: "otherReason")
            try await ledger.settle(.rejected(Phrase(verbatim: "r")), ["k4"])
            try await park(ledger, ["k1"], as: "unknownCode", of: second)
            let deliveries = ledger.store.deliveries
            #expect(try await deliveries.parkedCodes(ledger.client) == ["17", "23"])
            #expect(try await deliveries.parkedCodes(second) == ["17"])
            #expect(try await deliveries.replay(ledger.client, codes: ["17", "99"], now: ledger.now) == 1)
            #expect(
                try await ledger.states() == [
                    "k1": "waiting,parked", "k2": "parked,waiting", "k3": "parked,waiting", "k4": "rejected,waiting",
                ])
            #expect(try await ledger.due() == ["k1"])
            #expect(try await deliveries.parkedCodes(ledger.client) == ["23"])
            #expect(try ledger.miscounted() == [])
        }
    }

    @Test func whatHasNoCodeIsNeverRetriedAndNeverAskedAbout() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await ledger.ingest([Ledger.punch(1, code: ""), Ledger.punch(2), Ledger.punch(3), Ledger.punch(4)])
            try await park(ledger, ["k2"], as: "unknownCode")
            try await ledger.settle(.rejected(Phrase(verbatim: "r")), ["k3"])
            try await park(ledger, ["k2"], as: "unknownCode", of: second)
            try await ledger.settle(.delivered(receipt: nil), ["k4"])
            #expect(try await ledger.store.deliveries.parkedCodes(ledger.client) == ["1001"])
            let later = ledger.now + .minutes(1)
            #expect(try await ledger.store.deliveries.retryParked(ledger.client, now: later) == 2)
            #expect(try await ledger.due(at: later) == ["k2", "k3"])
            #expect(try await ledger.due() == [])
            #expect(
                try await ledger.states() == [
                    "k1": "parked,parked", "k2": "waiting,parked", "k3": "waiting,waiting",
                    "k4": "delivered,waiting",
                ])
            let attempts: Int? = try ledger.value(
                "SELECT sum(attempts) FROM delivery WHERE state = 0 AND hr_client_id = \(ledger.client.id)")
            #expect(attempts == 0)
        }
    }

    @Test func everyAttemptCountsWhateverItsOutcome() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1)])
            for round in 1...3 {
                try await ledger.settle(.again(at: ledger.now, Phrase(verbatim: "busy")))
                let due = try await ledger.store.deliveries.due(ledger.client, at: ledger.now, limit: 10)
                #expect(due.map(\.attempts) == [round])
            }
            try await park(ledger, ["k1"], as: "unknownCode")
            let page = try await ledger.store.deliveries.parked(ledger.client)
            #expect(page.parked.map(\.delivery.attempts) == [4] && page.next == nil)
            #expect(page.parked.first?.delivery.reason == Phrase(en: "unknownCode here", vi: "unknownCode"))
        }
    }

    @Test func unknownCodesAreCountedByClientTheMostFirst() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await ledger.ingest([
                Ledger.punch(1, code: "few"), Ledger.punch(2, code: "many"), Ledger.punch(3, code: "many"),
                Ledger.punch(4, code: "else"), Ledger.punch(5, code: "refused"),
            ])
            try await park(ledger, ["k1", "k2", "k3"], as: "unknownCode")
            try await park(ledger, ["k4"], as: "otherReason")
            try await ledger.settle(.rejected(Phrase(verbatim: "r")), ["k5"])
            try await park(ledger, ["k3"], as: "unknownCode", of: second)
            let deliveries = ledger.store.deliveries
            let own = try await deliveries.unknownCodes(ledger.client)
            #expect(own.map(\.code) == ["many", "few"] && own.map(\.count) == [2, 1])
            #expect(own.allSatisfy { $0.name == "Lan" && $0.client.name == "HR" })
            let all = try await deliveries.unknownCodes(nil)
            #expect(
                all.map { "\($0.client.name) \($0.code) \($0.count)" } == ["HR many 2", "HR few 1", "Second many 1"])
            let most = try await deliveries.unknownCodes(ledger.client, limit: 1)
            #expect(most.map(\.code) == ["many"])
        }
    }

    @Test func aParkedPageShowsOneClientsOwnAndWhatWasRejectedToo() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await ledger.ingest((1...4).map { Ledger.punch($0) })
            try await park(ledger, ["k1"], as: "unknownCode")
            try await ledger.settle(.rejected(Phrase(verbatim: "no")), ["k2"])
            try await ledger.settle(.delivered(receipt: nil), ["k3"])
            try await park(ledger, ["k4"], as: "unknownCode", of: second)
            let page = try await ledger.store.deliveries.parked(ledger.client)
            #expect(page.parked.map(\.punch.sourceKey) == ["k2", "k1"])
            #expect(page.parked.map(\.delivery.state) == [.rejected, .parked])
            #expect(page.parked.allSatisfy { $0.delivery.nextTryAt == nil && $0.delivery.hrClient == "HR" })
            let of = try await ledger.store.deliveries.parked(nil)
            #expect(
                of.parked.map { "\($0.punch.sourceKey) \($0.delivery.hrClient)" } == ["k4 Second", "k2 HR", "k1 HR"])
            // A client that has gone takes its list with it.
            try await ledger.store.hrClients.remove(second, act: Act(by: .person("t"), at: ledger.now))
            #expect(try await ledger.store.deliveries.parked(nil).parked.count == 2)
        }
    }

    @Test func anEmptyCodeSaysWhatToDoAndAHeldPunchWhen() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1, code: "")], ReleaseRule(dueAt: nil, now: ledger.now))
            try await ledger.ingest([Ledger.punch(2)], ReleaseRule(dueAt: nil, now: ledger.now))
            let old = Ledger.punch("old", at: ledger.now - .hours(24 * 100))
            try await ledger.ingest([old], ReleaseRule(dueAt: ledger.now, now: ledger.now))
            let page = try await ledger.store.punches.page(PunchFilter())
            let reasons = page.punches.map { $0.deliveries.first?.reason?.en ?? "" }
            #expect(reasons.count == 3)
            #expect(reasons[0].hasPrefix("held:") && reasons[1].contains("no employee code"))
            #expect(reasons[2].hasPrefix("older than 92 days"))
            #expect(page.punches.allSatisfy { $0.deliveries.first?.nextTryAt == nil })
        }
    }
}
