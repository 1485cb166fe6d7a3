import Access
import Attendance
import AttendanceHub
import Hummingbird
import ProgramSettings
import Store

/// Lists of devices that were imported, and their undoing.
struct PastImportPages: Pages {
    let hub: Hub
    let imports: DeviceImportRepository
    let settings: SettingsRepository

    var routes: [Route] {
        [
            Route(.get, "/devices/imports", .permission(.devicesWrite), list),
            Route(.get, "/devices/imports/{id}", .permission(.devicesWrite), show),
            Route(.post, "/devices/imports/{id}/undo", .permission(.devicesWrite), undo),
        ]
    }

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let (found, next) = try await imports.page(before: Int64(visit.query("before")), limit: 50)
        return visit.page(
            PastImportsPage(found, next: next, in: try await settings.current().zone, for: visit.reader),
            title: visit.say("Imports", "Các lần nhập"))
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let (found, devices) = try await imports.find(visit.parameter("id"))
        return visit.page(
            PastImportPage(found, devices, in: try await settings.current().zone, for: visit.reader),
            title: visit.say("Import", "Lần nhập"))
    }

    @Sendable private func undo(_ visit: Visit) async throws -> Response {
        let id = visit.parameter("id")
        let result = try await hub.undo(importWithID: id, act: visit.act)
        return visit.redirect("/devices/imports/\(id)", Flash(result, visit))
    }
}

extension Flash {
    /// Devices that are named in a message.
    private static let mostNamed = 3

    fileprivate init(_ result: ImportUndo, _ visit: Visit) {
        let undone = Texts.number(result.undone, visit.language)
        var text = visit.say(
            result.undone == 1 ? "Undone: 1 device." : "Undone: \(undone) devices.", "Đã hoàn tác \(undone) thiết bị.")
        if !result.kept.isEmpty {
            let kept = Texts.number(result.kept.count, visit.language)
            let named = result.kept.prefix(Flash.mostNamed).map { "“\($0.name)” \($0.reason[visit.language])" }
            let list = named.joined(separator: "; ") + (result.kept.count > Flash.mostNamed ? "; …" : "")
            text += visit.say(" Left as they are: \(kept) (\(list)).", " Giữ nguyên \(kept) (\(list)).")
        }
        self.init(tone: result.kept.isEmpty ? .good : .warn, text: text)
    }
}
