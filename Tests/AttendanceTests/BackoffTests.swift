import SeededChance
import Testing

@testable import Attendance

@Suite struct BackoffTests {
    // MARK: The table

    @Test(arguments: [
        (Backoff.hrClient, [5, 10, 20, 40, 80, 160, 320, 600, 600, 600, 600]),
        (.announcements, [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]),
        (.notices, [30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15_360, 15_360]),
        (.device(period: .minutes(2)), [120, 240, 480, 960, 1800, 1800, 1800, 1800, 1800, 1800, 1800]),
    ])
    func eachWaitIsTwiceTheOneBeforeUpToTheLongest(_ backoff: Backoff, _ seconds: [Int]) {
        #expect((1...11).map { backoff.delay(afterFailures: $0) } == seconds.map { .seconds($0) })
        #expect(backoff.delay(afterFailures: .max) == .seconds(seconds[10]), "for ever")
    }

    @Test func aDeviceThatIsReadRarelyIsTriedSooner() {
        #expect(Backoff.device(period: .hours(6)).delay(afterFailures: 1) == .minutes(30))
    }

    @Test func aStepOfACommandIsTriedAgainUnderASecondAndNeverLaterThanTen() {
        let backoff = RetryPolicy.foreground.backoff
        #expect(backoff.spread == 0.75...1)
        let unspread = Backoff(first: .milliseconds(400), longest: .seconds(10))
        let waits = (1...7).map { unspread.delay(afterFailures: $0) }
        #expect(waits == [400, 800, 1600, 3200, 6400, 10_000, 10_000].map { .milliseconds($0) })
        for failures in [1, 6, 1000] {
            let (delay, most) = (backoff.delay(afterFailures: failures), unspread.delay(afterFailures: failures))
            #expect(delay >= most * 0.75 && delay <= most)
        }
    }

    @Test func listedWaitsAreTakenAsTheyStandAndTheLastHolds() {
        let backoff = Backoff([.seconds(5), .minutes(5), .seconds(30)])
        #expect((0...5).map { backoff.delay(afterFailures: $0) } == [5, 5, 300, 30, 30, 30].map { .seconds($0) })
        #expect(Backoff([]).delay(afterFailures: 3) == .zero)
        #expect(Backoff([]).delay(afterFailures: 3, asked: .seconds(1)) == .seconds(1))
    }

    // MARK: For any back-off

    @Test func noWaitIsShorterThanTheLeastOrLongerThanTheMost() {
        var chance = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let first = Duration.milliseconds(Int.random(in: 0...100_000, using: &chance))
            let longest = Duration.milliseconds(Int.random(in: 1...10_000_000, using: &chance))
            let backoff = Backoff(first: first, longest: longest, spread: 0.75...1)
            var last = Duration.zero
            for failures in 0...30 {
                let delay = backoff.delay(afterFailures: failures, using: &chance)
                #expect(delay >= min(first, longest) * 0.75 && delay <= longest, "\(backoff) \(failures)")
                let unspread = Backoff(first: first, longest: longest).delay(afterFailures: failures)
                #expect(unspread >= last, "it never shrinks")
                last = unspread
            }
            let isDone = first == .zero ? Duration.zero : longest
            #expect(last == isDone || first < longest && first * Double(1 << 29) < longest)
        }
    }

    @Test func whoIsAskedToWaitWaitsAndWhoIsAskedForLessWaitsAsUsual() {
        var chance = SeededGenerator(seed: 6)
        for _ in 0..<500 {
            let backoff = Backoff(
                first: .seconds(Int.random(in: 1...60, using: &chance)), longest: .minutes(10), spread: 0.75...1)
            let failures = Int.random(in: 1...20, using: &chance)
            let asked = Duration.seconds(Int.random(in: 0...2000, using: &chance))
            var twin = chance
            let usual = backoff.delay(afterFailures: failures, using: &twin)
            #expect(backoff.delay(afterFailures: failures, asked: asked, using: &chance) == max(usual, asked))
        }
    }

    @Test func whatFailedTogetherDoesNotComeBackTogether() {
        let delays = { (backoff: Backoff) in Set((0..<20).map { _ in backoff.delay(afterFailures: 3) }).count }
        #expect(delays(RetryPolicy.background.backoff) > 1)
        #expect(delays(.hrClient) == 1, "where nothing is spread nothing differs")
    }
}
