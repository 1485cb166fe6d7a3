import Attendance
import AttendanceHub
import Wire

/// The history page's filter as it stands in an address.
struct HistoryForm: Sendable {
    private(set) var filter = HistoryFilter()
    /// Why a part of it was not understood.
    private(set) var warning: Phrase?
    let from: LocalDate?
    let to: LocalDate?

    /// - Parameter zone: whose days are meant.
    init(_ visit: Visit, in zone: Zone) {
        let (first, last) = (LocalDate(visit.query("from")), LocalDate(visit.query("to")))
        let isReversed = first.flatMap { first in last.map { first > $0 } } ?? false
        (from, to) = isReversed ? (last, first) : (first, last)
        for name in ["from", "to"] where !visit.query(name).isEmpty && LocalDate(visit.query(name)) == nil {
            warning = Phrase(
                en: "“\(visit.query(name))” is not a date; it was left out",
                vi: "“\(visit.query(name))” không phải ngày nên đã bỏ qua")
        }
        let events = visit.query("event")
        filter.events = HistoryFilter.Events(events)
        if !events.isEmpty, filter.events == nil {
            warning = Phrase(
                en: "“\(events)” is no kind of event; it was left out",
                vi: "không có loại sự kiện “\(events)” nên đã bỏ qua")
        }
        filter.device = visit.query("device").isEmpty ? nil : visit.query("device")
        filter.actor = visit.query("who").isEmpty ? nil : Actor(stored: visit.query("who"))
        filter.from = from.map(zone.startOfDay)
        filter.to = to.map { zone.startOfDay($0.adding(days: 1)) }
    }

    var isEmpty: Bool { filter == HistoryFilter() }

    /// An address of the same filter.
    func address(_ path: String = "/history", before id: Int64? = nil) -> String {
        let parts = [
            ("device", filter.device), ("event", filter.events?.text), ("who", filter.actor?.name),
            ("from", from?.description), ("to", to?.description), ("before", id.map { String($0) }),
        ]
        let query = parts.compactMap { name, value in value.map { "\(name)=\(PercentEncoding.encode($0))" } }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }
}
