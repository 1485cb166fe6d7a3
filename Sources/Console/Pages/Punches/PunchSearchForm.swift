import Attendance
import AttendanceHub
import Foundation

/// The punch page's filter as it stands in an address.
struct PunchSearchForm: Sendable {
    var search = PunchSearch()
    var cursor: PunchCursor?
    var size = 25
    /// The place of the page's first row among all that are found, from 1 on; nil where nobody counted up to it.
    private(set) var start: Int?
    /// Why a part of it was not understood.
    var warning: Phrase?
    /// What the address says, word for word; nothing where it says nothing.
    private(set) var typed: [String: String]

    static let sizes = [10, 25, 50, 100, 200]

    /// Reads the filter of a visit. Three months are offered at a time; without dates it is the last three.
    ///
    /// Of the device and the HR client that it names whoever looks them up says which they are.
    init(_ visit: Visit, in zone: Zone) {
        typed = Dictionary(
            uniqueKeysWithValues: (PunchSearchForm.names + ["after", "at"]).map { ($0, visit.query($0)) }
                .filter { !$0.1.isEmpty })
        let today = zone.date(at: visit.now)
        search.code = visit.query("code").isEmpty ? nil : visit.query("code")
        search.person = visit.query("person").isEmpty ? nil : visit.query("person")
        search.state = DeliveryState.allCases.first { $0.word == visit.query("state") }
        search.order = PunchSearch.Order(rawValue: visit.query("order")) ?? .newest
        if let asked = Int(visit.query("size")), PunchSearchForm.sizes.contains(asked) { size = asked }
        for name in ["from", "to"] where !visit.query(name).isEmpty && LocalDate(visit.query(name)) == nil {
            warning = Phrase(
                en: "“\(visit.query(name))” is not a date; it was left out",
                vi: "“\(visit.query(name))” không phải ngày nên đã bỏ qua")
        }
        let from = LocalDate(visit.query("from"))
        let to = LocalDate(visit.query("to"))
        search.to = to ?? from.map { min($0.adding(months: 3).adding(days: -1), max(today, $0)) } ?? today
        search.from = from ?? search.to?.adding(months: -3).adding(days: 1)
        if let first = search.from, let last = search.to {
            if first > last {
                search.from = last
                search.to = first
            } else if from != nil, first.adding(months: 3) <= last {
                search.from = last.adding(months: -3).adding(days: 1)
                warning = Phrase(
                    en: "three months are shown at a time: the last ones of the range",
                    vi: "mỗi lần chỉ xem ba tháng: đang hiện ba tháng cuối của khoảng đã chọn")
            }
        }
        readHour(in: zone)
        start = isFirst ? 1 : typed["at"] == nil ? Int(visit.query("start")).flatMap { $0 > 0 ? $0 : nil } : nil
        cursor = PunchCursor(visit.query("after"))
        if let day = LocalDate(visit.query("at")), search.order == .newest || search.order == .oldest {
            cursor = .endOfDay(day, in: zone, order: search.order)
        }
    }

    /// One hour of the days, by the instant at which it begins; another is left out.
    private mutating func readHour(in zone: Zone) {
        guard let hour = typed["hour"] else { return }
        if let first = TimeText.instant(rfc3339: hour), let from = search.from, let to = search.to,
            (from...to).contains(zone.date(at: first))
        {
            search.span = first..<(first + .hours(1))
        } else {
            typed["hour"] = nil
        }
    }

    /// Whether it is the first page.
    var isFirst: Bool { typed["after"] == nil && typed["at"] == nil }

    /// Whether what comes in while the page is open belongs on top of it.
    var isLive: Bool { isFirst && search.order == .newest }

    /// What a form beside it must send along to keep it.
    var kept: [ConfirmPage.Input] {
        PunchSearchForm.names.compactMap { name in typed[name].map { ConfirmPage.Input(name: name, value: $0) } }
            + [
                ConfirmPage.Input(name: "from", value: search.from?.description ?? ""),
                ConfirmPage.Input(name: "to", value: search.to?.description ?? ""),
            ]
    }

    /// An address of the same filter with other parts.
    func address(_ path: String = "/punches", changing changes: [String: String] = [:]) -> String {
        var parts: [(String, String)] = []
        for name in PunchSearchForm.names { parts.append((name, changes[name] ?? typed[name] ?? "")) }
        parts.append(("from", changes["from"] ?? search.from?.description ?? ""))
        parts.append(("to", changes["to"] ?? search.to?.description ?? ""))
        for name in ["after", "start"] { if let value = changes[name] { parts.append((name, value)) } }
        let query = parts.filter { !$0.1.isEmpty }.map { "\($0.0)=\(PunchSearchForm.encoded($0.1))" }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }

    private static let names = ["code", "person", "device", "hr", "state", "hour", "order", "size"]

    private static func encoded(_ text: String) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
    }
}
