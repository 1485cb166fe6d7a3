import Access
import Attendance
import AttendanceHub
import Foundation
import HRKit
import Hummingbird
import ProgramSettings
import Store
import Wire

/// Under which code HR knows a person: saying so, confirming it where it is another's code, and taking it back.
extension Console {
    var codeMappingRoutes: [Route] {
        [
            Route(.post, "/parked/map", .permission(.deliveriesWrite)) { try await $0.mapCode() },
            Route(.post, "/parked/unmap", .permission(.deliveriesWrite)) { try await $0.unmapCode() },
            Route(.get, "/parked/received", .permission(.punchesRead)) { try await $0.receivedPage() },
            Route(.get, "/parked/received/export.csv", .permission(.punchesRead)) { try await $0.exportReceived() },
        ]
    }
}

extension Visit {
    fileprivate func mapCode() async throws -> Response {
        let client = try await store.hrClients.find(id: form["hr"])
        let entry = try CodeEntry(form["code"], to: form["hr-code"])
        var confirmation = MappingConfirmation.none
        if !form["confirm"].isEmpty {
            confirmation = form["mark"].isEmpty ? .anybody : .people(mark: form["mark"])
        }
        switch try await map(entry, client, confirmation) {
        case .unconfirmed(let warning):
            let model = MapConfirmPage(warning, client, for: reader)
            return page(model, title: model.heading)
        case .mapped(let change):
            let sentence = say(
                "“\(entry.code)” goes as “\(entry.hrCode)”: \(change.released) punches are on their way.",
                "“\(entry.code)” được gửi là “\(entry.hrCode)”: \(change.released) bản ghi đang được gửi.")
            guard change.received.total > 0 else { return redirect("/parked", .good(sentence)) }
            return redirect(
                ReceivedPage.address(of: entry.code, hrClientID: client.id, since: change.since), .warn(sentence))
        }
    }

    /// Maps a code and sends what waited for it, unless a confirmation is missing.
    func map(
        _ entry: CodeEntry, _ client: HRClient, _ confirmation: MappingConfirmation
    ) async throws -> MappingOutcome {
        let outcome = try await store.codeMappings.set(
            entry.code, to: entry.hrCode, for: client, confirmation: confirmation, act: act)
        if case .mapped = outcome { console.wakeDeliveries() }
        return outcome
    }

    fileprivate func unmapCode() async throws -> Response {
        let client = try await store.hrClients.find(form["hr"])
        let code = form["code"]
        guard
            let removal = try await store.codeMappings.takeBack(code, for: client, act: act)
        else {
            return redirect("/parked", .warn(say("“\(code)” is not mapped.", "“\(code)” chưa được ghép.")))
        }
        let caution = removal.caution(code).map { " " + $0[language] } ?? ""
        let sentence =
            say(
                "“\(code)” goes as it is, no longer as “\(removal.hrCode)”.",
                "“\(code)” được gửi nguyên mã, không còn là “\(removal.hrCode)”.") + caution
        guard removal.received.total > 0 else {
            return redirect("/parked", caution.isEmpty ? .good(sentence) : .warn(sentence))
        }
        return redirect(ReceivedPage.address(of: code, hrClientID: client.id, since: removal.since), .warn(sentence))
    }

    // MARK: What HR has received

    private var since: Instant? { Int64(query("since")).map(Instant.init(milliseconds:)) }

    fileprivate func receivedPage() async throws -> Response {
        let client = try await store.hrClients.find(id: query("hr"))
        let code = query("code")
        let receipts = try await store.codeMappings.receipts(of: code, client: client, since: since)
        let model = ReceivedPage(
            receipts, of: code, by: client, since: since, in: try await store.settings.current().zone, for: reader)
        return page(model, title: model.heading)
    }

    fileprivate func exportReceived() async throws -> Response {
        let client = try await store.hrClients.find(id: query("hr"))
        let mappings = store.codeMappings
        let (code, since, language) = (query("code"), since, language)
        let first = try await mappings.receipts(of: code, client: client, since: since)
        return Response(
            status: .ok, headers: Visit.download("received", "csv"),
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: ReceiptTable.csvStart(language)))
                var part = first
                while true {
                    let lines = part.items.map(ReceiptTable.csvLine).joined()
                    if !lines.isEmpty { try await writer.write(ByteBuffer(string: lines)) }
                    guard let next = part.next else { break }
                    part = try await mappings.receipts(of: code, client: client, since: since, after: next)
                }
                try await writer.finish(nil)
            })
    }
}
