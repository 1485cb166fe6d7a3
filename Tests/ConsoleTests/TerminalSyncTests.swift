import Attendance
import ConnectorKit
import Simulators
import Store
import SyncEngine
import Synchronization
import TestSupport
import Testing

/// “Sync records” of a terminal that pushes: it is asked, and what it hands in is the run's.
@Suite struct TerminalSyncTests {
    private static let log = [
        PushRecord("1001", at: "2026-03-10 08:00:00"), PushRecord("1001", at: "2026-03-15 08:00:00"),
        PushRecord("1002", at: "2026-03-16 08:00:00"),
    ]

    /// With a terminal that goes on calling, and has its log from before.
    private func with(_ body: @escaping @Sendable (TestConsole, Device, PushTerminal) async throws -> Void) async throws
    {
        try await TestConsole.with { test, _ in
            let device = try await test.hub.addDevice("T", kind: "zkteco-push", ["serial-number": "CJ9H01"])
            let terminal = PushTerminal("CJ9H01", server: test.address)
            try await terminal.register()
            for record in TerminalSyncTests.log { await terminal.record(record) }
            try await body(test, device, terminal)
        }
    }

    /// Runs `body` while the terminal asks for orders. Its last call is over when this returns: one that was given up would
    /// still be answered, at a later time of the test's clock.
    private func polling<Value: Sendable>(
        _ terminal: PushTerminal, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let isOver = Mutex(false)
        async let calls: Void = {
            while !isOver.withLock({ $0 }) {
                _ = try? await terminal.poll()
                try? await Task.sleep(for: .milliseconds(50))
            }
        }()
        let result: Result<Value, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        isOver.withLock { $0 = true }
        await calls
        return try result.get()
    }

    @Test func aWindowIsAskedForAndWhatComesIsTheRuns() async throws {
        try await with { test, device, terminal in
            let report = try await polling(terminal) {
                await test.hub.sync(device, from: "2026-03-15", to: "2026-03-15")
            }
            #expect(report.error == nil && report.fetched == 1 && report.new == 1 && report.duplicates == 0)
            #expect(
                await terminal.orders.allSatisfy { $0.hasPrefix("DATA QUERY ATTLOG StartTime=2026-03-15 00:00:00\t") })
            let again = try await polling(terminal) { await test.hub.sync(device, from: "2026-03-01") }
            #expect(again.error == nil && again.new == 2 && again.duplicates == 1)
            #expect(try await test.hub.punches().count == 3)
        }
    }

    @Test func aTerminalThatNeverCalledIsSaidToBeSoAtOnce() async throws {
        try await TestConsole.with { test, _ in
            let device = try await test.hub.addDevice("T", kind: "zkteco-push", ["serial-number": "CJ9H01"])
            let report = await test.hub.sync(device, from: "2026-03-15")
            #expect(report.error?.en.contains("CJ9H01 has never called this server") == true)
            #expect(report.error?.vi.contains("--iclock-listen") == true)
        }
    }

    @Test func silenceIsAnOutageAndACallEndsIt() async throws {
        try await with { test, device, terminal in
            #expect(await test.hub.engine.sync(device, .undated(.periodic), by: .schedule).error == nil)
            test.hub.clock.advance(by: .minutes(11))
            let silent = await test.hub.engine.sync(device, .undated(.periodic), by: .schedule)
            #expect(
                silent.error?.en.contains("has not called for 11 minutes; its last call came from 127.0.0.1") == true)
            #expect(try await test.hub.store.devices.find("T").failures == 1)
            _ = try await terminal.poll()
            #expect(await test.hub.engine.sync(device, .undated(.periodic), by: .schedule).error == nil)
            let told = try await test.hub.store.history.page(before: nil, limit: 10).entries.map(\.event)
            #expect(told.contains("device.failing") && told.contains("device.recovered"))
        }
    }

    @Test func theScheduleOrdersNothingAndClaimsNoMoreThanTheLastCall() async throws {
        try await with { test, device, terminal in
            _ = try await terminal.poll()
            let called = test.hub.clock.now
            test.hub.clock.advance(by: .minutes(5))
            #expect(await test.hub.engine.sync(device, .undated(.periodic), by: .schedule).error == nil)
            let after = try await test.hub.store.devices.find("T")
            #expect(after.completeUpTo == called)
            _ = try await terminal.poll()
            #expect(await terminal.orders.isEmpty)
        }
    }

    @Test func whatIsRefusedIsNotClaimed() async throws {
        try await with { test, device, terminal in
            _ = try await terminal.poll()
            let called = test.hub.clock.now
            #expect(await test.hub.engine.sync(device, .undated(.periodic), by: .schedule).error == nil)
            test.hub.clock.advance(by: .minutes(1))
            let refusedAt = test.hub.clock.now
            let huge = [UInt8](repeating: UInt8(ascii: "7"), count: (10 << 20) + 1)
            #expect(try await terminal.post(table: "ATTLOG", stamp: "9", body: huge).status == 413)
            test.hub.clock.advance(by: .minutes(5))
            _ = try await terminal.poll()
            #expect(await test.hub.engine.sync(device, .undated(.periodic), by: .schedule).error == nil)
            let complete = try #require(try await test.hub.store.devices.find("T").completeUpTo)
            #expect(complete >= called && complete <= refusedAt)
            // A window that lies behind it makes nothing good; one that reaches over it does.
            test.hub.clock.advance(by: .hours(24 * 5))
            let behind = try #require(Window(from: refusedAt + .hours(1), to: test.hub.clock.now))
            try await test.hub.store.terminals.settle(behind, of: device)
            #expect(try await test.hub.store.terminals.contact(of: device)?.failingSince == refusedAt)
            let asked = try await polling(terminal) { await test.hub.sync(device, from: "2026-03-01") }
            #expect(asked.error == nil)
            _ = try await terminal.poll()
            #expect(await test.hub.engine.sync(device, .undated(.periodic), by: .schedule).error == nil)
            #expect(try await test.hub.store.devices.find("T").completeUpTo == test.hub.clock.now)
        }
    }

    @Test func whatLiesBeforeTheDayToSyncFromIsLeftOutUnlessAPersonAsks() async throws {
        try await TestConsole.with { test, _ in
            let device = try await test.hub.addDevice(
                "T", kind: "zkteco-push", ["serial-number": "CJ9H01"], syncFrom: LocalDate("2026-03-15"))
            let terminal = PushTerminal("CJ9H01", server: test.address, log: TerminalSyncTests.log)
            try await terminal.register()
            #expect(try await terminal.handIn())
            #expect(await terminal.pending == 0, "all of it is acknowledged")
            #expect(
                try await test.hub.punches().map(\.punch.local.date.description).sorted() == [
                    "2026-03-15", "2026-03-16",
                ])
            let asked = try await polling(terminal) { await test.hub.sync(device, from: "2026-03-01") }
            #expect(asked.error == nil && asked.new == 1 && asked.duplicates == 2)
        }
    }

    @Test func theConnectionTestNamesTheStepThatFails() async throws {
        try await with { test, device, terminal in
            _ = try await terminal.poll()
            let passes = try await polling(terminal) {
                try await test.hub.engine.test(device, by: .person("test")) { _, _ in }
            }
            #expect(passes)
            test.hub.clock.advance(by: .minutes(11))
            let stillPasses = try await test.hub.engine.test(device, by: .person("test")) { title, result in
                guard case .failure(let failure) = result else { return }
                #expect(title.en == "the terminal's calls" && failure.code == .unreachable)
            }
            #expect(!stillPasses)
        }
    }

    @Test func ordersDoNotPileUpAndSomebodyElsesReportChangesNothing() async throws {
        try await with { test, device, terminal in
            let terminals = test.hub.store.terminals
            var ids: [Int64] = []
            for _ in 0..<30 {
                ids.append(try await terminals.order(.check, of: device, runID: nil, now: test.hub.clock.now))
            }
            let first = try await terminals.state(ofOrder: ids[0])
            #expect(first == .withdrawn)
            let address = try #require(try await terminals.address(kind: "zkteco-push", identity: "CJ9H01"))
            #expect(try await terminals.waiting(for: address, now: test.hub.clock.now).orders.count == 20)
            let other = try await test.hub.addDevice("U", kind: "zkteco-push", ["serial-number": "CJ9H02"])
            let theirs = try await terminals.order(.info, of: other, runID: nil, now: test.hub.clock.now)
            _ = try await terminals.take(
                [
                    TerminalArrival(
                        try #require(try await terminals.address(kind: "zkteco-push", identity: "CJ9H01")),
                        from: "10.0.0.1", .reports([TerminalReport(id: theirs, code: 0)], TerminalFacts()))
                ], now: test.hub.clock.now)
            #expect(try await terminals.state(ofOrder: theirs) == .waiting)
        }
    }
}
