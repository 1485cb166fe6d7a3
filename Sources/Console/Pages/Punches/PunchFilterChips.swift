import Attendance
import AttendanceHub

extension PunchesPage {
    /// What a filter leaves out, in words, each with the way to the same punches without it. The last three months are what
    /// everybody sees who filters by nothing.
    ///
    /// - Parameters:
    ///   - today, zone: of the program.
    static func chips(
        of filter: PunchSearchForm, _ offer: Offer, today: LocalDate, in zone: Zone, for reader: Reader
    ) -> [Link] {
        let search = filter.search
        var chips: [Link] = []
        func add(_ names: [String], _ text: String) {
            let without = filter.address(changing: Dictionary(uniqueKeysWithValues: names.map { ($0, "") }))
            chips.append(Link(address: without, text: text))
        }
        if let code = filter.typed["code"] { add(["code"], reader.say("code", "mã") + ": \(code)") }
        if let person = filter.typed["person"] { add(["person"], reader.say("person", "họ tên") + ": \(person)") }
        if let device = offer.devices.first(where: { filter.typed["device"] == String($0.id) }) {
            add(["device"], reader.say("device", "thiết bị") + ": \(device.name)")
        }
        if let first = search.from, let last = search.to, first != filter.defaultFrom(today) || last != today {
            let days = first == last ? Texts.date(first) : "\(Texts.date(first)) – \(Texts.date(last))"
            // The hour stands in these days.
            add(["from", "to", "hour"], days)
        }
        if let span = search.span {
            add(["hour"], Texts.hours(span, in: zone))
        }
        if let state = search.state { add(["state"], state.label[reader.language]) }
        if let client = offer.clients.first(where: { $0.id == search.hrClientID }) {
            add(["hr"], "HRM: \(client.name)")
        }
        return chips
    }

    /// Which rows of how many are shown, such as “1–25 of 12,345”; nil where nothing is.
    static func place(_ found: Found, _ filter: PunchSearchForm, for reader: Reader) -> String? {
        let shown = found.page.punches.count
        guard shown > 0 else { return nil }
        let total = Texts.number(max(found.totals.punches, shown), reader.language)
        let all =
            found.totals.isAtLeast
            ? reader.say("at least \(total)", "ít nhất \(total)") : total
        var rows = Texts.number(shown, reader.language)
        if let start = filter.start, found.totals.isAtLeast || start + shown - 1 <= found.totals.punches {
            let last = Texts.number(start + shown - 1, reader.language)
            rows = "\(Texts.number(start, reader.language))–\(last)"
        }
        return reader.say("\(rows) of \(all) punches", "\(rows) trong \(all) bản ghi")
    }
}

extension PunchSearchForm {
    /// The first day that is shown where no day is chosen.
    func defaultFrom(_ today: LocalDate) -> LocalDate { today.adding(months: -3).adding(days: 1) }
}

extension Texts {
    /// `08:00–09:00`
    static func hours(_ span: Range<Instant>, in zone: Zone) -> String {
        let ends = [span.lowerBound, span.upperBound].map { zone.local(at: $0).timeText.prefix(5) }
        return "\(ends[0])–\(ends[1])"
    }
}
