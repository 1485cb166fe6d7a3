import Attendance

/// Bars of punches per day, drawn by the server: no script, and the same numbers in a table below.
struct DayChart: Sendable {
    struct Bar: Sendable {
        let tone: String
        let x: String
        let y: String
        let width: String
        let height: String
        let text: String
    }

    struct Day: Sendable {
        let day: String
        let last: String
        let text: String
        let pulled: String
        let delivered: String
        let waiting: String
        let parked: String
        let rejected: String
    }

    struct Line: Sendable {
        let y: String
    }

    let width = 1000
    let height = 200
    let heading: String
    let label: String
    let bars: [Bar]
    let lines = [Line(y: "1"), Line(y: "100"), Line(y: "199")]
    let days: [Day]
}

extension DayChart {
    /// Longer ranges are drawn by week.
    static let mostDays = 120

    init(_ daily: [DayCounts], _ range: ClosedRange<LocalDate>, _ language: Language) {
        let total = Int(range.upperBound.daysSince1970 - range.lowerBound.daysSince1970) + 1
        let isWeekly = total > DayChart.mostDays
        let counts = isWeekly ? daily.byWeek : daily
        heading =
            isWeekly
            ? Phrase(en: "Week by week", vi: "Theo từng tuần")[language]
            : Phrase(en: "Day by day", vi: "Theo từng ngày")[language]
        let most = max(1, counts.map(\.counts.pulled).max() ?? 1)
        let first = counts.first.map { min($0.day, range.lowerBound) } ?? range.lowerBound
        let span = Double(isWeekly ? 7 : 1)
        let step = 1000 * span / Double(range.upperBound.daysSince1970 - first.daysSince1970 + 1)
        bars = counts.flatMap { day -> [Bar] in
            let index = Double(day.day.daysSince1970 - first.daysSince1970) / span
            let height = max(2, 196 * Double(day.counts.pulled) / Double(most))
            let open = day.counts.waiting + day.counts.parked + day.counts.rejected
            let owed = open + day.counts.delivered
            // Several HR clients may be owed the same punch: the bar shows the share that has not arrived.
            let openHeight = owed == 0 || open == 0 ? 0 : max(3, height * Double(open) / Double(owed))
            let text = "\(Texts.date(day.day)): \(Texts.number(day.counts.pulled, language))"
            func bar(_ tone: String, top: Double, height: Double) -> Bar {
                Bar(
                    tone: tone, x: DayChart.text(index * step + step * 0.1), y: DayChart.text(top),
                    width: DayChart.text(step * 0.8), height: DayChart.text(height), text: text)
            }
            let rest = bar(
                owed == 0 ? "none" : "delivered", top: 199 - height + openHeight, height: max(0, height - openHeight))
            return openHeight == 0 ? [rest] : [rest, bar("open", top: 199 - height, height: openHeight)]
        }
        days = counts.reversed().map { day in
            Day(
                day: day.day.description, last: day.day.adding(days: isWeekly ? 6 : 0).description,
                text: Texts.date(day.day), pulled: Texts.number(day.counts.pulled, language),
                delivered: Texts.number(day.counts.delivered, language),
                waiting: Texts.number(day.counts.waiting, language), parked: Texts.number(day.counts.parked, language),
                rejected: Texts.number(day.counts.rejected, language))
        }
        label =
            Phrase(
                en: "Punches, at most \(Texts.number(most, .en))",
                vi: "Số bản ghi, cao nhất \(Texts.number(most, .vi))")[language]
    }

    private static func text(_ number: Double) -> String { String((number * 10).rounded() / 10) }
}
