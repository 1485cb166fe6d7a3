import Attendance
import Store
import TestSupport
import Testing

/// What an HR client received is remembered for that client, that source and that record alone.
@Suite struct ReceiptTests {
    private func clean(_ ledger: Ledger, before: Instant? = nil) async throws {
        _ = try await ledger.store.maintenance.cleanPunches(before: before, act: Act(by: .person("t"), at: ledger.now))
    }

    @Test func aReceiptOfOneClientIsNotTakenForAnothers() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await ledger.ingest([Ledger.punch(1)])
            try await ledger.settle(.delivered(receipt: nil))
            try await clean(ledger)
            try await ledger.ingest([Ledger.punch(1)])
            #expect(try await ledger.states() == ["k1": "delivered,waiting"])
            #expect(try await ledger.due(second) == ["k1"])
        }
    }

    @Test func aReceiptOfOneSourceIsNotTakenForAnothersOfTheSameKey() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2", hr: [])
            try await ledger.ingest([Ledger.punch(1)])
            try await ledger.settle(.delivered(receipt: nil))
            try await clean(ledger)
            _ = try await ledger.store.devices.edit(
                branch, to: Ledger.draft("Branch", place: "2"), act: Act(by: .person("t"), at: ledger.now))
            // The branch has a memory too, of another record.
            try await ledger.ingest([Ledger.punch(2)], into: branch)
            try await ledger.settle(.delivered(receipt: nil))
            try await clean(ledger)
            try await ledger.ingest([Ledger.punch(1)], into: branch)
            #expect(try await ledger.due() == ["k1"])
        }
    }

    @Test func aClientThatIsAttachedAgainIsOwedWhatItselfDidNotReceive() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            let branch = try await ledger.addDevice("Branch", place: "2", hr: [])
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2)])
            try await ledger.settle(.delivered(receipt: nil), ["k1"])
            try await clean(ledger)
            try await ledger.attach([])
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2)])
            try await ledger.ingest([Ledger.punch(1)], into: branch)
            try await ledger.attach(["HR", "Second"])
            _ = try await ledger.store.devices.edit(
                branch, to: Ledger.draft("Branch", place: "2"), act: Act(by: .person("t"), at: ledger.now))
            // k2 of the office, and the branch's k1, which is another record.
            let due = try await ledger.store.deliveries.due(ledger.client, at: ledger.now, limit: 10)
            #expect(Set(due.map { "\($0.punch.device) \($0.punch.sourceKey)" }) == ["Office k2", "Branch k1"])
            #expect(try await ledger.due(second) == ["k1", "k2"])
            #expect(try ledger.miscounted() == [])
        }
    }

    @Test func aReceiptKeepsTheTimeAtWhichItWasGiven() async throws {
        try await Ledger.with { ledger in
            let earlier = ledger.now - .hours(30)
            try await ledger.ingest([Ledger.punch(1)])
            try await ledger.settle(.delivered(receipt: nil), at: earlier)
            for _ in 0..<2 {
                try await clean(ledger)
                try await ledger.ingest([Ledger.punch(1)])
                let page = try await ledger.store.punches.page(PunchFilter())
                #expect(page.punches.first?.deliveries.map(\.at) == [earlier])
            }
        }
    }

    @Test func whatWasNeverReceivedGoesAfterACleanUp() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest((1...3).map { Ledger.punch($0) })
            try await ledger.settle(.parked(code: "unknownCode", Phrase(verbatim: "p")), ["k1"])
            try await ledger.settle(.rejected(Phrase(verbatim: "r")), ["k2"])
            try await clean(ledger)
            try await ledger.ingest((1...3).map { Ledger.punch($0) })
            #expect(try await ledger.due() == ["k1", "k2", "k3"])
        }
    }

    @Test func aCleanUpBeforeADayLeavesWhatCameSinceWithItsDeliveries() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest((1...4).map { Ledger.punch($0) })
            try await ledger.settle(.delivered(receipt: nil), ["k1", "k3"])
            try await clean(ledger, before: Ledger.punch(3).at)
            #expect(try await ledger.states() == ["k3": "delivered", "k4": "waiting"])
            #expect(try ledger.value("SELECT group_concat(source_key) FROM received") == "k1")
            #expect(try ledger.value("SELECT count(*) FROM delivery") == 2)
            #expect(try ledger.miscounted() == [])
        }
    }

    @Test func onlyReceiptsFromBeforeTheMomentAreForgotten() async throws {
        try await Ledger.with { ledger in
            let moment = ledger.now
            try await ledger.ingest((1...4).map { Ledger.punch($0) })
            try await ledger.settle(.delivered(receipt: nil), ["k1"], at: moment - .seconds(1))
            try await ledger.settle(.delivered(receipt: nil), ["k2"], at: moment)
            try await clean(ledger)
            // Two are remembered as received, two stand beside their punch.
            try await ledger.ingest([Ledger.punch(3), Ledger.punch(4), Ledger.punch(5)])
            try await ledger.settle(.delivered(receipt: nil), ["k3"], at: moment - .seconds(1))
            try await ledger.settle(.delivered(receipt: nil), ["k4"], at: moment)
            let forgotten = try await ledger.store.maintenance.cleanPushHistory(
                before: moment, act: Act(by: .person("t"), at: moment))
            #expect(forgotten == 2)
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2)])
            #expect(
                try await ledger.states() == [
                    "k1": "waiting", "k2": "delivered", "k3": "", "k4": "delivered", "k5": "waiting",
                ])
        }
    }

    @Test func aClientThatGoesLeavesWhatOthersAreOwed() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2)])
            try await ledger.settle(.delivered(receipt: nil), ["k1"])
            try await ledger.store.hrClients.remove(ledger.client, act: Act(by: .person("t"), at: ledger.now))
            #expect(try await ledger.due(second) == ["k1", "k2"])
            #expect(try await ledger.due() == [])
            #expect(try await ledger.states() == ["k1": "delivered,waiting", "k2": "waiting"])
            #expect(try await ledger.store.devices.find("Office").hrClients == ["Second"])
        }
    }

    @Test func aDeviceThatLeavesAClientTakesBackItsOwnPunchesAlone() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2")
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2)])
            try await ledger.ingest([Ledger.punch(7)], into: branch)
            try await ledger.settle(.delivered(receipt: nil), ["k1"])
            try await ledger.attach(["Second"])
            #expect(try await ledger.due() == ["k7"])
            #expect(try await ledger.due(second) == ["k1", "k2"])
            #expect(try ledger.miscounted() == [])
            // What it had received stays received.
            try await ledger.attach(["HR", "Second"])
            #expect(try await ledger.due() == ["k2", "k7"])
        }
    }
}
