import Access
import Attendance
import AttendanceHub

/// Is everything here? What was pulled and delivered in a range of days, and why the two differ.
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
        /// The way to the lines that are left out; nil where none is.
        let more: PunchesPage.Link?
    }

    /// Devices in the table unless all are asked for; those first that somebody must look at.
    private static let mostDevices = 50

    let from: String
    let to: String
    let spans: [PunchesPage.Link]
    let totals: [PunchesPage.Count]
    let difference: String?
    let chart: DayChart?
    let tables: [Table]
}

/// The days that the page is about, both included.
struct StatusRange: Sendable {
    let first: LocalDate
    let last: LocalDate
    /// Nothing is left out: the days only say what the fields would show.
    let isAll: Bool

    /// As asked for; thirty days up to today where nothing is.
    init(from: String, to: String, isAll: Bool, today: LocalDate) {
        let from = LocalDate(from) ?? today.adding(days: -29)
        let to = LocalDate(to) ?? max(today, from)
        first = min(from, to)
        last = max(from, to)
        self.isAll = isAll
    }

    /// The address of its page.
    var address: String { isAll ? "/status?all=1" : "/status?from=\(first)&to=\(last)" }

    /// Of the status; nil is all time.
    var days: ClosedRange<LocalDate>? { isAll ? nil : first...last }

    /// Of the chart, which draws a year at most; nil where it draws nothing.
    var drawn: ClosedRange<LocalDate>? { isAll ? nil : max(first, last.adding(days: -366))...last }
}

extension StatusPage {
    /// - Parameters:
    ///   - days: what is drawn, day by day; empty where nothing is.
    ///   - today, zone: of the program.
    ///   - address: of the page with all devices; nil where they are all asked for.
    init(
        _ report: StatusReport, _ range: StatusRange, days: [DayCounts], today: LocalDate, in zone: Zone,
        allDevicesAt address: String?, for reader: Reader
    ) {
        let total = report.status.total
        let devices = address == nil ? report.status.devices : StatusPage.first(of: report)
        from = range.isAll ? "" : range.first.description
        to = range.isAll ? "" : range.last.description
        spans = StatusPage.spans(today, reader)
        totals = [
            (reader.say("Pulled", "Đã đồng bộ"), total.pulled), (reader.say("Delivered", "Đã gửi"), total.delivered),
            (reader.say("Waiting", "Đang chờ"), total.waiting), (reader.say("Parked", "Tạm giữ"), total.parked),
            (reader.say("Rejected", "Bị từ chối"), total.rejected),
        ].map { PunchesPage.Count(text: $0.0, value: Texts.number($0.1, reader.language)) }
        difference = StatusPage.difference(total, reader)
        chart = range.drawn.flatMap { days.isEmpty ? nil : DayChart(days, $0, reader.language) }
        tables = [
            Table(
                caption: reader.say("By device", "Theo thiết bị"),
                upTo: reader.say("Complete up to", "Đầy đủ đến"),
                lines: devices.map {
                    Line($0, report.warnings(ofDevice: $0.name).map(\.text), in: zone, reader.language)
                },
                more: devices.count == report.status.devices.count
                    ? nil
                    : address.map {
                        let count = Texts.number(report.status.devices.count, reader.language)
                        return PunchesPage.Link(
                            address: $0, text: reader.say("All \(count) devices", "Tất cả \(count) thiết bị"))
                    }),
            Table(
                caption: reader.say("By HR client", "Theo HRM client"),
                upTo: reader.say("Delivered up to", "Đã gửi đủ đến"),
                lines: report.status.hrClients.map {
                    Line($0, report.trouble(ofClient: $0.name).map { [$0] } ?? [], in: zone, reader.language)
                }, more: nil),
        ]
    }

    /// All devices in their order where they are few; else those that need a person and those that are furthest behind.
    private static func first(of report: StatusReport) -> [Status.Line] {
        let lines = report.status.devices
        guard lines.count > mostDevices else { return lines }
        let keyed = lines.enumerated().map { index, line in
            (line, (line.attention == nil ? 1 : 0, line.upTo ?? Instant(milliseconds: 0), index))
        }
        return keyed.sorted { $0.1 < $1.1 }.prefix(mostDevices).map(\.0)
    }

    private static func spans(_ today: LocalDate, _ reader: Reader) -> [PunchesPage.Link] {
        let ranges = [
            (reader.say("today", "hôm nay"), today), (reader.say("7 days", "7 ngày"), today.adding(days: -6)),
            (reader.say("this month", "tháng này"), today.firstOfMonth),
            (reader.say("a year", "một năm"), today.adding(days: -365)),
        ]
        return ranges.map { PunchesPage.Link(address: "/status?from=\($0.1)&to=\(today)", text: $0.0) }
            + [PunchesPage.Link(address: "/status?all=1", text: reader.say("all time", "tất cả"))]
    }

    /// The difference between pulled and delivered, explained instead of left to wonder about.
    private static func difference(_ total: StatusCounts, _ reader: Reader) -> String? {
        let open = total.waiting + total.parked + total.rejected
        var parts: [String] = []
        if open > 0 {
            let count = Texts.number(open, reader.language)
            parts.append(
                reader.say(
                    "\(count) deliveries have not arrived; the page Parked names the reasons.",
                    "\(count) lượt gửi chưa đến HRM; xem lý do ở trang Tạm giữ."))
        }
        if total.undecoded > 0 {
            let count = Texts.number(total.undecoded, reader.language)
            parts.append(
                reader.say(
                    "\(count) records could not be decoded; they are kept as they came.",
                    "\(count) bản ghi không giải mã được; vẫn được giữ nguyên dạng."))
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}

extension StatusPage.Line {
    /// - Parameter news: why its owner should look at it, besides what it needs a person for.
    fileprivate init(_ line: Status.Line, _ news: [Phrase], in zone: Zone, _ language: Language) {
        let reasons = ((line.attention.map { [$0] } ?? []) + news).map { $0[language] }
        name = line.name
        pulled = Texts.number(line.counts.pulled, language)
        delivered = Texts.number(line.counts.delivered, language)
        waiting = Texts.number(line.counts.waiting, language)
        parked = Texts.number(line.counts.parked, language)
        rejected = Texts.number(line.counts.rejected, language)
        at = Texts.time(line.upTo, in: zone)
        attention = reasons.isEmpty ? nil : reasons.joined(separator: " ")
    }
}
