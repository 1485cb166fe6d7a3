import Attendance
import HRKit
import Scheduling
import Store
import TestSupport
import Testing

@testable import SyncEngine

/// One look of the schedule of deliveries.
@Suite struct DeliveryLookTests {
    private let down = Phrase(verbatim: "down")

    private func look(_ bench: Bench, by schedule: DeliverySchedule? = nil) async throws -> [String] {
        var started: [String] = []
        try await (schedule ?? DeliverySchedule(engine: bench.engine)).look { started.append($0.name) }
        return started
    }

    @Test func aClientIsStartedWhenSomethingIsDueAndItIsNotLeftAlone() async throws {
        try await Bench.with { bench in
            try await bench.addHR("Idle")
            let client = try await bench.owing(["a", "b"])
            #expect(try await look(bench) == ["HR"])
            bench.hr.answers { [down] batch in
                batch.map { $0.code == "a" ? .delivered(receipt: nil) : .failed(down, retryAfter: .minutes(5)) }
            }
            _ = await bench.deliver(client)
            bench.clock.advance(by: .minutes(5) - .milliseconds(1))
            #expect(try await look(bench) == [])
            bench.clock.advance(by: .milliseconds(1))
            #expect(try await look(bench) == ["HR"])
            // As a whole it is left alone for longer.
            bench.hr.answers { [down] _ throws(BatchFailure) in throw .unavailable(down, retryAfter: .minutes(20)) }
            _ = await bench.deliver(client)
            bench.clock.advance(by: .minutes(20) - .milliseconds(1))
            #expect(try await look(bench) == [])
            bench.clock.advance(by: .milliseconds(1))
            #expect(try await look(bench) == ["HR"])
            try await bench.store.hrClients.setEnabled(false, client, act: Act(by: .person("t"), at: bench.now))
            #expect(try await look(bench) == [])
        }
    }

    @Test func whatIsUnderWayIsNotStartedAgain() async throws {
        try await Bench.with { bench in
            try await bench.owing(["a"])
            let schedule = DeliverySchedule(engine: bench.engine)
            #expect(try await look(bench, by: schedule) == ["HR"])
            #expect(try await look(bench, by: schedule) == [])
        }
    }

    @Test func aClientThatFailedAndHasNothingLeftToSendIsSettled() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            bench.hr.answers { [down] _ throws(BatchFailure) in throw .unavailable(down, retryAfter: nil) }
            _ = await bench.deliver(client)
            bench.clock.advance(by: .minutes(1))
            let device = try await bench.device()
            _ = try await bench.store.devices.remove(
                device, withPunches: true, act: Act(by: .person("t"), at: bench.now))
            #expect(try await look(bench) == ["HR"])
            _ = await bench.deliver(client)
            #expect(try await look(bench) == [])
        }
    }

    /// HR is asked every five minutes whether it knows the codes of what is parked, each client by itself.
    @Test func parkedCodesAreLookedUpEveryFiveMinutes() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            bench.hr.answers { [down] batch in batch.map { _ in .parked(.unknownCode, down) } }
            _ = await bench.deliver(client)
            let schedule = DeliverySchedule(engine: bench.engine)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await schedule.run() }
                func looks() async throws {
                    for _ in 0..<2 {
                        let last = schedule.loop.lastBeat
                        schedule.loop.ring()
                        let hasLooked = try await eventually { schedule.loop.lastBeat != last }
                        #expect(hasLooked)
                    }
                }
                let isAsked = try await eventually {
                    schedule.loop.ring()
                    return bench.hr.asked.count == 1
                }
                #expect(isAsked)
                bench.clock.advance(by: .minutes(5) - .milliseconds(1))
                try await looks()
                #expect(bench.hr.asked.count == 1)
                bench.clock.advance(by: .milliseconds(1))
                let isAskedAgain = try await eventually {
                    schedule.loop.ring()
                    return bench.hr.asked.count == 2
                }
                #expect(isAskedAgain)
                // A clock that was set back does not silence it until it has caught up.
                bench.clock.advance(by: .hours(-5))
                let isAskedInThePast = try await eventually {
                    schedule.loop.ring()
                    return bench.hr.asked.count == 3
                }
                #expect(isAskedInThePast)
                group.cancelAll()
            }
        }
    }

    @Test func withNothingParkedNobodyIsStartedToAsk() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            bench.hr.answers { [down] batch in batch.map { _ in .rejected(down) } }
            _ = await bench.deliver(client)
            #expect(try await look(bench) == [])
        }
    }

    // MARK: Timed pushes

    /// A client is owed one held punch more: whether a look lets it go.
    private func expectRelease(
        _ expected: Bool, of key: String, _ bench: Bench, _ schedule: DeliverySchedule,
        location: SourceLocation = #_sourceLocation
    ) async throws {
        bench.vendor.has([bench.punch(key)])
        _ = await bench.engine.sync(try await bench.device(), .undated(.device), by: .schedule)
        _ = try await look(bench, by: schedule)
        let client = try await bench.client()
        let isReleased = try await bench.store.deliveries.nextDue(client) != nil
        if isReleased { _ = await bench.deliver(client) }
        #expect(isReleased == expected, "\(key)", sourceLocation: location)
    }

    private func holding(_ minutes: String, _ bench: Bench) async throws -> DeliverySchedule {
        try await bench.addHR()
        try await bench.addDevice(hr: ["HR"])
        try await bench.set("push-after-sync", "false")
        try await bench.set("auto-push-minutes", minutes)
        return DeliverySchedule(engine: bench.engine)
    }

    @Test func aTimedPushComesOncePerPeriod() async throws {
        try await Bench.with { bench in
            let schedule = try await holding("10", bench)
            try await expectRelease(false, of: "a", bench, schedule)
            bench.clock.advance(by: .minutes(10) - .milliseconds(1))
            try await expectRelease(false, of: "b", bench, schedule)
            bench.clock.advance(by: .milliseconds(1))
            try await expectRelease(true, of: "c", bench, schedule)
            // What comes right after it waits for the next.
            try await expectRelease(false, of: "d", bench, schedule)
            bench.clock.advance(by: .minutes(10) - .milliseconds(1))
            try await expectRelease(false, of: "e", bench, schedule)
            bench.clock.advance(by: .milliseconds(1))
            try await expectRelease(true, of: "f", bench, schedule)
        }
    }

    @Test func aClockThatIsSetBackDoesNotHoldTheNextPush() async throws {
        try await Bench.with { bench in
            let schedule = try await holding("10", bench)
            bench.clock.advance(by: .hours(-6))
            try await expectRelease(false, of: "a", bench, schedule)
            bench.clock.advance(by: .minutes(10))
            try await expectRelease(true, of: "b", bench, schedule)
        }
    }

    @Test func withoutTheSettingNothingIsPushedByTime() async throws {
        try await Bench.with { bench in
            let schedule = try await holding("0", bench)
            for key in ["a", "b"] {
                bench.clock.advance(by: .hours(23))
                try await expectRelease(false, of: key, bench, schedule)
            }
        }
    }

    @Test func aTimedPushTakesTheLastDaysThatAreSet() async throws {
        try await Bench.with { bench in
            let schedule = try await holding("10", bench)
            try await bench.set("push-within-days", "1")
            let day = 24 * 3600
            bench.vendor.has([
                bench.punch("old", secondsAgo: day - 599), bench.punch("new", secondsAgo: day - 601),
            ])
            _ = await bench.engine.sync(try await bench.device(), .undated(.device), by: .schedule)
            bench.clock.advance(by: .minutes(10))
            _ = try await look(bench, by: schedule)
            _ = await bench.deliver(try await bench.client())
            #expect(bench.hr.batches.map { $0.map(\.code) } == [["new"]])
        }
    }
}
