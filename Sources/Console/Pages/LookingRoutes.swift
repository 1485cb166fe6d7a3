import Access
import Attendance
import Foundation
import Hub
import Hummingbird
import ProgramSettings
import Store

/// Status and history.
extension Console {
    var lookingRoutes: [Route] {
        [
            Route(.get, "/status", .permission(.statusRead)) { try await $0.statusPage() },
            Route(.get, "/history", .permission(.historyRead)) { try await $0.historyPage() },
        ]
    }
}

struct StatusPage: PageModel {
    static let template = "status"

    struct Line: Sendable {
        let name: String
        let pulled: String
        let delivered: String
        let waiting: String
        let parked: String
        let rejected: String
        let at: String
        let attention: String?
    }

    struct Table: Sendable {
        let caption: String
        let upTo: String
        let lines: [Line]
    }

    let from: String
    let to: String
    let spans: [PunchesPage.Link]
    let totals: [PunchesPage.Count]
    let difference: String?
    let chart: DayChart?
    let tables: [Table]
}

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

struct HistoryPage: PageModel {
    static let template = "history"

    struct Row: Sendable {
        let at: String
        let actor: String
        let event: String
        let subject: String
        let detail: String
    }

    let rows: [Row]
    let next: String?
}

extension Visit {
    fileprivate func statusPage() async throws -> Response {
        let zone = try await store.settings.current().zone
        let today = zone.date(at: now)
        var first = LocalDate(query("from")) ?? today.adding(days: -29)
        var last = LocalDate(query("to")) ?? max(today, first)
        if first > last { swap(&first, &last) }
        let isAll = query("all") == "1"
        let status = try await store.status.status(days: isAll ? nil : first...last)
        let report = try await console.engine.report(status)
        let chartRange = max(first, last.adding(days: -366))...last
        let days = isAll ? [] : try await store.status.days(chartRange)
        func link(_ text: String, _ from: LocalDate) -> PunchesPage.Link {
            PunchesPage.Link(address: "/status?from=\(from)&to=\(today)", text: text)
        }
        let total = status.total
        let counts = [
            (say("Pulled", "Đã đọc"), total.pulled), (say("Delivered", "Đã gửi"), total.delivered),
            (say("Waiting", "Đang chờ"), total.waiting), (say("Parked", "Tạm giữ"), total.parked),
            (say("Rejected", "Bị từ chối"), total.rejected),
        ]
        let open = total.waiting + total.parked + total.rejected
        let model = StatusPage(
            from: isAll ? "" : first.description, to: isAll ? "" : last.description,
            spans: [
                link(say("today", "hôm nay"), today), link(say("7 days", "7 ngày"), today.adding(days: -6)),
                link(say("this month", "tháng này"), today.firstOfMonth),
                link(say("a year", "một năm"), today.adding(days: -365)),
                PunchesPage.Link(address: "/status?all=1", text: say("all time", "tất cả")),
            ], totals: counts.map { PunchesPage.Count(text: $0.0, value: Texts.number($0.1, language)) },
            difference: difference(open, total.undecoded),
            chart: days.isEmpty ? nil : DayChart(days, chartRange, language),
            tables: [
                StatusPage.Table(
                    caption: say("By device", "Theo thiết bị"), upTo: say("Complete up to", "Đầy đủ đến"),
                    lines: status.devices.map { line($0, report.warnings(ofDevice: $0.name).map(\.text), zone) }),
                StatusPage.Table(
                    caption: say("By HR client", "Theo HRM client"), upTo: say("Delivered up to", "Đã gửi đến"),
                    lines: status.hrClients.map {
                        line($0, report.trouble(ofClient: $0.name).map { [$0] } ?? [], zone)
                    }),
            ])
        return page(model, title: say("Status", "Trạng thái"))
    }

    /// The difference between pulled and delivered, explained instead of left to wonder about.
    private func difference(_ open: Int, _ undecoded: Int) -> String? {
        var parts: [String] = []
        if open > 0 {
            parts.append(
                say(
                    "\(Texts.number(open, language)) deliveries have not arrived; the page Parked names the reasons.",
                    "\(Texts.number(open, language)) lần gửi chưa đến nơi; trang Tạm giữ nêu rõ lý do."))
        }
        if undecoded > 0 {
            parts.append(
                say(
                    "\(Texts.number(undecoded, language)) records could not be decoded; they are kept as they came.",
                    "\(Texts.number(undecoded, language)) bản ghi không giải mã được; vẫn được giữ nguyên dạng."))
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private func line(_ line: Status.Line, _ news: [Phrase], _ zone: Zone) -> StatusPage.Line {
        let reasons = ((line.attention.map { [$0] } ?? []) + news).map { $0[language] }
        return StatusPage.Line(
            name: line.name, pulled: Texts.number(line.counts.pulled, language),
            delivered: Texts.number(line.counts.delivered, language),
            waiting: Texts.number(line.counts.waiting, language), parked: Texts.number(line.counts.parked, language),
            rejected: Texts.number(line.counts.rejected, language), at: Texts.time(line.upTo, in: zone),
            attention: reasons.isEmpty ? nil : reasons.joined(separator: " "))
    }

    fileprivate func historyPage() async throws -> Response {
        let zone = try await store.settings.current().zone
        let (entries, next) = try await store.history.page(before: Int64(query("before")), limit: 50)
        let model = HistoryPage(
            rows: entries.map {
                HistoryPage.Row(
                    at: Texts.time($0.at, in: zone), actor: $0.actor.name, event: $0.event, subject: $0.subject,
                    detail: $0.detail[language])
            }, next: next.map { "/history?before=\($0)" })
        return page(model, title: say("History", "Lịch sử"))
    }
}
