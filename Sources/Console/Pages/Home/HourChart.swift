import Attendance
import AttendanceHub
import Wire

/// Today's punches hour by hour, and what is usual on this day of the week.
struct HourChart: Sendable {
    struct Hour: Sendable {
        let text: String
        let address: String
        let count: String
        let usual: String
    }

    /// How many there are so far, and how many there usually are by now.
    let sentence: String
    let hasUsual: Bool
    let drawing: BarChart
    let hours: [Hour]
}

extension HourChart {
    /// - Parameters:
    ///   - counts: one of each hour.
    ///   - usual: nil where there is too little past.
    init(_ today: DayHours, counts: [Int], usual: UsualHours?, now: Instant, _ language: Language) {
        let slots = zip(today.spans, counts).map { span, count in
            (
                span: span, count: count, usual: usual?.count(at: today.hour(span)),
                address: HourChart.address(today.day, span)
            )
        }
        sentence = HourChart.sentence(today, counts, usual, now: now)[language]
        hasUsual = usual != nil
        drawing = BarChart(
            slots.map { slot in
                let punches = Texts.number(slot.count, language)
                let expected = slot.usual.map { Texts.number($0, language) }
                let words = Phrase(
                    en: (slot.count == 1 ? "1 punch" : "\(punches) punches")
                        + (expected.map { ", usually \($0)" } ?? ""),
                    vi: "\(punches) bản ghi" + (expected.map { ", thường \($0)" } ?? ""))
                return BarChart.Value(
                    address: slot.address,
                    words: "\(Texts.hours(slot.span, in: today.zone)): \(words[language])",
                    mark: String(today.zone.local(at: slot.span.lowerBound).timeText.prefix(5)),
                    shares: [
                        BarChart.Value.Share(tone: "usual", count: slot.usual ?? 0, width: 92),
                        BarChart.Value.Share(tone: "now", count: slot.count, width: 60),
                    ])
            },
            label: Phrase(en: "Punches by hour, today", vi: "Số bản ghi theo giờ, hôm nay")[language], language)
        hours = slots.map { slot in
            Hour(
                text: Texts.hours(slot.span, in: today.zone), address: slot.address,
                count: Texts.number(slot.count, language),
                usual: slot.usual.map { Texts.number($0, language) } ?? "–")
        }
    }

    /// Exactly the punches of the hour.
    private static func address(_ day: LocalDate, _ span: Range<Instant>) -> String {
        let utc = Zone(identifier: "UTC") ?? .vietnam
        return "/punches?from=\(day)&to=\(day)&hour=\(PercentEncoding.encode(utc.rfc3339(span.lowerBound)))"
    }

    private static func sentence(
        _ today: DayHours, _ counts: [Int], _ usual: UsualHours?, now: Instant
    ) -> Phrase {
        // Of the hour that goes on nobody knows what is usual so far.
        let past = zip(today.spans, counts).filter { $0.0.upperBound <= now }
        let hour = past.last.map { today.hour($0.0) + 1 } ?? 0
        let count = past.map(\.1).reduce(0, +)
        let clock =
            hour == 24
            ? "24:00"
            : (LocalTime(date: today.day, hour: hour, minute: 0, second: 0)?.timeText.prefix(5)).map(String.init) ?? ""
        let en = "By \(clock): \(Texts.number(count, .en)) punches"
        let vi = "Đến \(clock): \(Texts.number(count, .vi)) bản ghi"
        guard let usual else {
            return Phrase(
                en: en + ". There is too little past to say what is usual: it takes four weeks.",
                vi: vi + ". Chưa đủ dữ liệu để biết ngày thường có bao nhiêu: cần bốn tuần.")
        }
        let day = weekday(of: today.day)
        let (soFar, all) = (usual.count(until: hour), usual.count(until: 24))
        return Phrase(
            en: en
                + "; on \(day[.en]) usually \(Texts.number(soFar, .en)), and \(Texts.number(all, .en)) in the whole day.",
            vi: vi + "; \(day[.vi]) thường \(Texts.number(soFar, .vi)), cả ngày \(Texts.number(all, .vi)).")
    }

    /// As it stands within a sentence.
    private static func weekday(of day: LocalDate) -> Phrase {
        let days = [
            Phrase(en: "Thursdays", vi: "thứ Năm"), Phrase(en: "Fridays", vi: "thứ Sáu"),
            Phrase(en: "Saturdays", vi: "thứ Bảy"), Phrase(en: "Sundays", vi: "Chủ nhật"),
            Phrase(en: "Mondays", vi: "thứ Hai"), Phrase(en: "Tuesdays", vi: "thứ Ba"),
            Phrase(en: "Wednesdays", vi: "thứ Tư"),
        ]
        // 1970-01-01 was a Thursday.
        return days[Int((day.daysSince1970 % 7 + 7) % 7)]
    }
}
