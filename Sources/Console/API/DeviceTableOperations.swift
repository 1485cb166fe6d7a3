import Access
import Attendance
import AttendanceHub
import ConnectorKit
import Hummingbird
import Spreadsheets
import Store
import Wire

/// The device list as a table, in and out.
struct DeviceTableOperations: Sendable {
    let hub: Hub
    let devices: DeviceRepository
    let kinds: DeviceKinds

    var operations: [Operation] {
        [
            Operation(
                .post, "/device-imports", .devicesWrite, "importDevices",
                "Add and change devices from table rows; all of them or, with a bad row, none unless skipBad",
                body: .object([
                    .init("rows", .array(.array(.string(maximum: 8192), maximum: 100), maximum: 5000)),
                    .init("dryRun", .boolean, required: false), .init("skipBad", .boolean, required: false),
                    .init("dates", .choice(DateOrder.allCases.map(\.rawValue)), required: false),
                ]),
                reply: .json(
                    .ok,
                    .object([
                        .init("imported", .boolean), .init("added", .array(.string(), maximum: 5000)),
                        .init("changed", .array(.string(), maximum: 5000)),
                        .init(
                            "bad",
                            .array(
                                .object([.init("row", .integer(1...100_000)), .init("error", .string())]), maximum: 5000
                            )),
                        .init(
                            "warnings",
                            .array(
                                .object([.init("row", .integer(1...100_000)), .init("warning", .string())]),
                                maximum: 10_000)),
                    ])), take),
            Operation(
                .get, "/device-exports", .devicesWrite, "exportDevices", "The device list as a file, without secrets",
                query: [.init(name: "format", schema: .choice(["csv", "xlsx"]), about: "csv by default")],
                reply: .file(Operation.tableTypes)
            ) { call in
                try call.visit.export(
                    DeviceTable.rows(try await devices.all(), kinds), named: "devices", call.query("format") ?? "csv")
            },
        ]
    }

    @Sendable private func take(_ call: Call) async throws -> Response {
        let rows = call.body["rows"]?.array?.enumerated().map { index, row in
            TableRow(number: index + 1, cells: row.array?.compactMap(\.text) ?? [])
        }
        let order = call.body["dates"]?.text.flatMap(DateOrder.init) ?? .asFound
        let plan = try await DeviceImport(rows ?? [], dates: order, hub: hub)
        let isRefused = !plan.bad.isEmpty && call.body["skipBad"]?.bool != true
        let applies = call.body["dryRun"]?.bool != true && !isRefused
        if applies { try await hub.apply(plan, act: call.visit.act) }
        return .json(.object([JSONValue.Member("imported", .bool(applies))] + plan.json(call.language)))
    }
}

extension Operation {
    static let tableTypes = [
        "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
}
