import Attendance
import Foundation
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing

/// Several Hanet places of one application whose refresh token rotates.
@Suite struct AccountTests {
    private let app = ["client-id": "hanet-client", "client-secret": "hanet-client-secret"]

    private func with(
        places: [String], _ body: @escaping @Sendable (TestHub, HanetSimulator, [String]) async throws -> Void
    ) async throws {
        let simulator = HanetSimulator()
        simulator.setOptions { $0.rotates = true }
        for place in places {
            simulator.setPlace(
                place, name: "P\(place)",
                .kept([
                    HanetCheckin(
                        personName: "Lan", aliasID: "1001", personID: "1",
                        checkinTime: Instant("2026-03-16T08:00:00+07:00").milliseconds)
                ]))
        }
        try await TestHub.with([simulator]) { hub, addresses in try await body(hub, simulator, addresses) }
    }

    @discardableResult
    private func add(
        _ place: String, to hub: TestHub, _ address: String, token: String = "hanet-token",
        refresh: String = "hanet-refresh", more: [String: String] = [:]
    ) async throws -> Device {
        let values = [
            "token": token, "refresh-token": refresh, "place-id": place, "base-url": address, "oauth-url": address,
        ]
        return try await hub.addDevice(
            "Place \(place)", kind: "hanet", values.merging(app) { $1 }.merging(more) { $1 })
    }

    @Test func twoPlacesRenewOnceAndBothGoOn() async throws {
        try await with(places: ["1", "2"]) { hub, simulator, addresses in
            let first = try await add("1", to: hub, addresses[0])
            let second = try await add("2", to: hub, addresses[0])
            for round in 1...3 {
                simulator.expireTokens()
                #expect(await hub.sync(first).error == nil)
                #expect(await hub.sync(second).error == nil)
                #expect(simulator.calls["/token"] == round)
            }
        }
    }

    @Test func placesThatRenewAtTheSameMomentRenewOnce() async throws {
        try await with(places: (1...6).map(String.init)) { hub, simulator, addresses in
            var devices: [Device] = []
            for place in 1...6 { devices.append(try await add(String(place), to: hub, addresses[0])) }
            simulator.expireTokens()
            simulator.faults.order(.slow(seconds: 0.3), on: "/token")
            let reports = await hub.engine.sync(devices, .undated(.all), by: .person("test"))
            let errors = reports.compactMap { $0.error?.en }
            #expect(errors.isEmpty, "\(errors)")
            #expect(simulator.calls["/token"] == 1)
        }
    }

    @Test func aPlaceThatIsAddedLaterWithAnOlderPairWorks() async throws {
        try await with(places: ["1", "2"]) { hub, simulator, addresses in
            let first = try await add("1", to: hub, addresses[0])
            simulator.expireTokens()
            #expect(await hub.sync(first).ok)
            // The pair from the vendor's page of last week: Hanet refuses both by now.
            let second = try await add("2", to: hub, addresses[0])
            #expect(await hub.sync(second).error == nil)
            simulator.expireTokens()
            for device in [second, first] { #expect(await hub.sync(device).ok) }
        }
    }

    @Test func aPairThatIsEnteredAtOnePlaceServesAll() async throws {
        try await with(places: ["1", "2"]) { hub, simulator, addresses in
            let first = try await add("1", to: hub, addresses[0], refresh: "dead")
            let second = try await add("2", to: hub, addresses[0], refresh: "dead")
            simulator.expireTokens()
            let refused = await hub.sync(first)
            #expect(refused.error?.en.contains("serve all places of the application") == true)
            let other = await hub.sync(second)
            #expect(!other.ok)
            simulator.acceptToken("fresh-token")
            var draft = DeviceDraft(
                name: "Place 2", kind: "hanet", identity: "2", zone: .vietnam, fields: second.fields,
                secrets: FieldValues(["token": ["fresh-token"], "refresh-token": ["hanet-refresh"]]))
            draft.account = hub.engine.account(kind: "hanet", fields: second.fields)
            _ = try await hub.store.devices.edit(second, to: draft, act: Act(by: .person("t"), at: hub.clock.now))
            #expect(await hub.sync(first).error == nil)
        }
    }

    @Test func aWrongPairThatIsEnteredInAHurryHarmsNobody() async throws {
        try await with(places: ["1", "2"]) { hub, _, addresses in
            let first = try await add("1", to: hub, addresses[0])
            let second = try await add("2", to: hub, addresses[0])
            var draft = DeviceDraft(
                name: "Place 2", kind: "hanet", identity: "2", zone: .vietnam, fields: second.fields,
                secrets: FieldValues(["token": ["typo"], "refresh-token": ["typo"]]))
            draft.account = hub.engine.account(kind: "hanet", fields: second.fields)
            _ = try await hub.store.devices.edit(second, to: draft, act: Act(by: .person("t"), at: hub.clock.now))
            #expect(await hub.sync(second).error == nil)
            #expect(await hub.sync(first).error == nil)
        }
    }

    /// What was entered at another place while a renewal was under way is not lost.
    @Test func aPairThatIsEnteredDuringARenewalStaysAsASpare() async throws {
        try await with(places: ["1", "2"]) { hub, simulator, addresses in
            let first = try await add("1", to: hub, addresses[0])
            let second = try await add("2", to: hub, addresses[0])
            let lock = try #require(try await hub.store.devices.lockCredentials(of: first))
            let read = try await lock.load()
            let blocked = try await hub.store.devices.lockCredentials(of: second)
            #expect(blocked == nil, "one account, one renewal")
            var draft = DeviceDraft(
                name: "Place 2", kind: "hanet", identity: "2", zone: .vietnam, fields: second.fields,
                secrets: FieldValues(["token": ["entered"], "refresh-token": ["entered"]]))
            draft.account = hub.engine.account(kind: "hanet", fields: second.fields)
            _ = try await hub.store.devices.edit(second, to: draft, act: Act(by: .person("t"), at: hub.clock.now))
            try await lock.keep(FieldValues(["token": ["renewed"]]), spares: [], insteadOf: read)
            let kept = try await lock.load()
            #expect(kept.values["token"] == "renewed")
            #expect(kept.spares.contains { $0["token"] == "entered" })
            _ = simulator
        }
    }

    /// A device that goes over to another application takes none of the old one's secrets along.
    @Test func anotherApplicationKeepsItsOwnPairWhenADeviceJoinsIt() async throws {
        try await with(places: ["1", "2"]) { hub, _, addresses in
            let first = try await add("1", to: hub, addresses[0], token: "a", refresh: "ra")
            let second = try await add("2", to: hub, addresses[0], token: "b", refresh: "rb", more: ["client-id": "b"])
            var fields = first.fields
            fields.set("client-id", "b")
            var draft = DeviceDraft(
                name: "Place 1", kind: "hanet", identity: "1", zone: .vietnam, fields: fields, secrets: FieldValues())
            draft.account = hub.engine.account(kind: "hanet", fields: fields)
            _ = try await hub.store.devices.edit(first, to: draft, act: Act(by: .person("t"), at: hub.clock.now))
            for device in [first, second] {
                let secrets = try await hub.store.devices.secrets(of: device)
                #expect(secrets["token"] == "b" && secrets["refresh-token"] == "rb")
            }
        }
    }

    @Test func anEmptiedSecretIsEmptyAmongTheSparesToo() async throws {
        try await with(places: ["1", "2"]) { hub, simulator, addresses in
            let first = try await add("1", to: hub, addresses[0])
            let second = try await add("2", to: hub, addresses[0], token: "older", refresh: "older")
            var draft = DeviceDraft(
                name: "Place 2", kind: "hanet", identity: "2", zone: .vietnam, fields: second.fields,
                secrets: FieldValues())
            draft.account = hub.engine.account(kind: "hanet", fields: second.fields)
            _ = try await hub.store.devices.edit(
                second, to: draft, droppingSecrets: ["refresh-token"], act: Act(by: .person("t"), at: hub.clock.now))
            simulator.expireTokens()
            let report = await hub.sync(first)
            #expect(!report.ok && simulator.calls["/token"] == nil)
        }
    }

    @Test func otherApplicationsAndDevicesWithATokenOfTheirOwnKeepTheirs() async throws {
        try await with(places: ["1", "2", "3"]) { hub, _, addresses in
            try await add("1", to: hub, addresses[0], token: "a", refresh: "ra")
            try await add("2", to: hub, addresses[0], token: "b", refresh: "rb", more: ["client-id": "other"])
            try await hub.addDevice(
                "Place 3", kind: "hanet", ["token": "c", "place-id": "3", "base-url": addresses[0]])
            for (place, token) in [("1", "a"), ("2", "b"), ("3", "c")] {
                let device = try await hub.store.devices.find("Place \(place)")
                let stored = try await hub.store.devices.secrets(of: device)["token"]
                #expect(stored == token)
            }
        }
    }

    /// A data directory of an earlier version: every device had its own copy, and all but the last renewed are dead.
    @Test func devicesOfAnEarlierVersionAreMovedToTheirAccount() async throws {
        try await with(places: ["1", "2"]) { hub, simulator, addresses in
            let draft = { (place: String, token: String, refresh: String) in
                DeviceDraft(
                    name: "Place \(place)", kind: "hanet", identity: place, zone: .vietnam,
                    fields: FieldValues([
                        "place-id": [place], "base-url": [addresses[0]], "oauth-url": [addresses[0] + "/"],
                        "client-id": ["hanet-client"],
                    ]),
                    secrets: FieldValues([
                        "token": [token], "refresh-token": [refresh], "client-secret": ["hanet-client-secret"],
                    ]))
            }
            let dead = try await hub.store.devices.add(
                draft("1", "dead", "dead"), act: Act(by: .person("t"), at: hub.clock.now))
            let living = try await hub.store.devices.add(
                draft("2", "hanet-token", "hanet-refresh"), act: Act(by: .person("t"), at: hub.clock.now))
            try await hub.engine.prepare()
            simulator.expireTokens()
            #expect(await hub.sync(dead).error == nil)
            #expect(await hub.sync(living).error == nil)
            #expect(simulator.calls["/token"] == 2, "the dead pair is tried once, the living one renewed")
            // Preparing again changes nothing.
            try await hub.engine.prepare()
            let again = await hub.sync(dead)
            #expect(again.ok && simulator.calls["/token"] == 2)
        }
    }

    /// What the lost key sealed is entered once, at one place.
    @Test func anAccountWhoseKeyIsLostTakesItsPairAgain() async throws {
        try await with(places: ["1", "2"]) { hub, _, addresses in
            let first = try await add("1", to: hub, addresses[0])
            let second = try await add("2", to: hub, addresses[0])
            try FileManager.default.removeItem(at: hub.store.directory.appending(path: "rollcall.key"))
            let store = try Store(directory: hub.store.directory, environment: [:])
            await #expect(throws: StoreFailure.self) { try await store.devices.secrets(of: second) }
            var draft = DeviceDraft(
                name: "Place 1", kind: "hanet", identity: "1", zone: .vietnam, fields: first.fields,
                secrets: FieldValues(["token": ["again"]]))
            draft.account = hub.engine.account(kind: "hanet", fields: first.fields)
            _ = try await store.devices.edit(first, to: draft, act: Act(by: .person("t"), at: hub.clock.now))
            let secrets = try await store.devices.secrets(of: second)
            #expect(secrets["token"] == "again")
        }
    }

    @Test func theLastDeviceTakesTheAccountsSecretsWithIt() async throws {
        try await with(places: ["1", "2"]) { hub, _, addresses in
            let first = try await add("1", to: hub, addresses[0])
            let second = try await add("2", to: hub, addresses[0])
            let known = {
                try await hub.store.devices.accountSecrets(kind: "hanet", identity: "\(addresses[0]) hanet-client")
            }
            _ = try await hub.store.devices.remove(
                first, withPunches: false, act: Act(by: .person("t"), at: hub.clock.now))
            let kept = try await known()["token"]
            #expect(kept == "hanet-token")
            _ = try await hub.store.devices.remove(
                second, withPunches: false, act: Act(by: .person("t"), at: hub.clock.now))
            let left = try await known()
            #expect(left.names.isEmpty)
        }
    }
}
