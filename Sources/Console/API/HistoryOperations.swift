import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import Store
import Wire

/// What the program and people did.
struct HistoryOperations: Sendable {
    let history: HistoryRepository

    var operations: [Operation] {
        [
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
                let (entries, next) = try await history.page(
                    before: call.query("cursor").flatMap { Int64($0) }, limit: call.number("limit") ?? 100)
                return .page(entries.map { $0.json(call.language) }, next: next.map { String($0) })
            }
        ]
    }
}
