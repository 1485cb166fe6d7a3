import Attendance
import AttendanceHub
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing

/// One terminal that is read over the network at first and pushes by itself later, or the other way round: it has the same
/// records, and each is kept and delivered once.
@Suite struct TerminalSwapTests {
    private static let serial = "CQZ7225160001"

    private func with(
        _ layout: SimulatedZKTerminal.LogLayout = .forty,
        _ body: @escaping @Sendable (TestConsole, SimulatedZKTerminal, Int, PushTerminal) async throws -> Void
    ) async throws {
        try await TestConsole.with { test, _ in
            var configuration = SimulatedZKTerminal.Configuration()
            configuration.people = SimulatedZKTerminal.madePeople(20, numbersOnly: true)
            configuration.layout = layout
            configuration.userWidth = layout.usualUserWidth
            let clock = test.hub.clock
            configuration.clock.now = { clock.now.seconds }
            let terminal = SimulatedZKTerminal(
                configuration,
                log: SimulatedZKTerminal.madeLog(of: configuration.people, rows: 200, now: clock.now.milliseconds))
            let pushing = PushTerminal(
                TerminalSwapTests.serial, server: test.address,
                log: terminal.log.map { PushRecord($0.userID, at: $0.time.text, status: Int($0.state)) })
            try await terminal.serving { port in try await body(test, terminal, port, pushing) }
        }
    }

    private func pulled(_ port: Int) -> FieldValues {
        FieldValues(["host": ["127.0.0.1"], "port": [String(port)], "timeout-seconds": ["5"]])
    }

    private func act(_ test: TestConsole) -> Act { Act(by: .person("test"), at: test.hub.clock.now) }

    private func expectEachOnce(_ test: TestConsole, _ terminal: SimulatedZKTerminal) async throws {
        let kept = try await test.hub.punches().map(\.punch)
        let told = Set(terminal.log.map { "\($0.userID) \($0.time.text)" })
        #expect(kept.count == told.count && Set(kept.map { "\($0.code) \($0.local)" }) == told)
    }

    @Test(arguments: [SimulatedZKTerminal.LogLayout.forty, .eightA, .sixteen])
    func aTerminalThatWasReadAndPushesNowDoublesNothing(_ layout: SimulatedZKTerminal.LogLayout) async throws {
        try await with(layout) { test, terminal, port, pushing in
            let device = try await test.hub.attendance.add(
                DeviceEntry(name: "Cổng", kind: "zkteco", values: pulled(port)), act: act(test))
            #expect(await test.hub.sync(device, from: "2020-01-01").error == nil)
            try await expectEachOnce(test, terminal)
            let read = try await test.hub.store.devices.find("Cổng")
            let edited = try await test.hub.attendance.edit(
                read,
                to: DeviceEntry(
                    name: "Cổng", kind: "zkteco-push",
                    values: FieldValues(["serial-number": [TerminalSwapTests.serial]])),
                act: act(test))
            #expect(edited.punchCount == 200, "they are its own punches still")
            try await pushing.register()
            #expect(try await pushing.handIn())
            try await expectEachOnce(test, terminal)
        }
    }

    @Test func aTerminalThatPushedAndIsAddedAgainByItsAddressDoublesNothing() async throws {
        try await with { test, terminal, port, pushing in
            let device = try await test.hub.attendance.add(
                DeviceEntry(
                    name: "Cổng", kind: "zkteco-push",
                    values: FieldValues(["serial-number": [TerminalSwapTests.serial.lowercased()]])), act: act(test))
            try await pushing.register()
            #expect(try await pushing.handIn())
            try await expectEachOnce(test, terminal)
            _ = try await test.hub.attendance.remove(device, withPunches: false, act: act(test))
            let again = try await test.hub.attendance.add(
                DeviceEntry(name: "Cổng mới", kind: "zkteco", values: pulled(port)), act: act(test))
            let report = await test.hub.sync(again, from: "2020-01-01")
            #expect(report.error == nil && report.new == 0 && report.duplicates == 200)
            try await expectEachOnce(test, terminal)
            #expect(try await test.hub.store.devices.find("Cổng mới").punchCount == 200)
        }
    }

    @Test func punchesThatAnotherDeviceReadsStayItsOwn() async throws {
        try await with { test, terminal, port, pushing in
            let reading = try await test.hub.attendance.add(
                DeviceEntry(name: "Đọc", kind: "zkteco", values: pulled(port)), act: act(test))
            #expect(await test.hub.sync(reading, from: "2020-01-01").error == nil)
            let second = try await test.hub.attendance.add(
                DeviceEntry(
                    name: "Đẩy", kind: "zkteco-push", values: FieldValues(["serial-number": [TerminalSwapTests.serial]])
                ),
                act: act(test))
            #expect(second.punchCount == 0)
            #expect(try await test.hub.store.devices.find("Đọc").punchCount == 200)
            // That there are two is said at both.
            #expect(try await test.hub.attendance.warnings().of(second).contains { $0.code == .enteredTwice })
        }
    }
}
