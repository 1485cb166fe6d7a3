import Attendance
import HRKit
import Store
import Synchronization
import TestSupport
import Testing

@testable import SyncEngine

private let no = Phrase(verbatim: "no")

private func delivered(_ batch: [OutgoingPunch]) -> [DeliveryOutcome] { batch.map { _ in .delivered(receipt: nil) } }

/// What becomes of a batch: whose fault it is, and who is sent again.
@Suite struct BatchResolverTests {
    /// A resolver over what a client is owed, by which each code names its record.
    private struct Sending {
        let bench: Bench
        let client: HRClient
        var resolver: BatchResolver

        mutating func resolve() async throws -> (fates: [String: Settlement], stop: BatchFailure?) {
            let due = try await bench.store.deliveries.due(client, at: bench.now, limit: 100)
            let resolution = await resolver.resolve(due)
            let codes = Dictionary(due.map { ($0.punch.id, $0.punch.code) }) { $1 }
            #expect(Set(resolution.settlements.map(\.punchID)).count == resolution.settlements.count, "each once")
            return (
                Dictionary(resolution.settlements.map { (codes[$0.punchID] ?? "", $0.1) }) { $1 }, resolution.stop
            )
        }
    }

    private func with(
        _ codes: [String], _ body: @Sendable (inout Sending) async throws -> Void
    ) async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(codes)
            var sending = Sending(
                bench: bench, client: client,
                resolver: BatchResolver(
                    system: bench.hr.line, schedule: ScriptedHR.schedule, patience: .background,
                    now: { bench.clock.now }))
            try await body(&sending)
        }
    }

    @Test func aBatchGoesPersonByPersonInTheOrderOfTime() async throws {
        try await Bench.with { bench in
            let client = try await bench.addHR()
            let device = try await bench.addDevice(hr: ["HR"])
            bench.vendor.has([
                bench.punch("a", code: "2", secondsAgo: 10), bench.punch("b", code: "1", secondsAgo: 20),
                bench.punch("c", code: "2", secondsAgo: 30), bench.punch("d", code: "1", secondsAgo: 40),
            ])
            _ = await bench.engine.sync(device, .undated(.device), by: .schedule)
            _ = await bench.deliver(client)
            #expect(bench.hr.batches.map { $0.map(\.code) } == [["1", "1", "2", "2"]])
            let ages = bench.hr.batches.flatMap { $0.map { bench.now.since($0.at) } }
            #expect(ages == [40, 20, 30, 10].map { .seconds($0) })
        }
    }

    @Test(arguments: ["a", "b", "c", "d"]) func oneThatIsRefusedAmongOthersStandsAlone(_ poison: String) async throws {
        try await with(["a", "b", "c", "d"]) { sending in
            sending.bench.hr.answers { batch throws(BatchFailure) in
                if batch.contains(where: { $0.code == poison }) { throw .refused(no) }
                return delivered(batch)
            }
            let (fates, stop) = try await sending.resolve()
            #expect(stop == nil && fates.count == 4)
            for (code, fate) in fates { #expect(fate.word == (code == poison ? "rejected" : "delivered"), "\(code)") }
            #expect(sending.bench.hr.sizes.count == 5)
        }
    }

    /// One or two that stand alone are believed; three in a row are the target's trouble, and wait.
    @Test(arguments: [
        (["a"], "rejected"), (["a", "b"], "rejected"), (["a", "b", "c"], "again"),
        (["a", "b", "c", "d", "e"], "again"),
    ])
    func withoutAnySuccessOnlyTwoAreBelieved(_ codes: [String], _ word: String) async throws {
        try await with(codes) { sending in
            sending.bench.hr.answers { _ throws(BatchFailure) in throw .refused(no) }
            let (fates, stop) = try await sending.resolve()
            #expect(fates.count == min(codes.count, 3) && fates.values.allSatisfy { $0.word == word })
            #expect(stop.map { $0.phrase == no } == (word == "again" ? true : nil))
        }
    }

    /// A target that goes away in the middle of a refused batch has not proved that the record is at fault.
    @Test func whatIsRefusedBeforeTheTargetGoesAwayIsTriedAgain() async throws {
        try await with(["a", "b"]) { sending in
            sending.bench.hr.answers { batch throws(BatchFailure) in
                if batch.contains(where: { $0.code == "a" }) { throw .refused(no) }
                throw .unavailable(no, retryAfter: nil)
            }
            let (fates, stop) = try await sending.resolve()
            #expect(fates.mapValues(\.word) == ["a": "again"])
            #expect(stop?.mayPass == true && sending.bench.hr.sizes == [2, 1, 1])
        }
    }

    @Test func anEarlierBatchThatArrivedSpeaksForTheTarget() async throws {
        try await with(["a", "b", "c", "d"]) { sending in
            let first = try await sending.resolve()
            #expect(first.fates.count == 4 && first.stop == nil)
            sending.bench.hr.answers { _ throws(BatchFailure) in throw .refused(no) }
            let (fates, stop) = try await sending.resolve()
            #expect(stop == nil && fates.count == 4 && fates.values.allSatisfy { $0.word == "rejected" })
        }
    }

    /// What is parked or rejected by itself says nothing of whether the target takes anything.
    @Test func onlyADeliveryIsASuccess() async throws {
        try await with(["a", "b", "c"]) { sending in
            sending.bench.hr.answers { batch in
                batch.map { $0.code == "a" ? .parked(.unknownCode, no) : .rejected(no) }
            }
            let first = try await sending.resolve()
            #expect(first.fates.mapValues(\.word) == ["a": "parked unknownCode", "b": "rejected", "c": "rejected"])
            sending.bench.hr.answers { _ throws(BatchFailure) in throw .refused(no) }
            let (fates, stop) = try await sending.resolve()
            #expect(stop != nil && fates.values.allSatisfy { $0.word == "again" })
        }
    }

    @Test(arguments: [
        BatchFailure.unavailable(no, retryAfter: .seconds(7)), .clientRefused(no), .gone(no), .cancelled,
    ])
    func aTargetThatTakesNothingIsAskedOnce(_ failure: BatchFailure) async throws {
        try await with(["a", "b", "c", "d"]) { sending in
            sending.bench.hr.answers { _ throws(BatchFailure) in throw failure }
            let (fates, stop) = try await sending.resolve()
            #expect(fates.isEmpty && sending.bench.hr.sizes == [4])
            #expect(stop.map { "\($0)" } == "\(failure)" && stop?.retryAfter == failure.retryAfter)
        }
    }

    @Test func aMomentsFaultIsTriedOnceMoreWhole() async throws {
        try await with(["a", "b", "c"]) { sending in
            let calls = Mutex(0)
            sending.bench.hr.answers { batch throws(BatchFailure) in
                let call = calls.withLock { calls in
                    calls += 1
                    return calls
                }
                if call == 1 { throw .faulted(no) }
                return delivered(batch)
            }
            let (fates, stop) = try await sending.resolve()
            #expect(stop == nil && fates.values.allSatisfy { $0.word == "delivered" })
            #expect(sending.bench.hr.sizes == [3, 3])
        }
    }

    @Test func oneThatFaultsAmongOthersIsTriedLaterByItself() async throws {
        try await with(["a", "b", "c", "d"]) { sending in
            sending.bench.hr.answers { batch throws(BatchFailure) in
                if batch.contains(where: { $0.code == "c" }) { throw .faulted(no) }
                return delivered(batch)
            }
            let (fates, stop) = try await sending.resolve()
            #expect(stop == nil && fates.count == 4 && fates["c"]?.word == "again")
            #expect(sending.bench.hr.sizes == [4, 4, 2, 2, 1, 1])
            let pause = try #require(fates["c"]?.dueAt).since(sending.bench.now)
            #expect(pause >= .seconds(10) && pause <= .seconds(11))
        }
    }

    @Test(arguments: [["a"], ["a", "b", "c", "d"]])
    func faultsWithoutAnySuccessAreTheTargetsAndCountAgainstNobody(_ codes: [String]) async throws {
        try await with(codes) { sending in
            sending.bench.hr.answers { _ throws(BatchFailure) in throw .faulted(no) }
            let (fates, stop) = try await sending.resolve()
            #expect(fates.isEmpty && stop.map { "\($0)" } == "\(BatchFailure.faulted(no))")
            #expect(sending.bench.hr.sizes == (codes.count == 1 ? [1, 1] : [4, 4, 2, 1, 1]))
        }
    }

    // MARK: Targets that answer record by record

    @Test func whatWasNotTriedStaysDueWhereOthersWentThrough() async throws {
        try await with(["a", "b", "c"]) { sending in
            sending.bench.hr.answers { batch in
                batch.map {
                    switch $0.code {
                    case "a": .delivered(receipt: "r1")
                    case "b": .failed(no, retryAfter: nil)
                    default: .untried
                    }
                }
            }
            let (fates, stop) = try await sending.resolve()
            #expect(stop == nil && fates.mapValues(\.word) == ["a": "delivered r1", "b": "again"])
        }
    }

    @Test func nothingButFailuresAreTheTargetAndItsLongestWishCounts() async throws {
        try await with(["a", "b", "c"]) { sending in
            sending.bench.hr.answers { batch in
                batch.map {
                    switch $0.code {
                    case "a": .failed(no, retryAfter: .minutes(3))
                    case "b": .failed(no, retryAfter: .hours(2))
                    default: .untried
                    }
                }
            }
            let (fates, stop) = try await sending.resolve()
            #expect(stop?.retryAfter == .hours(2) && stop?.mayPass == true)
            // Each waits as long as it was asked to; what was not tried stays as it is.
            #expect(fates.keys.sorted() == ["a", "b"])
            #expect(fates["a"]?.dueAt == sending.bench.now + .minutes(3))
            #expect(fates["b"]?.dueAt == sending.bench.now + .hours(2))
        }
    }

    @Test func aShorterWishThanTheScheduleDoesNotHurry() async throws {
        try await with(["a", "b"]) { sending in
            sending.bench.hr.answers { batch in
                batch.map { $0.code == "a" ? .delivered(receipt: nil) : .failed(no, retryAfter: .seconds(1)) }
            }
            let due = try await sending.resolve().fates["b"]?.dueAt
            #expect(try #require(due).since(sending.bench.now) >= .seconds(10))
        }
    }

    @Test func attemptsFollowTheScheduleAndThenTheRecordIsParked() async throws {
        try await with(["a", "b"]) { sending in
            sending.bench.hr.answers { batch in
                batch.map { $0.code == "a" ? .delivered(receipt: nil) : .failed(no, retryAfter: nil) }
            }
            let store = sending.bench.store
            let client = sending.client
            for (attempt, longest) in [(0, 10), (1, 600)] {
                let due = try await store.deliveries.due(client, at: sending.bench.now, limit: 9)
                let failing = try #require(due.first { $0.punch.code == "b" })
                #expect(failing.attempts == attempt)
                let resolution = await sending.resolver.resolve(due)
                let settled = try #require(resolution.settlements.first { $0.punchID == failing.punch.id })
                let pause = try #require(settled.1.dueAt).since(sending.bench.now)
                #expect(pause >= .seconds(longest) && pause <= .seconds(Double(longest) * 1.1))
                try await store.deliveries.settle(
                    client, [(failing.punch.id, settled.1)], now: sending.bench.now)
                sending.bench.clock.advance(by: pause)
            }
            let last = try await sending.resolve()
            #expect(last.fates["b"]?.word == "parked exhausted")
            #expect(sending.bench.hr.batches.last?.first { $0.code == "b" }?.attempts == 2)
        }
    }

    /// In a person's hands only what failed goes again, and at once.
    @Test func aPersonsPushRepeatsOnlyWhatFailed() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a", "b", "c"])
            let calls = Mutex(0)
            bench.hr.answers { batch in
                let isFirst = calls.withLock { calls in
                    calls += 1
                    return calls == 1
                }
                return batch.map { isFirst && $0.code != "a" ? .failed(no, retryAfter: nil) : .delivered(receipt: nil) }
            }
            let report = await bench.engine.deliver(to: client, .push(DeliveryScope()), by: .person("test"))
            #expect(report.delivered == 3 && report.error == nil)
            #expect(bench.hr.batches.map { $0.map(\.code) } == [["a", "b", "c"], ["b", "c"]])
        }
    }

    @Test func aMappedCodeGoesUnderItsOtherNameAndTheIdStays() async throws {
        try await with(["a", "b"]) { sending in
            let ids = try await sending.bench.store.deliveries.due(sending.client, at: sending.bench.now, limit: 9)
                .map(\.punch.recordID)
            sending.resolver.mapping = ["a": "E1"]
            _ = try await sending.resolve()
            #expect(sending.bench.hr.batches.map { $0.map(\.code) } == [["E1", "b"]])
            #expect(Set(sending.bench.hr.batches.flatMap { $0.map(\.recordID) }) == Set(ids))
        }
    }
}

extension Settlement {
    fileprivate var word: String {
        switch self {
        case .delivered(let receipt): receipt.map { "delivered \($0)" } ?? "delivered"
        case .parked(let code, _): "parked \(code)"
        case .rejected: "rejected"
        case .again: "again"
        }
    }

    fileprivate var dueAt: Instant? {
        if case .again(let at, _) = self { return at }
        return nil
    }
}
