import Access
import Attendance
import HTTPTransport
import Store
import TestSupport
import Testing
import Wire

@testable import Console

/// What goes on after the answer, and who may look at it.
@Suite struct JobTests {
    private let clock = TestClock(TestHub.usualNow)
    private let lan = Principal(.person("lan"), permissions: [.sync], accountID: 7)

    private func line(_ isFine: Bool?) -> Job.Line {
        Job.Line(title: Phrase(verbatim: "t"), text: Phrase(verbatim: "x"), isFine: isFine)
    }

    private func start(_ jobs: Jobs, _ kind: String = "sync", _ lines: [Bool?] = []) -> Job {
        jobs.start(kind, Phrase(verbatim: "Sync"), by: lan) { tell in
            for isFine in lines { tell(line(isFine)) }
            return [.en: "done"]
        }
    }

    @Test func aJobHasItsOutcomeWhenItsWorkIsOver() async throws {
        let jobs = Jobs(now: { [clock] in clock.now })
        let first = start(jobs, "sync", [true, nil, true])
        let second = start(jobs, "push", [true, false])
        #expect(jobs.find(first.id)?.endedAt == nil && jobs.find(first.id)?.lines.isEmpty == true)
        let before = jobs.revision
        let running = Task { await jobs.run() }
        #expect(try await eventually { [first, second].allSatisfy { jobs.find($0.id)?.endedAt != nil } })
        let (done, failed) = (try #require(jobs.find(first.id)), try #require(jobs.find(second.id)))
        #expect(done.isFine && done.lines.count == 3 && done.result[.en] == "done")
        #expect(!failed.isFine && failed.accountID == 7 && failed.actor == .person("lan"))
        #expect(done.endedAt == clock.now && jobs.revision >= before + 7, "each step is news")
        running.cancel()
        await running.value
    }

    @Test func twoHundredAreRememberedAndTheOldestGoFirst() {
        let jobs = Jobs(now: { [clock] in clock.now })
        let started = (0..<203).map { _ in start(jobs).id }
        #expect(started.prefix(3).allSatisfy { jobs.find($0) == nil })
        #expect(started.dropFirst(3).allSatisfy { jobs.find($0) != nil })
        #expect(Set(started).count == 203)
    }

    @Test(arguments: [
        ("push", "/hr"), ("hr-test", "/hr"), ("unbind", "/network"), ("network-search", "/network"),
        ("sync", "/devices"), ("test", "/devices"),
    ])
    func aJobLeadsBackToWhereItWasStarted(_ kind: String, _ page: String) {
        let jobs = Jobs(now: { [clock] in clock.now })
        let job = start(jobs, kind)
        #expect(job.back == page)
    }

    @Test func aJobIsTheAccountsThatStartedItAndTheirsWhoSeeDevices() async throws {
        try await TestConsole.with { test, _ in
            let installer = try await test.verifiedInstaller()
            let user = try await test.hub.store.users.find(installer.name)
            let principal = Principal(.person(user.name), permissions: [], accountID: user.id)
            let job = test.console.jobs.start("unbind", Phrase(verbatim: "U"), by: principal) { _ in [:] }
            let colleague = try await test.verifiedInstaller()
            for (visitor, status) in [
                (installer, 200), (colleague, 404), (try await test.visitor(.reviewer), 404),
                (try await test.visitor(.viewer), 200),
            ] { #expect(try await visitor.get("/jobs/\(job.id)").status == status, "\(visitor.name)") }
            // A program has no account: what it started is not everybody's who has none.
            let program = Principal(.token("x"), permissions: [])
            let programs = test.console.jobs.start("unbind", Phrase(verbatim: "U"), by: program) { _ in [:] }
            #expect(try await installer.get("/jobs/\(programs.id)").status == 404)
            #expect(try await installer.get("/jobs/none").status == 404)
        }
    }

    @Test func theAPIAnswersWithTheJobAndWhereToLookForIt() async throws {
        try await TestConsole.with { test, _ in
            let program = try await test.program([.sync, .devicesRead])
            let started = try await program.send(.post, "/api/v1/sync", json: "{}")
            #expect(started.status == 202)
            let place = try #require(started.header("Location"))
            let id = try #require(started.json["id"]?.text)
            #expect(place == "/api/v1/jobs/\(id)")
            #expect(try await eventually { try await program.get(place).json["ok"]?.bool == true })
            #expect(try await program.get("/api/v1/jobs/none").status == 404)
            #expect(try await program.send(.post, "/api/v1/devices/9/sync", json: "{}").status == 404)
            for window in [#"{"from":"soon"}"#, #"{"from":3}"#, #"{"until":"2026-03-01"}"#] {
                #expect(try await program.send(.post, "/api/v1/sync", json: window).status == 422, "\(window)")
            }
        }
    }
}
