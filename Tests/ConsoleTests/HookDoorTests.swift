import Access
import Attendance
import HTTPTransport
import Simulators
import Store
import TestSupport
import Testing
import Wire

/// The door of vendors' webhooks: an address opens it, and the address of a device that is out opens nothing.
@Suite struct HookDoorTests {
    private func withNuveq(
        _ body: @escaping @Sendable (TestConsole, Device, String, NuveqEventRecord) async throws -> Void
    ) async throws {
        let nuveq = NuveqSimulator()
        try await TestConsole.with([nuveq]) { test, addresses in
            let device = try await test.hub.addDevice(
                "N", kind: "nuveq", ["api-id": "344", "token-key": "nuveq-key", "base-url": addresses[0]])
            let secret = try await test.hub.store.hooks.make(
                for: device, act: Act(by: .person("test"), at: test.hub.clock.now))
            let event = NuveqEventRecord(
                id: 1, userName: "Trần Văn Hùng", staffNo: "1002",
                milliseconds: Instant(TestHub.usualNow).milliseconds - 120_000)
            try await body(test, device, "/hooks/nuveq/\(secret)", event)
        }
    }

    @Test func aDisabledDeviceTakesNothingUntilItIsEnabledAgain() async throws {
        try await withNuveq { test, device, path, event in
            let admin = try await test.visitor(.admin)
            #expect(try await admin.post("/devices/\(device.id)/disable").status == 303)
            let refused = try await test.stranger.send(.post, path, json: event.webhookBody())
            #expect(refused.status == 422)
            #expect(try await test.hub.punches().isEmpty)
            let hook = try await test.hub.store.hooks.find(of: device)?.hook
            #expect(hook?.refused == 1 && hook?.calls == 0)
            #expect(try await admin.post("/devices/\(device.id)/enable").status == 303)
            #expect(try await test.stranger.send(.post, path, json: event.webhookBody()).status == 200)
            #expect(try await test.hub.punches().count == 1)
        }
    }

    @Test func aPausedDeviceStillTakesWhatItsVendorSends() async throws {
        try await withNuveq { test, device, path, event in
            let admin = try await test.visitor(.admin)
            _ = try await admin.post("/devices/\(device.id)/pause")
            #expect(try await test.hub.store.devices.find("N").isPaused)
            #expect(try await test.stranger.send(.post, path, json: event.webhookBody()).status == 200)
            #expect(try await test.hub.punches().count == 1)
        }
    }

    @Test(arguments: ["made anew", "removed", "device deleted"])
    func anAddressOfBeforeIsDead(_ how: String) async throws {
        try await withNuveq { test, device, path, event in
            let admin = try await test.visitor(.admin)
            // It is known by now, and must be forgotten.
            let garbage = try await test.stranger.send(.post, path, json: "{}")
            #expect(garbage.status != 404)
            switch how {
            case "made anew": _ = try await admin.post("/devices/\(device.id)/webhook")
            case "removed": _ = try await admin.post("/devices/\(device.id)/webhook/delete")
            default: _ = try await admin.post("/devices/\(device.id)/delete")
            }
            #expect(try await test.stranger.send(.post, path, json: event.webhookBody()).status == 404)
            #expect(try await test.hub.punches().isEmpty)
            guard how == "made anew" else { return }
            let page = try await admin.get("/devices/\(device.id)").text
            let address = try #require(page.firstMatch(of: /\/hooks\/nuveq\/[A-Za-z0-9_-]{43}/).map { String($0.0) })
            #expect(address != path)
            #expect(try await test.stranger.send(.post, address, json: event.webhookBody()).status == 200)
        }
    }

    @Test func theAddressIsShownToThoseAloneWhoMayMakeIt() async throws {
        try await withNuveq { test, device, path, _ in
            for (role, sees) in [(Role.admin, true), (.operator, true), (.viewer, false)] {
                let page = try await test.visitor(role).get("/devices/\(device.id)")
                #expect(page.status == 200 && page.text.contains(path) == sees, "\(role)")
            }
            let reader = try await test.program([.devicesRead])
            #expect(!(try await reader.get("/api/v1/devices/\(device.id)").text.contains("hooks/")))
            #expect(try await reader.send(.post, "/api/v1/devices/\(device.id)/webhook").status == 403)
            let writer = try await test.program([.devicesWrite])
            let made = try await writer.send(.post, "/api/v1/devices/\(device.id)/webhook")
            #expect(made.json["address"]?.text?.hasPrefix("\(test.address)/hooks/nuveq/") == true)
            #expect(try await writer.send(.delete, "/api/v1/devices/\(device.id)/webhook").status == 204)
        }
    }

    @Test func guessesOfAddressesAreBoundedWhateverTheyGuess() async throws {
        try await withNuveq { test, _, path, event in
            var statuses: [Int] = []
            for number in 0..<33 {
                statuses.append(try await test.stranger.send(.post, "/hooks/nuveq/guess\(number)", json: "{}").status)
            }
            #expect(statuses == Array(repeating: 404, count: 30) + [429, 429, 429])
            // The vendor calls from the same address, and is let in.
            #expect(try await test.stranger.send(.post, path, json: event.webhookBody()).status == 200)
            test.hub.clock.advance(by: .seconds(2))
            #expect(try await test.stranger.send(.post, "/hooks/nuveq/again", json: "{}").status == 404)
        }
    }

    @Test func whoKnowsTheAddressAndSendsRubbishIsBoundedToo() async throws {
        try await withNuveq { test, device, path, event in
            var statuses: [Int] = []
            for _ in 0..<32 { statuses.append(try await test.stranger.send(.post, path, json: "rubbish").status) }
            #expect(statuses == Array(repeating: 422, count: 30) + [429, 429])
            // What is good is never turned away: nothing may be lost.
            #expect(try await test.stranger.send(.post, path, json: event.webhookBody()).status == 200)
            #expect(try await test.hub.store.hooks.find(of: device)?.hook.refused == 32)
        }
    }

    @Test func aBodyBeyondTheBoundIsNotRead() async throws {
        try await withNuveq { test, _, path, _ in
            let most = 256 << 10
            let large = try await test.stranger.send(.post, path, json: String(repeating: " ", count: most + 1))
            #expect(large.status == 413)
            let fits = try await test.stranger.send(.post, path, json: String(repeating: " ", count: most))
            #expect(fits.status == 422)
        }
    }

    @Test func aHookIsNoPageAndNeedsNoNameOfTheServer() async throws {
        try await withNuveq { test, _, path, event in
            let foreign = [(name: "Host", value: "tunnel.example"), (name: "Sec-Fetch-Site", value: "cross-site")]
            let reply = try await test.stranger.send(.post, path, json: event.webhookBody(), headers: foreign)
            #expect(reply.status == 200)
            #expect(reply.header("Set-Cookie") == nil && reply.header("Cache-Control") == "no-store")
            #expect(try await test.stranger.get(path).status == 404)
        }
    }
}
