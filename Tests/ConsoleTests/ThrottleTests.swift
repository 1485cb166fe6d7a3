import Attendance
import SeededChance
import Simulators
import TestSupport
import Testing

@testable import Console

/// So many tries, one more after each pause, and never more than that.
@Suite struct ThrottleTests {
    private let clock = TestClock(TestHub.usualNow)

    private func throttle(_ burst: Int = 3, _ refill: Duration = .seconds(10)) -> Throttle {
        Throttle(burst: burst, refill: refill, now: { [clock] in clock.now })
    }

    private func taken(_ throttle: Throttle, _ key: String = "a", of tries: Int = 20) -> Int {
        (0..<tries).count { _ in throttle.take(key) == nil }
    }

    @Test func theTriesAreUsedUp() {
        let throttle = throttle()
        #expect(taken(throttle) == 3)
        #expect(throttle.take("a") == 10)
    }

    @Test func oneMoreComesWithEachPause() {
        let throttle = throttle()
        #expect(taken(throttle) == 3)
        clock.advance(by: .milliseconds(9_999))
        #expect(throttle.take("a") == 1)
        clock.advance(by: .milliseconds(1))
        #expect(throttle.take("a") == nil && throttle.take("a") == 10)
        clock.advance(by: .seconds(20))
        #expect(taken(throttle) == 2)
    }

    @Test func theWaitThatIsSaidIsLongEnoughAndNotLonger() {
        let throttle = throttle()
        #expect(taken(throttle) == 3)
        clock.advance(by: .milliseconds(3_500))
        #expect(throttle.take("a") == 7)
        clock.advance(by: .seconds(7))
        #expect(throttle.take("a") == nil)
    }

    @Test func askingDoesNotPutTheNextTryOff() {
        let throttle = throttle()
        #expect(taken(throttle) == 3)
        for _ in 0..<100 {
            clock.advance(by: .milliseconds(100))
            _ = throttle.take("a")
        }
        // Ten seconds are one try, and one of the hundred got it.
        #expect(throttle.take("a") == 10)
    }

    @Test func whoWaitsForDaysHasNoMoreThanTheFirstTries() {
        let throttle = throttle()
        #expect(taken(throttle) == 3)
        clock.advance(by: .hours(72))
        #expect(taken(throttle) == 3)
    }

    @Test func nobodyUsesUpAnothersTries() {
        let throttle = throttle()
        #expect(taken(throttle, "a") == 3 && taken(throttle, "b") == 3)
    }

    @Test func aClockThatIsSetBackTakesNoTryAway() {
        let throttle = throttle()
        #expect(throttle.take("a") == nil)
        clock.advance(by: .hours(-5))
        #expect(taken(throttle) == 2)
        clock.advance(by: .seconds(10))
        #expect(taken(throttle) == 1)
    }

    @Test func whatIsForgivenIsWholeAgain() {
        let throttle = throttle()
        #expect(taken(throttle) == 3)
        throttle.forgive("b")
        #expect(throttle.take("a") != nil)
        throttle.forgive("a")
        #expect(taken(throttle) == 3)
    }

    @Test func whereMoreNamesThanThereIsRoomForAskTheOneThatIsUsedUpStaysSo() {
        let throttle = throttle(2, .hours(1))
        for number in 0..<9_000 { _ = throttle.take("early \(number)") }
        clock.advance(by: .hours(1))
        #expect(taken(throttle, "busy") == 2)
        // The early ones are whole again: they make the room.
        for number in 0..<5_000 { _ = throttle.take("late \(number)") }
        #expect(throttle.take("busy") != nil)
    }

    @Test(arguments: [1, 7, 99] as [UInt64])
    func whateverTheOrderNoMoreIsTakenThanTimeHasGiven(_ seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            let (burst, refill) = (Int.random(in: 2...6, using: &chance), Int.random(in: 3...30, using: &chance))
            let throttle = throttle(burst, .seconds(refill))
            var (passed, got) = (0, 0)
            for _ in 0..<200 {
                let pause = Int.random(in: 0...2_000, using: &chance)
                clock.advance(by: .milliseconds(pause))
                passed += pause
                if throttle.take("a") == nil { got += 1 }
            }
            let most = burst + passed / (refill * 1000)
            #expect(got <= most, "\(burst) and one each \(refill) s in \(passed) ms")
            // Asked more often than tries come: none is lost.
            #expect(got >= passed / (refill * 1000), "\(burst), \(refill): \(got)")
        }
    }
}
