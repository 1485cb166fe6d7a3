import Attendance
import SeededChance
import Testing
import WorkingTime

/// Deadlines at every edge, and against an oracle that looks at each minute.
@Suite struct DeadlineTests {
    private static let ten = Duration.minutes(10)

    private func instant(_ text: String, _ zone: Zone = .vietnam) throws -> Instant {
        zone.instant(of: try #require(LocalTime(text)))
    }

    @Test(arguments: [
        // A Monday within the hours, and its edges.
        ("2026-11-23 10:00:00", "2026-11-23 10:10:00"), ("2026-11-23 08:30:00", "2026-11-23 08:40:00"),
        ("2026-11-23 08:29:59", "2026-11-23 08:40:00"), ("2026-11-23 17:20:00", "2026-11-23 17:30:00"),
        ("2026-11-23 17:20:01", "2026-11-24 08:30:01"), ("2026-11-23 17:29:59", "2026-11-24 08:39:59"),
        ("2026-11-23 17:30:00", "2026-11-24 08:40:00"),
        // Saturday evening waits for Monday.
        ("2026-11-21 17:30:00", "2026-11-23 08:40:00"), ("2026-11-21 17:25:00", "2026-11-23 08:35:00"),
        ("2026-11-22 12:00:00", "2026-11-23 08:40:00"), ("2026-11-22 00:00:00", "2026-11-23 08:40:00"),
        // Tết: Friday the 13th, Saturday, then Monday to Friday off.
        ("2026-02-14 17:25:00", "2026-02-21 08:35:00"),
        // Hùng Kings on a Sunday with Monday off; then two days in a row.
        ("2026-04-25 17:30:00", "2026-04-28 08:40:00"), ("2026-04-29 17:29:00", "2026-05-02 08:39:00"),
    ])
    func tenMinutesOfVietnameseOffices(_ filed: String, _ due: String) throws {
        let deadline = try Deadline(from: instant(filed), working: Self.ten, in: .vietnam)
        #expect(deadline.dueAt == (try instant(due)), "\(Zone.vietnam.local(at: deadline.dueAt))")
        #expect(!deadline.isBeyondCalendar)
    }

    @Test func theStepsTellTheWholeWay() throws {
        let deadline = try Deadline(from: instant("2026-04-29 17:25:00"), working: Self.ten, in: .vietnam)
        #expect(deadline.steps.first?.from == deadline.start && deadline.steps.last?.to == deadline.dueAt)
        for (left, right) in zip(deadline.steps, deadline.steps.dropFirst()) { #expect(left.to == right.from) }
        let kinds = deadline.steps.map { step -> String in
            switch step.kind {
            case .counts: "counts"
            case .closed: "closed"
            case .free: "free"
            case .paused: "paused"
            case .holiday(let holiday): holiday.name.en
            }
        }
        #expect(kinds == ["counts", "closed", "Reunification Day", "Labour Day", "closed", "counts"])
        #expect(deadline.steps.filter { $0.kind == .counts }.map(\.duration) == [.minutes(5), .minutes(5)])
    }

    @Test func aPauseStopsTheClockAcrossTheClosing() throws {
        let start = try instant("2026-11-20 17:20:00")
        let pause = try instant("2026-11-20 17:24:00")..<instant("2026-11-21 09:00:00")
        let deadline = try Deadline(from: start, working: Self.ten, pauses: [pause], in: .vietnam)
        #expect(deadline.dueAt == (try instant("2026-11-21 09:06:00")))
        #expect(deadline.steps.map(\.kind) == [.counts, .paused, .counts])
        // The same pause told twice, in pieces and out of order is the same pause.
        let pieces = [
            try instant("2026-11-20 20:00:00")..<instant("2026-11-21 09:00:00"), pause,
            try instant("2026-11-20 17:24:00")..<instant("2026-11-20 21:00:00"),
        ]
        #expect(try Deadline(from: start, working: Self.ten, pauses: pieces, in: .vietnam).dueAt == deadline.dueAt)
    }

    @Test func nothingToWorkIsDueAtOnceAndBeyondTheDataIsSaid() throws {
        let start = try instant("2026-11-22 03:00:00")
        let deadline = try Deadline(from: start, working: .zero, in: .vietnam)
        #expect(deadline.dueAt == start && deadline.steps.isEmpty)
        let late = try Deadline(from: instant("2027-12-31 17:29:00"), working: Self.ten, in: .vietnam)
        #expect(late.isBeyondCalendar)
    }

    @Test func aCalendarOfHolidaysAloneHasNoDeadline() throws {
        let span = try #require(WorkingSpan("08:00-09:00"))
        var holidays: [LocalDate: Holiday] = [:]
        let first = try #require(LocalDate("2026-01-01"))
        for day in 0..<1000 {
            holidays[first.adding(days: day)] = Holiday(name: Phrase(verbatim: "H"), isConfirmed: true, source: "test")
        }
        let calendar = try WorkingCalendar(
            version: 1, zone: .vietnam, weekdays: [.monday: [span]], holidays: holidays, coversUntilYear: 2028)
        #expect(throws: DeadlineFailure.never) {
            try Deadline(from: instant("2026-01-01 00:00:00"), working: Self.ten, in: calendar)
        }
    }

    // MARK: Against every minute

    private static let zones = [
        "Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo",
        "Asia/Kathmandu", "Africa/Casablanca",
    ]

    private func isWorking(_ instant: Instant, _ calendar: WorkingCalendar) -> Bool {
        let local = calendar.zone.local(at: instant)
        guard case .working(let spans) = calendar.day(local.date) else { return false }
        return spans.contains { (Int($0.open)..<Int($0.close)).contains(local.secondOfDay) }
    }

    @Test(arguments: 0..<60)
    func everyDeadlineIsTheOracles(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) &* 0x9E37_79B9 &+ 17)
        let zone = try #require(Zone(identifier: Self.zones[seed % Self.zones.count]))
        let calendar = try self.calendar(zone, &random)
        for _ in 0..<4 {
            // Around the changes of the clocks of 2026, in spring and in autumn, in both hemispheres.
            let centre =
                [1_774_746_000, 1_792_976_400, 1_775_325_600, 1_790_000_000, 1_772_953_200].randomElement(
                    using: &random) ?? 0
            let start = Instant(seconds: Int64(centre / 60 * 60) + Int64.random(in: -4320...4320, using: &random) * 60)
            let minutes = Int.random(in: 1...900, using: &random)
            var pauses: [Range<Instant>] = []
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let begin = start + .minutes(Int.random(in: 0...3000, using: &random))
                pauses.append(begin..<begin + .minutes(Int.random(in: 1...2000, using: &random)))
            }
            let deadline = try Deadline(from: start, working: .minutes(minutes), pauses: pauses, in: calendar)
            var position = start
            var worked = 0
            while worked < minutes {
                if isWorking(position, calendar), !pauses.contains(where: { $0.contains(position) }) { worked += 1 }
                position = position + .minutes(1)
            }
            #expect(
                deadline.dueAt == position,
                "\(zone) from \(zone.local(at: start)): \(zone.local(at: deadline.dueAt)), not \(zone.local(at: position))"
            )
            #expect(
                Deadline.working(from: start, to: deadline.dueAt, pauses: pauses, in: calendar) == .minutes(minutes))
            let counted = deadline.steps.filter { $0.kind == .counts }.map(\.duration).reduce(.zero, +)
            #expect(counted == .minutes(minutes))
            for (left, right) in zip(deadline.steps, deadline.steps.dropFirst()) { #expect(left.to == right.from) }
        }
    }

    private func calendar(_ zone: Zone, _ random: inout SeededGenerator) throws -> WorkingCalendar {
        var weekdays: [Weekday: [WorkingSpan]] = [:]
        for weekday in Weekday.allCases where Int.random(in: 0..<5, using: &random) > 0 {
            // Hours in which clocks change are in it too.
            var spans: [WorkingSpan] = []
            var from = Int.random(in: 0...180, using: &random)
            while from < 1380, spans.count < 4 {
                let to = min(1440, from + Int.random(in: 1...500, using: &random))
                if let span = WorkingSpan(open: from * 60, close: to * 60) { spans.append(span) }
                from = to + Int.random(in: 0...300, using: &random)
            }
            weekdays[weekday] = spans
        }
        if weekdays.isEmpty { weekdays[.monday] = [WorkingSpan(open: 0, close: 86_400)].compactMap(\.self) }
        var holidays: [LocalDate: Holiday] = [:]
        var working: [LocalDate: [WorkingSpan]] = [:]
        let first = try #require(LocalDate("2026-03-01"))
        for _ in 0..<40 {
            let day = first.adding(days: Int.random(in: 0..<250, using: &random))
            if Bool.random(using: &random) {
                holidays[day] = Holiday(name: Phrase(verbatim: "H"), isConfirmed: false, source: "test")
            } else {
                working[day] = [WorkingSpan(open: 2 * 3600, close: 5 * 3600)].compactMap(\.self)
            }
        }
        for day in working.keys { holidays[day] = nil }
        return try WorkingCalendar(
            version: 1, zone: zone, weekdays: weekdays, holidays: holidays, workingDays: working, coversUntilYear: 2027)
    }
}
