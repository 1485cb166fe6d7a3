import Access
import Attendance
import Foundation
import HRKit
import HTTPTypes
import Hub
import Hummingbird
import ProgramSettings
import Store
import Wire

/// Punches: the filtered table, its export, and one punch's trace.
extension Console {
    var punchRoutes: [Route] {
        [
            Route(.get, "/punches", .permission(.punchesRead)) { try await $0.punchesPage() },
            Route(.get, "/punches/export.csv", .permission(.punchesRead)) { try await $0.exportPunches("csv") },
            Route(.get, "/punches/export.xlsx", .permission(.punchesRead)) { try await $0.exportPunches("xlsx") },
            Route(.get, "/punches/{id}", .permission(.punchesRead)) { try await $0.tracePage() },
            Route(.get, "/people", .permission(.punchesRead)) { visit in
                let found = try await visit.store.punches.people(visit.query("q"))
                var names: [String] = []
                for person in found where !names.contains(person.name) { names.append(person.name) }
                return .json(.array(names.map { .string($0) }))
            },
        ]
    }
}

struct PunchesPage: PageModel {
    static let template = "punches"
    static let livePart: String? = "punch-rows"

    struct Count: Sendable {
        let text: String
        let value: String
    }

    struct Announced: Sendable {
        let id: Int64
        let text: String
    }

    struct Row: Sendable {
        struct State: Sendable {
            let tone: String
            let text: String
            let hr: String
            let reason: String
        }

        let id: Int64
        let code: String
        let name: String
        let device: String
        let sourceDevice: String
        let time: String
        let date: String
        let deliveries: [State]
    }

    struct Link: Sendable {
        let address: String
        let text: String
    }

    let code: String
    let person: String
    let from: String
    let to: String
    let at: String
    let devices: [Choice]
    let states: [Choice]
    let clients: [Choice]
    let orders: [Choice]
    let sizes: [Choice]
    let spans: [Link]
    let kept: [ConfirmPage.Input]
    let warning: String?
    let csvAddress: String
    let xlsxAddress: String
    let total: String
    let counts: [Count]
    let announced: [Announced]
    let rows: [Row]
    let codeOrder: String
    let deviceOrder: String
    let timeOrder: String
    let next: String?
    let previous: String?
    let first: String?
    let canJump: Bool
    let isLive: Bool
}

struct TracePage: PageModel {
    static let template = "trace"

    struct Step: Sendable {
        let tone: String
        let hr: String
        let state: String
        let detail: String
        let reason: String?
    }

    let name: String
    let code: String
    let at: String
    let device: String
    let sourceDevice: String?
    let recordID: String
    let kind: String
    let identity: String
    let sourceKey: String
    let raw: String
    let stored: String
    let corrections: [String]
    let deliveries: [Step]
}

extension Visit {
    fileprivate func punchesPage() async throws -> Response {
        let filter = try await PunchSearchForm(self)
        var shown = PunchPage.empty
        var totals = PunchTotals()
        var warning = filter.warning
        do throws(StoreError) {
            shown = try await store.punches.search(filter.search, at: filter.cursor, limit: filter.size)
            totals = try await store.punches.totals(filter.search)
        } catch {
            guard case .refused(let phrase) = error else { throw error }
            warning = phrase
        }
        let isFirst = query("after").isEmpty && query("at").isEmpty
        let isLive = isFirst && filter.search.order == .newest
        let model = try await model(filter, shown, totals, warning, isFirst: isFirst, isLive: isLive)
        if query("part") == "rows" { return livePart(of: model) }
        return page(model, title: say("Punches", "Bản ghi"))
    }

    private func model(
        _ filter: PunchSearchForm, _ shown: PunchPage, _ totals: PunchTotals, _ warning: Phrase?, isFirst: Bool,
        isLive: Bool
    ) async throws -> PunchesPage {
        let search = filter.search
        let today = try await store.settings.current().zone.date(at: now)
        func link(_ changes: [String: String]) -> String { filter.address("/punches", self, changing: changes) }
        func span(_ text: String, _ from: LocalDate) -> PunchesPage.Link {
            PunchesPage.Link(
                address: link(["from": from.description, "to": today.description]), text: text)
        }
        let orders: [(PunchSearch.Order, String)] = [
            (.newest, say("newest first", "mới nhất trước")), (.oldest, say("oldest first", "cũ nhất trước")),
            (.code, say("by code", "theo mã")), (.device, say("by device", "theo thiết bị")),
        ]
        let isTime = search.order == .newest || search.order == .oldest
        let kept = ["code", "person", "device", "hr", "state", "order", "size"].filter { !query($0).isEmpty }.map {
            ConfirmPage.Input(name: $0, value: query($0))
        }
        let dates = [
            ConfirmPage.Input(name: "from", value: search.from?.description ?? ""),
            ConfirmPage.Input(name: "to", value: search.to?.description ?? ""),
        ]
        let announced = isLive ? try await store.hooks.open() : []
        return PunchesPage(
            code: query("code"), person: query("person"), from: search.from?.description ?? "",
            to: search.to?.description ?? "", at: query("at"),
            devices: try await store.devices.names().map {
                Choice(String($0.id), $0.name, isChosen: query("device") == String($0.id))
            },
            states: DeliveryState.allCases.map { Choice($0.word, $0.label[language], isChosen: search.state == $0) },
            clients: try await store.hrClients.all().map {
                Choice(String($0.id), $0.name, isChosen: search.hrClientID == $0.id)
            },
            orders: orders.map { Choice($0.0.rawValue, $0.1, isChosen: search.order == $0.0) },
            sizes: PunchSearchForm.sizes.map { Choice(String($0), String($0), isChosen: filter.size == $0) },
            spans: [
                span(say("today", "hôm nay"), today), span(say("7 days", "7 ngày"), today.adding(days: -6)),
                span(say("this month", "tháng này"), today.firstOfMonth),
                span(say("3 months", "3 tháng"), today.adding(months: -3).adding(days: 1)),
            ], kept: kept + dates, warning: warning?[language],
            csvAddress: filter.address("/punches/export.csv", self),
            xlsxAddress: filter.address("/punches/export.xlsx", self),
            total: Texts.number(totals.punches, language) + (totals.isAtLeast ? "+" : ""),
            counts: DeliveryState.allCases.compactMap { state in
                totals.deliveries.map {
                    PunchesPage.Count(text: state.label[language], value: Texts.number($0[state] ?? 0, language))
                }
            },
            announced: announced.map { announced, device in
                PunchesPage.Announced(
                    id: announced.id,
                    text: say(
                        "\(device) has just announced: \(announced.personName) (\(announced.code)). It is being confirmed.",
                        "\(device) vừa báo: \(announced.personName) (\(announced.code)). Đang đối chiếu."))
            }, rows: shown.punches.map(row), codeOrder: link(["order": "code"]),
            deviceOrder: link(["order": "device"]),
            timeOrder: link(["order": search.order == .newest ? "oldest" : "newest"]),
            next: shown.next.map { link(["after": $0.text]) },
            previous: shown.previous.map { link(["after": $0.text]) },
            first: isFirst ? nil : link([:]), canJump: isTime, isLive: isLive)
    }

    private func row(_ item: PunchWithDeliveries) -> PunchesPage.Row {
        PunchesPage.Row(
            id: item.punch.id, code: item.punch.code.isEmpty ? "–" : item.punch.code, name: item.punch.personName,
            device: item.punch.device, sourceDevice: item.punch.sourceDevice, time: item.punch.local.timeText,
            date: Texts.date(item.punch.local.date),
            deliveries: item.deliveries.map {
                PunchesPage.Row.State(
                    tone: Texts.tone($0.state), text: $0.state.label[language], hr: $0.hrClient,
                    reason: $0.reason?[language] ?? "")
            })
    }

    // MARK: Export

    /// Exactly what the filter shows, in its order, streamed.
    func exportPunches(_ format: String) async throws -> Response {
        let filter = try await PunchSearchForm(self)
        return try await exportPunches(filter.search, format)
    }

    func exportPunches(_ search: PunchSearch, _ format: String) async throws -> Response {
        let store = store
        let language = language
        // The first page is read before the answer begins, so that a refusal is still a refusal.
        let first = try await store.punches.search(search, limit: 500)
        if format == "csv" {
            return Response(
                status: .ok, headers: Visit.download("punches", "csv"),
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: PunchTable.csvStart(language)))
                    var page = first
                    while true {
                        let lines = page.punches.map { PunchTable.csvLine($0, language) }.joined()
                        if !lines.isEmpty { try await writer.write(ByteBuffer(string: lines)) }
                        guard let next = page.next else { break }
                        page = try await store.punches.search(search, at: next, limit: 500)
                    }
                    try await writer.finish(nil)
                })
        }
        let file = try ExportFile("xlsx")
        var table = try PunchTable.Workbook(path: file.path, language: language)
        var page = first
        while true {
            for punch in page.punches { try table.append(punch) }
            guard let next = page.next else { break }
            page = try await store.punches.search(search, at: next, limit: 500)
        }
        try table.close()
        return Response(status: .ok, headers: Visit.download("punches", "xlsx"), body: file.body)
    }

    // MARK: Trace

    fileprivate func tracePage() async throws -> Response {
        guard let id = Int64(parameter("id")) else { throw StoreError.noSuch(.punch, parameter("id")) }
        let trace = try await store.punches.trace(id)
        let punch = trace.punch
        let zone = try await store.settings.current().zone
        let mapped = try await store.codeMappings.hrCodes(of: punch.code)
        let stored =
            trace.run.map { run in
                say(
                    "By the sync of \(Texts.time(run.startedAt, in: zone)).",
                    "Do lần đồng bộ lúc \(Texts.time(run.startedAt, in: zone)).")
            } ?? say("By a webhook.", "Do webhook.")
        let model = TracePage(
            name: punch.personName, code: punch.code.isEmpty ? "–" : punch.code,
            at: "\(punch.local.timeText) \(Texts.date(punch.local.date)) (\(punch.atText))", device: punch.device,
            sourceDevice: punch.sourceDevice.isEmpty ? nil : punch.sourceDevice, recordID: punch.recordID,
            kind: punch.kind, identity: punch.identity, sourceKey: punch.sourceKey,
            raw: String(decoding: trace.raw, as: UTF8.self), stored: stored,
            corrections: trace.corrections.map {
                say(
                    "The employee code was corrected at \(Texts.time($0.at, in: zone)): “\($0.oldCode)” → “\($0.newCode)”.",
                    "Mã chấm công được sửa lúc \(Texts.time($0.at, in: zone)): “\($0.oldCode)” → “\($0.newCode)”.")
            },
            deliveries: trace.deliveries.map { delivery in
                // What HR has, it has under the code of then.
                let hrCode = delivery.state == .delivered ? delivery.hrCode : mapped[delivery.hrClient]
                let goes = hrCode.map { say(" It goes under the code \($0).", " Được gửi với mã \($0).") }
                let tries = say("tries: \(delivery.attempts)", "số lần thử: \(delivery.attempts)")
                let since = delivery.failingSince.map {
                    say(
                        ", HR takes nothing since \(Texts.time($0, in: zone))",
                        ", HR không nhận từ \(Texts.time($0, in: zone))")
                }
                let due = delivery.nextTryAt.map {
                    say(", next try \(Texts.time($0, in: zone))", ", thử lại lúc \(Texts.time($0, in: zone))")
                }
                return TracePage.Step(
                    tone: Texts.tone(delivery.state), hr: delivery.hrClient, state: delivery.state.label[language],
                    detail: "\(Texts.time(delivery.at, in: zone)) · \(tries)\(since ?? "")\(due ?? "").\(goes ?? "")",
                    reason: delivery.reason?[language])
            })
        return page(model, title: say("Trace", "Dấu vết"))
    }
}
