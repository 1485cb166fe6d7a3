import Access
import Attendance
import AttendanceHub

/// Is everything here? What was pulled and delivered in a range of days, and why the two differ.
struct StatusPage: PageModel {
    static let template = "status"

    struct Line: Sendable {
        let name: String
        /// The page of the device or the HR client; nil where whoever reads may not see it.
        let place: String?
        let pulled: String
        let delivered: String
        let waiting: Number
        let parked: Number
        let rejected: Number
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
    let totals: [Total]
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
        let ways = Ways(range: range, reader: reader)
        totals = StatusPage.totals(total, ways, reader)
        difference = StatusPage.difference(total, reader)
        chart = range.drawn.flatMap { days.isEmpty ? nil : DayChart(days, $0, reader.language) }
        tables = [
            Table(
                caption: reader.say("By device", "Theo thiết bị"),
                upTo: reader.say("Complete up to", "Đầy đủ đến"),
                lines: devices.map {
                    Line($0, report.device(named: $0.name), report, ways, in: zone)
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
                    Line($0, report.client(named: $0.name), report, ways, in: zone)
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

    private static func totals(_ total: StatusCounts, _ ways: Ways, _ reader: Reader) -> [Total] {
        let states: [(DeliveryState, String)] = [
            (.delivered, reader.say("Delivered", "Đã gửi")), (.waiting, reader.say("Waiting", "Đang chờ")),
            (.parked, reader.say("Parked", "Tạm giữ")), (.rejected, reader.say("Rejected", "Bị từ chối")),
        ]
        let pulled = Total(
            text: reader.say("Pulled", "Đã đồng bộ"), value: Texts.number(total.pulled, reader.language), address: nil)
        return [pulled]
            + states.map { state, text in
                let number = ways.number(state, total, of: .all)
                return Total(text: text, value: number.value, address: number.address)
            }
    }

    /// The difference between pulled and delivered, explained instead of left to wonder about.
    private static func difference(_ total: StatusCounts, _ reader: Reader) -> String? {
        var parts: [String] = []
        if total.waiting > 0 {
            let count = Texts.number(total.waiting, reader.language)
            parts.append(
                reader.say(
                    "Waiting: \(count); the pages of the HR clients say why.",
                    "Đang chờ: \(count) lượt gửi; xem lý do ở trang của từng HRM client."))
        }
        if total.parked + total.rejected > 0 {
            let count = Texts.number(total.parked + total.rejected, reader.language)
            parts.append(
                reader.say(
                    "Parked or rejected: \(count); the page Parked names the reasons.",
                    "Tạm giữ hoặc bị từ chối: \(count) lượt gửi; xem lý do ở trang Tạm giữ."))
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
    /// - Parameter device: nil where it was removed meanwhile.
    fileprivate init(
        _ line: Status.Line, _ device: Device?, _ report: StatusReport, _ ways: StatusPage.Ways, in zone: Zone
    ) {
        let warnings = device.map { report.warnings.shown(of: $0).map(\.text) } ?? []
        self.init(
            line, (line.attention.map { [$0] } ?? []) + warnings, of: device.map { .device($0.id) },
            place: device.flatMap { ways.reader.may(.devicesRead) ? "/devices/\($0.id)" : nil }, ways, in: zone)
    }

    /// - Parameter client: nil where it was removed meanwhile.
    fileprivate init(
        _ line: Status.Line, _ client: HRClient?, _ report: StatusReport, _ ways: StatusPage.Ways, in zone: Zone
    ) {
        self.init(
            line, report.trouble(ofClient: line, in: zone).map { [$0] } ?? [], of: client.map { .client($0.id) },
            place: client.flatMap { ways.reader.may(.hrRead) ? "/hr/\($0.id)" : nil }, ways, in: zone)
    }

    /// - Parameter reasons: why its owner should look at it.
    private init(
        _ line: Status.Line, _ reasons: [Phrase], of whose: StatusPage.Whose?, place: String?,
        _ ways: StatusPage.Ways, in zone: Zone
    ) {
        let language = ways.reader.language
        name = line.name
        self.place = place
        pulled = Texts.number(line.counts.pulled, language)
        delivered = Texts.number(line.counts.delivered, language)
        waiting = ways.number(.waiting, line.counts, of: whose)
        parked = ways.number(.parked, line.counts, of: whose)
        rejected = ways.number(.rejected, line.counts, of: whose)
        at = Texts.time(line.upTo, in: zone)
        attention = reasons.isEmpty ? nil : reasons.map { $0[language] }.joined(separator: " ")
    }
}
