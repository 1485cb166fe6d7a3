import Access
import Attendance
import AttendanceHub
import Foundation
import HRKit
import Hummingbird
import ProgramSettings
import Store
import SyncEngine
import Wire

/// HR clients and pushing to them.
extension Console {
    var hrRoutes: [Route] {
        [
            Route(.get, "/hr", .permission(.hrRead)) { try await $0.hrPage() },
            Route(.get, "/hr/new", .permission(.hrWrite)) { try await $0.hrFormPage(nil) },
            Route(.post, "/hr/new", .permission(.hrWrite)) { try await $0.saveHR(nil) },
            Route(.get, "/hr/{id}/edit", .permission(.hrWrite)) { try await $0.hrFormPage(try await $0.client()) },
            Route(.post, "/hr/{id}/edit", .permission(.hrWrite)) { try await $0.saveHR(try await $0.client()) },
            Route(.post, "/hr/{id}/enable", .permission(.hrWrite)) { try await $0.setHR(enabled: true) },
            Route(.post, "/hr/{id}/disable", .permission(.hrWrite)) { try await $0.setHR(enabled: false) },
            Route(.post, "/hr/{id}/test", .permission(.hrWrite)) { visit in
                let job = visit.startTest(try await visit.client())
                return visit.redirect("/jobs/\(job.id)")
            },
            Route(.get, "/hr/{id}/delete", .permission(.hrWrite)) { try await $0.deleteHRPage() },
            Route(.post, "/hr/{id}/delete", .permission(.hrWrite)) { visit in
                let client = try await visit.client()
                try await visit.store.hrClients.remove(client, act: visit.act)
                return visit.redirect(
                    "/hr", .good(visit.say("“\(client.name)” is deleted.", "Đã xóa “\(client.name)”.")))
            },
            Route(.get, "/push", .permission(.deliveriesWrite)) { try await $0.pushPage() },
            Route(.post, "/push", .permission(.deliveriesWrite)) { try await $0.push() },
        ]
    }
}

struct HRPage: PageModel {
    static let template = "hr"

    struct Client: Sendable {
        let id: Int64
        let name: String
        let kind: String
        let state: String
        let tone: String
        let reason: String
        let isEnabled: Bool
        let delivered: String
        let waiting: String
        let parked: String
        let rejected: String
        let upTo: String
        let mayWrite: Bool
        let token: String
    }

    let clients: [Client]
    let mayWrite: Bool
    let mayPush: Bool
}

struct HRFormPage: PageModel {
    static let template = "hr-form"

    var heading = ""
    var asksKind = false
    var kinds: [KindChoice] = []
    var action = ""
    var token = ""
    var kind = ""
    var kindTitle = ""
    var otherKindAddress = ""
    var name = ""
    var nameError: String?
    var mainFields: [FieldInput] = []
    var moreFields: [FieldInput] = []
    var moreIsOpen = false
}

struct PushPage: PageModel {
    static let template = "push"

    let token: String
    let clients: [Choice]
}

extension Visit {
    fileprivate func hrPage() async throws -> Response {
        let clients = try await store.hrClients.all()
        let settings = try await store.settings.current()
        let status = try await store.status.status(days: nil)
        let lines = Dictionary(status.hrClients.map { ($0.name, $0) }) { first, _ in first }
        var cards: [HRPage.Client] = []
        for client in clients {
            let next = client.nextTry(try await store.deliveries.nextDue(client))
            let counts = lines[client.name]?.counts ?? StatusCounts()
            let card = HRPage.Client(
                id: client.id, name: client.name,
                kind: console.engine.hrKinds[client.kind]?.title[language] ?? client.kind,
                state: client.state[language],
                tone: !client.isEnabled ? "" : client.attention != nil ? "bad" : client.failures > 0 ? "warn" : "good",
                reason: reason(client, next, settings.zone), isEnabled: client.isEnabled,
                delivered: Texts.number(counts.delivered, language), waiting: Texts.number(counts.waiting, language),
                parked: Texts.number(counts.parked, language), rejected: Texts.number(counts.rejected, language),
                upTo: Texts.time(lines[client.name]?.upTo, in: settings.zone), mayWrite: may(.hrWrite),
                token: formToken)
            cards.append(card)
        }
        return page(
            HRPage(clients: cards, mayWrite: may(.hrWrite), mayPush: may(.deliveriesWrite)),
            title: say("HR clients", "HRM client"))
    }

    /// Why a client is in trouble, since when, and when it is tried again; empty while all is well.
    private func reason(_ client: HRClient, _ next: Instant?, _ zone: Zone) -> String {
        guard let since = client.failingSince else { return client.attention?[language] ?? "" }
        let time = Texts.time(since, in: zone)
        let why = (client.failure ?? client.attention)?[language] ?? ""
        let again = next.map { Texts.time($0, in: zone) } ?? "–"
        return say(
            "Takes nothing since \(time): \(why) Next try \(again).",
            "Không nhận từ \(time): \(why) Thử lại lúc \(again).")
    }

    fileprivate func hrFormPage(_ client: HRClient?) async throws -> Response {
        let base = client.map { "/hr/\($0.id)/edit" } ?? "/hr/new"
        let id = query("kind").isEmpty ? client?.kind ?? "" : query("kind")
        guard let kind = console.engine.hrKinds[id] else {
            var model = HRFormPage()
            model.heading = say("Add HR client", "Thêm HRM client")
            model.asksKind = true
            model.kinds = choices(among: console.engine.hrKinds, at: base)
            return page(model, title: model.heading)
        }
        let values = id == client?.kind ? client?.fields ?? FieldValues() : FieldValues()
        var model = try await hrModel(kind, client, values, nil)
        model.name = client?.name ?? ""
        return page(model, title: model.heading)
    }

    private func hrModel(
        _ kind: HRKind, _ client: HRClient?, _ values: FieldValues, _ error: FieldFailure?
    ) async throws -> HRFormPage {
        var model = HRFormPage()
        let base = client.map { "/hr/\($0.id)/edit" } ?? "/hr/new"
        model.heading =
            client.map { say("Edit “\($0.name)”", "Chỉnh sửa “\($0.name)”") }
            ?? say("Add HR client", "Thêm HRM client")
        model.action = base
        model.token = formToken
        model.kind = kind.id
        model.kindTitle = kind.title[language]
        model.otherKindAddress = base + "?kind=-"
        var set: [String] = []
        if let client, client.kind == kind.id { set = try await store.hrClients.secretNames(of: client) }
        let inputs = inputs(kind.fields, values: values, setSecrets: set, error: error)
        model.mainFields = inputs.main
        model.moreFields = inputs.more
        model.moreIsOpen = inputs.moreIsOpen
        return model
    }

    fileprivate func saveHR(_ present: HRClient?) async throws -> Response {
        let kind = try console.engine.hrKinds.named(form["kind"])
        let values = fieldValues(kind.fields)
        do {
            let (draft, dropped) = try await console.engine.draft(
                hr: form["name"], kind: kind.id, values, over: present, by: .network)
            let saved: HRClient
            if let present {
                saved = try await store.hrClients.edit(
                    present, to: draft, droppingSecrets: dropped, act: act)
            } else {
                saved = try await store.hrClients.add(draft, act: act)
            }
            return redirect("/hr", .good(say("“\(saved.name)” is saved.", "Đã lưu “\(saved.name)”.")))
        } catch {
            let refusal = Refusal(error)
            var model = try await hrModel(
                kind, present, values.filter { !kind.fields.isSecret($0) },
                FieldFailure(field: refusal.field, refusal.phrase))
            model.name = form["name"]
            if refusal.field == "name" { model.nameError = refusal.phrase[language] }
            return page(model, title: model.heading, status: refusal.status, flash: .bad(refusal.phrase[language]))
        }
    }

    fileprivate func setHR(enabled: Bool) async throws -> Response {
        try await store.hrClients.setEnabled(enabled, try await client(), act: act)
        console.wakeDeliveries()
        return redirect("/hr")
    }

    fileprivate func deleteHRPage() async throws -> Response {
        let client = try await client()
        return page(
            ConfirmPage(
                heading: say("Delete “\(client.name)”?", "Xóa “\(client.name)”?"), action: "/hr/\(client.id)/delete",
                token: formToken,
                text: say(
                    "Punches go there no longer. What it received is remembered, should it be added again.",
                    "Bản ghi sẽ không gửi đến đây nữa. Những gì đã nhận vẫn được nhớ nếu thêm lại."),
                button: say("Delete", "Xóa"), back: "/hr"), title: say("Delete", "Xóa"))
    }

    fileprivate func pushPage() async throws -> Response {
        let clients = try await store.hrClients.all()
        return page(
            PushPage(token: formToken, clients: clients.map { Choice(String($0.id), $0.name) }),
            title: say("Push to HR", "Đồng bộ lên HRM"))
    }

    fileprivate func push() async throws -> Response {
        var clients = try await store.hrClients.all().filter(\.isEnabled)
        if !form["hr"].isEmpty { clients = [try await store.hrClients.find(id: form["hr"])] }
        let zone = try await store.settings.current().zone
        let from = LocalDate(form["from"])
        let to = LocalDate(form["to"])
        guard (form["from"].isEmpty || from != nil) && (form["to"].isEmpty || to != nil) else {
            throw RequestFailure(en: "the dates cannot be read", vi: "không đọc được ngày")
        }
        let scope = DeliveryScope(
            from: from.map(zone.startOfDay), to: to.map { zone.startOfDay($0.adding(days: 1)) })
        return redirect("/jobs/\(startPush(clients, .push(scope)).id)")
    }
}
