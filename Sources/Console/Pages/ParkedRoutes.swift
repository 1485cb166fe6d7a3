import Access
import Attendance
import Foundation
import Hub
import Hummingbird
import Store
import SyncEngine

/// What HR has not taken, why, and what to do about it.
extension Console {
    var parkedRoutes: [Route] {
        [
            Route(.get, "/parked", .permission(.punchesRead)) { try await $0.parkedPage() },
            Route(.post, "/parked/retry", .permission(.deliveriesWrite)) { visit in
                var clients = try await visit.store.hrClients.all().filter(\.isEnabled)
                if !visit.form["hr"].isEmpty { clients = [try await visit.store.hrClients.find(id: visit.form["hr"])] }
                return visit.redirect("/jobs/\(visit.startPush(clients, .retryParked).id)")
            },
            Route(.post, "/parked/map", .permission(.deliveriesWrite)) { try await $0.mapCode() },
            Route(.post, "/parked/unmap", .permission(.deliveriesWrite)) { visit in
                let client = try await visit.store.hrClients.find(visit.form["hr"])
                try await visit.store.codeMappings.remove(
                    visit.form["code"], for: client, actor: visit.principal.name, now: visit.now)
                return visit.redirect("/parked")
            },
        ]
    }
}

struct ParkedPage: Sendable {
    struct Code: Sendable {
        let hrID: Int64
        let hr: String
        let code: String
        let name: String
        let count: String
    }

    struct Unknown: Sendable {
        let codes: [Code]
    }

    struct Row: Sendable {
        let id: Int64
        let time: String
        let code: String
        let name: String
        let device: String
        let hr: String
        let state: String
        let tone: String
        let reason: String
    }

    struct Mapping: Sendable {
        let hr: String
        let code: String
        let hrCode: String
        let by: String
    }

    let clients: [Choice]
    let hrID: String
    let unknown: Unknown?
    let rows: [Row]
    let hasRows: Bool
    let next: String?
    let mappings: [Mapping]
    let hasMappings: Bool
    let mayWrite: Bool
    let token: String
}

extension Visit {
    fileprivate func parkedPage() async throws -> Response {
        let clients = try await store.hrClients.all()
        let chosen = query("hr").isEmpty ? nil : try await store.hrClients.find(id: query("hr"))
        let (rows, next) = try await store.deliveries.parked(chosen, after: PunchCursor(query("after")), limit: 50)
        let codes = try await store.deliveries.unknownCodes(chosen)
        let mappings = try await store.codeMappings.all()
        let model = ParkedPage(
            clients: clients.map { Choice(String($0.id), $0.name, isChosen: $0.id == chosen?.id) },
            hrID: chosen.map { String($0.id) } ?? "",
            unknown: codes.isEmpty
                ? nil
                : ParkedPage.Unknown(
                    codes: codes.map {
                        ParkedPage.Code(
                            hrID: $0.client.id, hr: $0.client.name, code: $0.code, name: $0.name,
                            count: Texts.number($0.count, language) + say(" punches", " bản ghi"))
                    }),
            rows: rows.map { punch, delivery in
                ParkedPage.Row(
                    id: punch.id, time: "\(Texts.date(punch.local.date)) \(punch.local.timeText)",
                    code: punch.code.isEmpty ? "–" : punch.code, name: punch.personName, device: punch.device,
                    hr: delivery.hrClient, state: delivery.state.label[language], tone: Texts.tone(delivery.state),
                    reason: delivery.reason?[language] ?? "")
            }, hasRows: !rows.isEmpty,
            next: next.map { "/parked?after=\($0.text)" + (chosen.map { "&hr=\($0.id)" } ?? "") },
            mappings: mappings.map {
                ParkedPage.Mapping(hr: $0.hrClient, code: $0.code, hrCode: $0.hrCode, by: $0.actor)
            }, hasMappings: !mappings.isEmpty, mayWrite: may(.deliveriesWrite), token: formToken)
        return page("parked", model, title: say("Parked punches", "Bản ghi tạm giữ"))
    }

    fileprivate func mapCode() async throws -> Response {
        let client = try await store.hrClients.find(id: form["hr"])
        let released = try await mapCode(form["code"], to: form["hr-code"], client)
        return redirect(
            "/parked",
            .good(
                say(
                    "“\(form["code"])” goes as “\(form["hr-code"])”: \(released) punches are on their way.",
                    "“\(form["code"])” được gửi là “\(form["hr-code"])”: \(released) bản ghi đang được gửi.")))
    }

    /// Maps a code and sends what waited for it.
    func mapCode(_ code: String, to hrCode: String, _ client: HRClient) async throws -> Int {
        let cleaned = EmployeeCode.cleaned(hrCode)
        guard !code.isEmpty, !cleaned.isEmpty, cleaned.count <= 100 else {
            throw Failure(
                en: "an employee code has 1 to 100 characters", vi: "mã chấm công phải có từ 1 đến 100 ký tự")
        }
        let released = try await store.codeMappings.set(
            code, to: cleaned, for: client, actor: principal.name, now: now)
        console.wakeDeliveries()
        return released
    }
}
