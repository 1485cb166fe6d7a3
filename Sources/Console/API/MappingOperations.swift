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

/// Under which code HR knows a person, for programs.
struct MappingOperations: Sendable {
    let mapper: CodeMapper
    let mappings: CodeMappingRepository
    let clients: HRClientRepository

    var operations: [Operation] {
        let received: [Schema.Property] = [
            .init("received", .array(.mappedReceipt, maximum: MappedReceipts.mostShown)), .init("total", .count),
        ]
        return [
            Operation(
                .get, "/code-mappings", .hrRead, "listCodeMappings",
                "Employee codes under which HR clients know people by another code",
                reply: .json(.ok, .page(.codeMapping)), list),
            Operation(
                .put, "/hr-clients/{id}/code-mappings/{code}", .deliveriesWrite, "mapCode",
                "Send a person's punches under another employee code; what was parked for it goes at once. Over another person who is known here under that code it takes confirm: without it the answer is 409, with the people in knownAs and nothing changed",
                body: .object([.init("hrCode", .name), .init("confirm", .boolean, required: false)]),
                reply: .json(
                    .ok, .object([.init("released", .count), .init("formerCode", .nullable(.string()))] + received)),
                map),
            Operation(
                .delete, "/hr-clients/{id}/code-mappings/{code}", .deliveriesWrite, "unmapCode",
                "Send a person's punches under the device's own code again; the answer lists what HR had received under the other one, the oldest first, to be corrected there",
                reply: .json(
                    .ok,
                    .object(
                        [
                            .init("hr", .string()), .init("code", .string()), .init("hrCode", .nullable(.string())),
                            .init("alsoKnownAs", .array(.string())),
                        ] + received)), unmap),
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
                    ])), receipts),
        ]
    }
    @Sendable private func list(_ call: Call) async throws -> Response {
        .page(try await mappings.all().map(\.json))
    }

    private func client(_ call: Call) async throws -> HRClient {
        try await clients.find(id: call.visit.parameter("id"))
    }

    @Sendable private func map(_ call: Call) async throws -> Response {
        let entry = try CodeEntry(call.visit.parameter("code"), to: call.body["hrCode"]?.text ?? "")
        let confirmation = MappingConfirmation(isGiven: call.body["confirm"]?.bool == true)
        switch try await mapper.map(entry, for: try await client(call), confirmation, act: call.visit.act) {
        case .mapped(let change): return .json(.object(change.members))
        case .unconfirmed(let warning):
            let way = Phrase(en: "Send \"confirm\": true", vi: "Gửi \"confirm\": true")
            throw Refusal(
                .conflict, warning.phrase(confirmedBy: way), field: "confirm", facts: warning.members)
        }
    }

    @Sendable private func unmap(_ call: Call) async throws -> Response {
        let client = try await client(call)
        let code = call.visit.parameter("code")
        let removal = try await mapper.takeBack(code, for: client, act: call.visit.act)
        return .json(.object(MappingRemoval.members(removal, of: code, at: client)))
    }

    @Sendable private func receipts(_ call: Call) async throws -> Response {
        let found = try await mappings.receipts(
            of: call.visit.parameter("code"), client: try await client(call),
            since: call.query("since").flatMap(TimeText.instant(rfc3339:)), after: try call.cursor(),
            limit: call.number("limit") ?? 100)
        return .json([
            "items": .array(found.items.map(\.json)), "next": JSONValue(found.next?.text),
            "total": JSONValue(found.total),
        ])
    }
}
