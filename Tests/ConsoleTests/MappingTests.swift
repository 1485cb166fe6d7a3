import Access
import Attendance
import Foundation
import HTTPTransport
import Store
import TestSupport
import Testing
import Wire

/// The question before a dangerous mapping, and the way back, as people and programs meet them.
@Suite struct MappingTests {
    /// Lan punched as 17, which HR does not know, on two days; Minh as 42, and HR has it.
    private struct Office: Sendable {
        let test: TestConsole
        let client: HRClient
        let device: Device

        var store: Store { test.hub.store }
        var now: Instant { test.hub.clock.now }

        static func with(_ body: @escaping @Sendable (Office) async throws -> Void) async throws {
            try await TestConsole.with { test, _ in
                let client = try await test.hub.addHR(
                    "Base", kind: "base-checkin", ["token": "t", "base-url": "http://127.0.0.1:9"])
                let device = try await test.hub.addDevice(
                    "Gate", kind: "hanet", ["token": "t", "place-id": "13433"], hr: ["Base"])
                let office = Office(test: test, client: client, device: device)
                try await office.ingest([("42", "Minh", "08:00"), ("42", "Minh", "08:01")], day: "2026-03-13")
                try await office.settle(.delivered(receipt: nil))
                for day in ["2026-03-12", "2026-03-13"] {
                    try await office.ingest([("17", "Lan", "09:00"), ("17", "Lan", "17:00")], day: day)
                }
                try await office.settle(.parked(code: "unknownCode", Phrase(verbatim: "unknown")))
                try await body(office)
            }
        }

        func ingest(_ rows: [(code: String, name: String, time: String)], day: String) async throws {
            let plan = RunPlan(window: try #require(Window(from: now - .hours(24), to: now)), settlesFirstSync: true)
            let run = try await store.runs.begin(plan, device: device, cause: .device, act: Act(by: .command, at: now))
            let punches = rows.map { row in
                let at = Instant("\(day)T\(row.time):00+07:00")
                return Punch(
                    sourceKey: "\(day) \(row.time) \(row.code)", code: row.code, personName: row.name, at: at,
                    local: Zone.vietnam.local(at: at), offset: 7 * 3600, raw: Array("{}".utf8)[...])
            }
            _ = try await store.runs.ingest(
                [IngestPage(rows: rows.count, punches: punches, checkpoint: "c")], run: run, device: device,
                release: ReleaseRule(dueAt: now, now: now), now: now)
            _ = try await store.runs.succeed(
                run, device: device, nextRunAt: now, act: Act(by: .person("test"), at: now))
        }

        func settle(_ settlement: Settlement) async throws {
            let due = try await store.deliveries.due(client, at: now, limit: 1000)
            try await store.deliveries.settle(client, due.map { (punchID: $0.punch.id, settlement) }, now: now)
        }

        func parked() async throws -> Int { try await store.deliveries.counts(client)[.parked] ?? 0 }
    }

    private func json(_ reply: HTTPReply) throws -> JSONValue { try JSONValue(parsing: reply.body) }

    // MARK: API

    @Test func theAPIAnswers409WithThePersonUntilItIsConfirmed() async throws {
        try await Office.with { office in
            let program = try await office.test.program([.deliveriesWrite])
            let path = "/api/v1/hr-clients/\(office.client.id)/code-mappings/17"
            for body in [#"{"hrCode":"42"}"#, #"{"hrCode":" 042 "}"#, #"{"hrCode":"42","confirm":false}"#] {
                let refused = try await program.send(
                    .put, path, json: body, headers: [(name: "Accept-Language", value: "en")])
                #expect(refused.status == 409)
                #expect(refused.header("Content-Type") == "application/problem+json")
                let problem = try json(refused)
                #expect(problem["knownAs"]?.text == "Minh" && problem["field"]?.text == "confirm")
                #expect(problem["punches"]?.integer == 4 && problem["days"]?.integer == 2)
                let detail = problem["detail"]?.text ?? ""
                #expect(detail.contains("Lan, 4 punches on 2 days") && detail.contains("Minh"), "\(detail)")
            }
            #expect(try await office.parked() == 4)
            #expect(try await office.store.codeMappings.all().isEmpty)
            let done = try await program.send(.put, path, json: #"{"hrCode":"42","confirm":true}"#)
            #expect(done.status == 200)
            #expect(try json(done)["released"]?.integer == 4 && json(done)["total"]?.integer == 0)
            let harmless = try await program.send(.put, path, json: #"{"hrCode":"NV9"}"#)
            #expect(harmless.status == 200)
            #expect(try json(harmless)["formerCode"]?.text == "42")
        }
    }

    @Test func theAPITakesBackWithAListAndTheListIsFoundLater() async throws {
        try await Office.with { office in
            let program = try await office.test.program([.deliveriesWrite, .punchesRead])
            let base = "/api/v1/hr-clients/\(office.client.id)"
            _ = try await program.send(.put, base + "/code-mappings/17", json: #"{"hrCode":"42","confirm":true}"#)
            try await office.settle(.delivered(receipt: nil))
            let removed = try await program.send(.delete, base + "/code-mappings/17")
            #expect(removed.status == 200)
            let list = try json(removed)
            #expect(list["total"]?.integer == 4 && list["hrCode"]?.text == "42")
            let received = try #require(list["received"]?.array)
            #expect(received.map { $0["hrCode"]?.text } == ["42", "42", "42", "42"])
            #expect(received.first?["at"]?.text == "2026-03-12T09:00:00+07:00")
            #expect(received.first?["name"]?.text == "Lan" && received.first?["device"]?.text == "Gate")
            let again = try await program.send(.delete, base + "/code-mappings/17")
            #expect(again.status == 200)
            #expect(try json(again)["total"]?.integer == 0)
            let first = try json(try await program.get(base + "/mapped-receipts/17?limit=3"))
            #expect(first["items"]?.array?.count == 3 && first["total"]?.integer == 4)
            let next = try #require(first["next"]?.text)
            let rest = try json(try await program.get(base + "/mapped-receipts/17?cursor=\(next)"))
            #expect(rest["items"]?.array?.count == 1 && rest["next"] == .null)
            let none = try json(try await program.get(base + "/mapped-receipts/17?since=2030-01-01T00:00:00Z"))
            #expect(none["total"]?.integer == 0)
        }
    }

    // MARK: Pages

    private func hidden(_ name: String, in page: String) -> String? {
        guard let start = page.range(of: "name=\"\(name)\" value=\"") else { return nil }
        return page[start.upperBound...].split(separator: "\"", omittingEmptySubsequences: false).first.map(String.init)
    }

    @Test func thePageAsksInWordsAndMapsOnlyWhatWasAskedAbout() async throws {
        try await Office.with { office in
            let officer = try await office.test.visitor(.operator)
            let fields = ["hr": String(office.client.id), "code": "17", "hr-code": "42"]
            let english = [(name: "Accept-Language", value: "en")]
            let asked = try await officer.post("/parked/map", fields, headers: english)
            #expect(asked.status == 200 && asked.text.contains("“17” (Lan, 4 punches on 2 days)"))
            #expect(asked.text.contains("known here as Minh (2 punches)"))
            #expect(hidden("confirm", in: asked.text) == "true" && hidden("hr-code", in: asked.text) == "42")
            #expect(try await office.parked() == 4)
            let vietnamese = try await officer.post("/parked/map", fields)
            #expect(vietnamese.text.contains("ở đây là mã của Minh (2 bản ghi)"))
            let mark = try #require(hidden("mark", in: asked.text))
            let confirmed = fields.merging(["confirm": "true", "mark": mark]) { $1 }
            // Somebody else shows up under the code while the page is open.
            try await office.ingest([("042", "Hoa", "10:00")], day: "2026-03-13")
            let askedAgain = try await officer.post("/parked/map", confirmed, headers: english)
            #expect(askedAgain.status == 200 && askedAgain.text.contains("Hoa"))
            #expect(try await office.parked() == 4)
            let newMark = try #require(hidden("mark", in: askedAgain.text))
            let done = try await officer.post("/parked/map", confirmed.merging(["mark": newMark]) { $1 })
            #expect(done.status == 303 && done.header("Location") == "/parked")
            #expect(try await office.parked() == 0)
            let parked = try await officer.get("/parked", headers: english)
            #expect(parked.text.contains("also the code of"))
        }
    }

    @Test func thePageOfTakingBackListsWhatHRHasAndGivesItAsAFile() async throws {
        try await Office.with { office in
            let officer = try await office.test.visitor(.operator)
            let english = [(name: "Accept-Language", value: "en")]
            let fields = ["hr": String(office.client.id), "code": "17", "hr-code": "42", "confirm": "true"]
            _ = try await officer.post("/parked/map", fields)
            try await office.settle(.delivered(receipt: nil))
            let removed = try await officer.post(
                "/parked/unmap", ["hr": "Base", "code": "17"], headers: english)
            let address = try #require(removed.header("Location"))
            #expect(removed.status == 303 && address.hasPrefix("/parked/received?hr=\(office.client.id)&code=17"))
            let page = try await officer.get(address, headers: english)
            #expect(page.status == 200 && page.text.contains("HR has 4 of these punches"))
            #expect(page.text.contains("12/03/2026 09:00:00") && page.text.contains("no longer as “42”"))
            let viewer = try await office.test.visitor(.viewer)
            let file = try await viewer.get(
                address.replacing("/parked/received?", with: "/parked/received/export.csv?"), headers: english)
            let lines = file.text.split(whereSeparator: \.isNewline)
            #expect(lines.count == 5 && lines[1].contains(",17,Lan,Gate,") && lines[1].contains(",42,"))
            let trace = try await viewer.get("/punches/3", headers: english)
            #expect(trace.text.contains("It goes under the code 42."))
        }
    }

    @Test func whatDevicesCallAPersonIsTextOnThePage() async throws {
        try await Office.with { office in
            let officer = try await office.test.visitor(.operator)
            try await office.ingest([("5", "<script>alert(1)</script>", "11:00")], day: "2026-03-13")
            let asked = try await officer.post(
                "/parked/map", ["hr": String(office.client.id), "code": "17", "hr-code": "5"])
            #expect(asked.text.contains("&lt;script&gt;alert(1)") && !asked.text.contains("<script>alert(1)"))
        }
    }
}
