import Access
import Attendance
import AttendanceHub
import ConnectorKit
import Hummingbird
import Store
import SyncEngine
import Wire

/// What the menu of a device does.
struct DeviceActPages: Pages {
    let hub: Hub
    let devices: DeviceRepository
    let hrClients: HRClientRepository
    let kinds: DeviceKinds
    let jobs: StartedJobs

    var routes: [Route] {
        [
            Route(.post, "/devices/sync", .permission(.sync), syncMany),
            Route(.post, "/devices/change", .permission(.devicesWrite), change),
            Route(.get, "/devices/{id}/sync-from", .permission(.sync), askFrom),
            Route(.post, "/devices/{id}/sync", .permission(.sync), sync),
            Route(.post, "/devices/{id}/test", .permission(.sync), test),
            Route(.post, "/devices/{id}/enable", .permission(.devicesWrite)) { try await setEnabled(true, $0) },
            Route(.post, "/devices/{id}/disable", .permission(.devicesWrite)) { try await setEnabled(false, $0) },
            Route(.post, "/devices/{id}/pause", .permission(.devicesWrite)) { try await setPaused(true, $0) },
            Route(.post, "/devices/{id}/resume", .permission(.devicesWrite)) { try await setPaused(false, $0) },
            Route(.get, "/devices/{id}/delete", .permission(.devicesWrite), askRemoval),
            Route(.post, "/devices/{id}/delete", .permission(.devicesWrite), remove),
        ]
    }

    private func device(_ visit: Visit) async throws -> Device { try await devices.find(id: visit.parameter("id")) }

    // MARK: Many at once

    /// The devices that are ticked, or all that the search finds.
    private func chosen(_ visit: Visit) async throws -> [Device] {
        let all = try await devices.all()
        guard visit.form["scope"] == "search" else {
            let ids = Set(visit.form.all("id").compactMap { Int64($0) })
            return all.filter { ids.contains($0.id) }
        }
        let looks = try await DeviceLooks(all, of: hub, kinds)
        return DeviceListing(all, looks, DeviceSearch { visit.form[$0] }, remembered: nil, visit.language).found
    }

    private func back(_ visit: Visit, _ message: Flash) -> Response {
        visit.redirect(DeviceSearch { visit.form[$0] }.address, message)
    }

    private func nothingChosen(_ visit: Visit) -> Response {
        back(
            visit,
            .bad(visit.say("No device is chosen: tick some first.", "Chưa chọn thiết bị nào: hãy đánh dấu trước.")))
    }

    @Sendable private func syncMany(_ visit: Visit) async throws -> Response {
        guard visit.form["act"] == "sync" else {
            _ = jobs.sync(try await devices.all().filter(\.isEnabled), .undated(.all), by: visit.principal)
            return visit.redirect(
                "/devices", .good(visit.say("Syncing all devices.", "Đang đồng bộ từ tất cả thiết bị.")))
        }
        let chosen = try await chosen(visit)
        guard !chosen.isEmpty else { return nothingChosen(visit) }
        let enabled = chosen.filter(\.isEnabled)
        _ = jobs.sync(enabled, .undated(.device), by: visit.principal)
        return back(visit, .good(visit.counted(enabled.count, "being synced", "Đang đồng bộ")))
    }

    @Sendable private func change(_ visit: Visit) async throws -> Response {
        let chosen = try await chosen(visit)
        guard !chosen.isEmpty else { return nothingChosen(visit) }
        switch visit.form["act"] {
        case "pause":
            let changed = chosen.filter { !$0.isPaused }
            try await hub.setPaused(true, changed, act: visit.act)
            return back(visit, .good(visit.counted(changed.count, "paused", "Đã tạm dừng đồng bộ")))
        case "resume":
            let changed = chosen.filter(\.isPaused)
            try await hub.setPaused(false, changed, act: visit.act)
            return back(visit, .good(visit.counted(changed.count, "resumed", "Đã tiếp tục đồng bộ")))
        case "attach":
            guard let client = try await hrClients.all().first(where: { $0.name == visit.form["client"] }) else {
                return back(visit, .bad(visit.say("Choose an HR client.", "Hãy chọn HRM client.")))
            }
            let count = try await hub.attach(client, to: chosen, act: visit.act)
            return back(
                visit,
                .good(
                    visit.counted(count, "now sending to “\(client.name)”", "Đã gắn “\(client.name)” cho")))
        case "tag", "untag":
            let isTakenOff = visit.form["act"] == "untag"
            do {
                let tags = try DeviceTags(typed: visit.form["tags"])
                let count = try await hub.tag(chosen, tags, isTakenOff: isTakenOff, act: visit.act)
                return back(
                    visit,
                    .good(
                        isTakenOff
                            ? visit.counted(count, "without “\(tags.text)” now", "Đã gỡ nhãn “\(tags.text)” khỏi")
                            : visit.counted(count, "tagged “\(tags.text)”", "Đã gắn nhãn “\(tags.text)” cho")))
            } catch let failure as FieldFailure {
                return back(visit, .bad(Texts.sentence(failure.phrase[visit.language])))
            }
        default:
            throw Refusal(.badRequest, Phrase(en: "nothing is to be done", vi: "không có thao tác nào được chọn"))
        }
    }

    // MARK: One

    @Sendable private func askFrom(_ visit: Visit) async throws -> Response {
        let device = try await device(visit)
        let kind = try kinds.stored(device.kind)
        let policy = PolicyFields.policy(kind.policy, with: device.fields)
        return visit.page(
            SyncFromPage(device, policy, now: visit.now, for: visit.reader),
            title: visit.say("Sync from…", "Đồng bộ từ…"))
    }

    @Sendable private func sync(_ visit: Visit) async throws -> Response {
        let device = try await device(visit)
        let (first, last) = (visit.form["from"], visit.form["to"])
        let request: SyncRequest
        if first.isEmpty, last.isEmpty {
            request = .undated(.device)
        } else {
            guard let from = TimeText(first), last.isEmpty || TimeText(last) != nil else {
                throw Refusal(
                    .unprocessableContent, Phrase(en: "the dates cannot be read", vi: "không đọc được ngày"))
            }
            request = .dated(from: from, to: TimeText(last), cause: .device)
        }
        _ = jobs.sync([device], request, by: visit.principal)
        return visit.redirect(
            "/devices", .good(visit.say("Syncing “\(device.name)”.", "Đang đồng bộ “\(device.name)”.")))
    }

    @Sendable private func test(_ visit: Visit) async throws -> Response {
        visit.redirect("/jobs/\(jobs.test(try await device(visit), by: visit.principal).id)")
    }

    private func setEnabled(_ isEnabled: Bool, _ visit: Visit) async throws -> Response {
        try await hub.setEnabled(isEnabled, [try await device(visit)], act: visit.act)
        return visit.redirect("/devices")
    }

    private func setPaused(_ isPaused: Bool, _ visit: Visit) async throws -> Response {
        try await hub.setPaused(isPaused, [try await device(visit)], act: visit.act)
        return visit.redirect("/devices")
    }

    @Sendable private func askRemoval(_ visit: Visit) async throws -> Response {
        visit.page(ConfirmPage(removing: try await device(visit), for: visit.reader), title: visit.say("Delete", "Xóa"))
    }

    @Sendable private func remove(_ visit: Visit) async throws -> Response {
        let device = try await device(visit)
        let withPunches = visit.form["with-punches"] == "1"
        let removed = try await hub.remove(device, withPunches: withPunches, act: visit.act)
        return visit.redirect(
            "/devices",
            .good(
                withPunches
                    ? visit.say(
                        "“\(device.name)” and \(removed) punches are deleted.",
                        "Đã xóa “\(device.name)” và \(removed) bản ghi.")
                    : visit.say(
                        "“\(device.name)” is deleted; its punches are kept.",
                        "Đã xóa “\(device.name)”; bản ghi vẫn được giữ.")))
    }
}

extension Visit {
    /// A sentence about so many devices.
    ///
    /// - Parameters:
    ///   - en: what they are, behind their number.
    ///   - vi: what was done, before their number.
    fileprivate func counted(_ count: Int, _ en: String, _ vi: String) -> String {
        let number = Texts.number(count, language)
        return say("\(number) \(count == 1 ? "device" : "devices") \(en).", "\(vi) \(number) thiết bị.")
    }
}
