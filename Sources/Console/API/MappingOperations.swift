import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import Store
import Wire

extension Schema {
    static let codeMapping = Schema.object([
        .init("hr", .string()), .init("code", .string()), .init("hrCode", .string()), .init("at", .time),
        .init("by", .string()), .init("alsoKnownAs", .array(.string())),
    ])

    static let mappedReceipt = Schema.object(
        [
            .init("id", .id), .init("at", .time), .init("code", .string()), .init("name", .string()),
            .init("device", .string()), .init("hrCode", .string()), .init("recordId", .string()),
            .init("receivedAt", .time),
        ], allowsOthers: true)
}

extension Console {
    var mappingOperations: [Operation] {
        let received: [Schema.Property] = [
            .init("received", .array(.mappedReceipt, maximum: MappedReceipts.mostShown)), .init("total", .count),
        ]
        return [
            Operation(
                .get, "/code-mappings", .hrRead, "listCodeMappings",
                "Employee codes under which HR clients know people by another code",
                reply: .json(.ok, .page(.codeMapping))
            ) { call in .page(try await call.visit.store.codeMappings.all().map(\.json)) },
            Operation(
                .put, "/hr-clients/{id}/code-mappings/{code}", .deliveriesWrite, "mapCode",
                "Send a person's punches under another employee code; what was parked for it goes at once. Over another person who is known here under that code it takes confirm: without it the answer is 409, with the people in knownAs and nothing changed",
                body: .object([.init("hrCode", .name), .init("confirm", .boolean, required: false)]),
                reply: .json(
                    .ok, .object([.init("released", .count), .init("formerCode", .nullable(.string()))] + received))
            ) { try await $0.mapCode() },
            Operation(
                .delete, "/hr-clients/{id}/code-mappings/{code}", .deliveriesWrite, "unmapCode",
                "Send a person's punches under the device's own code again; the answer lists what HR had received under the other one, the oldest first, to be corrected there",
                reply: .json(
                    .ok,
                    .object(
                        [
                            .init("hr", .string()), .init("code", .string()), .init("hrCode", .nullable(.string())),
                            .init("alsoKnownAs", .array(.string())),
                        ] + received))
            ) { try await $0.unmapCode() },
            Operation(
                .get, "/hr-clients/{id}/mapped-receipts/{code}", .punchesRead, "listMappedReceipts",
                "What HR received of a device's code under other codes, the oldest first, also after the mapping was taken back",
                query: [
                    .init(name: "since", schema: .time, about: "only what HR received from then on"),
                    .init(name: "cursor", schema: .string(minimum: 1, maximum: 1000), about: "next of the page before"),
                    .init(name: "limit", schema: .integer(1...500), about: "100 by default"),
                ],
                reply: .json(
                    .ok,
                    .object([
                        .init("items", .array(.mappedReceipt)), .init("next", .nullable(.string())),
                        .init("total", .count),
                    ]))
            ) { try await $0.mappedReceipts() },
        ]
    }
}

extension Call {
    fileprivate func mapCode() async throws -> Response {
        let entry = try CodeEntry(visit.parameter("code"), to: body["hrCode"]?.text ?? "")
        let confirmation = body["confirm"]?.bool == true ? MappingConfirmation.anybody : .none
        switch try await visit.map(entry, try await visit.client(), confirmation) {
        case .mapped(let change): return .json(.object(change.members))
        case .unconfirmed(let warning):
            throw Refusal(
                .conflict,
                warning.phrase
                    + Phrase(
                        en: " Nothing was changed. Send \"confirm\": true if it is meant.",
                        vi: " Chưa thay đổi gì. Gửi \"confirm\": true nếu đúng ý."),
                field: "confirm", facts: warning.members)
        }
    }

    fileprivate func unmapCode() async throws -> Response {
        let client = try await visit.client()
        let code = visit.parameter("code")
        let removal = try await visit.store.codeMappings.takeBack(
            code, for: client, act: visit.act)
        let others = removal?.alsoKnownAs.prefix(1000) ?? []
        return .json(
            .object(
                [
                    JSONValue.Member("hr", .string(client.name)), JSONValue.Member("code", .string(code)),
                    JSONValue.Member("hrCode", JSONValue(removal?.hrCode)),
                    JSONValue.Member("alsoKnownAs", .array(others.map { .string($0) })),
                ] + (removal?.received ?? .none).members))
    }

    fileprivate func mappedReceipts() async throws -> Response {
        let client = try await visit.client()
        let found = try await visit.store.codeMappings.receipts(
            of: visit.parameter("code"), client: client, since: query("since").flatMap(TimeText.instant(rfc3339:)),
            after: try cursor(), limit: number("limit") ?? 100)
        return .json([
            "items": .array(found.items.map(\.json)), "next": JSONValue(found.next?.text),
            "total": JSONValue(found.total),
        ])
    }
}
