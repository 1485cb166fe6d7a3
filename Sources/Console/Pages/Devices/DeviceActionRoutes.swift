import Access
import Attendance
import AttendanceHub
import ConnectorKit
import Foundation
import Hummingbird
import Store
import SyncEngine
import Wire

/// What the menu of a device does.
extension Console {
    var deviceActionRoutes: [Route] {
        [
            Route(.post, "/devices/sync", .permission(.sync)) { visit in
                let devices = try await visit.store.devices.all().filter(\.isEnabled)
                _ = visit.startSync(devices, .undated(.all))
                return visit.redirect(
                    "/devices", .good(visit.say("Syncing all devices.", "Đang đồng bộ từ tất cả thiết bị.")))
            },
            Route(.get, "/devices/{id}/sync-from", .permission(.sync)) { try await $0.syncFromPage() },
            Route(.post, "/devices/{id}/sync", .permission(.sync)) { try await $0.syncDevice() },
            Route(.post, "/devices/{id}/test", .permission(.sync)) { visit in
                let job = visit.startTest(try await visit.device())
                return visit.redirect("/jobs/\(job.id)")
            },
            Route(.post, "/devices/{id}/enable", .permission(.devicesWrite)) { visit in
                let device = try await visit.device()
                try await visit.store.devices.setEnabled(
                    true, device, act: visit.act)
                return visit.redirect("/devices")
            },
            Route(.post, "/devices/{id}/disable", .permission(.devicesWrite)) { visit in
                let device = try await visit.device()
                try await visit.store.devices.setEnabled(
                    false, device, act: visit.act)
                return visit.redirect("/devices")
            },
            Route(.post, "/devices/{id}/pause", .permission(.devicesWrite)) { visit in
                let device = try await visit.device()
                try await visit.store.devices.setPaused(true, device, act: visit.act)
                return visit.redirect("/devices")
            },
            Route(.post, "/devices/{id}/resume", .permission(.devicesWrite)) { visit in
                let device = try await visit.device()
                try await visit.store.devices.setPaused(false, device, act: visit.act)
                return visit.redirect("/devices")
            },
            Route(.get, "/devices/{id}/delete", .permission(.devicesWrite)) { try await $0.deleteDevicePage() },
            Route(.post, "/devices/{id}/delete", .permission(.devicesWrite)) { visit in
                let device = try await visit.device()
                let removed = try await visit.console.engine.remove(
                    device, withPunches: visit.form["with-punches"] == "1", actor: visit.principal.actor)
                let kept = visit.form["with-punches"] != "1"
                return visit.redirect(
                    "/devices",
                    .good(
                        kept
                            ? visit.say(
                                "“\(device.name)” is deleted; its punches are kept.",
                                "Đã xóa “\(device.name)”; bản ghi vẫn được giữ.")
                            : visit.say(
                                "“\(device.name)” and \(removed) punches are deleted.",
                                "Đã xóa “\(device.name)” và \(removed) bản ghi.")))
            },
        ]
    }
}

extension Visit {
    fileprivate func syncFromPage() async throws -> Response {
        let device = try await device()
        let kind = try console.engine.deviceKinds.stored(device.kind)
        let policy = PolicyFields.policy(kind.policy, with: device.fields)
        return page(
            SyncFromPage(device, policy, now: now, for: reader), title: say("Sync from…", "Đồng bộ từ…"))
    }

    fileprivate func syncDevice() async throws -> Response {
        let device = try await device()
        let request: SyncRequest
        if form["from"].isEmpty, form["to"].isEmpty {
            request = .undated(.device)
        } else {
            guard let from = TimeText(form["from"]), form["to"].isEmpty || TimeText(form["to"]) != nil else {
                throw Refusal(
                    .unprocessableContent, Phrase(en: "the dates cannot be read", vi: "không đọc được ngày"))
            }
            request = .dated(from: from, to: TimeText(form["to"]), cause: .device)
        }
        _ = startSync([device], request)
        return redirect("/devices", .good(say("Syncing “\(device.name)”.", "Đang đồng bộ “\(device.name)”.")))
    }

    fileprivate func deleteDevicePage() async throws -> Response {
        let device = try await device()
        let count = Texts.number(device.punchCount, language)
        return page(
            ConfirmPage(
                heading: say("Delete “\(device.name)”?", "Xóa “\(device.name)”?"),
                action: "/devices/\(device.id)/delete", token: formToken,
                text: say(
                    "Its \(count) punches are kept, and are its own again when it is added again.",
                    "\(count) bản ghi của nó vẫn được giữ, và được nhận lại khi thêm lại thiết bị."),
                option: ConfirmPage.Option(
                    name: "with-punches", text: say("Delete its \(count) punches too", "Xóa cả \(count) bản ghi")),
                button: say("Delete", "Xóa"), back: "/devices"), title: say("Delete", "Xóa"))
    }
}
