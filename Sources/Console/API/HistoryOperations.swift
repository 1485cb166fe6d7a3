import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import ProgramSettings
import Store
import Wire

/// What the program and people did.
struct HistoryOperations: Sendable {
    let history: HistoryRepository
    let settings: SettingsRepository

    var operations: [Operation] {
        [
            Operation(
                .get, "/history", .historyRead, "listHistory", "What the program and people did, newest first",
                query: [
                    .init(
                        name: "device", schema: .string(minimum: 1, maximum: 200),
                        about: "only of this device, by the name that it had then"),
                    .init(
                        name: "event", schema: .string(minimum: 1, maximum: 100),
                        about:
                            "only this event, such as device.added, or a group: \(HistoryGroup.allCases.map(\.rawValue).joined(separator: ", "))"
                    ),
                    .init(
                        name: "actor", schema: .string(minimum: 1, maximum: 200), about: "only what this actor did"),
                    .init(name: "from", schema: .date, about: "from this day of the program's calendar"),
                    .init(name: "to", schema: .date, about: "up to and including this day"),
                    .init(name: "cursor", schema: .id, about: "next of the page before"),
                    .init(name: "limit", schema: .integer(1...500), about: "100 by default"),
                ],
                reply: .json(
                    .ok,
                    .page(
                        .object([
                            .init("at", .time), .init("actor", .string()), .init("event", .string()),
                            .init("subject", .string()), .init("detail", .string()), .init("importId", .nullable(.id)),
                        ])))
            ) { call in
                let zone = try await settings.current().zone
                let filter = HistoryFilter(
                    device: call.query("device"),
                    events: try call.query("event").map { try HistoryFilter.Events(named: $0) },
                    actor: call.query("actor").map { Actor(stored: $0) }, from: call.date("from").map(zone.startOfDay),
                    to: call.date("to").map { zone.startOfDay($0.adding(days: 1)) })
                let (entries, next) = try await history.page(
                    filter, before: call.query("cursor").flatMap { Int64($0) }, limit: call.number("limit") ?? 100)
                return .page(entries.map { $0.json(call.language) }, next: next.map { String($0) })
            }
        ]
    }
}
