import Access
import Attendance
import AttendanceHub
import HRKit
import HTTPTypes
import Hummingbird
import Store
import SyncEngine
import Wire

extension Schema {
    static let hrClient = Schema.object(
        [
            .init("id", .id), .init("name", .string()), .init("kind", .string()), .init("enabled", .boolean),
            .init("needsAttention", .nullable(.string())), .init("failingSince", .nullable(.time)),
            .init("reason", .nullable(.string())), .init("nextTryAt", .nullable(.time)),
        ], allowsOthers: true)
}

/// HR clients.
struct HROperations: Sendable {
    let hub: Hub
    let hrClients: HRClientRepository
    let kinds: HRKinds

    var operations: [Operation] {
        [
            Operation(
                .get, "/hr-clients", .hrRead, "listHRClients", "All HR clients", reply: .json(.ok, .page(.hrClient))
            ) { call in .page(try await hub.shapes(try await hrClients.all(), call.language)) },
            Operation(
                .post, "/hr-clients", .hrWrite, "addHRClient", "Add an HR client",
                body: .object([
                    .init("name", .name), .init("kind", .choice(kinds.all.map(\.id))), .init("fields", .fields),
                ]), reply: .json(.created, .hrClient)
            ) { call in
                let client = try await hub.add(entry(call, over: nil), act: call.visit.act)
                return .json(try await hub.shape(client, call.language), status: .created)
            },
            Operation(
                .get, "/hr-clients/{id}", .hrRead, "showHRClient", "One HR client with its fields",
                reply: .json(.ok, .hrClient)
            ) { call in .json(try await hub.shape(try await client(call), call.language)) },
            Operation(
                .patch, "/hr-clients/{id}", .hrWrite, "changeHRClient", "Change an HR client; what is not given stays",
                body: .object([
                    .init("name", .name, required: false),
                    .init("kind", .choice(kinds.all.map(\.id)), required: false),
                    .init("fields", .fields, required: false), .init("enabled", .boolean, required: false),
                ]), reply: .json(.ok, .hrClient), change),
            Operation(
                .delete, "/hr-clients/{id}", .hrWrite, "removeHRClient",
                "Remove an HR client; what it received is remembered", reply: .none
            ) { call in
                try await hub.remove(try await client(call), act: call.visit.act)
                return .nothing
            },
        ]
    }

    private func client(_ call: Call) async throws -> HRClient {
        try await hrClients.find(id: call.visit.parameter("id"))
    }

    /// The entry in a body, over what a client has.
    private func entry(_ call: Call, over client: HRClient?) -> HRClientEntry {
        HRClientEntry(
            name: call.body["name"]?.text ?? client?.name ?? "", kind: call.body["kind"]?.text ?? client?.kind ?? "",
            values: FieldValues(call.body["fields"]), by: .network)
    }

    @Sendable private func change(_ call: Call) async throws -> Response {
        var client = try await client(call)
        if ["name", "kind", "fields"].contains(where: { call.body[$0] != nil }) {
            client = try await hub.edit(client, to: entry(call, over: client), act: call.visit.act)
        }
        if let enabled = call.body["enabled"]?.bool, enabled != client.isEnabled {
            try await hub.setEnabled(enabled, client, act: call.visit.act)
        }
        return .json(try await hub.shape(try await self.client(call), call.language))
    }
}
