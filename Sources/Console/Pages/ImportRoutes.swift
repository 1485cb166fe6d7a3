import Access
import Attendance
import ConnectorKit
import Foundation
import HTTPTypes
import Hub
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

/// Previewed imports that wait for their confirmation. They hold secrets, so that they live in memory and not long.
final class PendingImports: Sendable {
    private struct Entry {
        let owner: Int64?
        let content: DeviceImport
        let at: Instant
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let now: @Sendable () -> Instant
    private static let life = Duration.minutes(15)
    private static let most = 20

    init(now: @escaping @Sendable () -> Instant) {
        self.now = now
    }

    func keep(_ content: DeviceImport, owner: Int64?) -> String {
        let id = UUID().uuidString
        let now = now()
        entries.withLock { entries in
            entries = entries.filter { now.since($0.value.at) < PendingImports.life }
            if entries.count >= PendingImports.most { entries.removeAll() }
            entries[id] = Entry(owner: owner, content: content, at: now)
        }
        return id
    }

    func take(_ id: String, owner: Int64?) -> DeviceImport? {
        let now = now()
        return entries.withLock { entries in
            guard let entry = entries[id], let owner, entry.owner == owner, now.since(entry.at) < PendingImports.life
            else {
                return nil
            }
            entries[id] = nil
            return entry.content
        }
    }
}

struct ImportPage: PageModel {
    static let template = "import"

    let token: String
    let columns: String
    let orders: [Choice]
}

struct ImportPreviewPage: PageModel {
    static let template = "import-preview"

    struct Row: Sendable {
        let row: String
        let tone: String
        let what: String
        let name: String
        let detail: String
    }

    let addCount: Int
    let editCount: Int
    let badCount: Int
    let rows: [Row]
    let importID: String
    let canApply: Bool
    let applyText: String
    let token: String
}

extension Visit {
    /// Bad rows that a page shows.
    private static let mostBadRows = 200

    fileprivate func importPage(_ flash: Flash? = nil) -> Response {
        let columns = DeviceTable.columns(console.engine.deviceKinds).prefix(12).joined(separator: ", ")
        return page(
            ImportPage(token: formToken, columns: columns + " …", orders: dateOrders),
            title: say("Import devices", "Nhập danh sách thiết bị"), status: flash == nil ? .ok : .unprocessableContent,
            flash: flash)
    }

    /// The orders of dates, the one that was chosen marked.
    private var dateOrders: [Choice] {
        DateOrder.allCases.map { order in
            let name =
                switch order {
                case .asFound: say("as found", "theo tệp")
                case .dayFirst: say("day first", "ngày trước")
                case .monthFirst: say("month first", "tháng trước")
                }
            return Choice(order.rawValue, name, isChosen: order.rawValue == form["dates"])
        }
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
        var rows = plan.bad.prefix(Visit.mostBadRows).map {
            ImportPreviewPage.Row(
                row: String($0.row), tone: "bad", what: say("bad row", "dòng lỗi"), name: "",
                detail: $0.reason[language])
        }
        if plan.bad.count > Visit.mostBadRows {
            let more = Texts.number(plan.bad.count - Visit.mostBadRows, language)
            rows.append(
                ImportPreviewPage.Row(
                    row: "…", tone: "bad", what: say("bad rows", "dòng lỗi"), name: "",
                    detail: say("\(more) more bad rows", "còn \(more) dòng lỗi nữa")))
        }
        rows += plan.warnings.map {
            ImportPreviewPage.Row(
                row: String($0.row), tone: "warn", what: say("please check", "cần xem"), name: "",
                detail: $0.warning[language])
        }
        rows += plan.adding.map {
            ImportPreviewPage.Row(
                row: "", tone: "good", what: say("add", "thêm"), name: $0.name, detail: "\($0.kind) · \($0.identity)")
        }
        rows += plan.editing.map { change in
            ImportPreviewPage.Row(
                row: "", tone: "warn", what: say("change", "sửa"), name: change.draft.name,
                detail: differences(change.device, change.draft))
        }
        let good = plan.adding.count + plan.editing.count
        return page(
            ImportPreviewPage(
                addCount: plan.adding.count, editCount: plan.editing.count, badCount: plan.bad.count, rows: rows,
                importID: good > 0 ? console.imports.keep(plan, owner: principal.accountID) : "", canApply: good > 0,
                applyText: plan.bad.isEmpty
                    ? say("Import", "Nhập") : say("Import the \(good) good rows", "Nhập \(good) dòng hợp lệ"),
                token: formToken), title: say("Preview", "Xem trước"))
    }

    /// What an import changes of a device; of secrets only that they change.
    private func differences(_ device: Device, _ draft: DeviceDraft) -> String {
        var parts: [String] = []
        func compare(_ name: String, _ old: String, _ new: String) {
            if old != new { parts.append("\(name): \(old.isEmpty ? "–" : old) → \(new.isEmpty ? "–" : new)") }
        }
        compare("kind", device.kind, draft.kind)
        compare("time-zone", device.zone.identifier, draft.zone.identifier)
        compare("sync-from", device.syncFrom?.description ?? "", draft.syncFrom?.description ?? "")
        compare("hr-clients", device.hrClients.joined(separator: ";"), draft.hrClients.joined(separator: ";"))
        for name in Set(device.fields.names + draft.fields.names).sorted() {
            compare(
                name, device.fields.all(name).joined(separator: ";"), draft.fields.all(name).joined(separator: ";"))
        }
        for name in draft.secrets.names.sorted() { parts.append(say("\(name): a new secret", "\(name): bí mật mới")) }
        return parts.isEmpty ? say("no difference", "không khác") : parts.joined(separator: "; ")
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

    /// A table as a file to keep.
    func export(_ rows: [[String]], named name: String, _ format: String) throws -> Response {
        let file = try ExportFile(format)
        try DeviceTable.write(rows, path: file.path)
        return Response(status: .ok, headers: Visit.download(name, format), body: file.body)
    }

    static func download(_ name: String, _ format: String) -> HTTPFields {
        let type =
            format == "csv"
            ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return [.contentType: type, .contentDisposition: "attachment; filename=\"rollcall-\(name).\(format)\""]
    }
}
