import Attendance
import TestSupport
import Testing

@testable import Console

/// Guesses that are wrong cost their time, and time that has passed is forgotten.
@Suite struct GuessGuardTests {
    private let clock = TestClock(TestHub.usualNow)

    private func guardian(free: Int = 3) -> GuessGuard { GuessGuard(free: free, now: { [clock] in clock.now }) }

    @Test func theFreeOnesCostNothingAndTheNextOnesDouble() {
        let guesses = guardian()
        var waits: [Int] = []
        for _ in 0..<14 {
            let wait = guesses.begin("a") ?? 0
            waits.append(wait)
            guard wait > 0 else { continue }
            clock.advance(by: .seconds(wait))
            #expect(guesses.begin("a") == nil)
        }
        #expect(waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
    }

    @Test func nobodyEverWaitsMoreThanAQuarterOfAnHour() {
        let guesses = guardian(free: 0)
        for _ in 0..<40 {
            guard let wait = guesses.begin("a") else { continue }
            #expect(wait <= 900)
            clock.advance(by: .seconds(wait))
        }
        #expect(guesses.begin("a") == nil && guesses.begin("a") == 900)
    }

    @Test func triesDuringTheWaitAreNotEvenCounted() {
        let guesses = guardian(free: 0)
        #expect(guesses.begin("a") == nil)
        for _ in 0..<50 { #expect(guesses.begin("a") == 1) }
        clock.advance(by: .seconds(1))
        #expect(guesses.begin("a") == nil && guesses.begin("a") == 2)
    }

    @Test func aRightOneClearsTheAccountAndNoOther() {
        let guesses = guardian(free: 1)
        for key in ["a", "b"] { #expect(guesses.begin(key) == nil && guesses.begin(key) == nil) }
        guesses.succeed("a")
        #expect(guesses.begin("a") == nil && guesses.begin("a") == nil && guesses.begin("a") == 1)
        #expect(guesses.begin("b") == 1)
    }

    @Test func aGuessCountsBeforeItIsChecked() {
        let guesses = guardian(free: 2)
        // So many at once, none of them answered yet.
        #expect((0..<10).count { _ in guesses.begin("a") == nil } == 3)
    }

    @Test func afterADayItIsForgotten() {
        let guesses = guardian(free: 1)
        for _ in 0..<2 { #expect(guesses.begin("a") == nil) }
        clock.advance(by: .hours(24))
        #expect(guesses.begin("a") == nil && guesses.begin("a") == 2, "a whole day is not more than one")
        clock.advance(by: .hours(24) + .milliseconds(1))
        for _ in 0..<2 { #expect(guesses.begin("a") == nil) }
        #expect(guesses.begin("a") == 1)
    }

    @Test func aClockThatIsSetBackLocksNobodyOutForHours() {
        let guesses = guardian(free: 0)
        #expect(guesses.begin("a") == nil)
        clock.advance(by: .hours(-10))
        #expect(guesses.begin("a") == 900)
        clock.advance(by: .hours(-15))
        #expect(guesses.begin("a") == nil, "what lies more than a day ahead is not a memory")
    }

    @Test func aFloodOfNamesForgetsTheQuietestFirst() {
        let guesses = guardian(free: 0)
        for number in 0..<15_000 { _ = guesses.begin("old \(number)") }
        clock.advance(by: .minutes(1))
        for _ in 0..<2 {
            _ = guesses.begin("target")
            clock.advance(by: .seconds(1))
        }
        for number in 0..<9_000 { _ = guesses.begin("new \(number)") }
        clock.advance(by: .seconds(1))
        #expect(guesses.begin("target") == nil && guesses.begin("target") == 4)
    }
}
