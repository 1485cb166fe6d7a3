import Access
import Attendance
import Foundation
import Hub
import Hummingbird
import Store
import SyncEngine
import Wire

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
        ]
    }
}

struct ParkedPage: PageModel {
    static let template = "parked"

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
        /// Other people whom the HR code stands for.
        let warning: String?
        let receivedAddress: String
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
                ParkedPage.Mapping(
                    hr: $0.hrClient, code: $0.code, hrCode: $0.hrCode, by: $0.actor.name, warning: warning(about: $0),
                    receivedAddress: receivedAddress($0.code, hrClientID: $0.hrClientID))
            }, hasMappings: !mappings.isEmpty, mayWrite: may(.deliveriesWrite), token: formToken)
        return page(model, title: say("Parked punches", "Bản ghi tạm giữ"))
    }

    private func warning(about mapping: CodeMapping) -> String? {
        guard !mapping.alsoKnownAs.isEmpty else { return nil }
        let names = mapping.alsoKnownAs.joined(separator: ", ")
        return say("also the code of \(names)", "cũng là mã của \(names)")
    }
}
