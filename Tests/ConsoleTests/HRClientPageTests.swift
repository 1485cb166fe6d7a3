import Access
import Attendance
import HTTPTransport
import Store
import TestSupport
import Testing
import Wire

/// The page of one HR client, and what its outage does to the pages of all that it holds back.
@Suite struct HRClientPageTests {
    /// A gate that sends to a client with a hostile name; today is 2026-03-16.
    struct Office: Sendable {
        let test: TestConsole
        let client: HRClient
        let device: Device
        static let name = "Base <b>&x"

        var store: Store { test.hub.store }
        var now: Instant { test.hub.clock.now }

        static func with(_ body: @escaping @Sendable (Office) async throws -> Void) async throws {
            try await TestConsole.with { test, _ in
                let client = try await test.hub.addHR(
                    name, kind: "base-checkin", ["token": "very-secret", "base-url": "http://127.0.0.1:9"])
                let device = try await test.hub.addDevice(
                    "Gate", kind: "hanet", ["token": "t", "place-id": "13433"], hr: [client.name])
                try await body(Office(test: test, client: client, device: device))
            }
        }

        func keep(_ times: [String], code: String = "17") async throws {
            let plan = RunPlan(window: try #require(Window(from: now - .hours(24), to: now)), settlesFirstSync: true)
            let run = try await store.runs.begin(plan, device: device, cause: .device, act: Act(by: .command, at: now))
            let punches = times.map { time in
                let at = Instant("\(time):00+07:00")
                return Punch(
                    sourceKey: "\(time) \(code)", code: code, personName: "Lan", at: at,
                    local: Zone.vietnam.local(at: at),
                    offset: 7 * 3600, raw: Array("{}".utf8)[...])
            }
            _ = try await store.runs.ingest(
                [IngestPage(rows: times.count, punches: punches, checkpoint: "c")], run: run, device: device,
                release: ReleaseRule(dueAt: now, now: now), now: now)
            _ = try await store.runs.succeed(run, device: device, nextRunAt: now, act: Act(by: .person("t"), at: now))
        }

        func settle(_ settlement: Settlement, _ count: Int = 1) async throws {
            let due = try await store.deliveries.due(client, at: now, limit: count)
            try await store.deliveries.settle(client, due.map { ($0.punch.id, settlement) }, now: now)
        }

        func fail(_ reason: String = "HTTP 503") async throws {
            try await store.hrClients.settlePass(
                try await store.hrClients.find(id: String(client.id)), failure: Phrase(verbatim: reason),
                needsPerson: false, nextAttemptAt: now + .minutes(9), act: Act(by: .schedule, at: now))
        }

        func page(_ role: Role = .admin, _ path: String? = nil) async throws -> String {
            try await test.visitor(role).get(path ?? "/hr/\(client.id)").text
        }
    }

    /// The addresses that a page links to.
    private func links(_ page: String) -> [String] {
        page.matches(of: /href="([^"]+)"/).map { String($0.output.1).replacing("&amp;", with: "&") }
    }

    @Test func whatWaitsIsToldByAgeAndEachNumberLeadsToExactlyThesePunches() async throws {
        try await Office.with { office in
            try await office.keep(["2026-03-16T08:00", "2026-03-15T08:00", "2026-03-15T09:00", "2026-01-02T08:00"])
            let page = try await office.page()
            let ways = links(page).filter { $0.hasPrefix("/punches?hr=\(office.client.id)&state=waiting") }
            #expect(ways.count == 3)
            for (way, count) in zip(ways, [1, 2, 1]) {
                let found = try await office.page(.viewer, way)
                #expect(found.matches(of: /href="\/punches\/\d+"/).count == count, "\(way)")
            }
            #expect(page.contains("hôm nay") && page.contains("hôm qua") && page.contains("02/01/2026"))
        }
    }

    @Test func anOutageIsToldWithItsReasonItsBeginningAndItsNextTry() async throws {
        try await Office.with { office in
            try await office.keep(["2026-03-16T08:00"])
            let fine = try await office.page()
            #expect(fine.contains("bình thường") && !fine.contains("ngừng nhận bản ghi từ"))
            try await office.fail()
            office.test.hub.clock.advance(by: .minutes(5))
            try await office.fail("HTTP 502")
            let page = try await office.page()
            #expect(page.contains("ngừng nhận bản ghi từ 16/03/2026 10:00: HTTP 502. Thử lại lúc 16/03/2026 10:14."))
            #expect(page.contains("đang thử lại") && page.contains("Số lần gửi lỗi liên tiếp"))
            #expect(page.contains("HTTP 503"), "the history has what it began with")
        }
    }

    @Test func itsOutageStandsWithEveryDeviceThatItHoldsBackInTheStatusOnHomeAndInTheTraceWithTheWayToIt() async throws
    {
        try await Office.with { office in
            try await office.keep(["2026-03-16T08:00"])
            try await office.fail()
            let sentence = "ngừng nhận bản ghi từ 16/03/2026 10:00: HTTP 503"
            for path in ["/hr", "/devices?view=cards", "/devices/\(office.device.id)", "/status", "/home"] {
                #expect(try await office.page(.viewer, path).contains(sentence), "\(path)")
            }
            let table = try await office.page(.viewer, "/devices?view=table")
            #expect(table.contains("ngừng nhận bản ghi") && !table.contains("HTTP 503"), "in few words")
            let trace = try await office.page(.viewer, "/punches/1")
            #expect(trace.contains("số lần thử: 1") && trace.contains("HTTP 503"))
            #expect(trace.contains("HRM ngừng nhận từ 16/03/2026 10:00"))
            #expect(trace.contains("thử lại lúc 16/03/2026 10:09"))
            for path in ["/hr", "/status", "/home", "/punches/1"] {
                #expect(links(try await office.page(.viewer, path)).contains("/hr/\(office.client.id)"), "\(path)")
            }
        }
    }

    @Test func receiptsReasonsAndDevicesStandOnThePageAndSecretsDoNot() async throws {
        try await Office.with { office in
            try await office.keep(["2026-03-16T08:00", "2026-03-16T08:01", "2026-03-16T08:02"])
            try await office.settle(.delivered(receipt: "ok <1>"))
            try await office.settle(.parked(code: "unknownCode", Phrase(verbatim: "no 17")))
            try await office.settle(.rejected(Phrase(verbatim: "no <shift>")))
            let page = try await office.page()
            #expect(page.contains("16/03/2026 08:00:00") && page.contains("ok &lt;1&gt;"))
            #expect(page.contains("HRM chưa có mã chấm công này") && page.contains("no &lt;shift&gt;"))
            #expect(links(page).contains("/parked?hr=\(office.client.id)") && links(page).contains("/punches/1"))
            #expect(links(page).contains("/devices/\(office.device.id)"))
            #expect(page.contains("(đã lưu)") && !page.contains("very-secret"))
            #expect(!page.contains("<b>"))
            let part = try await office.page(.admin, "/hr/\(office.client.id)?part=rows")
            #expect(part.hasPrefix("<section") && !part.contains("<html"))
        }
    }

    @Test func whoMayOnlyLookIsOfferedNoAct() async throws {
        try await Office.with { office in
            let acts = ["/edit", "/delete", "/test", "/disable", "/push"]
            let admin = try await office.page()
            let viewer = try await office.page(.viewer)
            for act in acts {
                #expect(admin.contains("\(act)"), "\(act)")
                #expect(!viewer.contains("/hr/\(office.client.id)\(act)") && !viewer.contains("/push?hr="), "\(act)")
            }
        }
    }

    @Test func whatIsDoneOnThePageLeadsBackToIt() async throws {
        try await Office.with { office in
            let admin = try await office.test.visitor(.admin)
            let place = "/hr/\(office.client.id)"
            let disabled = try await admin.post(place + "/disable", ["from": "page"])
            #expect(disabled.header("Location") == place)
            #expect(try await admin.get(place).text.contains("vô hiệu"))
            #expect(try await admin.post(place + "/enable").header("Location") == "/hr")
            let saved = try await admin.post(
                place + "/edit", ["kind": "base-checkin", "name": "Base 2", "field-base-url": "http://127.0.0.1:9"])
            #expect(saved.header("Location") == place)
            let job = try #require(try await admin.post(place + "/test").header("Location"))
            #expect(try await admin.get(job).text.contains("href=\"\(place)\""))
            #expect(try await admin.get("/push?hr=\(office.client.id)").text.contains("selected>Base 2<"))
            #expect(try await admin.get("/hr/99").status == 404)
        }
    }

    @Test func theStatusNamesWaitingAndParkedApartAndEachLeadsToItsPunches() async throws {
        try await Office.with { office in
            try await office.keep(["2026-03-16T08:00", "2026-03-16T08:01"])
            try await office.settle(.parked(code: "unknownCode", Phrase(verbatim: "no 17")))
            let days = "from=2026-03-10&to=2026-03-16"
            let page = try await office.page(.viewer, "/status?\(days)")
            for state in ["waiting", "parked"] {
                for owner in ["", "&device=\(office.device.id)", "&hr=\(office.client.id)"] {
                    let way = "/punches?state=\(state)&\(days)\(owner)"
                    #expect(links(page).contains(way), "\(way)")
                    let found = try await office.page(.viewer, way)
                    #expect(found.matches(of: /href="\/punches\/\d+"/).count == 1, "\(way)")
                }
            }
            #expect(!page.contains("state=rejected"), "a zero leads nowhere")
            #expect(page.contains("Đang chờ: 1 lượt gửi") && page.contains("Tạm giữ hoặc bị từ chối: 1"))
            let all = links(try await office.page(.viewer, "/status?all=1"))
            #expect(all.contains("/hr/\(office.client.id)#waiting") && all.contains("/parked?hr=\(office.client.id)"))
        }
    }

    @Test func theAPITellsTheSameOfOneClient() async throws {
        try await Office.with { office in
            try await office.keep(["2026-03-16T08:00", "2026-03-15T08:00"])
            try await office.settle(.parked(code: "unknownCode", Phrase(verbatim: "no 17")))
            let program = try await office.test.program([.hrRead])
            let shown = try await program.get("/api/v1/hr-clients/\(office.client.id)").json
            #expect(
                shown["waiting"]?.integer == 1 && shown["parked"]?.integer == 1 && shown["deviceCount"]?.integer == 1)
            let age = shown["waitingByAge"]?.array?.first
            #expect(age?["count"]?.integer == 1 && shown["waitingByAge"]?.array?.count == 1)
            #expect(["today", "yesterday"].contains(age?["age"]?.text) && age?["from"] == age?["to"])
        }
    }
}
