import Attendance
import AttendanceHub
import Console
import Logging
import Scheduling
import Store
import SyncEngine
import TestSupport
import Testing

@testable import Server

/// What a server does again and again: all of it is watched, and what fails stands where people look.
@Suite struct JobJournalTests {
    private struct Failing: RecurringJob {
        let loop: JobLoop

        func turn(_ turn: JobTurn) async throws { throw StoreFailure.data(.diskFull) }
    }

    private func jobs(_ hub: TestHub) throws -> [any RecurringJob] {
        let console = try Console(
            engine: hub.engine, policy: ServingPolicy(transport: .loopback, setupCode: nil), version: "test")
        return ServerJobs(hub.engine, clock: SteadyClock()).all(with: console)
    }

    @Test func everyJobHasANameOfItsOwnAndSaysInBothLanguagesWhatItsSilenceMeans() async throws {
        try await TestHub.with { hub, _ in
            let loops = try jobs(hub).map(\.loop)
            #expect(
                loops.map(\.name) == [
                    "schedule", "listeners", "rediscovery", "deliveries", "confirmations", "clock", "live", "notices",
                    "retention", "desk-notices", "case-logs", "interrupted-cases",
                ])
            for loop in loops {
                #expect(!loop.consequence.en.isEmpty && loop.consequence.en != loop.consequence.vi, "\(loop.name)")
                #expect(loop.isSilent && loop.mostSilence >= loop.period * 3, "\(loop.name)")
            }
        }
    }

    @Test func everyJobOfAnEmptyServerBeats() async throws {
        try await TestHub.with { hub, _ in
            let jobs = try jobs(hub)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for job in jobs { group.addTask { await job.run() } }
                let isReady = try await eventually { jobs.allSatisfy { !$0.loop.isSilent } }
                #expect(isReady && jobs.allSatisfy { $0.loop.failures == 0 })
                group.cancelAll()
            }
        }
    }

    @Test func aFailureStandsInTheHistoryOnceAndItsEndToo() async throws {
        try await TestHub.with { hub, _ in
            let journal = JobJournal(store: hub.store, now: hub.engine.now, log: Logger(label: "test"))
            let loop = JobLoop(
                "notices", every: .seconds(1), while: Phrase(en: "nobody is told", vi: "không ai được báo"))
            for change in [JobEvent.Change.failed(StoreFailure.data(.diskFull)), .recovered] {
                await journal.note(JobEvent(loop: loop, change: change))
            }
            let entries = try await hub.store.history.entries(limit: 2)
            #expect(entries.map(\.event) == ["job.recovered", "job.failed"])
            #expect(entries.allSatisfy { $0.subject == "notices" && $0.actor == .machine(.system) })
            let told = try #require(entries.last?.detail)
            #expect(told.en.hasPrefix("nobody is told until this is mended: the disk is full"))
            #expect(told.vi.hasPrefix("không ai được báo cho đến khi khắc phục: ổ đĩa đã đầy"))
        }
    }

    @Test func aJobThatKeepsFailingIsToldOfByTheLoopItself() async throws {
        try await TestHub.with { hub, _ in
            let journal = JobJournal(store: hub.store, now: hub.engine.now, log: Logger(label: "test"))
            let hands = HandClock()
            let job = Failing(
                loop: JobLoop("x", every: .seconds(10), while: Phrase(verbatim: "x"), clock: hands.clock))
            let run = Task { await job.run(reporting: journal.note) }
            for _ in 1...4 {
                await hands.untilAsleep()
                hands.advance(by: .milliseconds(50))
                await hands.untilAsleep(.seconds(9))
                hands.advance(by: .seconds(10))
            }
            run.cancel()
            await run.value
            #expect(job.loop.failures >= 4)
            let entries = try await hub.store.history.entries(limit: 9)
            #expect(entries.filter { $0.event == "job.failed" }.count == 1)
        }
    }
}
