import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import ProgramSettings
import Store
import Wire

extension Schema {
    static let count = Schema.integer(0...Int64.max)

    static func statusLine(_ name: String, _ upTo: String) -> Schema {
        .object(
            [
                .init(name, .string()), .init("pulled", .count), .init("delivered", .count), .init("waiting", .count),
                .init("parked", .count), .init("rejected", .count), .init(upTo, .nullable(.time)),
            ], allowsOthers: true)
    }

    static let settings = Schema.object(settingsMembers(areRequired: true))

    /// All settings; a change names those that it changes.
    static func settingsMembers(areRequired: Bool) -> [Schema.Property] {
        let members: [(String, Schema)] = [
            ("autoSyncMinutes", .integer(0...1440)), ("pushAfterSync", .boolean),
            ("autoPushMinutes", .integer(0...1440)), ("pushWithinDays", .integer(1...366)),
            ("syncHours", .string(maximum: 500)), ("language", .choice(["auto", "vi", "en"])),
            ("timeZone", .string(maximum: 100)), ("silentAfterHours", .integer(0...8760)),
            ("automaticRejections", .boolean), ("automaticApprovals", .boolean),
            ("decisionMinutes", .integer(1...10_000)), ("evidenceDays", .integer(1...3660)),
            ("installerRegistration", .boolean), ("noticeWebhook", .string(maximum: 1000)),
            ("mailServer", .string(maximum: 300)), ("mailSecurity", .choice(MailSecurity.allCases.map(\.rawValue))),
            ("mailFrom", .string(maximum: 300)), ("mailUser", .string(maximum: 300)),
            ("hikPartnerUrl", .string(maximum: 1000)),
            ("insideHosts", .string(maximum: 15_000)),
            ("hikPartnerHeader", .choice(HikPartnerHeader.allCases.map(\.rawValue))),
        ]
        return members.map { Property($0.0, $0.1, required: areRequired) }
    }
}

extension Console {
    var lookingOperations: [Operation] {
        let days: [Operation.Parameter] = [
            .init(name: "from", schema: .date, about: "from this day on"),
            .init(name: "to", schema: .date, about: "up to and including this day"),
        ]
        return [
            Operation(
                .get, "/status", .statusRead, "showStatus",
                "Punches pulled and deliveries by state, per device and HR client; all time without days", query: days,
                reply: .json(
                    .ok,
                    .object([
                        .init("from", .nullable(.time)), .init("to", .nullable(.time)), .init("pulled", .count),
                        .init("delivered", .count), .init("waiting", .count), .init("parked", .count),
                        .init("rejected", .count), .init("undecoded", .count),
                        .init("warnings", .array(.warning)),
                        .init("devices", .array(.statusLine("device", "completeUpTo"), maximum: 100_000)),
                        .init("hrClients", .array(.statusLine("hr", "deliveredUpTo"), maximum: 100_000)),
                    ]))
            ) { call in
                let range = call.days()
                let zone = Zone.vietnam
                let status = try await call.visit.store.status.status(days: range)
                return .json(
                    try await call.visit.console.hub.report(status).json(
                        call.language,
                        (
                            from: range.map { zone.startOfDay($0.lowerBound) },
                            to: range.map { zone.startOfDay($0.upperBound.adding(days: 1)) }
                        )))
            },
            Operation(
                .get, "/status/days", .statusRead, "showDays", "The same counts day by day, at most 400 days",
                query: days,
                reply: .json(
                    .ok,
                    .page(
                        .object([
                            .init("day", .date), .init("pulled", .count), .init("delivered", .count),
                            .init("waiting", .count), .init("parked", .count), .init("rejected", .count),
                        ])))
            ) { call in
                let zone = try await call.visit.store.settings.current().zone
                let today = zone.date(at: call.visit.now)
                let range = call.days() ?? today.adding(days: -29)...today
                guard range.upperBound.daysSince1970 - range.lowerBound.daysSince1970 < 400 else {
                    throw Refusal(
                        .unprocessableContent, Phrase(en: "at most 400 days at a time", vi: "mỗi lần tối đa 400 ngày"))
                }
                return .page(
                    try await call.visit.store.status.days(range).map {
                        [
                            "day": .string($0.day.description), "pulled": JSONValue($0.counts.pulled),
                            "delivered": JSONValue($0.counts.delivered), "waiting": JSONValue($0.counts.waiting),
                            "parked": JSONValue($0.counts.parked), "rejected": JSONValue($0.counts.rejected),
                        ]
                    })
            },
            Operation(
                .get, "/history", .historyRead, "listHistory", "What the program and people did, newest first",
                query: [
                    .init(name: "cursor", schema: .id, about: "next of the page before"),
                    .init(name: "limit", schema: .integer(1...500), about: "100 by default"),
                ],
                reply: .json(
                    .ok,
                    .page(
                        .object([
                            .init("at", .time), .init("actor", .string()), .init("event", .string()),
                            .init("subject", .string()), .init("detail", .string()),
                        ])))
            ) { call in
                let (entries, next) = try await call.visit.store.history.page(
                    before: call.query("cursor").flatMap { Int64($0) }, limit: call.number("limit") ?? 100)
                return .page(entries.map { $0.json(call.language) }, next: next.map { String($0) })
            },
            Operation(
                .get, "/settings", .settingsRead, "showSettings", "The settings of the whole program",
                reply: .json(.ok, .settings)
            ) { call in .json(try await call.visit.store.settings.current().json) },
            Operation(
                .patch, "/settings", .settingsWrite, "changeSettings", "Change settings; what is not given stays",
                body: .object(Schema.settingsMembers(areRequired: false)), reply: .json(.ok, .settings)
            ) { try await $0.changeSettings() },
            Operation(
                .post, "/clean", .clean, "clean", "Remove devices, punches, or the memory of what was pushed",
                body: .object([
                    .init("what", .choice(Cleaning.allCases.map(\.rawValue))), .init("before", .date, required: false),
                    .init("confirm", .choice(["yes"])),
                ]), reply: .json(.ok, .object([.init("removed", .count)]))
            ) { call in
                let zone = try await call.visit.store.settings.current().zone
                let what = Cleaning(rawValue: call.body["what"]?.text ?? "") ?? .pushHistory
                let before = call.body["before"]?.text.flatMap { LocalDate($0) }.map(zone.startOfDay)
                return .json(["removed": JSONValue(try await call.visit.clean(what, before: before))])
            },
        ]
    }
}

extension Call {
    fileprivate func days() -> ClosedRange<LocalDate>? {
        let from = date("from")
        let to = date("to")
        guard from != nil || to != nil else { return nil }
        let first = from ?? LocalDate(daysSince1970: 0)
        let last = to ?? LocalDate(daysSince1970: 2_900_000)
        return min(first, last)...max(first, last)
    }

    fileprivate func changeSettings() async throws -> Response {
        var changes: [(name: String, value: String)] = []
        for name in Settings.names {
            guard let value = body[name.camelCased] else { continue }
            let text = value.bool.map { $0 ? "true" : "false" } ?? value.text ?? ""
            changes.append((name, text))
        }
        try await visit.store.settings.set(changes, act: visit.act)
        return .json(try await visit.store.settings.current().json)
    }
}
