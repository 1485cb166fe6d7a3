import Access
import Attendance
import Console
import Foundation
import HTTPTransport
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Scheduling
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing

@testable import Server

/// What other programs ask a running server, and who may read its numbers.
@Suite struct ProbesTests {
    private struct Served {
        let hub: TestHub
        let address: String
        let syncs: SyncSchedule
        let deliveries: DeliverySchedule

        func get(_ path: String, _ headers: [(String, String)] = []) async throws -> HTTPReply {
            try await hub.engine.http.send(
                HTTPCall(
                    .get, address + path, headers: headers.map { (name: $0.0, value: $0.1) },
                    timeout: .seconds(30)))
        }

        /// The lines of one number.
        func lines(_ name: String) async throws -> [String] {
            let page = try await get("/metrics").text
            return page.split(separator: "\n").filter { $0.hasPrefix(name + "{") }.map(String.init)
        }
    }

    private func with(
        _ simulators: [any Simulator] = [], transport: ServingPolicy.Transport = .loopback,
        _ body: @escaping @Sendable (Served, [String]) async throws -> Void
    ) async throws {
        try await TestHub.with(simulators) { hub, addresses in
            let syncs = SyncSchedule(engine: hub.engine) {}
            let deliveries = DeliverySchedule(engine: hub.engine)
            let router = Router(context: ConsoleContext.self, options: .autoGenerateHeadEndpoints)
            let policy = ServingPolicy(transport: transport, setupCode: nil)
            Probes(
                engine: hub.engine, policy: policy, loops: [syncs.loop, deliveries.loop], log: Logger(label: "test")
            ).addRoutes(to: router)
            try await serving(router) { port in
                try await body(
                    Served(hub: hub, address: "http://127.0.0.1:\(port)", syncs: syncs, deliveries: deliveries),
                    addresses)
            }
        }
    }

    @Test func aServerIsAliveBeforeItMovesAndReadyWhenBothLoopsDo() async throws {
        try await with { served, _ in
            #expect(try await served.get("/healthz").text == "ok\n")
            let standing = try await served.get("/readyz")
            #expect(standing.status == 503)
            #expect(
                standing.text == """
                    schedule: not moving (devices are not read)
                    deliveries: not moving (punches are not sent to HR)

                    """)
            let syncs = Task { await served.syncs.run() }
            #expect(try await eventually { served.syncs.loop.lastBeat != nil })
            let half = try await served.get("/readyz")
            #expect(half.status == 503 && half.text.hasPrefix("deliveries: not moving"), "one loop is not enough")
            let deliveries = Task { await served.deliveries.run() }
            #expect(try await eventually { try await served.get("/readyz").status == 200 })
            #expect(try await served.get("/readyz").text == "ready\n")
            for loop in [syncs, deliveries] {
                loop.cancel()
                await loop.value
            }
        }
    }

    @Test func aJobThatFailsForLongIsToldAsFailingAndItsFailuresAreCounted() async throws {
        struct Failing: RecurringJob {
            let loop: JobLoop
            func turn(_ turn: JobTurn) async throws { throw StoreFailure.data(.diskFull) }
        }
        try await TestHub.with { hub, _ in
            let hands = HandClock()
            let job = Failing(
                loop: JobLoop(
                    "retention", every: .seconds(10), startsAtOnce: false,
                    while: Phrase(en: "photos are kept", vi: "ảnh được giữ"), clock: hands.clock))
            let router = Router(context: ConsoleContext.self)
            Probes(
                engine: hub.engine, policy: ServingPolicy(transport: .loopback, setupCode: nil), loops: [job.loop],
                log: Logger(label: "test")
            ).addRoutes(to: router)
            try await serving(router) { port in
                let run = Task { await job.run() }
                let get = { (path: String) in
                    try await hub.engine.http.send(
                        HTTPCall(.get, "http://127.0.0.1:\(port)" + path, timeout: .seconds(30)))
                }
                await hands.untilAsleep()
                #expect(try await get("/readyz").text == "ready\n")
                hands.advance(by: .milliseconds(50))
                await hands.untilAsleep(.seconds(9))
                hands.advance(by: .milliseconds(9950))
                await hands.untilAsleep()
                #expect(try await get("/readyz").text == "ready\n", "one failure is not a silence")
                let numbers = try await get("/metrics").text.split(separator: "\n")
                #expect(numbers.contains(#"rollcall_job_failures_total{job="retention"} 1"#))
                #expect(numbers.contains(#"rollcall_job_silent_seconds{job="retention"} 10"#))
                run.cancel()
                await run.value
                hands.advance(by: .seconds(80))
                #expect(try await get("/readyz").status == 200)
                hands.advance(by: .milliseconds(1))
                let standing = try await get("/readyz")
                #expect(standing.status == 503 && standing.text == "retention: failing (photos are kept)\n")
            }
        }
    }

    @Test func numbersAreForThisMachinesProgramsAndForTokensThatSeeTheStatus() async throws {
        try await with { served, _ in
            let now = served.hub.clock.now
            func token(_ scopes: Set<Permission>) async throws -> (String, String) {
                let (_, secret) = try await served.hub.store.apiTokens.add(
                    UUID().uuidString, scopes: scopes, act: Act(by: .person("test"), at: now))
                return ("Authorization", "Bearer \(secret)")
            }
            #expect(try await served.get("/metrics").status == 200)
            let forwarded = ("X-Forwarded-For", "203.0.113.9")
            let stranger = try await served.get("/metrics", [forwarded])
            #expect(stranger.status == 401 && stranger.header("WWW-Authenticate") == "Bearer")
            #expect(!stranger.text.contains("rollcall_"))
            #expect(try await served.get("/metrics", [forwarded, try await token([.statusRead])]).status == 200)
            let others = Set(Permission.allCases).subtracting([.statusRead])
            #expect(try await served.get("/metrics", [forwarded, try await token(others)]).status == 401)
            for value in ["Bearer", "Bearer x", "rollcall_x", "Bearer rollcall_x y"] {
                #expect(try await served.get("/metrics", [forwarded, ("Authorization", value)]).status == 401)
            }
            // A page of a stranger whose name is made to point here must not read them.
            #expect(try await served.get("/metrics", [("Host", "evil.example")]).status == 421)
        }
    }

    @Test func behindAProxyTheNumbersNeedItsWordToo() async throws {
        try await with(transport: .proxied(by: ["127.0.0.1"])) { served, _ in
            let plain = try await served.get("/metrics")
            #expect(plain.status == 421)
            let proxy = [("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.9")]
            let forwarded = try await served.get("/metrics", proxy)
            #expect(forwarded.status == 401)
        }
    }

    @Test func theNumbersOfADeviceAreItsOwn() async throws {
        let hanet = HanetSimulator()
        hanet.setPlace(
            "1", name: "P",
            .kept(
                (0..<3).map {
                    HanetCheckin(
                        personName: "Lan", aliasID: "100\($0)", personID: "\($0)",
                        checkinTime: Instant("2026-03-16T08:00:00+07:00").milliseconds)
                }))
        try await with([hanet]) { served, addresses in
            let hub = served.hub
            try await hub.addHR("Base", kind: "base-checkin", ["token": "t", "base-url": "http://127.0.0.1:9"])
            let name = "Cổng \"A\"\\B"
            let device = try await hub.addDevice(
                name, kind: "hanet", ["token": "hanet-token", "place-id": "1", "base-url": addresses[0]], hr: ["Base"])
            try await hub.addDevice("Kho", kind: "nuveq", ["api-id": "3", "token-key": "k", "base-url": addresses[0]])
            _ = await hub.sync(device)
            let label = "device=\"Cổng \\\"A\\\"\\\\B\""
            func line(_ name: String, _ value: String) -> String { "\(name){\(label)} \(value)" }
            #expect(
                try await served.lines("rollcall_device_punches_total").first
                    == ("rollcall_device_punches_total{\(label),kind=\"hanet\"} 3"))
            let stored = try #require(try await hub.store.devices.all().first { $0.name == name })
            let upTo = try #require(stored.completeUpTo)
            let complete = try await served.lines("rollcall_device_complete_up_to_timestamp_seconds")
            #expect(complete.count == 1, "the other one has no such time")
            let said = try #require(complete.first?.split(separator: " ").last.flatMap { Double($0) })
            #expect(abs(said * 1000 - Double(upTo.milliseconds)) < 1)
            #expect(abs(said - Double(hub.clock.now.seconds)) < 86_400, "seconds, as the name says")
            let enabled = "rollcall_device_enabled"
            #expect(try await served.lines(enabled).contains(line(enabled, "1")))
            try await hub.store.devices.setEnabled(false, [stored], act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await served.lines(enabled).contains(line(enabled, "0")))
            let open = try await served.lines("rollcall_deliveries_open")
            #expect(
                open == [
                    "rollcall_deliveries_open{hr=\"Base\",state=\"waiting\"} 3",
                    "rollcall_deliveries_open{hr=\"Base\",state=\"parked\"} 0",
                    "rollcall_deliveries_open{hr=\"Base\",state=\"rejected\"} 0",
                ])
            let failing = "rollcall_device_failures"
            #expect(try await served.lines(failing).contains(line(failing, "0")))
        }
    }

    @Test func aPersonWhoMustActIsANumberToo() async throws {
        let hanet = HanetSimulator()
        hanet.setPlace("1", name: "P", .kept([]))
        try await with([hanet]) { served, addresses in
            let device = try await served.hub.addDevice(
                "A", kind: "hanet", ["token": "wrong", "place-id": "1", "base-url": addresses[0]])
            let attention = "rollcall_device_needs_attention"
            #expect(try await served.lines(attention) == ["\(attention){device=\"A\"} 0"])
            _ = await served.hub.sync(device)
            #expect(try await served.lines(attention) == ["\(attention){device=\"A\"} 1"])
        }
    }

    @Test func textForMetricsIsEscapedAndSorted() {
        var page = PrometheusText()
        page.family("x_total", "counter", "Help.") {
            [(["b": "1", "a": "line\nbreak \"q\" back\\slash"], 2), ([:], 1.5), (["c": ""], -3)]
        }
        let wanted = [
            "# HELP x_total Help.", "# TYPE x_total counter",
            #"x_total{a="line\nbreak \"q\" back\\slash",b="1"} 2"#, "x_total{} 1.5", "x_total{c=\"\"} -3", "",
        ]
        #expect(page.text == wanted.joined(separator: "\n"))
    }
}
