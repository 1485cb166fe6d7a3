import Attendance

/// Bars of punches per day, drawn by the server: no script, and the same numbers in a table below.
struct DayChart: Sendable {
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

    let heading: String
    let drawing: BarChart
    /// The newest first.
    let days: [Day]
}

extension DayChart {
    /// Longer ranges are drawn by week.
    static let mostDays = 120

    /// - Parameters:
    ///   - daily: of the range; days without any may be left out.
    ///   - range: all of its days are drawn.
    init(_ daily: [DayCounts], _ range: ClosedRange<LocalDate>, _ language: Language) {
        let total = Int(range.upperBound.daysSince1970 - range.lowerBound.daysSince1970) + 1
        let known = Dictionary(daily.map { ($0.day, $0.counts) }) { first, _ in first }
        let every = (0..<total).map { index in
            let day = range.lowerBound.adding(days: index)
            return DayCounts(day: day, counts: known[day] ?? StatusCounts())
        }
        let isWeekly = total > DayChart.mostDays
        let spans = (isWeekly ? every.byWeek : every).map { span in
            // A week at the edge is drawn, and led to, as far as it lies in the range.
            let last = min(span.day.adding(days: isWeekly ? 6 : 0), range.upperBound)
            return (first: max(span.day, range.lowerBound), last: last, counts: span.counts)
        }
        heading =
            isWeekly
            ? Phrase(en: "Week by week", vi: "Theo từng tuần")[language]
            : Phrase(en: "Day by day", vi: "Theo từng ngày")[language]
        drawing = BarChart(
            spans.map { DayChart.value($0.first, $0.last, $0.counts, language) },
            label: Phrase(
                en: "Punches from \(Texts.date(range.lowerBound)) to \(Texts.date(range.upperBound))",
                vi: "Số bản ghi từ \(Texts.date(range.lowerBound)) đến \(Texts.date(range.upperBound))")[language],
            language)
        days = spans.reversed().map { span in
            Day(
                day: span.first.description, last: span.last.description, text: DayChart.name(span.first, span.last),
                pulled: Texts.number(span.counts.pulled, language),
                delivered: Texts.number(span.counts.delivered, language),
                waiting: Texts.number(span.counts.waiting, language),
                parked: Texts.number(span.counts.parked, language),
                rejected: Texts.number(span.counts.rejected, language))
        }
    }

    private static func name(_ first: LocalDate, _ last: LocalDate) -> String {
        first == last ? Texts.date(first) : "\(Texts.date(first)) – \(Texts.date(last))"
    }

    private static func value(
        _ first: LocalDate, _ last: LocalDate, _ counts: StatusCounts, _ language: Language
    ) -> BarChart.Value {
        let open = counts.waiting + counts.parked + counts.rejected
        let owed = open + counts.delivered
        // Several HR clients may be owed the same punch: the bar shows the share that has not arrived.
        let share = owed == 0 || counts.pulled == 0 ? 0 : max(open > 0 ? 1 : 0, counts.pulled * open / owed)
        let punches = Texts.number(counts.pulled, language)
        let missing = Texts.number(open, language)
        let words = Phrase(
            en: (counts.pulled == 1 ? "1 punch" : "\(punches) punches")
                + (open > 0 ? ", \(missing) not delivered yet" : ""),
            vi: "\(punches) bản ghi" + (open > 0 ? ", \(missing) chưa gửi được" : ""))
        return BarChart.Value(
            address: "/punches?from=\(first)&to=\(last)", words: "\(name(first, last)): \(words[language])",
            mark: String(Texts.date(first).prefix(5)),
            shares: [
                BarChart.Value.Share(tone: owed == 0 ? "none" : "delivered", count: counts.pulled - share),
                BarChart.Value.Share(tone: "open", count: share, above: counts.pulled - share),
            ])
    }
}
