import Attendance
import Foundation
import HTTPTransport
import Scheduling
import Store
import Synchronization
import TestSupport
import Testing

@testable import SyncEngine

/// The machine's clock, the vendors' clocks, and what is said of them.
@Suite struct ClockPartTests {
    // MARK: The steady clock

    /// A wall clock and a steady one that a test moves.
    private final class Hands: Sendable {
        private let state = Mutex((wall: Instant(seconds: 1_773_630_000), steady: ContinuousClock.now))

        func pass(_ time: Duration, jump: Duration = .zero) {
            state.withLock { $0 = ($0.wall + time + jump, $0.steady + time) }
        }

        var wall: Instant { state.withLock { $0.wall } }

        func clock() -> SteadyClock {
            SteadyClock(wall: { self.wall }, steady: { self.state.withLock { $0.steady } })
        }
    }

    @Test(arguments: [(2000, true), (-2000, true), (2001, false), (-2001, false)])
    func twoSecondsAreACorrectionAndMoreIsAJump(_ milliseconds: Int, _ isFollowed: Bool) {
        let hands = Hands()
        let clock = hands.clock()
        let before = clock.now
        hands.pass(.seconds(1), jump: .milliseconds(milliseconds))
        #expect(clock.now == (isFollowed ? hands.wall : before + .seconds(1)))
        #expect(clock.takeEvents() == (isFollowed ? [] : [.jumped(.milliseconds(milliseconds))]))
    }

    @Test func aJumpIsBelievedAfterTenSecondsAndAnotherOneBeginsThemAnew() {
        let hands = Hands()
        let clock = hands.clock()
        let start = clock.now
        hands.pass(.zero, jump: .hours(1))
        #expect(clock.now == start)
        hands.pass(.milliseconds(9999))
        #expect(clock.now == start + .milliseconds(9999))
        hands.pass(.zero, jump: .hours(1))
        #expect(clock.now == start + .milliseconds(9999))
        hands.pass(.milliseconds(9999))
        #expect(clock.now == start + .milliseconds(19_998))
        hands.pass(.milliseconds(1))
        #expect(clock.now == hands.wall)
        #expect(clock.takeEvents() == [.jumped(.hours(1)), .jumped(.hours(2)), .followed(.hours(2))])
        #expect(clock.takeEvents().isEmpty, "each is told once")
    }

    /// A clock that jumps about fills no memory, and is noted in order.
    @Test func noMoreThanAHundredJumpsAreKept() {
        let hands = Hands()
        let clock = hands.clock()
        for hour in 1...150 {
            hands.pass(.zero, jump: .hours(hour % 2 == 0 ? -hour : hour))
            _ = clock.now
        }
        let events = clock.takeEvents()
        #expect(events.count == 100 && events.first == .jumped(.hours(1)))
    }

    // MARK: What the watch tells

    /// - Parameter count: incidents that are told of.
    private func watching(
        _ bench: Bench, _ count: Int, _ jump: (Hands, SteadyClock) -> Void
    ) async throws -> [ClockIncident] {
        let hands = Hands()
        let clock = hands.clock()
        jump(hands, clock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await ClockWatch(engine: bench.engine, clock: clock).run() }
            let hasLooked = try await eventually {
                // Where nothing is told, the end of the first round shows in what it notes.
                count == 0
                    ? try await bench.store.clock.lastInstant() == bench.now
                    : try await bench.store.clock.recent(now: bench.now).count == count
            }
            #expect(hasLooked)
            group.cancelAll()
        }
        return try await bench.store.clock.recent(now: bench.now)
    }

    @Test(arguments: [(59, false), (60, true), (-59, false), (-60, true)])
    func aJumpOfAMinuteIsWorthTelling(_ seconds: Int, _ isTold: Bool) async throws {
        try await Bench.with { bench in
            let told = try await watching(bench, isTold ? 1 : 0) { hands, clock in
                hands.pass(.zero, jump: .seconds(seconds))
                _ = clock.now
            }
            #expect(told.map(\.offset) == (isTold ? [.seconds(seconds)] : []))
            #expect(told.allSatisfy { $0.source == .step && $0.text.en.contains("jumped") })
            if isTold { #expect(told.first?.text.en.hasSuffix(seconds > 0 ? "ahead" : "back") == true) }
        }
    }

    @Test func aJumpThatCameBackMovedNothingAndIsToldSo() async throws {
        try await Bench.with { bench in
            let told = try await watching(bench, 2) { hands, clock in
                hands.pass(.zero, jump: .hours(3))
                _ = clock.now
                hands.pass(.seconds(2), jump: .hours(-3))
                _ = clock.now
            }
            #expect(told.map(\.offset) == [.zero, .hours(3)])
            #expect(told.first?.text.en.hasSuffix("a jump of 3 hours ahead; nothing followed it") == true)
        }
    }

    /// Once a jump is followed, what a wrong clock had put off goes on at once.
    @Test func aJumpThatIsFollowedPutsWaitingTimesRight() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            try await bench.store.devices.setNextRun(bench.now + .hours(5), device)
            let told = try await watching(bench, 2) { hands, clock in
                hands.pass(.zero, jump: .hours(-5))
                _ = clock.now
                hands.pass(.seconds(10))
                _ = clock.now
            }
            #expect(told.map(\.offset) == [.hours(-5), .hours(-5)])
            #expect(
                told.first?.text.en.contains("was set 5 hours back; syncs and deliveries go by the new time") == true)
            let next = try await bench.device().nextRunAt
            #expect(next == bench.now)
        }
    }

    // MARK: What is stored and what the clock says

    @Test(arguments: [(120_000, false), (120_001, true)])
    func entriesOfTheFutureAreToldBeyondTheTolerance(_ milliseconds: Int, _ isTold: Bool) async throws {
        try await Bench.with { bench in
            try await bench.store.clock.see(bench.now + .milliseconds(milliseconds))
            try await bench.engine.checkClock()
            let told = try await bench.store.clock.recent(now: bench.now)
            #expect(told.map(\.source) == (isTold ? [.database] : []))
            // The clock is behind: the offset is below zero.
            #expect(told.map(\.offset) == (isTold ? [.milliseconds(-milliseconds)] : []))
        }
    }

    /// A device may wait for its period, two minutes where nothing is set; for longer only a wrong clock lets it wait.
    @Test(arguments: [("0", 240), ("1", 240), ("2", 240), ("30", 1920)])
    func onlyATimeBeyondThePeriodIsPutRight(_ minutes: String, _ longest: Int) async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            try await bench.set("auto-sync-minutes", minutes)
            let kept = bench.now + .seconds(longest)
            try await bench.store.devices.setNextRun(kept, device)
            try await bench.engine.checkClock()
            let untouched = try await bench.device().nextRunAt
            #expect(untouched == kept)
            try await bench.store.devices.setNextRun(kept + .milliseconds(1), device)
            try await bench.engine.checkClock()
            let next = try await bench.device().nextRunAt
            #expect(next == bench.now)
        }
    }

    // MARK: Vendors' clocks

    /// A line whose replies bear these dates, one after the other.
    private func vendor(_ bench: Bench, _ skews: [Duration?]) async throws -> VendorClock {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        let dates = Mutex(
            skews.map { skew in
                skew.map {
                    formatter.string(from: Date(timeIntervalSince1970: Double((bench.now + $0).milliseconds) / 1000))
                }
            })
        let http = StubHTTP { _ in
            let date = dates.withLock { $0.removeFirst() }
            return HTTPReply(status: 200, headers: date.map { [(name: "Date", value: $0)] } ?? [])
        }
        let clock = VendorClock(http, now: { bench.clock.now })
        for _ in skews { _ = try await clock.send(HTTPCall(.get, "https://vendor.test", timeout: .seconds(1))) }
        return clock
    }

    @Test(
        arguments: [
            ([], nil), ([nil], nil), ([120], nil), ([-120], nil), ([121], 121), ([-121], -121),
            ([3600, 900, 7200], 900),
            ([-3600, -900, -7200], -900), ([nil, 600, nil], 600), ([600, 10], nil), ([-300, 200], 200),
        ] as [([Int?], Int?)])
    func theSmallestDifferenceThatWasHeardCounts(_ skews: [Int?], _ skew: Int?) async throws {
        try await Bench.with { bench in
            let clock = try await vendor(bench, skews.map { $0.map { .seconds($0) } })
            #expect(clock.skew == skew.map { .seconds($0) })
            #expect(clock.time == skew.map { bench.now + .seconds($0) })
            #expect(clock.hasSpoken == skews.contains { $0 != nil })
        }
    }

    @Test func aVendorThatIsAheadMeansThatThisMachineIsBehind() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            try await bench.engine.noteClock(of: device, vendor(bench, [.minutes(5)]))
            try await bench.engine.noteClock(of: device, vendor(bench, [.seconds(100)]))
            let told = try await bench.store.clock.recent(now: bench.now)
            #expect(told.map(\.offset) == [.minutes(-5)] && told.map(\.source) == [.vendor])
            #expect(
                told.first?.text.en.hasPrefix("the clock of this machine is 5 minutes behind that of the vendor")
                    == true)
        }
        #expect(ClockWords.differs(.minutes(-5), from: "D").en.contains("5 minutes ahead of that of the vendor of “D”"))
        #expect(ClockWords.differs(.minutes(-5), from: "D").vi.contains("nhanh 5 phút"))
        #expect(ClockWords.differs(.minutes(5), from: "D").vi.contains("chậm 5 phút"))
    }
}
