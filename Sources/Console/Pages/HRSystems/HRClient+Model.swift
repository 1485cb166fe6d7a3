import Access
import Attendance
import AttendanceHub
import HRKit

/// One HR client: how it is, what waits for it and how long, what it took last, and how it is set up.
struct HRClientPage: PageModel {
    static let template = "hr-client"
    static let livePart: String? = "hr-client-part"

    /// So many rows, with the way to exactly these where there is one.
    struct Line: Sendable {
        let text: String
        let detail: String
        let count: String
        /// Nil where whoever reads may not go there.
        let address: String?
    }

    struct Receipt: Sendable {
        let name: String
        let code: String
        let device: String
        let happened: String
        let arrived: String
        let answer: String
        let address: String
    }

    struct Event: Sendable {
        let at: String
        let actor: String
        let detail: String
    }

    let id: Int64
    let name: String
    let kind: String
    let state: String
    let tone: String
    let outage: String
    let isEnabled: Bool
    let totals: [Line]
    let facts: [Fact]
    let ages: [Line]
    /// What of it waits for a push; nil where nothing does.
    let held: String?
    let reasons: [Line]
    /// Why the reasons are not all; nil where they are.
    let reasonsNote: String?
    let senders: [Line]
    /// How many more devices there are; nil where all are shown.
    let others: String?
    let othersAddress: String
    let receipts: [Receipt]
    let events: [Event]
    let hasEvents: Bool
    let settings: [Fact]
    let mayWrite: Bool
    let mayPush: Bool
    let token: String
}

extension HRClientPage {
    /// What the page is made of.
    struct Found: Sendable {
        let report: HRClientReport
        let reasons: [OpenReason]
        let receipts: [(punch: StoredPunch, delivery: Delivery)]
        /// Empty where whoever reads may not see the history.
        let events: [HistoryEntry]
        let secretNames: [String]
    }

    /// Of each state so many are asked for their reason, those that were stored last.
    static let mostAsked = 2000
    static let mostEvents = 10

    /// - Parameters:
    ///   - kind: nil for a kind that this version does not know.
    ///   - zone: of the program.
    init(_ found: Found, of kind: HRKind?, in zone: Zone, for reader: Reader) {
        let (report, client, language) = (found.report, found.report.client, reader.language)
        id = client.id
        name = client.name
        self.kind = kind?.title[language] ?? client.kind
        state = client.state[language]
        tone = client.tone
        outage = client.trouble(nextTry: report.nextTry, in: zone)[language]
        isEnabled = client.isEnabled
        totals = HRClientPage.totals(report, reader)
        facts = HRClientPage.facts(report, found.receipts.first?.delivery.at, in: zone, reader)
        ages = report.ages.map { Line($0, of: client, reader) }
        held = HRClientPage.held(report.held, reader)
        reasons = found.reasons.map { Line($0, of: client, reader) }
        reasonsNote = HRClientPage.note(found.reasons, of: report.counts, reader)
        senders = report.senders.map { Line($0, reader) }
        others =
            report.senderCount > report.senders.count
            ? Texts.number(report.senderCount - report.senders.count, language) : nil
        othersAddress = DeviceSearch(text: client.name).address
        receipts = found.receipts.map { Receipt($0.punch, $0.delivery, in: zone, language) }
        events = found.events.map {
            Event(at: Texts.time($0.at, in: zone), actor: $0.actor.name, detail: $0.detail[language])
        }
        hasEvents = !found.events.isEmpty
        settings = HRClientPage.settings(of: client, kind?.fields ?? FieldSet([]), found.secretNames, reader)
        mayWrite = reader.may(.hrWrite)
        mayPush = reader.may(.deliveriesWrite)
        token = reader.formToken
    }

    private static func totals(_ report: HRClientReport, _ reader: Reader) -> [Line] {
        let parked = reader.may(.punchesRead) ? "/parked?hr=\(report.client.id)" : nil
        let totals: [(DeliveryState, String?)] = [
            (.delivered, nil), (.waiting, "#waiting"), (.parked, parked), (.rejected, parked),
        ]
        return totals.map { state, address in
            Line(
                text: state.label[reader.language], detail: "",
                count: Texts.number(report.counts[state], reader.language),
                address: report.counts[state] > 0 ? address : nil)
        }
    }

    private static func facts(
        _ report: HRClientReport, _ lastReceiptAt: Instant?, in zone: Zone, _ reader: Reader
    ) -> [Fact] {
        var facts = [
            Fact(
                name: reader.say("Delivered up to", "Đã gửi đủ đến"), value: Texts.time(report.deliveredUpTo, in: zone)),
            Fact(name: reader.say("Last receipt", "HRM nhận lần cuối"), value: Texts.time(lastReceiptAt, in: zone)),
        ]
        guard let outage = report.outage else { return facts }
        facts += [
            Fact(
                name: reader.say("Takes nothing since", "Ngừng nhận từ"), value: Texts.time(outage.since, in: zone)),
            Fact(
                name: reader.say("Failed attempts in a row", "Số lần gửi lỗi liên tiếp"),
                value: Texts.number(report.client.failures, reader.language)),
            Fact(name: reader.say("Next try", "Thử lại lúc"), value: Texts.time(outage.nextTry, in: zone)),
        ]
        return facts
    }

    private static func held(_ held: BoundedCount, _ reader: Reader) -> String? {
        guard held.number > 0 else { return nil }
        let count = Texts.number(held.number, reader.language)
        return held.isAtLeast
            ? reader.say(
                "At least \(count) of them are held: they go with a timed push, or when somebody pushes.",
                "Ít nhất \(count) bản ghi trong số này đang được giữ lại: sẽ gửi trong lần gửi định kỳ, hoặc khi có người chọn “Đồng bộ lên HRM”."
            )
            : reader.say(
                "\(count) of them are held: they go with a timed push, or when somebody pushes.",
                "\(count) bản ghi trong số này đang được giữ lại: sẽ gửi trong lần gửi định kỳ, hoặc khi có người chọn “Đồng bộ lên HRM”."
            )
    }

    /// Says so where more is parked or rejected than was asked for its reason.
    private static func note(_ reasons: [OpenReason], of counts: StatusCounts, _ reader: Reader) -> String? {
        let told = reasons.reduce(0) { $0 + $1.count }
        let all = counts.parked + counts.rejected
        guard told < all else { return nil }
        let (part, whole) = (Texts.number(told, reader.language), Texts.number(all, reader.language))
        return reader.say("The reasons of \(part) of \(whole).", "Lý do của \(part) trong \(whole) bản ghi.")
    }

    private static func settings(
        of client: HRClient, _ fields: FieldSet, _ secretNames: [String], _ reader: Reader
    ) -> [Fact] {
        fields.specifications.compactMap { field in
            if field.isSecret {
                return secretNames.contains(field.name)
                    ? Fact(name: field.name, value: reader.say("(stored)", "(đã lưu)")) : nil
            }
            let values = client.fields.all(field.name)
            return values.isEmpty ? nil : Fact(name: field.name, value: values.joined(separator: ", "))
        }
    }
}

extension HRClientPage.Line {
    fileprivate init(_ age: WaitingAge, of client: HRClient, _ reader: Reader) {
        let (first, last) = (age.days.lowerBound, age.days.upperBound)
        text = age.band.word[reader.language]
        detail = first == last ? Texts.date(first) : "\(Texts.date(first)) – \(Texts.date(last))"
        count = Texts.number(age.count, reader.language)
        address =
            reader.may(.punchesRead) ? "/punches?hr=\(client.id)&state=waiting&from=\(first)&to=\(last)" : nil
    }

    fileprivate init(_ reason: OpenReason, of client: HRClient, _ reader: Reader) {
        text = reason.state.label[reader.language]
        let why = reason.word[reader.language]
        let said = reason.phrase?[reader.language] ?? ""
        // A word of ours needs HR's only where these say more.
        detail = why.isEmpty ? said : reason.code == ParkReason.exhausted.rawValue ? "\(why): \(said)" : why
        count = Texts.number(reason.count, reader.language)
        address = reader.may(.punchesRead) ? "/parked?hr=\(client.id)" : nil
    }

    fileprivate init(_ device: SendingDevice, _ reader: Reader) {
        text = device.name
        detail = device.isEnabled ? "" : reader.say("disabled", "vô hiệu")
        count = device.waiting == 0 ? "" : Texts.number(device.waiting, reader.language)
        address = reader.may(.devicesRead) ? "/devices/\(device.id)" : nil
    }
}

extension OpenReason {
    /// Of the reasons that have a word of ours; empty where HR's words say it.
    fileprivate var word: Phrase {
        switch code {
        case DeliveryReason.emptyCode:
            Phrase(en: "no employee code at the vendor", vi: "chưa có mã chấm công trên hệ thống của hãng")
        case DeliveryReason.unknownCode:
            Phrase(en: "HR does not know the employee code", vi: "HRM chưa có mã chấm công này")
        case ParkReason.exhausted.rawValue:
            Phrase(en: "every attempt failed", vi: "đã thử hết số lần mà không gửi được")
        default: Phrase(verbatim: "")
        }
    }
}

extension HRClientPage.Receipt {
    fileprivate init(_ punch: StoredPunch, _ delivery: Delivery, in zone: Zone, _ language: Language) {
        name = punch.personName
        code = delivery.hrCode ?? (punch.code.isEmpty ? "–" : punch.code)
        device = punch.device
        happened = "\(Texts.date(punch.local.date)) \(punch.local.timeText)"
        arrived = Texts.time(delivery.at, in: zone)
        answer = delivery.reason?[language] ?? ""
        address = "/punches/\(punch.id)"
    }
}
