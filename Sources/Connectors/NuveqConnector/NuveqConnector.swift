import Attendance
import ConnectorKit
import HTTPTransport
import Wire

/// Pulls the events of one Nuveq account, one site-local day after the other.
public struct NuveqConnector: Connector {
    /// Nuveq's largest page (contract 1.1).
    static let pageSize = 1000

    private let context: ConnectorContext
    private let transport: NuveqTransport

    public init(context: ConnectorContext) {
        self.context = context
        transport = NuveqTransport(fields: context.fields)
    }

    public func fetch(
        _ window: Window, resuming checkpoint: String?, into sink: @Sendable (Page) async throws -> Void
    ) async throws {
        let resumed = checkpoint.flatMap(NuveqCheckpoint.init)
        for day in window.days(in: context.zone) {
            var after: Int64 = 0
            if let checkpoint = resumed {
                if day < checkpoint.day { continue }
                if day == checkpoint.day { after = checkpoint.after }
            }
            try await fetch(day, after: after, into: sink)
        }
    }

    /// Pages through one day. `after` only grows; a cursor that stands still while rows come is an error, since
    /// the rows behind it would be lost (contract 1.7, rule 1).
    private func fetch(
        _ day: LocalDate, after start: Int64, into sink: @Sendable (Page) async throws -> Void
    ) async throws {
        var after = start
        while true {
            let answer = try await readPage(day, after: after)
            guard answer.page.rows > 0 else {
                var page = answer.page
                page.checkpoint = NuveqCheckpoint(day: day.adding(days: 1), after: 0).text
                return try await sink(page)
            }
            let next = answer.cursor ?? answer.largestID
            // Whether `after` is included is not documented: one row that is the cursor itself is the end.
            let isEcho = answer.page.rows == 1 && after > 0 && answer.largestID == after
            guard let next, next > after || isEcho else { throw standstill(day, after) }
            var page = answer.page
            page.checkpoint = NuveqCheckpoint(day: isEcho ? day.adding(days: 1) : day, after: isEcho ? 0 : next).text
            try await sink(page)
            if isEcho { return }
            after = next
        }
    }

    private func readPage(_ day: LocalDate, after: Int64) async throws(ConnectorFailure) -> NuveqAnswer {
        let step = Phrase(
            en: "reading events of \(day.written)\(after > 0 ? " after \(after)" : "")",
            vi: "đọc sự kiện ngày \(day.written)\(after > 0 ? " sau \(after)" : "")")
        return try await context.retrier.perform(timeout: context.timeout) {
            (limit: Duration) async throws(ConnectorFailure) -> NuveqAnswer in
            try await exchange(day, after: after, first: NuveqConnector.pageSize, step: step, timeout: limit)
        }
    }

    private func exchange(
        _ day: LocalDate, after: Int64, first: Int, step: Phrase, timeout: Duration
    ) async throws(ConnectorFailure) -> NuveqAnswer {
        let call = transport.call(context.fields, date: day, after: after, first: first, timeout: timeout)
        let reply = try await context.send(call, step: step)
        if reply.status == 401 || reply.status == 403 { throw keyRefused(step, reply) }
        _ = try context.accepted(reply, step: step, calling: call.url)
        let answer: NuveqAnswer
        do {
            answer = try NuveqAnswer(reply.body, zone: context.zone, now: context.now())
        } catch {
            throw ConnectorFailure(
                ExchangeFailure(unreadable: reply, calling: call.url, because: "not the JSON of Nuveq"), step: step)
        }
        // A 200 with an error number is a failure, not an empty day (contract 1.7, rule 2).
        guard let error = answer.error else {
            throw ConnectorFailure(
                ExchangeFailure(unreadable: reply, calling: call.url, because: "no error number"), step: step)
        }
        guard error == 0 else {
            let said = reply.quote(answer.message)
            throw ConnectorFailure(
                .vendorFault, step: step,
                problem: Phrase(
                    en: "Nuveq reports error \(error): \(said.en)", vi: "Nuveq báo lỗi \(error): \(said.vi)"),
                remedy: ConnectorFailure.triedAgain)
        }
        return answer
    }

    private func keyRefused(_ step: Phrase, _ reply: HTTPReply) -> ConnectorFailure {
        ConnectorFailure(
            .credentials, step: step,
            problem: Phrase(
                en: "Nuveq refuses the key (HTTP \(reply.status))", vi: "Nuveq từ chối khóa (HTTP \(reply.status))"),
            remedy: Phrase(
                en: "Copy api_id and token_key from the Nuveq Portal again and enter them in the device.",
                vi: "Sao chép lại api_id và token_key từ Nuveq Portal và nhập vào thiết bị."))
    }

    private func standstill(_ day: LocalDate, _ after: Int64) -> ConnectorFailure {
        ConnectorFailure(
            .badReply, step: Phrase(en: "reading events of \(day.written)", vi: "đọc sự kiện ngày \(day.written)"),
            problem: Phrase(
                en: "Nuveq's paging stands still after \(after), so later events cannot be reached",
                vi: "phân trang của Nuveq đứng yên sau \(after) nên không đọc được sự kiện phía sau"),
            remedy: ConnectorFailure.triedAgain)
    }

    public var connectionSteps: [ConnectionStep] {
        [
            ConnectionStep(Phrase(en: "key and events", vi: "khóa và sự kiện")) {
                () async throws(ConnectorFailure) in
                let step = Phrase(en: "reading today's first event", vi: "đọc sự kiện đầu tiên hôm nay")
                let today = context.zone.date(at: context.now())
                let answer = try await context.retrier.perform(timeout: context.timeout) {
                    (limit: Duration) async throws(ConnectorFailure) -> NuveqAnswer in
                    try await exchange(today, after: 0, first: 1, step: step, timeout: limit)
                }
                return answer.page.rows > 0
                    ? Phrase(en: "accepted, events of today are readable", vi: "hợp lệ, đọc được sự kiện hôm nay")
                    : Phrase(en: "accepted, no event today yet", vi: "hợp lệ, hôm nay chưa có sự kiện")
            }
        ]
    }
}

/// Where a fetch stands: the day and the last cursor in it. Text form `YYYY-MM-DD/after`.
struct NuveqCheckpoint: Equatable {
    let day: LocalDate
    let after: Int64

    var text: String { "\(day)/\(after)" }

    init(day: LocalDate, after: Int64) {
        self.day = day
        self.after = after
    }

    init?(_ text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let day = LocalDate(parts[0]), let after = Int64(parts[1]) else { return nil }
        self.init(day: day, after: after)
    }
}

/// One reply: `{"error":0,"message":"Success","data":[…],"cursor":…}` (contract 1.1).
struct NuveqAnswer: Sendable {
    var error: Int64?
    var message = ""
    var cursor: Int64?
    var largestID: Int64?
    var page = Page()

    init(_ body: [UInt8], zone: Zone, now: Instant) throws(JSONFailure) {
        var reader = JSONReader(body)
        var decoder = NuveqEventDecoder(zone: zone, now: now)
        try reader.beginObject()
        while let key = try reader.nextKey() {
            switch key {
            case "error": error = try reader.integer()
            case "message": message = try reader.text() ?? ""
            case "cursor": cursor = try reader.integer()
            case "data" where try reader.peek() == .array:
                try reader.beginArray()
                while try reader.nextElement() {
                    page.rows += 1
                    guard try reader.peek() == .object else {
                        try reader.skipValue()
                        continue
                    }
                    let start = reader.position
                    let event = try NuveqEvent(reading: &reader)
                    if let id = event.id { largestID = max(largestID ?? id, id) }
                    decoder.sort(event, raw: reader.bytes[start..<reader.position], into: &page)
                }
            default: try reader.skipValue()
            }
        }
        try reader.finish()
    }
}
