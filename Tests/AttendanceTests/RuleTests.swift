import Attendance
import Testing

/// The bounds of windows, of hours, and of patience.
@Suite struct RuleTests {
    private func window(_ from: Int64, _ to: Int64) throws -> Window {
        try #require(Window(from: Instant(milliseconds: from), to: Instant(milliseconds: to)))
    }

    @Test func aWindowHoldsItsStartAndNotItsEnd() throws {
        let window = try window(1000, 2000)
        for (moment, isIn) in [(999, false), (1000, true), (1999, true), (2000, false)] as [(Int64, Bool)] {
            #expect(window.contains(Instant(milliseconds: moment)) == isIn, "\(moment)")
        }
        #expect(window.duration == .seconds(1))
    }

    @Test(
        arguments: [
            (0, 1000, 1000, 2000), (0, 1500, 1500, 2000), (1500, 2000, 1000, 1500), (1500, 9000, 1000, 1500),
            (2000, 3000, 1000, 2000), (1200, 1300, 1000, 2000), (1000, 1001, 1001, 2000), (1999, 2000, 1000, 1999),
        ] as [(Int64, Int64, Int64, Int64)])
    func whatWasReadIsTakenOffAnEnd(_ from: Int64, _ to: Int64, _ leftFrom: Int64, _ leftTo: Int64) throws {
        #expect(try window(1000, 2000).without(window(from, to)) == window(leftFrom, leftTo))
    }

    @Test func aWindowThatWasReadWholeIsGone() throws {
        #expect(try window(1000, 2000).without(window(1000, 2000)) == nil)
        #expect(try window(1000, 2000).without(window(0, 9000)) == nil)
    }

    @Test func twoSpansTogetherReachFromTheFirstStartToTheLastEnd() throws {
        #expect(try window(1000, 2000).spanning(window(4000, 5000)) == window(1000, 5000))
        #expect(try window(4000, 5000).spanning(window(1000, 2000)) == window(1000, 5000))
        #expect(try window(1000, 9000).spanning(window(2000, 3000)) == window(1000, 9000))
    }

    @Test func anHourIsNotHalvedAndAMomentMoreIs() throws {
        #expect(try window(0, 3_600_000).halves == nil)
        let (first, second) = try #require(try window(0, 3_600_001).halves)
        #expect(first.from.milliseconds == 0 && first.to == second.from && second.to.milliseconds == 3_600_001)
        #expect(first.to.milliseconds == 1_800_000)
    }

    @Test func aWindowThatEndsAtMidnightDoesNotTouchTheNextDay() throws {
        let day = try #require(
            Window(from: at("2026-03-15T00:00:00+07:00"), to: at("2026-03-16T00:00:00+07:00")))
        #expect(day.days(in: .vietnam).map(\.description) == ["2026-03-15"])
        #expect(day.days(in: try zone("UTC")).map(\.description) == ["2026-03-14", "2026-03-15"])
    }

    @Test(arguments: ["today", "month", "1d", "3d", "366d"]) func aRuleReadsBackToItself(_ text: String) throws {
        #expect(try #require(WindowRule(text)).description == text)
    }

    @Test(arguments: ["0d", "367d", "-1d", "d", "3", "3 d", "Today", "months", "3.5d", ""])
    func whatIsNoRuleIsRefused(_ text: String) { #expect(WindowRule(text) == nil) }

    // MARK: Hours

    private func local(_ time: String) throws -> LocalTime { try #require(LocalTime("2026-03-16 \(time)")) }

    @Test(arguments: [
        ("only 22:00-06:00", "21:59:59", false), ("only 22:00-06:00", "22:00:00", true),
        ("only 22:00-06:00", "05:59:59", true), ("only 22:00-06:00", "06:00:00", false),
        ("avoid 22:00-06:00", "05:59:59", false), ("avoid 22:00-06:00", "06:00:00", true),
        ("only 20:00-24:00", "23:59:59", true), ("only 20:00-24:00", "00:00:00", false),
        ("avoid 07:00-09:00,11:30-12:30", "12:29:59", false), ("avoid 07:00-09:00,11:30-12:30", "12:30:00", true),
        ("avoid 07:00-09:00,11:30-12:30", "09:00:00", true), ("only 07:00-09:00,11:30-12:30", "10:00:00", false),
        ("only 00:00-24:00", "00:00:00", true), ("always", "12:00:00", true),
    ])
    func aMinuteIsInsideFromItsStartToItsEnd(_ hours: String, _ time: String, _ isAllowed: Bool) throws {
        #expect(try #require(SyncHours(hours)).allows(local(time)) == isAllowed)
    }

    @Test(arguments: [
        ("always", "always"), (" ONLY 8:20-09:40 ", "only 08:20-09:40"),
        (
            "Avoid 12:00-13:00, 17:00-18:00",
            "avoid 12:00-13:00,17:00-18:00"
        ), ("only 22:00-24:00", "only 22:00-24:00"),
    ])
    func hoursReadBackToWhatTheyMean(_ text: String, _ canonical: String) throws {
        let hours = try #require(SyncHours(text))
        #expect(hours.description == canonical && SyncHours(canonical) == hours)
    }

    @Test(arguments: [
        "only 24:00-01:00", "only 08:00-24:01", "only 08:60-09:00", "only 08:0-09:00", "only 008:00-09:00",
        "only 08:00-09:00,", "only ,08:00-09:00", "only 08:00-09:00-10:00", "only 08-09", "only :00-09:00",
        "avoid 08:00", "except 08:00-09:00", "always always", "only 0x:00-09:00", "only 08:00:00-09:00",
    ])
    func hoursThatMeanNothingAreRefused(_ text: String) { #expect(SyncHours(text) == nil) }

    // MARK: Patience

    @Test func aPersonIsToldSoonerThanTheScheduleGivesUp() {
        #expect(RetryPolicy.foreground.patience == .seconds(30) && RetryPolicy.test.attempts == 2)
        #expect(RetryPolicy.background.patience > RetryPolicy.foreground.patience)
        #expect(RetryPolicy.foreground.backoff.delay(afterFailures: 1) < .seconds(1), "a command is quick")
    }
}
