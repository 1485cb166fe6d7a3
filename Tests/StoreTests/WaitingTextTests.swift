import Attendance
import Store
import TestSupport
import Testing

/// What a punch that waits says: how often it was tried, when it goes next, and what it waits for.
@Suite struct WaitingTextTests {
    private func delivery(_ ledger: Ledger, _ key: String) async throws -> Delivery {
        let page = try await ledger.store.punches.page(PunchFilter())
        let punch = try #require(page.punches.first { $0.punch.sourceKey == key })
        return try #require(punch.deliveries.first)
    }

    /// A pass that the whole target failed.
    private func fail(_ ledger: Ledger, at: Instant, next: Instant) async throws {
        try await ledger.store.hrClients.settlePass(
            try await ledger.store.hrClients.find("HR"), failure: Phrase(en: "HR is down", vi: "HR ngừng"),
            needsPerson: false, nextAttemptAt: next, act: Act(by: .person("t"), at: at))
    }

    @Test func aTargetThatIsDownLeavesItsMarkAtWhateverWaitedForIt() async throws {
        try await Ledger.with { ledger in
            let start = ledger.now
            func ingest(_ number: Int, due: Instant?) async throws {
                try await ledger.ingest([Ledger.punch(number)], ReleaseRule(dueAt: due, now: start))
            }
            try await ingest(1, due: start)
            try await ingest(2, due: start + .minutes(10))
            try await ingest(3, due: start + .minutes(30))
            try await ingest(4, due: start + .hours(2))
            try await ingest(5, due: nil)
            try await ledger.settle(.delivered(receipt: nil), ["k9"])
            try await fail(ledger, at: start, next: start + .minutes(5))
            try await fail(ledger, at: start + .minutes(10), next: start + .minutes(25))
            try await fail(ledger, at: start + .minutes(20), next: start + .minutes(60))
            // All passes had the first, the last one the second too; the third fell due behind them.
            #expect(try await delivery(ledger, "k1").attempts == 3)
            #expect(try await delivery(ledger, "k2").attempts == 1)
            #expect(try await delivery(ledger, "k3").attempts == 0)
            for key in ["k1", "k2", "k3"] {
                #expect(try await delivery(ledger, key).nextTryAt == start + .minutes(60), "\(key)")
            }
            #expect(try await delivery(ledger, "k4").nextTryAt == start + .hours(2))
            #expect(try await delivery(ledger, "k1").reason?.en == "HR is down")
            #expect(try await delivery(ledger, "k1").failingSince == start)
            let held = try await delivery(ledger, "k5")
            #expect(held.attempts == 0 && held.nextTryAt == nil && held.reason?.en.hasPrefix("held:") == true)
        }
    }

    @Test func whatWasTriedByItselfKeepsItsOwnFiguresAndItsOwnReasonOnceTheTargetIsWell() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1)])
            for _ in 0..<4 {
                try await ledger.settle(.again(at: ledger.now, Phrase(en: "busy", vi: "bận")))
            }
            try await fail(ledger, at: ledger.now, next: ledger.now + .minutes(5))
            #expect(try await delivery(ledger, "k1").attempts == 4)
            #expect(try await delivery(ledger, "k1").reason?.en == "HR is down")
            try await ledger.store.hrClients.settlePass(
                try await ledger.store.hrClients.find("HR"), failure: nil, needsPerson: false,
                nextAttemptAt: ledger.now, act: Act(by: .person("t"), at: ledger.now))
            let well = try await delivery(ledger, "k1")
            #expect(well.attempts == 4 && well.reason?.vi == "bận" && well.failingSince == nil)
            #expect(well.nextTryAt == ledger.now)
        }
    }

    @Test func aDisabledClientSaysSoAndNamesNoTime() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2)])
            try await ledger.settle(.rejected(Phrase(en: "refused by HR", vi: "từ chối")), ["k2"])
            try await ledger.store.hrClients.setEnabled(
                false, ledger.client, act: Act(by: .person("t"), at: ledger.now))
            let waiting = try await delivery(ledger, "k1")
            #expect(waiting.nextTryAt == nil && waiting.reason?.en.contains("disabled") == true)
            #expect(try await delivery(ledger, "k2").reason?.en == "refused by HR")
            try await ledger.store.hrClients.setEnabled(true, ledger.client, act: Act(by: .person("t"), at: ledger.now))
            #expect(try await delivery(ledger, "k1").nextTryAt == ledger.now)
            #expect(try await delivery(ledger, "k1").reason == nil)
        }
    }

    @Test func aReceiptAndTheCodeItWasGivenForStandAtTheDelivery() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await ledger.ingest([Ledger.punch(1, code: "17"), Ledger.punch(2, code: "18")])
            _ = try await ledger.store.codeMappings.set(
                "17", to: "N17", for: second, act: Act(by: .person("t"), at: ledger.now))
            try await ledger.settle(.delivered(receipt: "no. 5"))
            try await ledger.settle(.delivered(receipt: nil), of: second)
            let page = try await ledger.store.punches.page(PunchFilter(code: "17"))
            let deliveries = try #require(page.punches.first).deliveries
            #expect(deliveries.map(\.hrCode) == [nil, "N17"])
            #expect(deliveries.map { $0.reason?.en } == ["no. 5", nil])
            let other = try await ledger.store.punches.page(PunchFilter(code: "18"))
            #expect(other.punches.first?.deliveries.map(\.hrCode) == [nil, nil])
        }
    }

    @Test func whatABatchWasSentUnderIsKeptAndNotWhatHoldsNow() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1, code: "17")])
            let due = try await ledger.store.deliveries.due(ledger.client, at: ledger.now, limit: 1)
            _ = try await ledger.store.codeMappings.set(
                "17", to: "new", for: ledger.client, act: Act(by: .person("t"), at: ledger.now))
            try await ledger.store.deliveries.settle(
                ledger.client, due.map { ($0.punch.id, .delivered(receipt: nil)) }, sentUnder: ["17": "former"],
                now: ledger.now)
            #expect(try await delivery(ledger, "k1").hrCode == "former")
        }
    }

    @Test func aTraceTellsThePunchFromItsBytesToItsReceipts() async throws {
        try await Ledger.with { ledger in
            let run = try await ledger.ingest(
                [Ledger.punch(1, code: "", raw: "{\"raw\":1}")], ReleaseRule(dueAt: nil, now: ledger.now))
            let other = try await ledger.ingest(
                [Ledger.punch(1, code: "7", raw: "{\"raw\":2}")], ReleaseRule(dueAt: nil, now: ledger.now))
            let id = try #require(try await ledger.store.punches.page(PunchFilter()).punches.first).punch.id
            let trace = try await ledger.store.punches.trace(id)
            #expect(trace.run?.id == run.id && run.id != other.id)
            #expect(trace.corrections.map(\.oldCode) == [""] && trace.corrections.map(\.newCode) == ["7"])
            #expect(String(decoding: trace.raw, as: UTF8.self) == "{\"raw\":2}")
            let before: String? = try ledger.value("SELECT CAST(old_raw AS TEXT) FROM punch_correction")
            #expect(before == "{\"raw\":1}")
            await #expect(throws: StoreFailure.self) { try await ledger.store.punches.trace(id + 1) }
        }
    }

    @Test func aCorrectionLeavesWhatNeedsNoneAndCountsNothingTwice() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await ledger.ingest([Ledger.punch(1, code: "A"), Ledger.punch(2, code: "A")])
            try await ledger.settle(.rejected(Phrase(verbatim: "r")), ["k1"])
            try await ledger.settle(.again(at: ledger.now + .hours(1), Phrase(verbatim: "a")), ["k1"], of: second)
            let counts = try await ledger.ingest([Ledger.punch(1, code: "B"), Ledger.punch(2, code: "")])
            #expect(counts.corrected == 1 && counts.duplicates == 2 && counts.new == 0)
            #expect(try await ledger.states() == ["k1": "waiting,waiting", "k2": "waiting,waiting"])
            // What waits for its own time goes on waiting; a code that is missing now takes none away.
            #expect(try await ledger.due(second) == ["k2"])
            #expect(try await ledger.store.punches.page(PunchFilter(code: "A")).punches.count == 1)
            let people = try await ledger.store.punches.people("lan")
            #expect(people.map(\.code) == ["A", "B"])
            #expect(try ledger.miscounted() == [])
            try await ledger.settle(.delivered(receipt: nil), ["k1"])
            #expect(try await ledger.ingest([Ledger.punch(1, code: "C")]).corrected == 0, "one client has it")
        }
    }
}
