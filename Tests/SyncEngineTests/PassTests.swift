import Attendance
import HRKit
import Store
import Synchronization
import TestSupport
import Testing

@testable import SyncEngine

private let down = Phrase(verbatim: "down")

/// A pass over one client's outbox: what it takes, and what it notes at its end.
@Suite struct PassTests {
    @Test func aPassThatIsCancelledNotesNothing() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a", "b"])
            bench.hr.answers { _ throws(BatchFailure) in throw .cancelled }
            let report = await bench.deliver(client)
            #expect(report.error == nil && report.settled == 0 && report.waiting == 2)
            let untouched = try await bench.client()
            #expect(untouched.failures == 0 && untouched.failure == nil && untouched.failingSince == nil)
            #expect(untouched.nextAttemptAt <= bench.now && untouched.attention == nil)
            // Nor does it take back what an earlier one noted.
            bench.hr.answers { _ throws(BatchFailure) in throw .unavailable(down, retryAfter: nil) }
            _ = await bench.deliver(client)
            let failed = try await bench.client()
            bench.clock.advance(by: .minutes(5))
            bench.hr.answers { _ throws(BatchFailure) in throw .cancelled }
            _ = await bench.deliver(client)
            let kept = try await bench.client()
            #expect(kept.failures == 1 && kept.failure == down && kept.nextAttemptAt == failed.nextAttemptAt)
            #expect(kept.failingSince == failed.failingSince)
        }
    }

    /// Twice as long after each pass in vain; one that refuses the client is probed once an hour, and a person told.
    @Test func anUnfitTargetIsLeftAloneLongerEachTime() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            bench.hr.answers { _ throws(BatchFailure) in throw .unavailable(down, retryAfter: nil) }
            for seconds in [5, 10, 20, 40, 80, 160, 320, 600, 600] {
                _ = await bench.deliver(client)
                let noted = try await bench.client()
                #expect(noted.nextAttemptAt.since(bench.now) == .seconds(seconds))
                #expect(noted.attention == nil)
            }
            bench.hr.answers { _ throws(BatchFailure) in throw .unavailable(down, retryAfter: .hours(3)) }
            _ = await bench.deliver(client)
            let asked = try await bench.client()
            #expect(asked.nextAttemptAt.since(bench.now) == .hours(3) && asked.failures == 10)
            bench.hr.answers { _ throws(BatchFailure) in throw .clientRefused(down) }
            _ = await bench.deliver(client)
            let refused = try await bench.client()
            #expect(refused.nextAttemptAt.since(bench.now) == .hours(1) && refused.attention == down)
            let told = try await bench.events("hr.failing")
            #expect(told.count == 2, "the outage once, and that a person must act")
        }
    }

    @Test func aSuccessClearsWhatFailed() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            bench.hr.answers { _ throws(BatchFailure) in throw .clientRefused(down) }
            _ = await bench.deliver(client)
            bench.hr.answers { batch in batch.map { _ in .delivered(receipt: nil) } }
            _ = await bench.deliver(client)
            let well = try await bench.client()
            #expect(well.failures == 0 && well.attention == nil && well.failure == nil && well.failingSince == nil)
            #expect(well.nextAttemptAt <= bench.now)
            let told = try await bench.events("hr.recovered")
            #expect(told.count == 1)
        }
    }

    /// That nothing is due just now does not show that the target is well; that nothing is left does.
    @Test func aPassWithNothingToSendHasNotLearntThatTheTargetIsWell() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            bench.hr.answers { batch in batch.map { _ in .failed(down, retryAfter: .minutes(30)) } }
            _ = await bench.deliver(client)
            _ = await bench.deliver(client)
            let failing = try await bench.client()
            #expect(failing.failures == 1 && failing.failingSince != nil)
            let device = try await bench.device()
            _ = try await bench.store.devices.remove(
                device, withPunches: true, act: Act(by: .person("test"), at: bench.now))
            _ = await bench.deliver(client)
            let idle = try await bench.client()
            #expect(idle.failures == 0 && idle.failingSince == nil)
        }
    }

    @Test func aTargetThatWantsNothingMoreIsDisabledAtOnce() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            bench.hr.answers { _ throws(BatchFailure) in throw .gone(down) }
            let report = await bench.deliver(client)
            let gone = try await bench.client()
            #expect(!gone.isEnabled && gone.attention == down && report.error == down && report.waiting == 1)
            // Somebody else's older view of it does not send to it either.
            let again = await bench.deliver(client)
            #expect(again.error?.en.contains("disabled") == true && bench.hr.sizes == [1])
        }
    }

    /// What failed is due later, and however long the pass takes it is not met again in it.
    @Test func aPassHasOneTime() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a", "b", "c", "d"])
            bench.hr.set { $0.batchSize = 2 }
            bench.hr.answers { batch in
                if batch.first?.code == "c" { bench.clock.advance(by: .hours(2)) }
                return batch.map { $0.code == "b" ? .failed(down, retryAfter: nil) : .delivered(receipt: nil) }
            }
            let report = await bench.deliver(client)
            #expect(report.attempted == 4 && report.delivered == 3 && report.waiting == 1 && report.error == down)
            #expect(bench.hr.batches.map { $0.map(\.code) } == [["a", "b"], ["c", "d"]])
        }
    }

    @Test(arguments: [(3, [3, 3, 1]), (7, [7]), (0, [1, 1, 1, 1, 1, 1, 1]), (100, [7])])
    func batchesAreAsLargeAsTheTargetTakesThem(_ size: Int, _ sizes: [Int]) async throws {
        try await Bench.with { bench in
            let client = try await bench.owing((1...7).map(String.init))
            bench.hr.set { $0.batchSize = size }
            let report = await bench.deliver(client)
            #expect(bench.hr.sizes == sizes && report.delivered == 7)
        }
    }

    @Test func aPassEndsWhereNothingOfABatchWasTried() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a", "b"])
            bench.hr.answers { batch in batch.map { _ in .untried } }
            let report = await bench.deliver(client)
            #expect(bench.hr.sizes == [2] && report.attempted == 0 && report.waiting == 2)
        }
    }

    @Test func aMappingThatIsTakenBackDuringAPassSendsNothingMore() async throws {
        try await Bench.with { bench in
            let client = try await bench.addHR()
            let device = try await bench.addDevice(hr: ["HR"])
            let first = bench.punch("x", code: "a", secondsAgo: 30)
            var second = bench.punch("y", code: "a", secondsAgo: 20)
            second.personName = first.personName
            bench.vendor.has([first, second])
            _ = await bench.engine.sync(device, .undated(.device), by: .schedule)
            _ = try await bench.store.codeMappings.set(
                "a", to: "E1", for: client, act: Act(by: .person("test"), at: bench.now))
            bench.hr.set { $0.batchSize = 1 }
            bench.hr.answers { batch in
                _ = try? await bench.store.codeMappings.remove(
                    "a", for: client, act: Act(by: .person("test"), at: bench.now))
                return batch.map { _ in .delivered(receipt: nil) }
            }
            _ = await bench.deliver(client)
            #expect(bench.hr.batches.map { $0.map(\.code) } == [["E1"], ["a"]])
        }
    }

    @Test func whatIsTooOldToGoUnaskedIsHeldAndSaid() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a", "b"])
            bench.clock.advance(by: RunPlan.longestCatchUp + .hours(1))
            let report = await bench.deliver(client)
            #expect(report.attempted == 0 && report.waiting == 2)
            let told = try await bench.events("hr.held")
            #expect(told.count == 1 && told[0].en.hasPrefix("2 punches older than 92 days"))
            _ = await bench.deliver(client)
            let again = try await bench.events("hr.held")
            #expect(again.count == 1, "what is held is told once")
        }
    }

    // MARK: Parked punches whose code HR knows by now

    private func parking(_ codes: [String], _ bench: Bench) async throws -> HRClient {
        let client = try await bench.owing(codes)
        bench.hr.answers { batch in batch.map { _ in .parked(.unknownCode, down) } }
        _ = await bench.deliver(client)
        bench.hr.answers { batch in batch.map { _ in .delivered(receipt: nil) } }
        return client
    }

    @Test func onlyCodesThatHRKnowsByNowGoAgain() async throws {
        try await Bench.with { bench in
            let client = try await parking(["a", "b"], bench)
            bench.hr.set { $0.known = { _ in ["b", "z"] } }
            let report = await bench.deliver(client)
            #expect(bench.hr.asked.last == ["a", "b"] && report.delivered == 1)
            #expect(bench.hr.batches.last?.map(\.code) == ["b"])
            let counts = try await bench.store.deliveries.counts(client)
            let told = try await bench.events("hr.replayed")
            #expect(counts == [.parked: 1] && told.map(\.en) == ["1 parked punches go: HR knows their codes now"])
        }
    }

    @Test func hrIsAskedForTheCodeByWhichItKnowsThePerson() async throws {
        try await Bench.with { bench in
            let client = try await parking(["a"], bench)
            // Whoever maps a code sends what is parked at once: here HR refuses that one too.
            _ = try await bench.store.codeMappings.set(
                "a", to: "E1", for: client, act: Act(by: .person("test"), at: bench.now))
            bench.hr.answers { batch in batch.map { _ in .parked(.unknownCode, down) } }
            _ = await bench.deliver(client)
            bench.hr.answers { batch in batch.map { _ in .delivered(receipt: nil) } }
            bench.hr.set { $0.known = { $0.intersection(["E1"]) } }
            let report = await bench.deliver(client)
            #expect(bench.hr.asked.last == ["E1"] && report.delivered == 1)
            #expect(bench.hr.batches.last?.map(\.code) == ["E1"])
        }
    }

    @Test func whereHRCannotSayNothingGoesAndAFailureEndsThePass() async throws {
        try await Bench.with { bench in
            let client = try await parking(["a"], bench)
            for known in [nil, []] as [Set<String>?] {
                bench.hr.set { $0.known = { _ in known } }
                let report = await bench.deliver(client)
                #expect(report.attempted == 0 && report.error == nil)
            }
            bench.hr.set { $0.known = { _ throws(BatchFailure) in throw .unavailable(down, retryAfter: .minutes(9)) } }
            let report = await bench.deliver(client)
            let noted = try await bench.client()
            #expect(report.error == down && noted.nextAttemptAt.since(bench.now) == .minutes(9))
            #expect(bench.hr.sizes == [1])
        }
    }

    @Test func nobodyIsAskedWhereNothingIsParked() async throws {
        try await Bench.with { bench in
            _ = await bench.deliver(try await bench.owing(["a"]))
            #expect(bench.hr.asked.isEmpty && bench.hr.sizes == [1])
        }
    }

    // MARK: What is said of batches that were taken in part

    @Test func eachDifferenceIsToldOnceInAPassAndNoMoreThanTwenty() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing((1...30).map(String.init))
            bench.hr.set { $0.batchSize = 1 }
            bench.hr.answers { batch in
                let number = Int(batch.first?.code ?? "") ?? 0
                bench.hr.set { $0.differences += [down, Phrase(verbatim: "difference \(number)")] }
                return batch.map { _ in .delivered(receipt: nil) }
            }
            _ = await bench.deliver(client)
            let told = try await bench.events("hr.partial")
            #expect(told.count == 20 && Set(told).count == 20 && told.count { $0 == down } == 1)
        }
    }

    @Test func aReportCountsEachFate() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a", "b", "c", "d", "e"])
            bench.hr.answers { batch in
                batch.map {
                    switch $0.code {
                    case "a": .parked(.unknownCode, down)
                    case "b": .rejected(down)
                    case "c": .failed(down, retryAfter: nil)
                    default: .delivered(receipt: nil)
                    }
                }
            }
            let report = await bench.deliver(client)
            #expect([report.attempted, report.delivered, report.parked, report.rejected] == [5, 2, 1, 1])
            #expect(report.waiting == 1 && report.error == down && !report.isBusy)
            // A person's retry takes what is parked and rejected, not what waits for its time.
            bench.hr.answers { batch in batch.map { _ in .delivered(receipt: nil) } }
            let again = await bench.deliver(client, .retryParked)
            #expect(again.delivered == 2)
            #expect(bench.hr.batches.last?.map(\.code) == ["a", "b"])
        }
    }
}
