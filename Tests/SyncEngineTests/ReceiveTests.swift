import Attendance
import ConnectorKit
import Store
import Synchronization
import TestSupport
import Testing

@testable import SyncEngine

/// Webhook calls: whose they are, what is taken, and what is only counted.
@Suite struct ReceiveTests {
    private func records(_ punches: [Punch]) -> WebhookMessage {
        var page = Page()
        page.rows = punches.count
        page.punches = punches
        return .records(page)
    }

    private func call(_ bench: Bench, _ secret: String, kind: String = "scripted") async -> String {
        do {
            return switch try await bench.engine.receive([1, 2], kind: kind, secret: secret) {
            case nil: "nobody"
            case .stored(let new)?: "stored \(new)"
            case .announced?: "announced"
            case .known?: "known"
            case .ignored(let reason)?: "ignored \(reason)"
            case .refused(let phrase)?: "refused: \(phrase.en)"
            }
        } catch {
            return "\(error)"
        }
    }

    private func hook(_ bench: Bench, _ device: Device) async throws -> String {
        try await bench.store.hooks.make(for: device, act: Act(by: .person("test"), at: bench.now))
    }

    private func counted(_ bench: Bench, _ device: Device) async -> [Int?] {
        let hook = try? await bench.store.hooks.find(of: device)?.hook
        return [hook?.calls, hook?.refused]
    }

    @Test func aCallIsStoredOnceAndIsDueAsIsSet() async throws {
        try await Bench.with { bench in
            let client = try await bench.addHR()
            let device = try await bench.addDevice(hr: ["HR"])
            let secret = try await hook(bench, device)
            let (first, second) = (bench.punch("a"), bench.punch("b"))
            bench.vendor.hears { [records] _ in records([first]) }
            #expect(await call(bench, secret) == "stored 1")
            #expect(await call(bench, secret) == "known")
            let due = try await bench.store.deliveries.nextDue(client)
            #expect(due == bench.now)
            _ = await bench.deliver(client)
            try await bench.set("push-after-sync", "false")
            bench.vendor.hears { [records] _ in records([first, second]) }
            #expect(await call(bench, secret) == "stored 1")
            let held = try await bench.store.deliveries.nextDue(client)
            #expect(held == nil)
            #expect(await counted(bench, device) == [3, 0])
        }
    }

    /// What people turned off takes nothing in, by whichever way it comes.
    @Test func aDisabledDeviceTakesNoCalls() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            let secret = try await hook(bench, device)
            let punch = bench.punch("a")
            // One before, so that the address is remembered as it was.
            bench.vendor.hears { _ in .ignored("nothing") }
            #expect(await call(bench, secret) == "ignored nothing")
            try await bench.store.devices.setEnabled(false, [device], act: Act(by: .person("test"), at: bench.now))
            for message in [records([punch]), .announced(punch)] {
                bench.vendor.hears { _ in message }
                #expect(await call(bench, secret) == "refused: the device is disabled")
            }
            let stored = try await bench.device()
            let open = try await bench.store.hooks.open()
            #expect(stored.punchCount == 0 && open.isEmpty)
            #expect(await counted(bench, device) == [1, 2])
            try await bench.store.devices.setEnabled(true, [device], act: Act(by: .person("test"), at: bench.now))
            bench.vendor.hears { [records] _ in records([punch]) }
            #expect(await call(bench, secret) == "stored 1")
        }
    }

    @Test func aKindWithoutWebhooksTakesNone() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice(kind: "mute")
            let secret = try await hook(bench, device)
            #expect(await call(bench, secret, kind: "mute") == "refused: this kind has no webhooks")
            #expect(await counted(bench, device) == [0, 1])
        }
    }

    @Test func anAddressIsOfItsKindAndSecretAndDiesWithIt() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            let secret = try await hook(bench, device)
            bench.vendor.hears { _ in .ignored("visitor") }
            #expect(await call(bench, secret) == "ignored visitor")
            #expect(await call(bench, secret, kind: "mute") == "nobody")
            #expect(await call(bench, secret + "x") == "nobody")
            let knows = try await bench.engine.hasHook(kind: "scripted", secret: secret)
            let knowsOther = try await bench.engine.hasHook(kind: "scripted", secret: "other")
            #expect(knows && !knowsOther)
            let next = try await hook(bench, device)
            #expect(await call(bench, secret) == "nobody", "a new address is the end of the old one")
            #expect(await call(bench, next) == "ignored visitor")
            try await bench.store.hooks.remove(for: device, act: Act(by: .person("test"), at: bench.now))
            #expect(await call(bench, next) == "nobody")
        }
    }

    @Test func aCallIsReadWithTheDevicesOwnSecretsZoneAndTime() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice("Gate", zone: "Asia/Tokyo")
            let secret = try await hook(bench, device)
            let heard = Mutex<[WebhookCall]>([])
            bench.vendor.hears { call in
                heard.withLock { $0.append(call) }
                return .refused(Phrase(verbatim: "no"))
            }
            #expect(await call(bench, secret) == "refused: no")
            let read = try #require(heard.withLock { $0.first })
            #expect(read.body == [1, 2] && read.identity == "Gate" && read.zone.identifier == "Asia/Tokyo")
            #expect(read.fields["key"] == "key-of-Gate" && read.fields["place"] == "Gate" && read.now == bench.now)
        }
    }

    // MARK: One application, several places

    @Test func aCallForAnotherPlaceIsReadByThatPlace() async throws {
        try await Bench.with { bench in
            let front = try await bench.addDevice("Front")
            let back = try await bench.addDevice("Back")
            let secret = try await hook(bench, front)
            let punch = bench.punch("a")
            bench.vendor.hears { [records] call in
                call.fields["key"] == "key-of-Back" ? records([punch]) : .forIdentity("Back")
            }
            #expect(await call(bench, secret) == "stored 1")
            let (frontCount, backCount) = (try await bench.device("Front"), try await bench.device("Back"))
            #expect(frontCount.punchCount == 0 && backCount.punchCount == 1)
            // The call counts where it came in.
            #expect(await counted(bench, front) == [1, 0])
            try await bench.store.devices.setEnabled(false, [back], act: Act(by: .person("test"), at: bench.now))
            #expect(await call(bench, secret) == "refused: the device is disabled")
        }
    }

    /// A place that nobody has here, and one that sends it on in turn: once is enough.
    @Test func aCallIsPassedOnOnceAndOnlyToADeviceOfTheKind() async throws {
        try await Bench.with { bench in
            let front = try await bench.addDevice("Front")
            try await bench.addDevice("Back")
            try await bench.addDevice("Mute", kind: "mute")
            let secret = try await hook(bench, front)
            let calls = Mutex(0)
            for place in ["Back", "Nowhere", "Mute"] {
                bench.vendor.hears { call in
                    calls.withLock { $0 += 1 }
                    return .forIdentity(call.identity == "Front" ? place : "Front")
                }
                #expect(await call(bench, secret) == "ignored otherPlace", "\(place)")
            }
            #expect(calls.withLock { $0 } == 4)
        }
    }

    // MARK: Bounds and crowds

    @Test func whatNoRecordCanBeIsKeptUndecodedHereToo() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            let secret = try await hook(bench, device)
            let long = bench.punch("k", code: String(repeating: "9", count: 201))
            bench.vendor.hears { [records] _ in records([long]) }
            #expect(await call(bench, secret) == "known")
            let stored = try await bench.device()
            #expect(stored.punchCount == 0)
        }
    }

    /// Calls that come at once share commits; each gets its own answer, and none is lost.
    @Test func aCrowdOfCallsIsStoredEachOnce() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            let secret = try await hook(bench, device)
            let next = Mutex(0)
            bench.vendor.hears { [records] _ in
                let number = next.withLock { next in
                    next += 1
                    return next
                }
                return records([bench.punch("p\(number / 2)")])
            }
            let outcomes = await withTaskGroup(of: String.self) { group in
                for _ in 0..<600 { group.addTask { await call(bench, secret) } }
                return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            }
            // Numbers 1 to 600 are 301 punches, 299 of them twice.
            #expect(outcomes == ["stored 1": 301, "known": 299])
            let stored = try await bench.device()
            #expect(stored.punchCount == 301)
            #expect(await counted(bench, device) == [600, 0])
        }
    }
}
