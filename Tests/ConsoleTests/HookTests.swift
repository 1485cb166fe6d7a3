import Access
import Attendance
import Console
import Foundation
import HTTPTransport
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing

@Suite struct HookTests {
    static let place = "13433"

    private func row(_ second: Int64 = 0, alias: String = "1001") -> HanetCheckin {
        HanetCheckin(
            personName: "Nguyễn Thị Lan", aliasID: alias, personID: "27634234234210\(alias)",
            checkinTime: Instant(TestHub.usualNow).milliseconds - 60_000 + second * 1000 + 345)
    }

    private func withHanet(
        _ body: @escaping @Sendable (TestConsole, HanetSimulator, Device, String) async throws -> Void
    ) async throws {
        let hanet = HanetSimulator()
        hanet.setPlace(HookTests.place, name: "P", .kept([]))
        try await TestConsole.with([hanet]) { test, addresses in
            let device = try await test.hub.addDevice(
                "H", kind: "hanet",
                [
                    "token": "hanet-token", "place-id": HookTests.place, "base-url": addresses[0],
                    "client-secret": "hanet-client-secret",
                ])
            let secret = try await test.hub.store.hooks.make(
                for: device, act: Act(by: .person("test"), at: test.hub.clock.now))
            try await body(test, hanet, device, "/hooks/hanet/\(secret)")
        }
    }

    @Test(arguments: [HanetWebhookStyle.TimeUnit.milliseconds, .seconds])
    func anAnnouncedCheckInCountsOnceThePullHasFoundIt(_ unit: HanetWebhookStyle.TimeUnit) async throws {
        try await withHanet { test, hanet, device, path in
            var style = HanetWebhookStyle()
            style.unit = unit
            let status = try await hanet.checkIn(
                row(), place: HookTests.place, webhook: test.address + path, id: "e1", style: style)
            #expect(status == 200)
            let isStored = try await eventually { try await test.hub.punches().count == 1 }
            #expect(isStored)
            let isSettled = try await eventually { try await test.hub.store.hooks.open().isEmpty }
            #expect(isSettled)
            // The pull's own record is the one that is kept: the next sync brings no second.
            let report = await test.hub.sync(try await test.hub.store.devices.find("H"))
            #expect(report.new == 0 && report.duplicates == 1)
            // A repetition of the call changes nothing.
            let body = HanetSimulator.webhookBody(
                row(), id: "e1", placeID: HookTests.place, placeName: "P", style: style)
            let again = try await test.stranger.send(.post, path, json: body)
            #expect(again.status == 200 && again.text.contains("known"))
            let punches = try await test.hub.punches()
            #expect(punches.count == 1)
        }
    }

    @Test func whatThePullDoesNotHaveNeverBecomesAPunch() async throws {
        try await withHanet { test, _, device, path in
            // The hash is right, since it covers the id alone; the record itself was never at Hanet.
            let body = HanetSimulator.webhookBody(
                row(), id: "forged", placeID: HookTests.place, placeName: "P", style: HanetWebhookStyle())
            let reply = try await test.stranger.send(.post, path, json: body)
            #expect(reply.status == 200 && reply.text.contains("announced"))
            let open = try await test.hub.store.hooks.open()
            #expect(open.count == 1, "it is durable before it is answered")
            // A clock that leaps a day ahead is not a day of waiting: it is asked for again.
            test.hub.clock.advance(by: .hours(25))
            _ = try await test.hub.engine.confirmAnnouncements()
            let stillOpen = try await test.hub.store.hooks.open()
            #expect(stillOpen.count == 1)
            let isGivenUp = try await eventually {
                test.hub.clock.advance(by: .minutes(16))
                return try await test.hub.store.hooks.open().isEmpty
            }
            #expect(isGivenUp)
            let punches = try await test.hub.punches()
            #expect(punches.isEmpty)
            let history = try await test.hub.store.history.entries(limit: 5)
            #expect(history.contains { $0.event == "hook.not-found" })
        }
    }

    @Test func aWrongHashAWrongKeycodeAndAWrongAddressAreRefused() async throws {
        try await withHanet { test, _, device, path in
            var style = HanetWebhookStyle()
            style.clientSecret = "somebody-else's"
            let body = HanetSimulator.webhookBody(
                row(), id: "e2", placeID: HookTests.place, placeName: "P", style: style)
            let hash = try await test.stranger.send(.post, path, json: body)
            #expect(hash.status == 422)
            let address = try await test.stranger.send(.post, "/hooks/hanet/nobody", json: body)
            #expect(address.status == 404)
            let other = try await test.stranger.send(.post, path.replacing("hanet", with: "nuveq"), json: body)
            #expect(other.status == 404, "an address belongs to its kind")
            try await test.hub.store.devices.keepSecrets(
                FieldValues(["webhook-keycode": ["partner-1"]]), of: device)
            let right = HanetSimulator.webhookBody(
                row(), id: "e3", placeID: HookTests.place, placeName: "P", style: HanetWebhookStyle())
            let keycode = try await test.stranger.send(.post, path, json: right)
            #expect(keycode.status == 422)
            let garbage = try await test.stranger.send(.post, path, json: "<xml/>")
            #expect(garbage.status == 422)
            let open = try await test.hub.store.hooks.open()
            #expect(open.isEmpty)
        }
    }

    @Test func strangersAndOtherDataAreAnsweredAndNotKept() async throws {
        try await withHanet { test, _, _, path in
            var stranger = row()
            stranger.type = 2
            stranger.aliasID = ""
            let body = HanetSimulator.webhookBody(
                stranger, id: "s", placeID: HookTests.place, placeName: "P", style: HanetWebhookStyle())
            let reply = try await test.stranger.send(.post, path, json: body)
            #expect(reply.status == 200 && reply.text.contains("ignored"))
            var style = HanetWebhookStyle()
            style.dataType = "person"
            let person = HanetSimulator.webhookBody(
                row(), id: "p", placeID: HookTests.place, placeName: "P", style: style)
            let other = try await test.stranger.send(.post, path, json: person)
            #expect(other.status == 200 && other.text.contains("ignored"))
        }
    }

    @Test func oneAddressServesEveryPlaceOfTheSameApplication() async throws {
        try await withHanet { test, hanet, device, path in
            hanet.setPlace("777", name: "Q", .kept([]))
            let base = try #require(device.fields["base-url"])
            try await test.hub.addDevice(
                "Q", kind: "hanet",
                [
                    "token": "hanet-token", "place-id": "777", "base-url": base, "client-secret": "hanet-client-secret",
                ])
            let status = try await hanet.checkIn(row(), place: "777", webhook: test.address + path)
            #expect(status == 200)
            let isStored = try await eventually { try await test.hub.punches().first?.punch.device == "Q" }
            #expect(isStored)
        }
    }

    @Test func aNuveqEventIsAPunchBeforeItIsAnsweredAndTheSameOneInThePull() async throws {
        let nuveq = NuveqSimulator()
        try await TestConsole.with([nuveq]) { test, addresses in
            let device = try await test.hub.addDevice(
                "N", kind: "nuveq", ["api-id": "344", "token-key": "nuveq-key", "base-url": addresses[0]])
            let secret = try await test.hub.store.hooks.make(
                for: device, act: Act(by: .person("test"), at: test.hub.clock.now))
            let path = "/hooks/nuveq/\(secret)"
            let event = NuveqEventRecord(
                id: 1, userName: "Trần Văn Hùng", staffNo: "1002",
                milliseconds: Instant(TestHub.usualNow).milliseconds - 120_000)
            let status = try await nuveq.open(event, webhook: test.address + path)
            #expect(status == 200)
            let punches = try await test.hub.punches()
            #expect(punches.map(\.punch.code) == ["1002"], "durable when the answer is there")
            let again = try await test.stranger.send(.post, path, json: event.webhookBody())
            #expect(again.status == 200 && again.text.contains("known"))
            let report = await test.hub.sync(try await test.hub.store.devices.find("N"))
            #expect(report.new == 0 && report.duplicates == 1)
            var visitor = NuveqEventRecord(
                id: 2, eventName: "Valid visitor", visitor: true, userName: "Khách", staffNo: "",
                milliseconds: event.milliseconds)
            visitor.attendance = nil
            let ignored = try await test.stranger.send(.post, path, json: visitor.webhookBody())
            #expect(ignored.status == 200 && ignored.text.contains("ignored"))
            var nameless = event.webhookBody()
            nameless = nameless.replacing(event.uuid, with: "")
            let refused = try await test.stranger.send(.post, path, json: nameless)
            #expect(refused.status == 422)
        }
    }

    @Test func theContractsVectorOfTheHashHolds() async throws {
        try await withHanet { test, _, device, path in
            try await test.hub.store.devices.keepSecrets(
                FieldValues(["client-secret": ["secret123"]]), of: device)
            let time = Instant(TestHub.usualNow).seconds
            let body = """
                {"data_type":"log","id":"evt-0001","hash":"82c8376b83a668aa64f95db9218e59e5","time":\(time),\
                "personType":"0","aliasID":"1001","personName":"A","placeID":"13433"}
                """
            let reply = try await test.stranger.send(.post, path, json: body)
            #expect(reply.status == 200 && reply.text.contains("announced"))
        }
    }
}
