import Access
import Attendance
import HTTPTransport
import LocalNetwork
import Simulators
import Store
import TestSupport
import Testing
import Wire

/// Devices on the network, by page and by API, against simulated devices on loopback.
@Suite struct NetworkTests {
    private func with(
        _ terminals: [SimulatedTerminal], _ body: @escaping @Sendable (TestConsole) async throws -> Void
    ) async throws {
        try await SimulatedNetwork.with(terminals) { port in
            try await TestConsole.with(localDevices: TestConsole.localDevices(port: port, for: .milliseconds(700))) {
                test, _ in try await body(test)
            }
        }
    }

    private var site: [SimulatedTerminal] { SimulatedSite.terminals { "127.0.0.\(50 + $0)" } }

    private func search(_ test: TestConsole) async throws -> JSONValue {
        let reply = try await test.program([.networkSearch]).send(.post, "/api/v1/network-searches", json: "{}")
        #expect(reply.status == 201, "\(reply.text)")
        return try JSONValue(parsing: reply.body)
    }

    @Test func aSearchByTheAPIIsKept() async throws {
        try await with(site) { test in
            let found = try await search(test)
            #expect(found["devices"]?.array?.count == 7)
            #expect(found["reported"]?.bool == false && found["network"]?.text == "lo (127.0.0.1)")
            let reader = try await test.program([.networkRead])
            let lists = try JSONValue(parsing: try await reader.get("/api/v1/network-lists").body)
            let id = try #require(lists["items"]?.array?.first?["id"]?.integer)
            let shown = try JSONValue(parsing: try await reader.get("/api/v1/network-lists/\(id)").body)
            #expect(shown["devices"] == found["devices"])
            // A second search of the same person takes the first one's place.
            let unknown = try await test.program([.networkSearch])
                .send(.post, "/api/v1/network-searches", json: #"{"interface":"none0"}"#)
            #expect(unknown.status == 422 && unknown.text.contains("none0"))
        }
    }

    @Test func markupInADevicesNameStaysText() async throws {
        let hostile = SimulatedTerminal(
            .init(
                model: "x", serial: "DS-X20250318V030500ENAAK12345671", mac: "44-47-CC-00-10-01",
                address: "127.0.0.61", firmware: "&lt;script&gt;alert(2)&lt;/script&gt;"), password: "p",
            binding: .bound, quirks: [.markup])
        try await with([hostile]) { test in
            let list = try await search(test)
            let id = try #require(list["id"]?.integer)
            #expect(list["devices"]?.array?.first?["model"]?.text == "<img src=x onerror=alert(1)>")
            let admin = try await test.visitor(.admin)
            for path in ["/network?list=\(id)", "/network/\(id)/0", "/network/\(id)/export.csv", "/history"] {
                let page = try await admin.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(path.hasSuffix(".csv") || !page.text.contains("<img src=x"), "\(path)")
                #expect(path.hasSuffix(".csv") || !page.text.contains("<script>alert"), "\(path)")
            }
            #expect(try await admin.get("/network/\(id)/0").text.contains("&lt;img src=x onerror=alert(1)&gt;"))
        }
    }

    @Test func unbindingNeedsTheConfirmationAndAPasswordThatFits() async throws {
        let terminals = site
        try await with(terminals) { test in
            let id = try #require(try await search(test)["id"]?.integer)
            let installer = try await test.visitor(.installer)
            let path = "/network/\(id)/0/unbind"
            for fields in [
                ["password": SimulatedSite.password], ["confirmed": "1"],
                ["confirmed": "1", "password": "seventeen letters"],
            ] {
                let reply = try await installer.post(path, fields)
                #expect(reply.status == 303 && reply.header("Location") == "/network/\(id)/0#unbind", "\(fields)")
            }
            #expect(terminals[0].binding == .bound)
            let reply = try await installer.post(path, ["confirmed": "1", "password": SimulatedSite.password])
            let job = try #require(reply.header("Location"))
            #expect(job.hasPrefix("/jobs/"))
            for _ in 0..<200 where terminals[0].binding == .bound { try await Task.sleep(for: .milliseconds(20)) }
            #expect(terminals[0].binding == .notBound)
            // The outcome is the installer's own to see, and nobody's who neither started it nor sees all jobs.
            #expect(try await installer.get(job).status == 200)
            #expect(try await test.visitor(.reviewer).get(job).status == 404)
        }
    }

    @Test func aDeviceThatIsAnotherOneNowGetsNoPassword() async throws {
        let terminals = site
        try await with(terminals) { test in
            let id = try #require(try await search(test)["id"]?.integer)
            let list = try #require(try await test.hub.store.networks.find(id))
            var devices = try await test.hub.store.networks.devices(of: list)
            devices[0].serial = "DS-OTHER20250318V030500ENAAK99999999"
            let changed = try await test.hub.store.networks.keep(
                devices, of: "changed", ignored: 0, isReported: false,
                act: Act(by: .person("test"), at: test.hub.clock.now))
            let admin = try await test.visitor(.admin)
            let reply = try await admin.post(
                "/network/\(changed.id)/0/unbind", ["confirmed": "1", "password": SimulatedSite.password])
            let job = try #require(reply.header("Location"))
            var text = ""
            for _ in 0..<200 where !text.contains("Chưa gửi gì") {
                try await Task.sleep(for: .milliseconds(20))
                text = try await admin.get(job).text
            }
            #expect(text.contains("thiết bị khác đang trả lời"))
            #expect(terminals[0].binding == .bound)
        }
    }

    @Test func reportsAreHeldAgainstTheirShapeAndKeptUnderTheirReporter() async throws {
        try await TestConsole.with { test, _ in
            let program = try await test.program([.networkReport])
            let device =
                #"{"serial":"DS-K1T341AMF20250318V030500ENAAK12345671","mac":"44-47-CC-00-10-01","binding":"bound","later":1}"#
            for (body, status) in [
                ("{}", 422), (#"{"network":"","devices":[]}"#, 422), (#"{"network":"A","devices":{}}"#, 422),
                (#"{"network":"A","devices":[{"serial":""}]}"#, 422),
                (#"{"network":"A","devices":[{"serial":"x","binding":"maybe"}]}"#, 422), ("nonsense", 400),
                (#"{"network":"A","devices":[\#(device)],"ignoredDatagrams":3}"#, 201),
                (#"{"network":"A","devices":[\#(device),\#(device)]}"#, 201),
                (#"{"network":"B","devices":[]}"#, 201),
            ] {
                let reply = try await program.send(.post, "/api/v1/network-lists", json: body)
                #expect(reply.status == status, "\(body): \(reply.text)")
            }
            let lists = try await test.hub.store.networks.all()
            #expect(lists.map(\.network).sorted() == ["A", "B"], "a network's newer list takes the older one's place")
            #expect(lists.allSatisfy { $0.isReported && $0.actor.name.hasPrefix("token ") })
            #expect(lists.first { $0.network == "A" }?.deviceCount == 2)
            // Reporters read nothing and search nothing.
            #expect(try await program.get("/api/v1/network-lists").status == 403)
            let id = try #require(lists.first { $0.network == "A" }?.id)
            let admin = try await test.visitor(.admin)
            #expect(try await admin.post("/network/\(id)/0/binding").status == 409)
            #expect(try await admin.post("/network/\(id)/0/key").status == 409)
            #expect(try await admin.post("/network/\(id)/0/unbind", ["confirmed": "1"]).status == 409)
        }
    }

    @Test func aListOfFourThousandDevicesIsTakenAndShown() async throws {
        try await TestConsole.with { test, _ in
            let devices = (0..<4096).map { number in
                let serial = "DS-K1T341AMF20250318V030500ENAAK1" + String(1_000_000 + number)
                return
                    #"{"serial":"\#(serial)","model":"DS-K1T341AMF","mac":"44-47-CC-00-\#(hex(number / 256))-\#(hex(number % 256))","ipv4":"10.0.\#(number / 250).\#(number % 250)","firmware":"V3.5.0 build 250115","activated":true,"hikConnect":"enabled","binding":"bound","localUnbind":true}"#
            }
            let body = #"{"network":"A","devices":[\#(devices.joined(separator: ","))]}"#
            let reply = try await test.program([.networkReport]).send(.post, "/api/v1/network-lists", json: body)
            #expect(reply.status == 201, "\(reply.text.prefix(200))")
            let admin = try await test.visitor(.admin)
            #expect(try await admin.get("/network").text.contains("K11004095"))
            let over = #"{"network":"A","devices":[\#((devices + devices.prefix(1)).joined(separator: ","))]}"#
            let refused = try await test.program([.networkReport]).send(.post, "/api/v1/network-lists", json: over)
            #expect(refused.status == 422)
        }
    }

    private func hex(_ number: Int) -> String { (number < 16 ? "0" : "") + String(number, radix: 16) }

    @Test func oldListsMakeRoomForNewOnes() async throws {
        try await TestConsole.with { test, _ in
            let program = try await test.program([.networkReport])
            for number in 0..<103 {
                _ = try await program.send(
                    .post, "/api/v1/network-lists", json: #"{"network":"N\#(number)","devices":[]}"#)
            }
            let lists = try await test.hub.store.networks.all()
            #expect(lists.count == 100 && lists.first?.network == "N102" && !lists.contains { $0.network == "N0" })
        }
    }
}
