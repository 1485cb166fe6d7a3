import Attendance
import ConnectorKit
import Wire

/// Pulls the check-ins of one Hanet place.
public struct HanetConnector: Connector {
    /// Hanet's largest page (contract 4). Never ask for more: whether it is clipped or refused is unknown.
    static let pageSize = 500
    /// Ten million rows in one month of one place: past this, paging is broken.
    static let mostPages = 20_000
    private static let listPath = "/person/getCheckinByPlaceIdInTimestamp"
    private static let totalPath = "/person/getTotalCheckinByPlaceIdInTimestamp"

    private let context: ConnectorContext
    private let client: HanetClient
    private let monthZone: Zone

    public init(context: ConnectorContext) {
        self.context = context
        client = HanetClient(context: context)
        monthZone = context.fields["month-zone"].flatMap(Zone.init) ?? .vietnam
    }

    public func fetch(
        _ window: Window, resuming checkpoint: String?, into sink: @Sendable (Page) async throws -> Void
    ) async throws {
        // One call answers within one calendar month only, so the window is cut there (contract 4).
        var pending: [HanetCheckpoint]
        if let resumed = checkpoint.flatMap(HanetCheckpoint.init), window.from <= resumed.window.from,
            resumed.window.to <= window.to
        {
            pending = [resumed] + parts(from: resumed.window.to, to: window.to)
        } else {
            pending = parts(from: window.from, to: window.to)
        }
        pending.reverse()
        while let part = pending.popLast() {
            do {
                try await fetch(part, into: sink)
            } catch let failure as ConnectorFailure where HanetConnector.isCuredByHalving(failure) {
                guard part.window.duration > .hours(24), let (first, second) = part.window.halves else { throw failure }
                pending.append(HanetCheckpoint(window: second, nextPage: 1, rowsRead: 0))
                pending.append(HanetCheckpoint(window: first, nextPage: 1, rowsRead: 0))
            }
        }
    }

    private func parts(from: Instant, to: Instant) -> [HanetCheckpoint] {
        (Window(from: from, to: to)?.splitByMonth(in: monthZone) ?? [])
            .map { HanetCheckpoint(window: $0, nextPage: 1, rowsRead: 0) }
    }

    /// Hanet times out, reports -503 and drops rows on wide windows (contract 6 rule 10, 7.10).
    private static func isCuredByHalving(_ failure: ConnectorFailure) -> Bool {
        switch failure.code {
        case .timedOut, .incomplete, .vendorFault: true
        default: false
        }
    }

    /// A wide part is rather halved than tried again and again; a day gets all the patience there is.
    private static func betterRemedy(for window: Window) -> @Sendable (ConnectorFailure) -> Bool {
        let isWide = window.duration > .hours(24)
        return { isWide && isCuredByHalving($0) }
    }

    /// Pages through one part until the vendor has no more and as many rows came as it counts. Where the count
    /// says that more pages follow, the next one is asked for while this one is decoded and stored.
    private func fetch(_ start: HanetCheckpoint, into sink: @Sendable (Page) async throws -> Void) async throws {
        var state = start
        var previousKeys: Set<String> = []
        var ahead = ReadAhead<HanetPage>()
        defer { ahead.cancel() }
        let expected = try await total(state.window)
        while true {
            while ahead.hasRoom, ahead.count == 0 || state.surelyHasMore(behind: ahead.count, of: expected) {
                let asked = state.skipping(pages: ahead.count)
                ahead.start { try await readPage(asked) }
            }
            guard let page = try await ahead.next() else { return }
            let rows = page.content.rows
            state.rowsRead += rows
            state.nextPage += 1
            if rows > 0 {
                guard page.keys.isEmpty || !page.keys.isSubset(of: previousKeys) else { throw pagingIgnored(state) }
                previousKeys = page.keys
            }
            let enough = expected.map { state.rowsRead >= $0 } ?? false
            let isLast = rows == 0 || (rows < HanetConnector.pageSize && enough)
            var content = page.content
            content.expectedRows = expected
            content.checkpoint =
                isLast ? HanetConnector.checkpoint(behind: state.window) : state.text
            if isLast, let expected, state.rowsRead < expected { throw incomplete(state, expected: expected) }
            try await sink(content)
            if isLast { return }
            guard state.nextPage <= HanetConnector.mostPages else { throw pagingIgnored(state) }
        }
    }

    /// The empty part that begins where a finished one ends.
    private static func checkpoint(behind window: Window) -> String {
        "\(window.to.milliseconds)/\(window.to.milliseconds + 1)/1/0"
    }

    private func readPage(_ state: HanetCheckpoint) async throws -> HanetPage {
        let step = Phrase(
            en: "reading check-ins from \(context.zone.written(state.window.from)), page \(state.nextPage)",
            vi: "đọc dữ liệu chấm công từ \(context.zone.written(state.window.from)), trang \(state.nextPage)")
        let decoder = HanetRowDecoder(
            placeID: client.placeID, personTypes: context.fields.all("person-types"), zone: context.zone,
            now: context.now())
        let page = try await client.call(
            HanetConnector.listPath,
            [
                "placeID": client.placeID, "from": HanetConnector.first(state.window),
                "to": HanetConnector.last(state.window, monthZone), "page": String(state.nextPage),
                "size": String(HanetConnector.pageSize),
            ],
            step: step, hasBetterRemedy: HanetConnector.betterRemedy(for: state.window)
        ) { (reader: inout JSONReader) throws(JSONFailure) -> HanetPage? in
            var page = HanetPage()
            var decoder = decoder
            try decoder.read(&reader, into: &page)
            return page
        }
        return page ?? HanetPage()
    }

    /// How many rows Hanet counts in a part; nil when it does not say. A count that is refused is no reason not to
    /// read: the list call then says itself what is wrong.
    private func total(_ window: Window) async throws -> Int? {
        let step = Phrase(en: "counting check-ins", vi: "đếm dữ liệu chấm công")
        do {
            let count = try await client.call(
                HanetConnector.totalPath,
                [
                    "placeID": client.placeID, "from": HanetConnector.first(window),
                    "to": HanetConnector.last(window, monthZone),
                ],
                step: step, hasBetterRemedy: HanetConnector.betterRemedy(for: window)
            ) { (reader: inout JSONReader) throws(JSONFailure) -> Int64? in try reader.integer() }
            return count.map { Int($0) }
        } catch let failure as ConnectorFailure where failure.code == .configuration {
            return nil
        }
    }

    private static func first(_ window: Window) -> String { String(window.from.milliseconds) }

    /// The end as Hanet wants it: a part that ends with its month ends on that month's last millisecond; any
    /// other keeps its end, since it is not known whether `to` is included (contract 6 rule 1, 9.4).
    private static func last(_ window: Window, _ zone: Zone) -> String {
        let local = zone.local(at: window.to)
        let endsWithMonth = local.date.day == 1 && local.secondOfDay == 0 && window.to.milliseconds % 1000 == 0
        return String(window.to.milliseconds - (endsWithMonth ? 1 : 0))
    }

    private func pagingIgnored(_ state: HanetCheckpoint) -> ConnectorFailure {
        ConnectorFailure(
            .badReply,
            step: Phrase(en: "reading page \(state.nextPage - 1)", vi: "đọc trang \(state.nextPage - 1)"),
            problem: Phrase(
                en: "Hanet repeats the same page, so the records behind it cannot be reached",
                vi: "Hanet lặp lại cùng một trang nên không đọc được các bản ghi phía sau"),
            remedy: ConnectorFailure.triedAgain)
    }

    private func incomplete(_ state: HanetCheckpoint, expected: Int) -> ConnectorFailure {
        ConnectorFailure(
            .incomplete,
            step: Phrase(
                en: "reading check-ins from \(context.zone.written(state.window.from))",
                vi: "đọc dữ liệu chấm công từ \(context.zone.written(state.window.from))"),
            problem: Phrase(
                en: "Hanet counts \(expected.written(.en)) records but returned \(state.rowsRead.written(.en))",
                vi: "Hanet đếm được \(expected.written(.vi)) bản ghi nhưng chỉ trả về \(state.rowsRead.written(.vi))"),
            remedy: Phrase(
                en: "What came is kept; it is tried again by itself.",
                vi: "Những gì nhận được đã lưu; chương trình sẽ tự thử lại."))
    }
}

extension HanetConnector {
    public var connectionSteps: [ConnectionStep] {
        [
            ConnectionStep(Phrase(en: "token", vi: "token")) { () async throws(ConnectorFailure) in
                let step = Phrase(en: "checking the token", vi: "kiểm tra token")
                let profile = try await ask("/profile/getProfile", [:], step)
                let name = profile?["name"]?.text ?? "–"
                return Phrase(en: "accepted, account “\(name)”", vi: "hợp lệ, tài khoản “\(name)”")
            },
            ConnectionStep(Phrase(en: "place", vi: "địa điểm")) { () async throws(ConnectorFailure) in
                let step = Phrase(en: "looking for the place", vi: "tìm địa điểm")
                let place = try await ask("/place/getPlaceInfo", ["placeID": client.placeID], step)
                guard let place, place["id"]?.text == nil || place["id"]?.text == client.placeID else {
                    throw HanetReturnCode.failure(-1005, step: step, placeID: client.placeID)
                }
                let name = place["name"]?.text ?? client.placeID
                return Phrase(en: "found “\(name)”", vi: "tìm thấy “\(name)”")
            },
            ConnectionStep(Phrase(en: "records", vi: "bản ghi")) { () async throws(ConnectorFailure) in
                let now = context.now()
                let start = min(monthZone.startOfDay(holding: now), now - .seconds(1))
                let today = Window(from: start, to: now)?.splitByMonth(in: monthZone).last
                var count: Int?
                if let today { count = try await typed { try await total(today) } }
                return Phrase(en: "readable, \(count ?? 0) today", vi: "đọc được, hôm nay có \(count ?? 0)")
            },
        ]
    }

    private func ask(
        _ path: String, _ fields: KeyValuePairs<String, String>, _ step: Phrase
    ) async throws(ConnectorFailure) -> JSONValue? {
        try await typed {
            try await client.call(path, fields, step: step) {
                (reader: inout JSONReader) throws(JSONFailure) -> JSONValue? in try JSONValue(reading: &reader)
            }
        }
    }

    /// A step's only foreign error is that of storing a renewed token.
    private func typed<Value>(_ body: () async throws -> Value) async throws(ConnectorFailure) -> Value {
        do {
            return try await body()
        } catch let failure as ConnectorFailure {
            throw failure
        } catch {
            throw ConnectorFailure(
                .configuration, step: Phrase(en: "storing the renewed token", vi: "lưu token mới"),
                problem: error.explained.phrase,
                remedy: Phrase(en: "Mend that and sync again.", vi: "Hãy khắc phục rồi đồng bộ lại."))
        }
    }
}
