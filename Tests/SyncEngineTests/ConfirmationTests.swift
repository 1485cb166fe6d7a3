import Attendance
import ConnectorKit
import Scheduling
import Store
import Synchronization
import TestSupport
import Testing

@testable import SyncEngine

/// Announcements of webhooks: pulled, confirmed, and given up.
@Suite struct ConfirmationTests {
    private func announce(_ bench: Bench, _ device: Device, _ key: String, secondsAgo: Int = 60, by: Duration = .zero)
        async throws
    {
        var punch = bench.punch(key, secondsAgo: secondsAgo)
        punch.at = punch.at + by
        _ = try await bench.store.hooks.announce(punch, device: device, now: bench.now)
    }

    private func confirm(_ bench: Bench) async -> Int? { try? await bench.engine.confirmAnnouncements() }

    private func waiting(_ bench: Bench) async -> [String]? {
        try? await bench.store.hooks.open().map(\.announcement.code).sorted()
    }

    @Test func whatTheVendorHasIsConfirmedOnceAndCounted() async throws {
        try await Bench.with { bench in
            let client = try await bench.addHR()
            let device = try await bench.addDevice(hr: ["HR"])
            try await announce(bench, device, "a")
            try await announce(bench, device, "b", secondsAgo: 59)
            bench.vendor.has([bench.punch("a"), bench.punch("other", secondsAgo: 61)])
            #expect(await confirm(bench) == 2)
            #expect(await waiting(bench) == ["b"])
            let due = try await bench.store.deliveries.nextDue(client)
            #expect(due == bench.now)
            #expect(await confirm(bench) == 0)
            #expect(bench.vendor.fetches.count == 1, "what is not due is not asked for")
        }
    }

    /// Whole seconds around the moment, since webhooks and lists differ below the second.
    @Test func aPullReachesASecondAroundTheMoment() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            try await announce(bench, device, "a", secondsAgo: 60, by: .milliseconds(700))
            _ = await confirm(bench)
            let window = try #require(bench.vendor.fetches.first?.window)
            #expect(window.from == bench.now - .seconds(61) && window.to == bench.now - .seconds(58))
            #expect(bench.vendor.fetches.first?.checkpoint == nil)
        }
    }

    /// Those within a minute of one another share a pull, in whichever order they came.
    @Test func neighboursShareAPull() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            for (key, age) in [("c", 180), ("a", 400), ("b", 240), ("d", 119), ("e", 60)] {
                try await announce(bench, device, key, secondsAgo: age)
            }
            _ = await confirm(bench)
            let windows = Set(
                bench.vendor.fetches.map { "\(bench.now.since($0.window.from)) \(bench.now.since($0.window.to))" })
            // 240 and 180 are a minute apart and 119 and 60 less; 180 and 119 are a second more.
            let expected = [(401, 398), (241, 178), (120, 58)].map {
                "\(Duration.seconds($0.0)) \(Duration.seconds($0.1))"
            }
            #expect(windows == Set(expected) && bench.vendor.fetches.count == 3)
        }
    }

    @Test func devicesAreAskedEachForItsOwn() async throws {
        try await Bench.with { bench in
            for name in ["Front", "Back"] {
                try await announce(bench, try await bench.addDevice(name), name)
            }
            bench.vendor.answers { fetch, sink in
                if fetch.device == "Front" { throw failure(.unreachable) }
                var page = Page()
                page.rows = 1
                page.punches = [bench.punch("Back")]
                try await sink(page)
            }
            // One that cannot be asked holds up nobody, and stays announced.
            #expect(await confirm(bench) == 1)
            #expect(Set(bench.vendor.fetches.map(\.device)) == ["Front", "Back"])
            #expect(await waiting(bench) == ["Front"])
        }
    }

    @Test func aFaultOfTheStoreIsNoAnswerOfTheVendor() async throws {
        try await Bench.with { bench in
            try await announce(bench, try await bench.addDevice(), "a")
            bench.vendor.answers { _, _ in throw StoreFailure.data(.diskFull) }
            await #expect(throws: StoreFailure.self) { try await bench.engine.confirmAnnouncements() }
            bench.vendor.has([bench.punch("a")])
            #expect(await confirm(bench) == 1, "it is due as before")
        }
    }

    /// Two seconds, four, eight …, a quarter of an hour at most: a vendor's list may lag behind its webhook.
    @Test func whatTheListDoesNotHaveYetIsAskedForLessAndLessOften() async throws {
        try await Bench.with { bench in
            try await announce(bench, try await bench.addDevice(), "a")
            for seconds in [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900] {
                _ = await confirm(bench)
                let pause = Duration.seconds(seconds)
                let before = try await bench.store.hooks.due(now: bench.now + pause - .milliseconds(1))
                let then = try await bench.store.hooks.due(now: bench.now + pause)
                #expect(before.isEmpty && then.count == 1, "\(seconds)")
                bench.clock.advance(by: pause)
            }
            #expect(bench.vendor.fetches.count == 12)
        }
    }

    @Test func itIsGivenUpAfterADayAndNotAMomentBefore() async throws {
        try await Bench.with { bench in
            try await announce(bench, try await bench.addDevice(), "a")
            let received = bench.now
            for _ in 0..<9 {
                _ = await confirm(bench)
                bench.clock.advance(by: .minutes(15))
            }
            bench.clock.advance(by: (received + .hours(24)).since(bench.now))
            _ = await confirm(bench)
            #expect(await waiting(bench) == ["a"])
            bench.clock.advance(by: .minutes(15))
            _ = await confirm(bench)
            #expect(await waiting(bench) == [])
            let told = try await bench.events("hook.not-found")
            #expect(told.count == 1 && told[0].en.contains("“Lan a” (a)"))
        }
    }

    /// A clock that leaps a day ahead is not a day of waiting.
    @Test func aLeapOfTheClockGivesNothingUp() async throws {
        try await Bench.with { bench in
            try await announce(bench, try await bench.addDevice(), "a")
            for attempt in 0..<8 {
                bench.clock.advance(by: .hours(30))
                _ = await confirm(bench)
                #expect(await waiting(bench) == ["a"], "after \(attempt)")
            }
            bench.clock.advance(by: .hours(1))
            _ = await confirm(bench)
            #expect(await waiting(bench) == [])
        }
    }

    @Test func whatIsConfirmedWaitsWhereNothingIsPushedByItself() async throws {
        try await Bench.with { bench in
            let client = try await bench.addHR()
            let device = try await bench.addDevice(hr: ["HR"])
            try await bench.set("push-after-sync", "false")
            try await announce(bench, device, "a")
            bench.vendor.has([bench.punch("a")])
            #expect(await confirm(bench) == 1)
            let due = try await bench.store.deliveries.nextDue(client)
            #expect(due == nil)
        }
    }

    @Test func twoServersOnOneDirectoryDoNotAskTwice() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            try await announce(bench, device, "a")
            bench.vendor.has([bench.punch("a")])
            var held = try bench.store.lock(.job("confirmations"))
            #expect(await confirm(bench) == 0 && bench.vendor.fetches.isEmpty)
            #expect(held != nil)
            held = nil
            #expect(await confirm(bench) == 1)
        }
    }

    @Test func theScheduleRingsForWhatCameInAndForNothingElse() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            let rings = Mutex(0)
            let schedule = ConfirmationSchedule(engine: bench.engine) { rings.withLock { $0 += 1 } }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await schedule.run() }
                try await announce(bench, device, "a")
                schedule.loop.ring()
                let hasAsked = try await eventually { try await bench.store.hooks.due(now: bench.now).isEmpty }
                #expect(hasAsked && rings.withLock { $0 } == 0)
                bench.vendor.has([bench.punch("a")])
                bench.clock.advance(by: .seconds(2))
                schedule.loop.ring()
                let hasRung = try await eventually { rings.withLock { $0 } == 1 }
                #expect(hasRung)
                group.cancelAll()
            }
        }
    }
}
