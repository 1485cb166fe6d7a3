import Attendance
import AttendanceHub
import TestSupport
import Testing

@testable import Console

/// Axes with round numbers, and bars that lead to exactly what they count.
@Suite struct ChartTests {
    private let first = LocalDate(daysSince1970: 20_528)

    private func counts(_ day: LocalDate, pulled: Int, delivered: Int = 0, waiting: Int = 0) -> DayCounts {
        var counts = StatusCounts()
        counts.pulled = pulled
        counts.delivered = delivered
        counts.waiting = waiting
        return DayCounts(day: day, counts: counts)
    }

    private func chart(_ daily: [DayCounts], days: Int) -> DayChart {
        DayChart(daily, first...first.adding(days: days - 1), .en)
    }

    @Test(arguments: [
        (0, [0, 1]), (1, [0, 1]), (3, [0, 1, 2, 3]), (5, [0, 1, 2, 3, 4, 5]), (6, [0, 2, 4, 6]), (26, [0, 10, 20, 30]),
        (312, [0, 100, 200, 300, 400]), (1_000_001, [0, 500_000, 1_000_000, 1_500_000]),
    ]) func ticksAreRoundAndReachTheHighest(_ most: Int, _ ticks: [Int]) {
        #expect(BarChart.ticks(upTo: most) == ticks)
    }

    @Test func everyDayOfTheRangeHasABarAndALineInTheTable() {
        let chart = chart([counts(first.adding(days: 2), pulled: 1, delivered: 1)], days: 4)
        #expect(chart.drawing.bars.map(\.parts.count) == [0, 0, 1, 0])
        #expect(chart.drawing.bars[2].words == "18/03/2026: 1 punch")
        #expect(chart.drawing.bars[0].words == "16/03/2026: 0 punches")
        #expect(chart.drawing.bars[2].address == "/punches?from=2026-03-18&to=2026-03-18")
        #expect(chart.days.map(\.pulled) == ["0", "1", "0", "0"])
    }

    @Test func aTinyDayIsSeenBesideAHugeOne() throws {
        let days = [
            counts(first, pulled: 1_000_000, delivered: 999_999, waiting: 1), counts(first.adding(days: 1), pulled: 1),
        ]
        let bars = chart(days, days: 2).drawing.bars
        #expect(bars[0].parts.map(\.tone) == ["delivered", "open"])
        #expect(bars[0].parts.map(\.height) == ["100.0%", "1.0%"])
        #expect(bars[1].parts.map(\.height) == ["1.0%"] && bars[1].parts.map(\.y) == ["99.0%"])
        #expect(bars[1].parts.map(\.tone) == ["none"], "owed to nobody")
        #expect(bars[0].words == "16/03/2026: 1,000,000 punches, 1 not delivered yet")
    }

    @Test func aYearIsDrawnByWeekAndTheWeeksAtItsEdgesEndThere() throws {
        // From a Wednesday on.
        let start = first.adding(days: 2)
        let chart = DayChart(
            (0..<365).map { counts(start.adding(days: $0), pulled: 1) }, start...start.adding(days: 364), .vi)
        #expect(chart.heading == "Theo từng tuần" && chart.drawing.bars.count == 53)
        let edge = try #require(chart.drawing.bars.first)
        #expect(
            edge.address == "/punches?from=2026-03-18&to=2026-03-22"
                && edge.words == "18/03/2026 – 22/03/2026: 5 bản ghi")
        #expect(chart.drawing.bars.last?.address == "/punches?from=2027-03-15&to=2027-03-17")
        #expect(chart.days.count == 53 && chart.days.first?.pulled == "3")
    }

    @Test(arguments: [1, 2, 8, 30, 120]) func marksUnderTheAxisAreFew(_ days: Int) {
        let bars = chart([counts(first, pulled: 3)], days: days).drawing.bars
        let marks = bars.filter { $0.mark != nil }
        #expect((1...8).contains(marks.count) && bars[0].mark == "16/03")
        #expect(marks.count { !$0.isSpare } <= 4)
    }

    // MARK: Hours

    private func hours(_ counts: [Int: Int], usual: UsualHours?, at time: String) -> HourChart {
        let day = DayHours(first, in: .vietnam)
        return HourChart(
            day, counts: (0..<24).map { counts[$0] ?? 0 }, usual: usual, now: Instant("2026-03-16T\(time)+07:00"), .vi)
    }

    private var usual: UsualHours? {
        UsualHours((1...4).map { week in (0..<24).map { $0 == 7 ? 300 + week * 20 : $0 == 17 ? 100 : 0 } })
    }

    @Test func theDaySoFarStandsBesideTheUsualOne() {
        let chart = hours([7: 300, 8: 12, 9: 5], usual: usual, at: "09:30:00")
        #expect(chart.sentence == "Đến 09:00: 312 bản ghi; thứ Hai thường 350, cả ngày 450.")
        #expect(chart.drawing.bars[7].words == "07:00–08:00: 300 bản ghi, thường 350")
        #expect(chart.drawing.bars[7].parts.map(\.tone) == ["usual", "now"])
        #expect(chart.drawing.bars[7].address == "/punches?from=2026-03-16&to=2026-03-16&hour=2026-03-16T00%3A00%3A00Z")
        #expect(chart.hours[17].count == "0" && chart.hours[17].usual == "100")
    }

    @Test func tooLittlePastIsSaid() {
        let chart = hours([7: 300], usual: nil, at: "00:10:00")
        #expect(chart.sentence.hasPrefix("Đến 00:00: 0 bản ghi. Chưa đủ dữ liệu") && !chart.hasUsual)
        #expect(chart.drawing.bars[7].words == "07:00–08:00: 300 bản ghi" && chart.hours[7].usual == "–")
    }
}
