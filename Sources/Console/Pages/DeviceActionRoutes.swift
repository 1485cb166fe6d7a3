import Access
import Attendance
import ConnectorKit
import Foundation
import Hub
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
            Route(.get, "/jobs/{id}", .signedIn) { try $0.jobPage() },
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

struct SyncFromPage: PageModel {
    static let template = "sync-from"

    let id: Int64
    let name: String
    let token: String
    let from: String
    let to: String
    let earliest: String?
    let limit: String?
}

struct ConfirmPage: PageModel {
    static let template = "confirm"

    struct Input: Sendable {
        let name: String
        let value: String
    }

    let heading: String
    let action: String
    let token: String
    var inputs: [Input] = []
    let text: String
    var option: Option?
    let button: String
    let back: String

    /// Something that can be ticked beside the confirmation.
    struct Option: Sendable {
        let name: String
        let text: String
    }
}

struct JobPage: PageModel {
    static let template = "job"
    static let livePart: String? = "job-part"

    struct Line: Sendable {
        let tone: String
        let title: String
        let text: String
    }

    let heading: String
    let state: String
    let tone: String
    let lines: [Line]
    let back: String
}

extension Visit {
    fileprivate func syncFromPage() async throws -> Response {
        let device = try await device()
        let kind = try console.engine.kind(device: device.kind)
        let policy = PolicyFields.policy(kind.policy, with: device.fields)
        let earliest = policy.furthestBack(now: now, zone: device.zone).map { device.zone.date(at: $0) }
        let today = device.zone.date(at: now)
        return page(
            SyncFromPage(
                id: device.id, name: device.name, token: formToken,
                from: max(today.firstOfMonth, earliest ?? today.firstOfMonth).description, to: "",
                earliest: earliest?.description,
                limit: policy.furthestBackMonths.map {
                    say("This kind keeps \($0) months at most.", "Loại này chỉ đọc được tối đa \($0) tháng.")
                }), title: say("Sync from…", "Đồng bộ từ…"))
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

    fileprivate func jobPage() throws -> Response {
        guard let job = console.jobs.find(parameter("id")), principal.owns(job.accountID) || may(.devicesRead) else {
            throw Refusal(
                .notFound,
                Phrase(
                    en: "this job is not remembered any more; the history has its outcome",
                    vi: "không còn nhớ việc này; xem kết quả trong lịch sử"))
        }
        let isDone = job.endedAt != nil
        let model = JobPage(
            heading: job.title[language],
            state: !isDone ? say("running", "đang chạy") : job.isFine ? say("done", "xong") : say("failed", "lỗi"),
            tone: !isDone ? "busy" : job.isFine ? "good" : "bad",
            lines: job.lines.map {
                JobPage.Line(
                    tone: $0.isFine.map { $0 ? "good" : "bad" } ?? "", title: $0.title[language],
                    text: $0.text[language])
            }, back: job.back)
        if query("part") == "job" { return livePart(of: model) }
        return page(model, title: model.heading, reloads: !isDone)
    }

    // MARK: Jobs

    func startSync(_ devices: [Device], _ request: SyncRequest) -> Job {
        let (engine, actor) = (console.engine, principal.actor)
        let wake = console.wakeDeliveries
        let title =
            devices.count == 1
            ? Phrase(en: "Sync “\(devices[0].name)”", vi: "Đồng bộ “\(devices[0].name)”")
            : Phrase(en: "Sync \(devices.count) devices", vi: "Đồng bộ \(devices.count) thiết bị")
        return console.jobs.start("sync", title, by: principal) { line in
            let reports = await engine.sync(devices, request, by: actor)
            for report in reports {
                line(
                    Job.Line(
                        title: Phrase(verbatim: report.device), text: report.error ?? report.line, isFine: report.ok))
            }
            wake()
            return Job.results { language in ["runs": .array(reports.map { $0.json(language) })] }
        }
    }

    func startTest(_ device: Device) -> Job {
        let (engine, actor) = (console.engine, principal.actor)
        return console.jobs.start(
            "test", Phrase(en: "Test “\(device.name)”", vi: "Kiểm tra “\(device.name)”"), by: principal
        ) { line in
            let steps = StepList()
            do {
                _ = try await engine.test(device, by: actor) { title, result in
                    let step: Job.Line =
                        switch result {
                        case .success(let detail): Job.Line(title: title, text: detail, isFine: true)
                        case .failure(let failure): Job.Line(title: title, text: failure.phrase, isFine: false)
                        }
                    steps.append(step)
                    line(step)
                }
            } catch {
                let step = Job.Line(
                    title: Phrase(en: "Start", vi: "Bắt đầu"), text: error.explained.phrase, isFine: false)
                steps.append(step)
                line(step)
            }
            return Job.results { language in
                [
                    "device": .string(device.name), "ok": .bool(steps.all.allSatisfy { $0.isFine == true }),
                    "steps": .array(
                        steps.all.map {
                            [
                                "step": .string($0.title[language]), "ok": .bool($0.isFine ?? false),
                                "detail": .string($0.text[language]),
                            ]
                        }),
                ]
            }
        }
    }

    func startPush(_ clients: [HRClient], _ request: DeliveryRequest) -> Job {
        let (engine, actor) = (console.engine, principal.actor)
        let title = Phrase(en: "Push to HR", vi: "Đồng bộ lên HRM")
        return console.jobs.start("push", title, by: principal) { line in
            let reports = await engine.deliver(to: clients, request, by: actor)
            for report in reports {
                line(
                    Job.Line(
                        title: Phrase(verbatim: report.hrClient), text: report.error ?? report.line,
                        isFine: report.error == nil))
            }
            return Job.results { language in ["hrClients": .array(reports.map { $0.json(language) })] }
        }
    }
}

extension Job {
    static func results(_ make: (Language) -> JSONValue) -> [Language: JSONValue] {
        Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, make($0)) })
    }
}
