import Access
import Attendance
import AttendanceHub
import Foundation
import Simulators
import Store
import SyncEngine
import Synchronization
import TestSupport
import Testing

/// A machine whose clock somebody sets, and the one inside it that nobody can.
private final class Machine: Sendable {
    private let state = Mutex((elapsed: Duration.zero, offset: Duration.zero))
    private let start = ContinuousClock.now
    private let boot = Instant("2026-03-16T10:00:00+07:00")

    func pass(_ duration: Duration) { state.withLock { $0.elapsed += duration } }
    func set(ahead offset: Duration) { state.withLock { $0.offset = offset } }

    var wall: Instant { state.withLock { boot + $0.elapsed + $0.offset } }
    var steady: ContinuousClock.Instant { state.withLock { start + $0.elapsed } }
    func clock() -> SteadyClock { SteadyClock(wall: { self.wall }, steady: { self.steady }) }
}

@Suite struct SteadyClockTests {
    @Test(arguments: [Duration.hours(24 * 30), .hours(-24 * 730), .minutes(2), .seconds(-90)])
    func aJumpOfSomeSecondsMovesNothing(_ jump: Duration) {
        let machine = Machine()
        let clock = machine.clock()
        let before = clock.now
        machine.set(ahead: jump)
        for second in 1...6 {
            machine.pass(.seconds(1))
            #expect(clock.now == before + .seconds(second))
        }
        machine.set(ahead: .zero)
        machine.pass(.seconds(1))
        #expect(clock.now == machine.wall)
        #expect(clock.takeEvents().count == 2)
    }

    @Test(arguments: [Duration.hours(24 * 30), .hours(-24 * 730), .minutes(3)])
    func aJumpThatLastsIsFollowed(_ jump: Duration) {
        let machine = Machine()
        let clock = machine.clock()
        _ = clock.now
        machine.set(ahead: jump)
        _ = clock.now
        machine.pass(.seconds(9))
        #expect(clock.now == machine.wall - jump)
        machine.pass(.seconds(1))
        #expect(clock.now == machine.wall)
        #expect(clock.takeEvents() == [.jumped(jump), .followed(jump)])
    }

    @Test func smallCorrectionsAreFollowedAtOnceAndSleepIsNoJump() {
        let machine = Machine()
        let clock = machine.clock()
        for step in 1...20 {
            machine.set(ahead: .milliseconds(step * 900))
            machine.pass(.seconds(1))
            #expect(clock.now == machine.wall)
        }
        machine.pass(.hours(9))
        #expect(clock.now == machine.wall && clock.takeEvents().isEmpty)
    }

    /// However the clock is set about, time never runs backwards by itself nor leaves the wall for longer than the proof.
    @Test func aClockThatIsSetAboutIsFollowedInTheEnd() {
        let machine = Machine()
        let clock = machine.clock()
        for jump in [3600, -7200, 86_400 * 400, -5, 0, 900, -900, 12, 86_400] {
            machine.set(ahead: .seconds(jump))
            for _ in 0..<5 {
                let before = clock.now
                machine.pass(.seconds(1))
                let after = clock.now
                #expect(after == machine.wall || after == before + .seconds(1))
            }
        }
        _ = clock.now
        machine.pass(.seconds(10))
        #expect(clock.now == machine.wall)
    }
}

/// A hub whose clock is wrong.
@Suite struct WrongClockTests {
    private func row(_ at: String, _ person: Int) -> HanetCheckin {
        HanetCheckin(
            personName: "P\(person)", aliasID: String(1000 + person), personID: "27\(person)",
            checkinTime: Instant(at).milliseconds)
    }

    /// Thirty days ahead for a run; then right; then off for five days, in which records came.
    @Test(arguments: [true, false]) func nothingOfALaterOutageIsSkipped(_ vendorTellsTheTime: Bool) async throws {
        try await Office.with { office in
            let hub = office.hub
            let device = try await office.addDevice(hr: [])
            office.hanet.add([row("2026-03-16T09:00:00+07:00", 1)], to: "1")
            _ = await hub.sync(device, cause: .periodic)
            hub.clock.advance(by: .hours(24 * 30))
            if vendorTellsTheTime { hub.theirClock.setAhead(.hours(-24 * 30)) } else { hub.theirClock.silence() }
            let ahead = await hub.engine.sync(device, .undated(.periodic), by: .schedule)
            #expect(ahead.error == nil)
            hub.clock.advance(by: .hours(-24 * 30))
            hub.theirClock.setAhead(.zero)
            let afterwards = try await hub.store.devices.find("Office")
            if vendorTellsTheTime {
                #expect(try #require(afterwards.completeUpTo) <= hub.clock.now)
                #expect(try #require(afterwards.clockSkew) == .hours(-24 * 30))
            }
            // What was held back until next month goes on now.
            try await hub.engine.checkClock()
            let next = try await hub.store.devices.find("Office").nextRunAt
            #expect(next <= hub.clock.now)
            hub.clock.advance(by: .hours(24 * 5))
            office.hanet.add((17...20).map { row("2026-03-\($0)T08:00:00+07:00", $0) }, to: "1")
            let report = await hub.sync(try await hub.store.devices.find("Office"), cause: .periodic)
            #expect(report.new == 4, "\(String(describing: report.window))")
            let complete = try await hub.store.devices.find("Office").completeUpTo
            #expect(complete == hub.clock.now)
            let history = try await hub.store.history.entries(limit: 20)
            #expect(history.contains { $0.detail.en.contains("clock") })
        }
    }

    @Test(arguments: [true, false])
    func twoYearsBehindAtTheFirstSyncSendNoHistory(_ vendorTellsTheTime: Bool) async throws {
        try await Office.with { office in
            let hub = office.hub
            let client = try await office.addBase()
            // The machine wakes up two years ago.
            hub.clock.set("2024-03-16T10:00:00+07:00")
            if vendorTellsTheTime { hub.theirClock.setAhead(.hours(24 * 730)) } else { hub.theirClock.silence() }
            let device = try await office.addDevice(hr: ["Base"])
            let old = (1...20).map { row("2024-03-\($0 < 10 ? "0" : "")\($0)T08:00:00+07:00", $0) }
            let between = (1...9).map { row("2025-0\($0)-10T08:00:00+07:00", 100 + $0) }
            let recent = (10...16).map { row("2026-03-\($0)T08:00:00+07:00", 200 + $0) }
            office.hanet.add(old + between + recent, to: "1")
            _ = await hub.engine.sync(device, .undated(.periodic), by: .schedule)
            if vendorTellsTheTime {
                _ = await office.push(client)
                #expect(office.base.records.isEmpty, "what is two years old by the vendor's clock is not sent")
            }
            hub.clock.set("2026-03-16T10:00:00+07:00")
            hub.theirClock.setAhead(.zero)
            let before = office.base.records.count
            let report = await hub.sync(try await hub.store.devices.find("Office"), cause: .periodic)
            #expect(report.new == 7 && report.window?.from == Instant("2026-03-01T00:00:00+07:00"))
            _ = await office.push(client)
            #expect(office.base.records.count == before + 7)
            let found = try await hub.store.devices.find("Office")
            #expect(found.unread != nil)
            let history = try await hub.store.history.entries(limit: 20)
            #expect(history.contains { $0.event == "device.unread" })
            #expect(history.contains { $0.event.hasPrefix("clock.") })
            // Somebody asks for it: then it is read, and goes.
            let asked = await hub.sync(found, from: "2024-03-01")
            #expect(asked.error == nil && asked.new >= 9)
            let unread = try await hub.store.devices.find("Office").unread
            #expect(unread == nil)
            _ = await office.push(client, from: "2024-03-01")
            #expect(office.base.records.count >= 7 + 9)
        }
    }

    @Test func aClockThatIsBehindDestroysNothingThatIsKnown() async throws {
        try await Office.with { office in
            let hub = office.hub
            let device = try await office.addDevice(hr: [])
            _ = await hub.sync(device, cause: .periodic)
            let complete = try await hub.store.devices.find("Office").completeUpTo
            // A machine without a battery wakes up in 2024, and asks before its clock is set.
            hub.clock.set("2024-03-16T10:00:00+07:00")
            hub.theirClock.setAhead(.hours(24 * 730))
            try await hub.engine.checkClock()
            _ = await hub.sync(device, cause: .periodic)
            let kept = try await hub.store.devices.find("Office").completeUpTo
            #expect(kept == complete)
            let incidents = try await hub.store.clock.recent(now: hub.clock.now)
            #expect(Set(incidents.map(\.source)) == [.database, .vendor])
        }
    }

    @Test func everythingThatWaitsForATimeGoesOnOnceTheClockIsRight() async throws {
        try await Office.with { office in
            let hub = office.hub
            let store = hub.store
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            let right = hub.clock.now
            // Forty days ahead: a run, a failed delivery, a session, an invitation, an announcement.
            hub.clock.advance(by: .hours(24 * 40))
            hub.theirClock.silence()
            office.hanet.add(
                [
                    HanetCheckin(
                        personName: "P", aliasID: "1001", personID: "1",
                        checkinTime: hub.clock.now.milliseconds - 60_000)
                ], to: "1")
            _ = await hub.sync(device, cause: .periodic)
            office.base.faults.order(.status(503), on: "/v1", times: 50)
            _ = await office.push(client, by: .schedule)
            let user = try await store.users.add(
                "an", role: .admin, passwordHash: "x", act: Act(by: .person("t"), at: hub.clock.now))
            try await store.users.beginSession("cookie", of: user, now: hub.clock.now)
            try await store.users.invite("link", role: .admin, act: Act(by: .person("t"), at: hub.clock.now))
            let punch = Punch(
                sourceKey: "e1", code: "1001", personName: "P", at: hub.clock.now,
                local: Zone.vietnam.local(at: hub.clock.now), offset: 7 * 3600, raw: [])
            _ = try await store.hooks.announce(punch, device: device, now: hub.clock.now)
            office.base.faults.clear()
            hub.clock.advance(by: .hours(-24 * 40))
            #expect(hub.clock.now == right)
            try await hub.engine.checkClock()
            let now = hub.clock.now
            let nextRun = try await store.devices.find("Office").nextRunAt
            #expect(nextRun <= now)
            let waiting = try await store.hrClients.find("Base")
            #expect(waiting.nextAttemptAt <= now && waiting.failingSince.map { $0 <= now } == true)
            let due = try await store.deliveries.nextDue(client)
            #expect(due.map { $0 <= now } == true)
            let announced = try await store.hooks.due(now: now)
            #expect(announced.count == 1)
            // A session and an invitation live as long as others do, and no longer.
            let invited = try await store.users.invitation("link", now: now + .hours(24 * 6))
            let tooLate = try await store.users.invitation("link", now: now + .hours(24 * 8))
            #expect(invited != nil && tooLate == nil)
            let ended = try await store.users.session("cookie", now: now + .hours(24))
            let signedIn = try await store.users.session("cookie", now: now + .hours(11))
            #expect(signedIn != nil && ended == nil)
            let underWay = try await store.runs.underWay(now: now)
            #expect(underWay.isEmpty)
        }
    }

    @Test func aLeapAheadSignsNobodyOutForGoodAndForgetsNoEvidence() async throws {
        try await Office.with { office in
            let hub = office.hub
            let store = hub.store
            let an = try await store.users.add(
                "an", role: .admin, passwordHash: "x", act: Act(by: .person("t"), at: hub.clock.now))
            let binh = try await store.users.add(
                "binh", role: .admin, passwordHash: "x", act: Act(by: .person("t"), at: hub.clock.now))
            try await store.users.beginSession("cookie", of: an, now: hub.clock.now)
            hub.clock.advance(by: .hours(24 * 30))
            try await store.users.beginSession("other", of: binh, now: hub.clock.now)
            hub.clock.advance(by: .hours(-24 * 30))
            let signedIn = try await store.users.session("cookie", now: hub.clock.now)
            #expect(signedIn != nil)
        }
    }

    /// Months ahead, fresh punches look old: they are held, and go once the clock is right.
    @Test func whatAClockThatWasAheadHeldBackGoesOnceItIsRight() async throws {
        try await Office.with { office in
            let hub = office.hub
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            office.arrive(0..<5)
            _ = await hub.sync(device, cause: .periodic)
            hub.theirClock.silence()
            hub.clock.advance(by: .hours(24 * 200))
            _ = await hub.engine.deliver(to: client, .due, by: .schedule)
            let held = try await hub.store.history.entries(limit: 5)
            #expect(office.base.records.isEmpty && held.contains { $0.event == "hr.held" })
            hub.clock.advance(by: .hours(-24 * 200))
            try await hub.engine.checkClock()
            _ = await hub.engine.deliver(to: client, .due, by: .schedule)
            #expect(office.base.records.count == 5)
        }
    }

    /// A request of a person is his to its end, whoever carries it out.
    @Test func whatWasAskedForIsSentAlsoWhenTheScheduleFinishesIt() async throws {
        try await Office.with { office in
            let hub = office.hub
            let client = try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            _ = await hub.sync(device, cause: .periodic)
            office.hanet.add([row("2025-06-10T08:00:00+07:00", 1)], to: "1")
            let window = try #require(Window(from: Instant("2025-06-01T00:00:00+07:00"), to: hub.clock.now))
            let plan = RunPlan(window: window, settlesFirstSync: false, isAsked: true)
            let died = try await hub.store.runs.begin(
                plan, device: device, cause: .device, act: Act(by: .command, at: hub.clock.now))
            let end = Instant("2025-07-01T00:00:00+07:00").milliseconds
            _ = try await hub.store.runs.ingest(
                [IngestPage(rows: 0, punches: [], checkpoint: "\(window.from.milliseconds)/\(end)/1/0")], run: died,
                device: device, release: ReleaseRule(dueAt: nil, isAsked: true, now: hub.clock.now),
                now: hub.clock.now)
            let report = await hub.sync(device, cause: .periodic)
            #expect(report.error == nil && report.new == 1)
            _ = await hub.engine.deliver(to: client, .due, by: .schedule)
            #expect(office.base.records.count == 1)
        }
    }

    @Test func aVendorsClockIsToldOnceAndAtTheDeviceAsLongAsItDiffers() async throws {
        try await Office.with { office in
            let hub = office.hub
            let device = try await office.addDevice(hr: [])
            hub.theirClock.setAhead(.minutes(62))
            for _ in 0..<5 { _ = await hub.sync(device) }
            let told = try await hub.store.history.entries(limit: 50).filter { $0.event == "clock.vendor" }
            #expect(told.count == 1 && told[0].detail.en.contains("62 minutes behind"))
            let skew = try await hub.store.devices.find("Office").clockSkew
            #expect(skew == .minutes(62))
            // Latency and rounding are not skew.
            hub.theirClock.setAhead(.seconds(100))
            _ = await hub.sync(device)
            let none = try await hub.store.devices.find("Office").clockSkew
            #expect(none == nil)
        }
    }
}
