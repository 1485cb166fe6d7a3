import Attendance
import Testing

@testable import WorkingTime

/// The moments at which a deadline turns: closings, lunches, pauses that touch, the furthest day.
@Suite struct DeadlineEdgeTests {
    private static let ten = Duration.minutes(10)

    private func instant(_ text: String) throws -> Instant { Zone.vietnam.instant(of: try #require(LocalTime(text))) }

    /// Of one Monday.
    private func at(_ time: String) throws -> Instant { try instant("2026-11-23 \(time)") }

    private func offices(_ spans: String..., coversUntilYear: Int = 2027) throws -> WorkingCalendar {
        let hours = try spans.map { try #require(WorkingSpan($0)) }
        let days = Weekday.allCases.filter { $0 != .saturday && $0 != .sunday }
        return try WorkingCalendar(
            version: 1, zone: .vietnam, weekdays: Dictionary(uniqueKeysWithValues: days.map { ($0, hours) }),
            coversUntilYear: coversUntilYear)
    }

    @Test(arguments: [
        ("11:49:59", "23 11:59:59"), ("11:50:00", "23 12:00:00"), ("11:50:01", "23 13:00:01"),
        ("11:55:00", "23 13:05:00"), ("12:00:00", "23 13:10:00"), ("12:59:59", "23 13:10:00"),
        ("13:00:00", "23 13:10:00"), ("16:50:00", "23 17:00:00"), ("16:50:01", "24 08:00:01"),
        ("17:00:00", "24 08:10:00"),
    ])
    func noTimePassesOverLunch(_ filed: String, _ due: String) throws {
        let deadline = try Deadline(
            from: at(filed), working: Self.ten, in: offices("13:00-17:00", "08:00-12:00"))
        #expect(deadline.dueAt == (try instant("2026-11-\(due)")), "\(Zone.vietnam.local(at: deadline.dueAt))")
    }

    @Test func aThousandthOfASecondTooLateIsTheNextMorning() throws {
        let start = try at("17:20:00") + .milliseconds(1)
        let deadline = try Deadline(from: start, working: Self.ten, in: .vietnam)
        #expect(deadline.dueAt == (try instant("2026-11-24 08:30:00")) + .milliseconds(1))
    }

    @Test func spansThatTouchAreOne() throws {
        let calendar = try offices("08:00-12:00", "12:00-13:00")
        let day = try #require(LocalDate("2026-11-23"))
        #expect(calendar.openTimes(of: day) == [try at("08:00:00")..<at("13:00:00")])
        let deadline = try Deadline(from: at("11:55:00"), working: Self.ten, in: calendar)
        #expect(deadline.dueAt == (try at("12:05:00")) && deadline.steps.map(\.kind) == [.counts])
    }

    @Test(
        "A pause counts from its first moment to its last, and each moment once",
        arguments: [
            // Already begun; over in time; from the moment at which the case is due.
            (["09:00:00-10:30:00"], "10:40:00"), (["08:00:00-10:00:00"], "10:10:00"),
            (["10:10:00-11:00:00"], "10:10:00"), (["10:09:59-11:00:00"], "11:00:01"),
            // Two with a minute between them; two that touch; one within another, and told first; none at all.
            (["10:02:00-10:20:00", "10:21:00-10:40:00"], "10:47:00"),
            (["10:20:00-10:40:00", "10:02:00-10:20:00"], "10:48:00"),
            (["10:02:00-10:40:00", "10:05:00-10:10:00"], "10:48:00"),
            (["10:05:00-10:10:00", "10:02:00-10:40:00"], "10:48:00"), (["10:05:00-10:05:00"], "10:10:00"),
        ])
    func pauses(_ texts: [String], _ due: String) throws {
        let pauses = try texts.map { text -> Range<Instant> in
            let ends = try text.split(separator: "-").map { try at(String($0)) }
            return ends[0]..<ends[1]
        }
        let deadline = try Deadline(from: at("10:00:00"), working: Self.ten, pauses: pauses, in: .vietnam)
        #expect(deadline.dueAt == (try at(due)), "\(Zone.vietnam.local(at: deadline.dueAt))")
        #expect(
            Deadline.working(from: deadline.start, to: deadline.dueAt, pauses: pauses, in: .vietnam) == Self.ten)
    }

    @Test func aPauseExplainsANightOnlyWhereItCoversAllOfIt() throws {
        func kinds(_ from: String, _ to: String) throws -> [Deadline.Step.Kind] {
            let pause = try instant("2026-11-\(from)")..<instant("2026-11-\(to)")
            let deadline = try Deadline(from: at("17:25:00"), working: Self.ten, pauses: [pause], in: .vietnam)
            for (left, right) in zip(deadline.steps, deadline.steps.dropFirst()) { #expect(left.to == right.from) }
            return deadline.steps.map(\.kind)
        }
        #expect(try kinds("23 18:00:00", "23 20:00:00") == [.counts, .closed, .counts])
        #expect(try kinds("23 20:00:00", "24 09:00:00") == [.counts, .closed, .paused, .counts])
        #expect(try kinds("23 17:30:00", "24 09:00:00") == [.counts, .paused, .counts])
    }

    @Test func theWayBeginsWhereTheCaseDoes() throws {
        let early = try Deadline(from: at("07:00:00"), working: Self.ten, in: .vietnam)
        #expect(early.steps.map(\.kind) == [.closed, .counts])
        #expect(early.steps.map(\.duration) == [.minutes(90), Self.ten])
        let sunday = try Deadline(from: instant("2026-11-22 23:00:00"), working: Self.ten, in: .vietnam)
        #expect(sunday.steps.map(\.kind) == [.free, .closed, .counts])
        #expect(sunday.start == (try instant("2026-11-22 23:00:00")) && sunday.working == Self.ten)
    }

    @Test func theFurthestDayIsLookedAtAndNoFurther() throws {
        let span = try #require(WorkingSpan("08:00-09:00"))
        let first = try #require(LocalDate("2026-01-01"))
        func deadline(holidays count: Int) throws -> Deadline {
            let holiday = Holiday(name: Phrase(verbatim: "H"), isConfirmed: true, source: "test")
            let calendar = try WorkingCalendar(
                version: 1, zone: .vietnam,
                weekdays: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [span]) }),
                holidays: Dictionary(uniqueKeysWithValues: (0..<count).map { (first.adding(days: $0), holiday) }),
                coversUntilYear: 2030)
            return try Deadline(from: Zone.vietnam.startOfDay(first), working: Self.ten, in: calendar)
        }
        let last = Zone.vietnam.startOfDay(first.adding(days: Deadline.furthestDays))
        #expect(try deadline(holidays: Deadline.furthestDays).dueAt == last + .hours(8) + Self.ten)
        #expect(throws: DeadlineFailure.never) { try deadline(holidays: Deadline.furthestDays + 1) }
    }

    @Test func whatIsDueInTheLastYearThatIsKnownIsNotBeyondIt() throws {
        let last = try Deadline(from: instant("2027-12-31 17:20:00"), working: Self.ten, in: .vietnam)
        #expect(last.dueAt == (try instant("2027-12-31 17:30:00")) && !last.isBeyondCalendar)
    }

    @Test func workingTimeBetweenTwoInstantsLeavesOutWhatIsClosed() throws {
        let calendar = try offices("08:00-12:00", "13:00-17:00")
        func working(_ from: String, _ to: String) throws -> Duration {
            Deadline.working(from: try instant("2026-11-\(from)"), to: try instant("2026-11-\(to)"), in: calendar)
        }
        #expect(try working("23 12:00:00", "23 13:00:00") == .zero)
        #expect(try working("23 11:59:59", "23 13:00:01") == .seconds(2))
        #expect(try working("23 13:00:00", "23 11:00:00") == .zero)
        #expect(try working("23 09:00:00", "23 09:00:00") == .zero)
        #expect(try working("20 16:00:00", "23 09:00:00") == .hours(2))
        #expect(try working("23 00:00:00", "24 00:00:00") == .hours(8))
    }
}
