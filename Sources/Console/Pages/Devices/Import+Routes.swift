import Access
import Attendance
import AttendanceHub
import ConnectorKit
import Foundation
import HTTPTypes
import Hummingbird
import Spreadsheets
import Store
import SyncEngine
import Synchronization
import Wire

/// Import and export of the device list.
extension Console {
    var importRoutes: [Route] {
        [
            Route(.get, "/devices/import", .permission(.devicesWrite)) { $0.importPage() },
            Route(.post, "/devices/import", .permission(.devicesWrite), bodyLimit: 8 << 20, isLong: true) {
                try await $0.previewImport()
            },
            Route(.post, "/devices/import/apply", .permission(.devicesWrite)) { try await $0.applyImport() },
            Route(.get, "/devices/export.csv", .permission(.devicesWrite)) { try await $0.exportDevices("csv") },
            Route(.get, "/devices/export.xlsx", .permission(.devicesWrite)) { try await $0.exportDevices("xlsx") },
        ]
    }
}

extension Visit {
    fileprivate func importPage(_ flash: Flash? = nil) -> Response {
        page(
            ImportPage(columns: DeviceTable.columns(console.engine.deviceKinds), order: form["dates"], for: reader),
            title: say("Import devices", "Nhập danh sách thiết bị"), status: flash == nil ? .ok : .unprocessableContent,
            flash: flash)
    }

    fileprivate func previewImport() async throws -> Response {
        guard let file = form.files["file"], !file.bytes.isEmpty else {
            return importPage(.bad(say("Choose a file first.", "Hãy chọn tệp trước.")))
        }
        let plan: DeviceImport
        do {
            let order = DateOrder(rawValue: form["dates"]) ?? .asFound
            let table = try await console.tables.read(file.bytes, named: file.name.asSeen)
            plan = try await DeviceImport(table, dates: order, engine: console.engine)
        } catch let failure as RequestFailure {
            return importPage(.bad(failure.phrase[language]))
        }
        let id = plan.changesSomething ? console.imports.keep(plan, owner: principal.accountID) : ""
        return page(ImportPreviewPage(plan, keptAs: id, for: reader), title: say("Preview", "Xem trước"))
    }

    fileprivate func applyImport() async throws -> Response {
        guard let plan = console.imports.take(form["import"], owner: principal.accountID) else {
            return importPage(
                .bad(
                    say(
                        "The preview is too old: choose the file again.", "Bản xem trước đã cũ: hãy chọn lại tệp.")))
        }
        try await plan.apply(to: store, act: act)
        return redirect(
            "/devices",
            .good(
                say(
                    "Added \(plan.adding.count), changed \(plan.editing.count).",
                    "Đã thêm \(plan.adding.count), sửa \(plan.editing.count).")))
    }

    func exportDevices(_ format: String) async throws -> Response {
        try export(
            DeviceTable.rows(try await store.devices.all(), console.engine.deviceKinds), named: "devices", format)
    }
}
