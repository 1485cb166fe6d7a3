import Attendance
import Scheduling
import Synchronization
import TestSupport
import Testing

/// Jobs that recur, by a clock that is moved and never waited for.
@Suite struct JobLoopTests {
    private struct Slip: Error, CustomStringConvertible {
        let description: String
    }

    /// A job whose turns a test writes, and what became of it.
    private final class Bench: RecurringJob {
        typealias Body = @Sendable (Int, JobTurn) async throws -> Void

        let hands = HandClock()
        let loop: JobLoop
        private let body: Body
        private let state = Mutex((turns: 0, told: [String](), stops: 0))

        init(every period: Duration = .seconds(10), startsAtOnce: Bool = true, _ body: @escaping Body = { _, _ in }) {
            self.body = body
            loop = JobLoop(
                "job", every: period, longestStep: .seconds(60), startsAtOnce: startsAtOnce,
                while: Phrase(verbatim: "nothing is done"), clock: hands.clock)
        }

        var turns: Int { state.withLock { $0.turns } }
        var told: [String] { state.withLock { $0.told } }
        var stops: Int { state.withLock { $0.stops } }

        func turn(_ turn: JobTurn) async throws {
            let number = state.withLock { state in
                state.turns += 1
                return state.turns
            }
            try await body(number, turn)
        }

        func stopped() { state.withLock { $0.stops += 1 } }

        func hear(_ event: JobEvent) {
            state.withLock { state in
                switch event.change {
                case .failed(let error): state.told.append("\(error)")
                case .recovered: state.told.append("recovered")
                }
            }
        }

        /// The loop rests after a turn; returns once it waits for the next.
        func rest(_ pause: Duration = .seconds(10)) async {
            await hands.untilAsleep(most: .milliseconds(50))
            hands.advance(by: .milliseconds(50))
            await hands.untilAsleep(pause - .milliseconds(50))
        }

        /// The next turn comes after a pause.
        func pass(_ pause: Duration = .seconds(10)) async {
            await rest(pause)
            hands.advance(by: pause - .milliseconds(50))
            await hands.untilAsleep()
        }
    }

    private func running(_ bench: Bench, _ body: () async throws -> Void) async throws {
        let run = Task { await bench.run { bench.hear($0) } }
        try await body()
        run.cancel()
        await run.value
        #expect(bench.stops == 1)
    }

    // MARK: When turns come

    @Test func aTurnComesAtOnceAndThenOneEachPeriod() async throws {
        let bench = Bench()
        try await running(bench) {
            await bench.rest()
            #expect(bench.turns == 1)
            bench.hands.advance(by: .milliseconds(9949))
            #expect(bench.turns == 1)
            bench.hands.advance(by: .milliseconds(1))
            await bench.hands.untilAsleep()
            #expect(bench.turns == 2)
            await bench.pass()
            #expect(bench.turns == 3 && bench.told.isEmpty)
        }
    }

    @Test func whatMayWaitBeginsAPeriodLaterAndIsWellUntilThen() async throws {
        let bench = Bench(startsAtOnce: false)
        try await running(bench) {
            await bench.rest()
            #expect(bench.turns == 0 && !bench.loop.isSilent)
            bench.hands.advance(by: .seconds(10))
            await bench.hands.untilAsleep()
            #expect(bench.turns == 1)
        }
    }

    @Test func aBellWakesItAndTwoBellsAreOne() async throws {
        let bench = Bench()
        try await running(bench) {
            await bench.rest()
            bench.loop.ring()
            bench.loop.ring()
            await bench.pass()
            #expect(bench.turns == 3, "one for both bells, one for the period")
        }
    }

    @Test func whoRingsDuringATurnIsServedByTheNext() async throws {
        let bench = Bench { number, _ in if number == 1 { await Task.yield() } }
        bench.loop.ring()
        bench.loop.ring()
        try await running(bench) {
            await bench.hands.untilAsleep()
            bench.hands.advance(by: .milliseconds(50))
            await bench.rest()
            #expect(bench.turns == 2)
        }
    }

    /// What a turn wishes often comes from the machine's clock, which may leap either way.
    @Test(arguments: [
        (Duration.seconds(3), Duration.seconds(3)), (.hours(24 * 365), .seconds(10)), (.seconds(10), .seconds(10)),
    ])
    func aWishForLaterThanAPeriodCountsForNothing(_ wish: Duration, _ pause: Duration) async throws {
        let bench = Bench { _, turn in turn.again(after: wish) }
        try await running(bench) {
            await bench.rest(pause)
            bench.hands.advance(by: pause - .milliseconds(51))
            #expect(bench.turns == 1)
            bench.hands.advance(by: .milliseconds(1))
            await bench.hands.untilAsleep()
            #expect(bench.turns == 2)
        }
    }

    @Test(arguments: [Duration.zero, .hours(-9), .milliseconds(1)])
    func howeverSoonATurnIsWishedThereIsARestBefore(_ wish: Duration) async throws {
        let bench = Bench { _, turn in turn.again(after: wish) }
        try await running(bench) {
            for turns in 1...5 {
                await bench.hands.untilAsleep(.milliseconds(50))
                #expect(bench.turns == turns)
                bench.hands.advance(by: .milliseconds(50))
            }
        }
    }

    // MARK: Failures

    @Test func aJobThatFailsGoesOnAndIsToldOfOnce() async throws {
        let bench = Bench { number, _ in if (2...6).contains(number) { throw Slip(description: "no disk") } }
        try await running(bench) {
            for _ in 1...5 { await bench.pass() }
            #expect(bench.turns == 6 && bench.loop.failures == 5 && bench.loop.isFailing)
            #expect(bench.told == ["no disk"], "five failures are one sentence")
            await bench.pass()
            #expect(bench.told == ["no disk", "recovered"] && !bench.loop.isFailing && bench.loop.failures == 5)
            await bench.pass()
            #expect(bench.told.count == 2)
        }
    }

    @Test func aFailureIsNoSignOfLife() async throws {
        let bench = Bench { number, _ in if number > 1 { throw Slip(description: "no disk") } }
        try await running(bench) {
            for _ in 1...9 { await bench.pass() }
            #expect(bench.loop.silence == .seconds(90) && !bench.loop.isSilent)
            await bench.pass()
            #expect(bench.loop.isSilent)
        }
    }

    @Test func whatFailsAndWorksByTurnsIsToldOfOnceAnHour() async throws {
        let bench = Bench(every: .minutes(10)) { number, _ in
            if number.isMultiple(of: 2) { throw Slip(description: "\(number)") }
        }
        try await running(bench) {
            for _ in 1...6 { await bench.pass(.minutes(10)) }
            #expect(bench.told == ["2", "recovered"])
            await bench.pass(.minutes(10))
            #expect(bench.told == ["2", "recovered", "8"], "an hour after the first")
        }
    }

    @Test func whatFailedIsNotTriedAgainAtOnce() async throws {
        let bench = Bench(every: .seconds(1)) { number, _ in if number == 1 { throw Slip(description: "x") } }
        try await running(bench) {
            await bench.pass(.seconds(5))
            #expect(bench.turns == 2)
            await bench.pass(.seconds(1))
            #expect(bench.turns == 3)
        }
    }

    @Test func workBesideTheTurnsIsToldOfLikeATurn() async throws {
        let bench = Bench { number, turn in
            if number == 1 { turn.start { throw Slip(description: "beside") } }
        }
        try await running(bench) {
            await bench.pass()
            let isTold = try await eventually { !bench.told.isEmpty }
            #expect(isTold)
            #expect(bench.told.first == "beside" && bench.loop.failures == 1)
        }
    }

    // MARK: Silence

    @Test func aJobThatHangsIsSilentAfterThreePeriodsAndItsLongestStep() async throws {
        let gate = AsyncStream<Void>.makeStream()
        let begun = AsyncStream<Void>.makeStream()
        let bench = Bench { _, _ in
            begun.continuation.yield()
            for await _ in gate.stream { break }
        }
        #expect(bench.loop.isSilent, "what never moved does not move")
        try await running(bench) {
            for await _ in begun.stream { break }
            gate.continuation.yield()
            await bench.rest()
            #expect(!bench.loop.isSilent)
            bench.hands.advance(by: .milliseconds(9950))
            for await _ in begun.stream { break }
            #expect(bench.loop.silence == .seconds(10))
            bench.hands.advance(by: .seconds(80))
            #expect(!bench.loop.isSilent)
            bench.hands.advance(by: .milliseconds(1))
            #expect(bench.loop.isSilent && !bench.loop.isFailing)
            // A clock that went back makes nobody immortal, and nobody dead.
            bench.hands.advance(by: .hours(-1))
            #expect(bench.loop.silence == .zero && !bench.loop.isSilent)
        }
    }

    @Test func aLongTurnThatMovesIsNotSilent() async throws {
        let steps = AsyncStream<Void>.makeStream()
        let done = AsyncStream<Void>.makeStream()
        let bench = Bench { _, turn in
            for await _ in steps.stream {
                turn.beat()
                done.continuation.yield()
            }
        }
        try await running(bench) {
            var marks = done.stream.makeAsyncIterator()
            for _ in 1...5 {
                steps.continuation.yield()
                await marks.next()
                bench.hands.advance(by: .seconds(60))
                #expect(!bench.loop.isSilent)
            }
            #expect(bench.turns == 1)
        }
    }

    // MARK: The end

    @Test func itEndsAtOnceWhereverItIs() async throws {
        let asleep = Bench()
        try await running(asleep) { await asleep.rest() }
        let resting = Bench()
        try await running(resting) { await resting.hands.untilAsleep() }
        let busy = Bench { _, _ in try await Task.sleep(for: .seconds(1 << 40)) }
        let beside = Bench { _, turn in turn.start { try await Task.sleep(for: .seconds(1 << 40)) } }
        for bench in [busy, beside] {
            try await running(bench) { _ = try await eventually { bench.turns > 0 } }
            #expect(bench.turns == 1)
            #expect(bench.told.isEmpty && bench.loop.failures == 0, "what was told to stop has not failed")
        }
    }

    @Test func whatWasCancelledBeforeItBeganTakesNoTurn() async {
        let bench = Bench()
        let run = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            await bench.run()
        }
        await run.value
        #expect(bench.turns == 0 && bench.stops == 1)
    }
}
