import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import ProgramSettings
import Store
import SyncEngine
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
}

/// How many punches came in, and what became of them.
struct StatusOperations: Sendable {
    let hub: Hub
    let status: StatusRepository
    let settings: SettingsRepository

    var operations: [Operation] {
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
                let counted = try await status.status(days: range)
                return .json(
                    try await hub.report(counted).json(
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
                let zone = try await settings.current().zone
                let today = zone.date(at: call.visit.now)
                let range = call.days() ?? today.adding(days: -29)...today
                guard range.upperBound.daysSince1970 - range.lowerBound.daysSince1970 < 400 else {
                    throw Refusal(
                        .unprocessableContent, Phrase(en: "at most 400 days at a time", vi: "mỗi lần tối đa 400 ngày"))
                }
                return .page(
                    try await status.days(range).map {
                        [
                            "day": .string($0.day.description), "pulled": JSONValue($0.counts.pulled),
                            "delivered": JSONValue($0.counts.delivered), "waiting": JSONValue($0.counts.waiting),
                            "parked": JSONValue($0.counts.parked), "rejected": JSONValue($0.counts.rejected),
                        ]
                    })
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
}
