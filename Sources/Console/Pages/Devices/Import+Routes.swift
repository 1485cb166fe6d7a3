import Access
import Attendance
import AttendanceHub
import ConnectorKit
import Hummingbird
import Store
import Wire

/// Import and export of the device list.
struct ImportPages: Pages {
    let hub: Hub
    let devices: DeviceRepository
    let hrClients: HRClientRepository
    let kinds: DeviceKinds
    let tables: TableClerk
    let pending: PendingImports

    var routes: [Route] {
        [
            Route(.get, "/devices/import", .permission(.devicesWrite)) { choose($0) },
            Route(
                .post, "/devices/import", .permission(.devicesWrite), bodyLimit: 8 << 20, isLong: true, preview),
            Route(.post, "/devices/import/apply", .permission(.devicesWrite), apply),
            Route(.get, "/devices/import/template.csv", .permission(.devicesWrite)) {
                try await template("csv", $0)
            },
            Route(.get, "/devices/import/template.xlsx", .permission(.devicesWrite)) {
                try await template("xlsx", $0)
            },
            Route(.get, "/devices/export.csv", .permission(.devicesWrite)) { try await export("csv", $0) },
            Route(.get, "/devices/export.xlsx", .permission(.devicesWrite)) { try await export("xlsx", $0) },
        ]
    }

    /// - Parameter objection: why the file that was sent is not taken; nil before one was.
    private func choose(_ visit: Visit, _ objection: String? = nil) -> Response {
        visit.page(
            ImportPage(kinds, order: visit.form["dates"], for: visit.reader),
            title: visit.say("Import devices", "Nhập danh sách thiết bị"),
            status: objection == nil ? .ok : .unprocessableContent, flash: objection.map { .bad($0) })
    }

    @Sendable private func preview(_ visit: Visit) async throws -> Response {
        guard let file = visit.form.files["file"], !file.bytes.isEmpty else {
            return choose(visit, visit.say("Choose a file first.", "Hãy chọn tệp trước."))
        }
        let plan: DeviceImport
        do {
            let order = DateOrder(rawValue: visit.form["dates"]) ?? .asFound
            let table = try await tables.read(file.bytes, named: file.name.asSeen)
            plan = try await DeviceImport(table, dates: order, fileName: file.name, hub: hub)
        } catch let failure as RequestFailure {
            return choose(visit, failure.phrase[visit.language])
        }
        let id = plan.changesSomething ? pending.keep(plan, owner: visit.principal.accountID) : ""
        return visit.page(
            ImportPreviewPage(plan, keptAs: id, kinds, for: visit.reader), title: visit.say("Preview", "Xem trước"))
    }

    @Sendable private func apply(_ visit: Visit) async throws -> Response {
        guard let plan = pending.take(visit.form["import"], owner: visit.principal.accountID) else {
            return choose(
                visit,
                visit.say("The preview is too old: choose the file again.", "Bản xem trước đã cũ: hãy chọn lại tệp."))
        }
        let id = try await hub.apply(plan, act: visit.act)
        let added = Texts.number(plan.adding.count, visit.language)
        let changed = Texts.number(plan.editing.count, visit.language)
        return visit.redirect(
            "/devices/imports/\(id)",
            .good(visit.say("Added \(added), changed \(changed).", "Đã thêm \(added), sửa \(changed).")))
    }

    /// - Throws: `RequestFailure` for a kind that is not known.
    private func template(_ format: String, _ visit: Visit) async throws -> Response {
        let asked = visit.query("kind")
        let chosen = asked.isEmpty ? kinds.all : [try kinds.named(asked)]
        let clients = try await hrClients.all().map(\.name)
        return try visit.export(
            DeviceTemplate.rows(for: chosen, of: kinds, clients: clients, visit.language),
            named: asked.isEmpty ? "template" : "template-\(asked)", format)
    }

    private func export(_ format: String, _ visit: Visit) async throws -> Response {
        try visit.export(DeviceTable.rows(try await devices.all(), kinds), named: "devices", format)
    }
}
