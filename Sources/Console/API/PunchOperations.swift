import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import Store
import Wire

extension Schema {
    static let delivery = Schema.object(
        [
            .init("hr", .string()), .init("state", .choice(DeliveryState.allCases.map(\.word))),
            .init("attempts", .integer(0...Int64.max)), .init("at", .nullable(.time)),
            .init("reason", .nullable(.string())),
        ], allowsOthers: true)

    static let punch = Schema.object(
        [
            .init("id", .id), .init("device", .string()), .init("code", .string()), .init("name", .string()),
            .init("at", .time), .init("localDate", .date), .init("localTime", .string()),
            .init("sourceDevice", .string()), .init("deliveries", .array(.delivery)),
        ], allowsOthers: true)
}

/// Punches, their deliveries, and what is held back.
struct PunchOperations: Sendable {
    let punches: PunchRepository
    let deliveries: DeliveryRepository
    let devices: DeviceRepository
    let hrClients: HRClientRepository

    var operations: [Operation] {
        let filter: [Operation.Parameter] = [
            .init(name: "code", schema: .string(minimum: 1, maximum: 200), about: "only of this employee code"),
            .init(
                name: "person", schema: .string(minimum: 1, maximum: 200),
                about: "only of people whose name holds this text, accents or not"),
            .init(name: "device", schema: .id, about: "only of this device"),
            .init(name: "from", schema: .date, about: "from this day of the device's calendar"),
            .init(name: "to", schema: .date, about: "up to and including this day"),
            .init(
                name: "state", schema: .choice(DeliveryState.allCases.map(\.word)),
                about: "only with a delivery in this state"),
            .init(name: "hrClient", schema: .id, about: "the HR client of that delivery"),
            .init(
                name: "order", schema: .choice(PunchSearch.Order.allCases.map(\.rawValue)),
                about: "newest by default"),
        ]
        let paging: [Operation.Parameter] = [
            .init(
                name: "cursor", schema: .string(minimum: 1, maximum: 1000), about: "next of the page before"),
            .init(name: "limit", schema: .integer(1...500), about: "100 by default"),
        ]
        return [
            Operation(
                .get, "/punches", .punchesRead, "listPunches", "Punches, a page at a time", query: filter + paging,
                reply: .json(.ok, .page(.punch))
            ) { call in
                let page = try await punches.search(
                    try await search(call), at: try call.cursor(), limit: call.number("limit") ?? 100)
                return .page(page.punches.map { $0.json(call.language) }, next: page.next?.text)
            },
            Operation(
                .get, "/punch-totals", .punchesRead, "countPunches",
                "How many punches there are, and deliveries by state where counters know them", query: filter,
                reply: .json(
                    .ok,
                    .object([
                        .init("punches", .integer(0...Int64.max)), .init("atLeast", .boolean),
                        .init("deliveries", .nullable(.map(.integer(0...Int64.max)))),
                    ]))
            ) { call in
                let totals = try await punches.totals(try await search(call))
                let deliveries = totals.deliveries.map { counts in
                    JSONValue.object(
                        DeliveryState.allCases.map { JSONValue.Member($0.word, JSONValue(counts[$0] ?? 0)) })
                }
                return .json([
                    "punches": JSONValue(totals.punches), "atLeast": .bool(totals.isAtLeast),
                    "deliveries": deliveries ?? .null,
                ])
            },
            Operation(
                .get, "/punch-exports", .punchesRead, "exportPunches", "Exactly what the filter shows, as a file",
                query: filter + [.init(name: "format", schema: .choice(["csv", "xlsx"]), about: "csv by default")],
                reply: .file(Operation.tableTypes)
            ) { call in
                try await PunchExport(punches: punches).file(
                    of: try await search(call), PunchExport.Format(rawValue: call.query("format") ?? "") ?? .csv,
                    call.language)
            },
            Operation(
                .get, "/punches/{id}", .punchesRead, "tracePunch",
                "One punch from the vendor's record to the HR clients' receipts", reply: .json(.ok, .punch)
            ) { call in
                guard let id = Int64(call.visit.parameter("id")) else {
                    throw PunchFailure.unknown(call.visit.parameter("id"))
                }
                return .json(try await punches.trace(id).json(call.language))
            },
            Operation(
                .get, "/parked", .punchesRead, "listParked", "Parked and rejected punches with their reasons",
                query: [.init(name: "hrClient", schema: .id, about: "only of this HR client")] + paging,
                reply: .json(
                    .ok,
                    .page(
                        .object(
                            [
                                .init("id", .id), .init("hr", .string()), .init("device", .string()),
                                .init("code", .string()), .init("name", .string()), .init("at", .time),
                                .init("state", .choice(["parked", "rejected"])),
                                .init("reason", .nullable(.string())),
                            ], allowsOthers: true)))
            ) { call in
                var client: HRClient?
                if let id = call.query("hrClient") { client = try await hrClients.find(id: id) }
                let (rows, next) = try await deliveries.parked(
                    client, after: try call.cursor(), limit: call.number("limit") ?? 100)
                return .page(rows.map { $0.1.json(parked: $0.0, call.language) }, next: next?.text)
            },
        ]
    }

    private func search(_ call: Call) async throws -> PunchSearch {
        var search = PunchSearch()
        search.code = call.query("code")
        search.person = call.query("person")
        if let id = call.query("device") { search.sourceID = try await devices.find(id: id).sourceID }
        if let id = call.query("hrClient") { search.hrClientID = try await hrClients.find(id: id).id }
        search.from = call.date("from")
        search.to = call.date("to")
        search.state = DeliveryState.allCases.first { $0.word == call.query("state") }
        search.order = call.query("order").flatMap(PunchSearch.Order.init) ?? .newest
        return search
    }
}

extension Call {
    func cursor() throws -> PunchCursor? { try cursor(PunchCursor.init) }

    /// Where the page before ended, as its list reads it.
    func cursor<Cursor>(_ read: (String) -> Cursor?) throws -> Cursor? {
        guard let text = query("cursor") else { return nil }
        guard let cursor = read(text) else {
            throw Refusal(
                .unprocessableContent,
                Phrase(en: "“cursor” is no “next” of ours", vi: "“cursor” không phải giá trị “next” đã nhận"),
                field: "cursor")
        }
        return cursor
    }
}
