import Access
import Attendance
import Foundation
import HRKit
import Hub
import Hummingbird
import ProgramSettings
import Store
import Wire

/// Under which code HR knows a person: saying so, confirming it where it is another's code, and taking it back.
extension Console {
    var mappingRoutes: [Route] {
        [
            Route(.post, "/parked/map", .permission(.deliveriesWrite)) { try await $0.mapCode() },
            Route(.post, "/parked/unmap", .permission(.deliveriesWrite)) { try await $0.unmapCode() },
            Route(.get, "/parked/received", .permission(.punchesRead)) { try await $0.receivedPage() },
            Route(.get, "/parked/received/export.csv", .permission(.punchesRead)) { try await $0.exportReceived() },
        ]
    }
}

struct MapConfirmPage: PageModel {
    static let template = "map-confirm"

    let heading: String
    let text: String
    let hrName: String
    let hrID: String
    let code: String
    let hrCode: String
    /// Whom the person was told of.
    let mark: String
    let token: String
}

struct ReceivedPage: PageModel {
    static let template = "received"

    struct Row: Sendable {
        let id: Int64
        let time: String
        let name: String
        let device: String
        let recordID: String
        let hrCode: String
        let receivedAt: String
    }

    let heading: String
    let total: String
    let rows: [Row]
    let hasRows: Bool
    /// Said where there are more than are shown.
    let more: String?
    let csvAddress: String
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
        case .unconfirmed(let warning): return confirmPage(warning, client)
        case .mapped(let change):
            let sentence = say(
                "“\(entry.code)” goes as “\(entry.hrCode)”: \(change.released) punches are on their way.",
                "“\(entry.code)” được gửi là “\(entry.hrCode)”: \(change.released) bản ghi đang được gửi.")
            guard change.received.total > 0 else { return redirect("/parked", .good(sentence)) }
            return redirect(
                receivedAddress(entry.code, hrClientID: client.id, since: change.since), .warn(sentence))
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

    private func confirmPage(_ warning: MappingWarning, _ client: HRClient) -> Response {
        let heading = say(
            "Is “\(warning.hrCode)” the right person?", "“\(warning.hrCode)” có đúng là người này không?")
        let model = MapConfirmPage(
            heading: heading, text: warning.phrase[language], hrName: client.name, hrID: String(client.id),
            code: warning.code, hrCode: warning.hrCode, mark: warning.mark, token: formToken)
        return page(model, title: heading)
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
        return redirect(receivedAddress(code, hrClientID: client.id, since: removal.since), .warn(sentence))
    }

    // MARK: What HR has received

    /// The page that lists what a client received of a code under other codes.
    func receivedAddress(_ code: String, hrClientID: Int64, since: Instant? = nil, path: String = "/parked/received")
        -> String
    {
        var allowed = CharacterSet(charactersIn: "-._~")
        allowed.formUnion(CharacterSet(charactersIn: "a"..."z"))
        allowed.formUnion(CharacterSet(charactersIn: "A"..."Z"))
        allowed.formUnion(CharacterSet(charactersIn: "0"..."9"))
        let encoded = code.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
        return "\(path)?hr=\(hrClientID)&code=\(encoded)" + (since.map { "&since=\($0.milliseconds)" } ?? "")
    }

    private var since: Instant? { Int64(query("since")).map(Instant.init(milliseconds:)) }

    fileprivate func receivedPage() async throws -> Response {
        let client = try await store.hrClients.find(id: query("hr"))
        let code = query("code")
        let received = try await store.codeMappings.receipts(of: code, client: client, since: since)
        let zone = try await store.settings.current().zone
        let heading = say(
            "What “\(client.name)” received of “\(code)” under other codes",
            "Những gì “\(client.name)” đã nhận của “\(code)” với mã khác")
        let total = Texts.number(received.total, language)
        let shown = Texts.number(received.items.count, language)
        let model = ReceivedPage(
            heading: heading, total: total,
            rows: received.items.map { receipt in
                ReceivedPage.Row(
                    id: receipt.punch.id,
                    time: "\(Texts.date(receipt.punch.local.date)) \(receipt.punch.local.timeText)",
                    name: receipt.punch.personName, device: receipt.punch.device, recordID: receipt.punch.recordID,
                    hrCode: receipt.hrCode, receivedAt: Texts.time(receipt.receivedAt, in: zone))
            }, hasRows: !received.items.isEmpty,
            more: received.total > received.items.count
                ? say(
                    "The oldest \(shown) of \(total) are shown; the file has all.",
                    "Hiển thị \(shown) bản ghi cũ nhất trong \(total); tệp có đủ tất cả.")
                : nil,
            csvAddress: receivedAddress(code, hrClientID: client.id, since: since, path: "/parked/received/export.csv"))
        return page(model, title: heading)
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
