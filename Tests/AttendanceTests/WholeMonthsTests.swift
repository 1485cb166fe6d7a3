import Attendance
import SeededChance
import Testing

@Suite struct WholeMonthsTests {
    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

    private func parts(_ first: String, _ last: String) throws -> String {
        let parts = WholeMonths(of: try day(first)...day(last))
        let months = parts.months.map {
            "\($0.lowerBound.description.prefix(7)) to \($0.upperBound.description.prefix(7))"
        }
        return ([months ?? "none"] + parts.edges.map { "\($0.lowerBound) to \($0.upperBound)" }).joined(separator: ", ")
    }

    @Test func aRangeIsItsWholeMonthsAndTheDaysBesideThem() throws {
        #expect(try parts("2026-01-01", "2026-12-31") == "2026-01 to 2026-12")
        #expect(
            try parts("2025-11-30", "2026-11-29")
                == "2025-12 to 2026-10, 2025-11-30 to 2025-11-30, 2026-11-01 to 2026-11-29")
        #expect(try parts("2026-02-01", "2026-02-28") == "2026-02 to 2026-02")
        #expect(try parts("2024-02-01", "2024-02-28") == "none, 2024-02-01 to 2024-02-28")
        #expect(try parts("2026-01-15", "2026-02-27") == "none, 2026-01-15 to 2026-02-27")
        #expect(try parts("2026-01-02", "2026-02-28") == "2026-02 to 2026-02, 2026-01-02 to 2026-01-31")
        #expect(try parts("2026-11-30", "2026-11-30") == "none, 2026-11-30 to 2026-11-30")
    }

    @Test func monthsAndEdgesTogetherAreTheRangeOnce() {
        var chance = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            let first = LocalDate(daysSince1970: Int64.random(in: 0..<40_000, using: &chance))
            let days = first...first.adding(days: Int.random(in: 0...800, using: &chance))
            let parts = WholeMonths(of: days)
            var pieces = parts.edges
            if let months = parts.months {
                #expect(months.lowerBound.day == 1 && months.upperBound.day == 1)
                pieces.append(months.lowerBound...months.upperBound.adding(months: 1).adding(days: -1))
            }
            pieces.sort { $0.lowerBound < $1.lowerBound }
            #expect(pieces.first?.lowerBound == days.lowerBound && pieces.last?.upperBound == days.upperBound)
            for (one, next) in zip(pieces, pieces.dropFirst()) {
                #expect(one.upperBound.adding(days: 1) == next.lowerBound, "\(days)")
            }
            #expect(parts.edges.allSatisfy { $0.upperBound.daysSince1970 - $0.lowerBound.daysSince1970 < 61 })
        }
    }
}
