import Attendance
import AttendanceHub
import ConnectorKit
import Foundation
import Logging
import Scheduling
import Simulators
import Store
import SyncEngine
import Synchronization
import TestSupport
import Testing
import ZKTeco

/// Terminals read over the network, from the device that a person adds to the punches that the store keeps.
@Suite struct ZKTecoTests {
    static let people = SimulatedZKTerminal.madePeople(20, numbersOnly: true)

    /// A hub, and a terminal whose clock goes with the hub's.
    static func with(
        _ layout: SimulatedZKTerminal.LogLayout = .forty, rows: Int = 300, fields: [String: String] = [:],
        made change: @escaping @Sendable (inout SimulatedZKTerminal.Configuration) -> Void = { _ in },
        _ body: @escaping @Sendable (TestHub, SimulatedZKTerminal, Device) async throws -> Void
    ) async throws {
        try await TestHub.with { hub, _ in
            let terminal = terminal(hub, layout, rows: rows, change)
            try await terminal.serving { port in
                let device = try await hub.addDevice("Cổng", kind: "zkteco", entry(port, fields))
                try await body(hub, terminal, device)
            }
        }
    }

    static func entry(_ port: Int, _ fields: [String: String] = [:]) -> [String: String] {
        ["host": "127.0.0.1", "port": String(port), "timeout-seconds": "5"].merging(fields) { $1 }
    }

    static func terminal(
        _ hub: TestHub, _ layout: SimulatedZKTerminal.LogLayout, rows: Int,
        _ change: (inout SimulatedZKTerminal.Configuration) -> Void = { _ in }
    ) -> SimulatedZKTerminal {
        var configuration = SimulatedZKTerminal.Configuration()
        configuration.people = people
        configuration.layout = layout
        configuration.userWidth = layout.usualUserWidth
        let clock = hub.clock
        configuration.clock.now = { clock.now.seconds }
        change(&configuration)
        return SimulatedZKTerminal(
            configuration,
            log: SimulatedZKTerminal.madeLog(of: people, rows: rows, now: hub.clock.now.milliseconds))
    }

    static func punch(_ user: Int, _ time: (Int, Int, Int, Int, Int, Int), state: UInt8 = 0)
        -> SimulatedZKTerminal.Punch
    {
        SimulatedZKTerminal.Punch(
            uid: UInt16(user), userID: String(user),
            time: .init(time.0, time.1, time.2, time.3, time.4, time.5), verify: 1, state: state, workCode: 0)
    }

    // MARK: Reading

    @Test(arguments: SimulatedZKTerminal.LogLayout.allCases)
    func aTerminalOfEveryRecordLengthSyncsByItsAddressAlone(_ layout: SimulatedZKTerminal.LogLayout) async throws {
        try await ZKTecoTests.with(layout) { hub, terminal, device in
            let report = await hub.sync(device)
            #expect(report.error == nil)
            #expect(report.new == 300)
            let kept = try await hub.punches().map(\.punch)
            let told = Set(terminal.log.map { "\($0.userID) \($0.time.text)" })
            #expect(Set(kept.map { "\($0.code) \($0.local)" }) == told)
            #expect(kept.allSatisfy { !$0.personName.isEmpty })
            let known = try await hub.store.devices.find("Cổng")
            #expect(known.identity == "CQZ7225160001")
            #expect(known.facts?.records == 300)
            #expect(known.facts?.recordCapacity == 100_000)
            #expect(known.facts?.notes["layout"] == layout.rawValue)
            #expect(terminal.openSessions == 0 && !terminal.isDisabled && terminal.forbidden.isEmpty)
        }
    }

    @Test(arguments: ["tcp", "udp", "auto"])
    func eachProtocolReadsTheSame(_ transport: String) async throws {
        try await ZKTecoTests.with(fields: ["protocol": transport]) { hub, _, device in
            let new = await hub.sync(device).new
            #expect(new == 300)
        }
    }

    @Test func readingAgainAddsNothing() async throws {
        try await ZKTecoTests.with { hub, _, device in
            _ = await hub.sync(device)
            for from in ["2026-01-01", "2026-03-16", "2026-03-10T12:00"] {
                let report = await hub.sync(device, from: from)
                #expect(report.error == nil && report.new == 0, "\(from)")
            }
            let kept = try await hub.punches().count
            #expect(kept == 300)
        }
    }

    @Test func aLogThatHasNotGrownIsNotReadAgainForADay() async throws {
        try await ZKTecoTests.with { hub, terminal, device in
            _ = await hub.sync(device, cause: .periodic)
            func readings() -> Int { terminal.requests.count { $0 == 1503 } }
            let first = readings()
            hub.clock.advance(by: .minutes(2))
            let error = await hub.sync(device, cause: .periodic).error
            #expect(error == nil)
            #expect(readings() == first)
            terminal.punch(userID: "3")
            hub.clock.advance(by: .minutes(2))
            let new = await hub.sync(device, cause: .periodic).new
            #expect(new == 1)
            hub.clock.advance(by: .hours(25))
            let before = readings()
            let errorThen = await hub.sync(device, cause: .periodic).error
            #expect(errorThen == nil)
            #expect(readings() > before)
        }
    }

    @Test func aPunchWhoseClockWasWrongArrivesAllTheSame() async throws {
        try await ZKTecoTests.with { hub, terminal, device in
            _ = await hub.sync(device, cause: .periodic)
            // The clock was set back for a while: far before every window.
            terminal.punch(ZKTecoTests.punch(5, (2025, 6, 1, 8, 0, 0)))
            hub.clock.advance(by: .minutes(2))
            let report = await hub.sync(device, cause: .periodic)
            #expect(report.new == 1)
            let holds = try await hub.punches().contains { $0.punch.local.description == "2025-06-01 08:00:00" }
            #expect(holds)
        }
    }

    @Test func whatLiesBeforeTheFirstDayIsCountedAndReadOnceSomebodyAsks() async throws {
        try await ZKTecoTests.with(rows: 0) { hub, terminal, device in
            terminal.setLog(
                [
                    ZKTecoTests.punch(1, (2025, 5, 2, 8, 0, 0)), ZKTecoTests.punch(1, (2025, 5, 2, 17, 0, 0)),
                    ZKTecoTests.punch(2, (2025, 5, 3, 8, 0, 0)),
                ] + (1...9).map { ZKTecoTests.punch($0, (2026, 3, 12, 8, $0, 0)) })
            let report = await hub.sync(device)
            #expect(report.error == nil)
            #expect(report.new == 9 && report.skipped == ["beforeWindow": 3])
            let all = await hub.sync(device, from: "2025-05-02")
            #expect(all.new == 3)
        }
    }

    @Test func aClearedLogAndARingLoseNothing() async throws {
        try await ZKTecoTests.with(rows: 100) { hub, terminal, device in
            _ = await hub.sync(device, cause: .periodic)
            terminal.clearLog()
            for user in 1...6 { terminal.punch(ZKTecoTests.punch(user, (2026, 3, 16, 9, 59, user))) }
            hub.clock.advance(by: .minutes(2))
            let new = await hub.sync(device, cause: .periodic).new
            #expect(new == 6)
            terminal.change { $0.capacities.log = 6 }
            terminal.punch(ZKTecoTests.punch(7, (2026, 3, 16, 10, 1, 7)))
            hub.clock.advance(by: .minutes(2))
            let report = await hub.sync(device, cause: .periodic)
            #expect(report.error == nil && report.new == 1)
        }
    }

    @Test func rowsWithImpossibleTimesOrIdsAreKeptAsTheyCame() async throws {
        try await ZKTecoTests.with(rows: 200) { hub, terminal, device in
            let wrong = [
                ZKTecoTests.punch(1, (2000, 1, 1, 0, 0, 5)), ZKTecoTests.punch(2, (2009, 12, 31, 23, 0, 0)),
                ZKTecoTests.punch(3, (2026, 3, 18, 8, 0, 0)),
            ]
            terminal.setLog(terminal.log + wrong)
            let report = await hub.sync(device)
            #expect(report.error == nil)
            #expect(report.new == 200)
            #expect(report.skipped == ["impossibleTime": 3])
            // Once: not again with each reading.
            let again = await hub.sync(device, from: "2026-03-01")
            #expect(again.new == 0 && again.skipped.isEmpty)
        }
    }

    // MARK: Slots

    @Test(arguments: [SimulatedZKTerminal.LogLayout.eightA, .eightB])
    func slotsBecomeTheCodesOfTheUserList(_ layout: SimulatedZKTerminal.LogLayout) async throws {
        try await ZKTecoTests.with(
            layout,
            made: { $0.people = (1...20).map { .init(uid: UInt16($0), userID: String(9000 + $0), name: "N\($0)") } }
        ) { hub, terminal, device in
            let error = await hub.sync(device).error
            #expect(error == nil)
            let holds = try await hub.punches().allSatisfy { $0.punch.code.hasPrefix("90") }
            #expect(holds)
            let holdsThen = try await hub.punches().allSatisfy { $0.punch.sourceKey.hasPrefix("#") }
            #expect(holdsThen)
        }
    }

    @Test func withoutAUserListSlotsAreNobodysCodes() async throws {
        try await ZKTecoTests.with(.eightA, made: { $0.userWidth = 120 }) { hub, _, device in
            let report = await hub.sync(device)
            #expect(report.error?.en.contains("user list") == true)
            let holds = try await hub.punches().isEmpty
            #expect(holds)
        }
    }

    @Test func namesAreAComfortWhereRecordsHaveIds() async throws {
        try await ZKTecoTests.with(.forty, made: { $0.userWidth = 120 }) { hub, _, device in
            let new = await hub.sync(device).new
            #expect(new == 300)
        }
    }

    // MARK: Who it is

    @Test func anotherTerminalAtTheSameAddressIsRefusedAndNothingOfItStored() async throws {
        try await ZKTecoTests.with { hub, terminal, device in
            _ = await hub.sync(device)
            terminal.setSerial("OTHER0001")
            terminal.setLog([ZKTecoTests.punch(1, (2026, 3, 16, 9, 0, 0))])
            let report = await hub.sync(device)
            let error = try #require(report.error)
            #expect(error.en.contains("OTHER0001") && error.en.contains("CQZ7225160001"))
            let kept = try await hub.punches().count
            #expect(kept == 300)
            let attention = try await hub.store.devices.find("Cổng").attention
            #expect(attention != nil)
        }
    }

    @Test func aSecondDeviceForTheSameTerminalIsRefused() async throws {
        try await ZKTecoTests.with { hub, _, device in
            _ = await hub.sync(device)
            let port = device.fields["port"] ?? ""
            let second = try await hub.addDevice("Zweite", kind: "zkteco", ["host": "localhost", "port": port])
            let report = await hub.sync(second)
            #expect(report.error?.en.contains("“Cổng” already reads this source") == true)
            let kept = try await hub.punches().count
            #expect(kept == 300)
        }
    }

    @Test func aDeviceThatIsRemovedAndAddedAgainHasItsPunches() async throws {
        try await ZKTecoTests.with { hub, _, device in
            _ = await hub.sync(device)
            let known = try await hub.store.devices.find("Cổng")
            _ = try await hub.store.devices.remove(
                known, withPunches: false, act: Act(by: .person("test"), at: hub.clock.now))
            let again = try await hub.addDevice(
                "Neu", kind: "zkteco", ZKTecoTests.entry(Int(device.fields["port"] ?? "") ?? 0))
            let report = await hub.sync(again)
            #expect(report.error == nil && report.new == 0)
            let kept = try await hub.store.devices.find("Neu").punchCount
            #expect(kept == 300)
        }
    }

    @Test func aTerminalWhoseAddressChangedIsFoundAgainAndGoesOn() async throws {
        try await TestHub.with { hub, _ in
            let terminal = ZKTecoTests.terminal(hub, .forty, rows: 50)
            let port = try await terminal.serving(address: "127.0.0.51") { port in
                let device = try await hub.addDevice(
                    "Cổng", kind: "zkteco", ZKTecoTests.entry(port, ["host": "127.0.0.51"]))
                let new = await hub.sync(device).new
                #expect(new == 50)
                return port
            }
            try await terminal.serving(address: "127.0.0.52", port: port) { _ in
                let finder = DeviceFinder(addressField: "host") { leftOut, _ in
                    let search = TerminalSearch(
                        networks: [.init(own: "127.0.0.1", prefix: 24)], port: port, leftOut: leftOut)
                    return await search.run().map {
                        FoundSystem(
                            kind: "zkteco", identity: $0.identity.serialNumber, address: $0.address.host, model: "",
                            firmware: "", needsKey: $0.needsKey, fields: FieldValues())
                    }
                }
                let kind = DeviceKind(
                    id: "zkteco", title: Phrase(verbatim: "T"), ownFields: [],
                    policy: SyncPolicy(first: .today, periodic: .today, device: .today, all: .today),
                    recordedTime: .wallClock, identityLabel: "IP", finder: finder, identity: { _ in "" },
                    makeConnector: { _ in preconditionFailure("nothing is read here") })
                let engine = Engine(
                    store: hub.store, deviceKinds: DeviceKinds([kind]), hrKinds: hub.engine.hrKinds,
                    http: hub.engine.http, now: hub.engine.now, log: Logger(label: "finder"))
                for failures in 0..<Rediscovery.failures {
                    // Two failures may be a restart.
                    let found = try await engine.findLost()
                    #expect(found == 0, "\(failures)")
                    let device = try await hub.store.devices.find("Cổng")
                    let error = await hub.engine.sync(device, .undated(.periodic), by: .schedule).error
                    #expect(error != nil)
                }
                let foundThen = try await engine.findLost()
                #expect(foundThen == 1)
                let moved = try await hub.store.devices.find("Cổng")
                #expect(moved.fields["host"] == "127.0.0.52" && moved.identity == "CQZ7225160001")
                let report = await hub.sync(moved)
                #expect(report.error == nil && report.new == 0)
                let told = try await hub.store.history.entries(limit: 50)
                #expect(told.contains { $0.event == "device.moved" })
            }
        }
    }

    // MARK: Time

    @Test func aCorrectedZoneMovesTheInstantsAndDoublesNothing() async throws {
        try await ZKTecoTests.with { hub, _, device in
            _ = await hub.sync(device)
            let before = try await hub.punches().map(\.punch)
            let japan = try #require(Zone(identifier: "Asia/Tokyo"))
            let known = try await hub.store.devices.find("Cổng")
            _ = try await hub.attendance.edit(
                known, to: DeviceEntry(name: "Cổng", kind: "zkteco", values: FieldValues(), zone: japan),
                act: Act(by: .person("test"), at: hub.clock.now))
            let after = try await hub.punches().map(\.punch)
            #expect(after.map(\.local) == before.map(\.local))
            #expect(zip(before, after).allSatisfy { $0.at.since($1.at) == .hours(2) && $1.offset == 9 * 3600 })
            let edited = try await hub.store.devices.find("Cổng")
            let report = await hub.sync(edited, from: "2026-01-01")
            #expect(report.error == nil && report.new == 0)
        }
    }

    @Test func aClockThatIsWrongIsToldAtTheDeviceAndOnceInTheHistory() async throws {
        try await ZKTecoTests.with(made: { $0.clock.offsetSeconds = -754 }) { hub, terminal, device in
            _ = await hub.sync(device)
            hub.clock.advance(by: .minutes(5))
            _ = await hub.sync(device)
            let known = try await hub.store.devices.find("Cổng")
            let warns = try await hub.attendance.warnings().of(known).contains {
                $0.code == .deviceClock && $0.text.en.contains("13 minutes behind")
            }
            #expect(warns)
            func events(_ word: String) async throws -> Int {
                try await hub.store.history.entries(limit: 100).count { $0.event == word }
            }
            let told = try await events("device.clockWrong")
            #expect(told == 1)
            terminal.setClock(offsetSeconds: 0)
            hub.clock.advance(by: .minutes(5))
            _ = await hub.sync(device)
            let toldThen = try await events("device.clockRight")
            #expect(toldThen == 1)
        }
    }

    @Test func aTerminalThatIsNearlyFullIsTold() async throws {
        try await ZKTecoTests.with(made: { $0.capacities.log = 310 }) { hub, _, device in
            _ = await hub.sync(device)
            let known = try await hub.store.devices.find("Cổng")
            let warns = try await hub.attendance.warnings().of(known).contains { $0.code == .nearlyFull }
            #expect(warns)
        }
    }

    @Test func oneTerminalThatIsReadAndPushesTooIsNamedAtBothDevices() async throws {
        try await ZKTecoTests.with { hub, _, device in
            _ = await hub.sync(device)
            let serial = try await hub.store.devices.find("Cổng").identity
            let pushing = try await hub.attendance.add(
                DeviceEntry(
                    name: "Cổng tự đẩy", kind: "zkteco-push",
                    values: FieldValues(["serial-number": [serial.lowercased()]])),
                act: Act(by: .command, at: hub.clock.now))
            func told() async throws -> [String: String] {
                let warnings = try await hub.attendance.warnings()
                var told: [String: String] = [:]
                for device in try await hub.store.devices.all() {
                    told[device.name] = warnings.of(device).first { $0.code == .enteredTwice }?.text.en
                }
                return told
            }
            let both = try await told()
            #expect(both["Cổng"]?.contains("“Cổng tự đẩy”") == true && both["Cổng tự đẩy"]?.contains("“Cổng”") == true)
            try await hub.attendance.setEnabled(false, [pushing], act: Act(by: .command, at: hub.clock.now))
            let one = try await told()
            #expect(one.isEmpty)
        }
    }

    // MARK: Trouble

    @Test func aCutInTheMiddleOfTheLogStoresNothingFalseAndTheNextRunReadsItWhole() async throws {
        try await ZKTecoTests.with(rows: 4000) { hub, terminal, device in
            terminal.faults.order(.cutAfter(30_000), on: .logChunk, skipping: 1)
            let report = await hub.sync(device, from: "2024-01-01")
            #expect(report.error != nil && report.new == 0)
            let again = await hub.sync(device, from: "2024-01-01")
            #expect(again.error == nil && again.new == 4000)
            #expect(terminal.openSessions == 0)
        }
    }

    @Test(arguments: [(SimulatedZKTerminal.Fault.hang, "no answer"), (.answer(2005), "ended the connection")])
    func aFailureNamesItsStepAndWhatToDo(_ row: (SimulatedZKTerminal.Fault, String)) async throws {
        try await ZKTecoTests.with { hub, terminal, device in
            terminal.faults.order(row.0, on: .logRead, times: 9)
            let report = await hub.sync(device)
            #expect(report.error?.en.contains(row.1) == true)
            #expect(report.error?.en.contains("read the punches") == true)
        }
    }

    @Test func aWrongCommKeyWaitsForAPerson() async throws {
        try await ZKTecoTests.with(fields: ["comm-key": "12"], made: { $0.commKey = 4321 }) { hub, _, device in
            let report = await hub.sync(device)
            #expect(report.error?.en.contains("refuses the comm key") == true)
            let attention = try await hub.store.devices.find("Cổng").attention
            #expect(attention != nil)
        }
    }

    @Test func theConnectionTestNamesWhatItFindsAndWhereItFails() async throws {
        try await ZKTecoTests.with { hub, terminal, device in
            func test() async throws -> [String] {
                let told = Told()
                _ = try await hub.engine.test(device, by: .person("test")) { title, result in
                    told.add("\(title.en): \((try? result.get())?.en ?? "FAILED")")
                }
                return told.lines
            }
            let lines = try await test()
            #expect(lines.count == 6)
            #expect(lines.contains { $0.contains("CQZ7225160001") })
            #expect(lines.contains { $0.contains("20 users, 300 / 100,000 punches") })
            #expect(lines.last?.contains("40 bytes (40), 300 punches") == true)
            #expect(terminal.openSessions == 0)
            terminal.change { $0.commKey = 9 }
            let last = try await test().last
            #expect(last == "comm key: FAILED")
            terminal.goSilent(true)
            let lastThen = try await test().last?.hasSuffix("FAILED")
            #expect(lastThen == true)
        }
    }

    // MARK: While it happens

    @Test func aPunchIsStoredWhileItHappensAndAcknowledgedAfterwards() async throws {
        try await ZKTecoTests.with { hub, terminal, device in
            try await ZKTecoTests.listening(hub) {
                try await ZKTecoTests.wait { try await ZKTecoTests.stands(terminal, hub) }
                terminal.punch(userID: "4")
                try await ZKTecoTests.wait { try await hub.punches().count == 301 }
                try await ZKTecoTests.wait { terminal.acknowledgedEvents == 1 }
                // The same punch in the log is the same punch.
                hub.clock.advance(by: .minutes(3))
                let report = await hub.sync(device, from: "2026-03-01")
                #expect(report.error == nil && report.new == 0)
                #expect(terminal.mostSessions == 1)
            }
        }
    }

    @Test func aPunchThatOnlySaysThatItHappenedIsReadFromTheLog() async throws {
        try await ZKTecoTests.with(made: { $0.eventLayout = .ten }) { hub, terminal, _ in
            try await ZKTecoTests.listening(hub) {
                try await ZKTecoTests.wait { try await ZKTecoTests.stands(terminal, hub) }
                terminal.punch(userID: "4")
                try await ZKTecoTests.wait { try await hub.punches().count == 301 }
            }
        }
    }

    @Test func whatHappensWhileTheLineIsCutIsReadWhenItStandsAgain() async throws {
        try await ZKTecoTests.with(fields: ["reconnect-seconds": "5"]) { hub, terminal, _ in
            try await ZKTecoTests.listening(hub) {
                try await ZKTecoTests.wait { try await ZKTecoTests.stands(terminal, hub) }
                terminal.goSilent(true)
                terminal.drop()
                terminal.punch(userID: "5")
                terminal.punch(userID: "6")
                terminal.goSilent(false)
                try await ZKTecoTests.wait(upTo: .seconds(90)) { try await hub.punches().count == 302 }
            }
        }
    }

    /// The count alone would say that nothing happened.
    @Test func aLogThatWasClearedAndHasGrownToTheSameCountIsReadWhenTheLineStandsAgain() async throws {
        try await ZKTecoTests.with(rows: 12, fields: ["reconnect-seconds": "5"]) { hub, terminal, _ in
            try await ZKTecoTests.listening(hub) {
                try await ZKTecoTests.wait { try await hub.punches().count == 12 }
                terminal.goSilent(true)
                terminal.drop()
                terminal.setLog((1...12).map { ZKTecoTests.punch($0, (2026, 3, 16, 9, 58, $0)) })
                terminal.goSilent(false)
                try await ZKTecoTests.wait(upTo: .seconds(90)) { try await hub.punches().count == 24 }
            }
        }
    }

    @Test func aDeviceThatIsDisabledIsListenedToNoMore() async throws {
        try await ZKTecoTests.with { hub, terminal, device in
            try await ZKTecoTests.listening(hub) {
                try await ZKTecoTests.wait { terminal.listeners == 1 }
                try await hub.store.devices.setEnabled(
                    false, [device], act: Act(by: .person("test"), at: hub.clock.now))
                try await ZKTecoTests.wait { terminal.openSessions == 0 }
            }
        }
    }

    @Test func whoPunchesWhileTheUsersAreReadIsNotOverlookedForADay() async throws {
        try await ZKTecoTests.with { hub, terminal, device in
            terminal.faults.order(
                .punches([ZKTecoTests.punch(9, (2026, 3, 16, 9, 59, 30))]), on: .userRead)
            _ = await hub.sync(device, cause: .periodic)
            hub.clock.advance(by: .minutes(2))
            _ = await hub.sync(device, cause: .periodic)
            let kept = try await hub.punches().count
            #expect(kept == 301)
        }
    }

    @Test(arguments: [0, 300]) func slotsAndIdsAreNotTwoPunches(_ rows: Int) async throws {
        try await ZKTecoTests.with(.eightA, rows: rows) { hub, terminal, device in
            // Read before, so that the line finds a log that has not grown.
            _ = await hub.sync(device)
            try await ZKTecoTests.listening(hub) {
                try await ZKTecoTests.wait { terminal.listeners == 1 }
                for user in 1...6 { terminal.punch(ZKTecoTests.punch(user, (2026, 3, 16, 9, 59, user))) }
                try await ZKTecoTests.wait { try await hub.punches().count == rows + 6 }
                hub.clock.advance(by: .minutes(3))
                _ = await hub.sync(device, from: "2026-03-01")
                let kept = try await hub.punches().count
                #expect(kept == rows + 6)
            }
        }
    }

    @Test func aCommandHasTheLineWhileAServerListensToATerminalThatServesOne() async throws {
        try await ZKTecoTests.with(made: { $0.sessions = .refusesSecond }) { hub, terminal, device in
            try await ZKTecoTests.listening(hub) {
                try await ZKTecoTests.wait { try await ZKTecoTests.stands(terminal, hub) }
                // As another process would: another store, another engine.
                let store = try Store(directory: hub.directory.appending(path: "data"))
                let other = Engine(
                    store: store, deviceKinds: hub.engine.deviceKinds, hrKinds: hub.engine.hrKinds,
                    http: hub.engine.http,
                    now: hub.engine.now, log: Logger(label: "other"))
                let report = await other.sync(
                    try await store.devices.find("Cổng"), .dated(from: TimeText("2026-03-01"), to: nil, cause: .device),
                    by: .command)
                #expect(report.error == nil)
                try await ZKTecoTests.wait(upTo: .seconds(90)) { terminal.listeners == 1 }
            }
        }
    }

    /// Whether the line stands and the log was read.
    static func stands(_ terminal: SimulatedZKTerminal, _ hub: TestHub) async throws -> Bool {
        guard terminal.listeners == 1 else { return false }
        return try await hub.punches().count == 300
    }

    static func listening(_ hub: TestHub, _ body: () async throws -> Void) async throws {
        let listeners = Listeners(engine: hub.engine) {}
        let job = Task { await listeners.run() }
        do {
            try await body()
        } catch {
            job.cancel()
            await job.value
            throw error
        }
        job.cancel()
        await job.value
    }

    static func wait(
        upTo most: Duration = .seconds(60), until condition: () async throws -> Bool,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let end = ContinuousClock.now + most
        while ContinuousClock.now < end {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("it did not happen", sourceLocation: sourceLocation)
    }
}

/// Lines that a connection test told.
private final class Told: Sendable {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }

    func add(_ line: String) { kept.withLock { $0.append(line) } }
}
