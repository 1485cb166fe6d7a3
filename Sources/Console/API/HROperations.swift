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

extension Console {
    var hrOperations: [Operation] {
        [
            Operation(
                .get, "/hr-clients", .hrRead, "listHRClients", "All HR clients", reply: .json(.ok, .page(.hrClient))
            ) { call in
                let clients = try await call.visit.store.hrClients.all()
                return .page(try await call.visit.console.engine.shapes(clients, call.language))
            },
            Operation(
                .post, "/hr-clients", .hrWrite, "addHRClient", "Add an HR client",
                body: .object([
                    .init("name", .name), .init("kind", .choice(engine.hrKinds.all.map(\.id))),
                    .init("fields", .fields),
                ]), reply: .json(.created, .hrClient)
            ) { call in
                let (draft, _) = try await call.visit.console.engine.draft(
                    hr: call.body["name"]?.text ?? "", kind: call.body["kind"]?.text ?? "",
                    call.fieldValues(call.body["fields"]), by: .network)
                let client = try await call.visit.store.hrClients.add(
                    draft, act: call.visit.act)
                return .json(
                    try await call.visit.console.engine.shape(client, call.language), status: .created)
            },
            Operation(
                .get, "/hr-clients/{id}", .hrRead, "showHRClient", "One HR client with its fields",
                reply: .json(.ok, .hrClient)
            ) { call in
                .json(try await call.visit.console.engine.shape(try await call.visit.client(), call.language))
            },
            Operation(
                .patch, "/hr-clients/{id}", .hrWrite, "changeHRClient", "Change an HR client; what is not given stays",
                body: .object([
                    .init("name", .name, required: false),
                    .init("kind", .choice(engine.hrKinds.all.map(\.id)), required: false),
                    .init("fields", .fields, required: false), .init("enabled", .boolean, required: false),
                ]), reply: .json(.ok, .hrClient)
            ) { try await $0.changeHRClient() },
            Operation(
                .delete, "/hr-clients/{id}", .hrWrite, "removeHRClient",
                "Remove an HR client; what it received is remembered", reply: .none
            ) { call in
                try await call.visit.store.hrClients.remove(
                    try await call.visit.client(), act: call.visit.act)
                return .nothing
            },
        ]
    }
}

extension Call {
    fileprivate func changeHRClient() async throws -> Response {
        var client = try await visit.client()
        if body["name"] != nil || body["kind"] != nil || body["fields"] != nil {
            let (draft, dropped) = try await visit.console.engine.draft(
                hr: body["name"]?.text ?? client.name, kind: body["kind"]?.text ?? client.kind,
                fieldValues(body["fields"]), over: client, by: .network)
            client = try await visit.store.hrClients.edit(
                client, to: draft, droppingSecrets: dropped, act: visit.act)
        }
        if let enabled = body["enabled"]?.bool, enabled != client.isEnabled {
            try await visit.store.hrClients.setEnabled(enabled, client, act: visit.act)
            visit.console.wakeDeliveries()
        }
        return .json(try await visit.console.engine.shape(try await visit.client(), language))
    }
}
