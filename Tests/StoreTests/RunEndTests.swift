import Attendance
import Store
import TestSupport
import Testing

/// What the end of a run says of its device, and to whom.
@Suite struct RunEndTests {
    private func office(_ ledger: Ledger) async throws -> Device { try await ledger.store.devices.find("Office") }

    private func run(_ ledger: Ledger, _ plan: RunPlan? = nil, at: Instant) async throws -> SyncRun {
        let window = try #require(Window(from: at - .hours(72), to: at))
        return try await ledger.store.runs.begin(
            plan ?? RunPlan(window: window, settlesFirstSync: true), device: try await office(ledger),
            cause: .periodic, act: Act(by: .schedule, at: at))
    }

    private func fail(_ ledger: Ledger, at: Instant, needsPerson: Bool = false, skew: Duration? = nil) async throws {
        _ = try await ledger.store.runs.fail(
            try await run(ledger, at: at), device: try await office(ledger), error: Phrase(en: "down", vi: "hỏng"),
            needsPerson: needsPerson, nextRunAt: at + .minutes(2), skew: skew, act: Act(by: .person("t"), at: at))
    }

    @discardableResult
    private func succeed(_ ledger: Ledger, _ plan: RunPlan? = nil, at: Instant, skew: Duration? = nil) async throws
        -> SyncRun
    {
        try await ledger.store.runs.succeed(
            try await run(ledger, plan, at: at), device: try await office(ledger), nextRunAt: at + .minutes(2),
            skew: skew, act: Act(by: .person("t"), at: at))
    }

    @Test func aPersonIsCalledWithTheFifthFailureInARowOrAtOnceWhereOnlySheCanHelp() async throws {
        try await Ledger.with { ledger in
            for number in 1...5 {
                try await fail(ledger, at: ledger.now + .minutes(number))
                let device = try await office(ledger)
                #expect(device.failures == number && (device.attention != nil) == (number == 5), "\(number)")
            }
            try await succeed(ledger, at: ledger.now + .hours(1))
            #expect(try await office(ledger).failures == 0)
            #expect(try await office(ledger).attention == nil)
            try await fail(ledger, at: ledger.now + .hours(2), needsPerson: true)
            #expect(try await office(ledger).attention == Phrase(en: "down", vi: "hỏng"))
        }
    }

    @Test func anOutageIsToldOnceAndItsEndOnce() async throws {
        try await Ledger.with { ledger in
            try await succeed(ledger, at: ledger.now)
            #expect(try await ledger.events("device.recovered") == 0)
            for number in 1...3 { try await fail(ledger, at: ledger.now + .minutes(number)) }
            #expect(try await ledger.events("device.failing") == 1)
            // That a person must act is news.
            for number in 4...5 { try await fail(ledger, at: ledger.now + .minutes(number), needsPerson: true) }
            #expect(try await ledger.events("device.failing") == 2)
            for number in 6...7 { try await succeed(ledger, at: ledger.now + .minutes(number)) }
            #expect(try await ledger.events("device.recovered") == 1)
            try await fail(ledger, at: ledger.now + .minutes(8))
            #expect(try await ledger.events("device.failing") == 3)
        }
    }

    @Test func aFailureMovesNothingThatSaysWhatIsComplete() async throws {
        try await Ledger.with { ledger in
            try await succeed(ledger, at: ledger.now, skew: .hours(3))
            let later = ledger.now + .hours(5)
            try await fail(ledger, at: later)
            let device = try await office(ledger)
            #expect(device.completeUpTo == ledger.now && device.lastSuccessAt == ledger.now)
            #expect(device.nextRunAt == later + .minutes(2) && device.lastRun?.ok == false)
            #expect(device.lastRun?.error?.vi == "hỏng" && device.lastRun?.endedAt == later)
            #expect(device.clockSkew == .hours(3), "a failure that heard no clock forgets none")
            try await fail(ledger, at: later, skew: .hours(4))
            #expect(try await office(ledger).clockSkew == .hours(4))
            try await succeed(ledger, at: later)
            #expect(try await office(ledger).clockSkew == nil)
            #expect(try await office(ledger).lastSuccessAt == later)
        }
    }

    @Test func aRunMovesNoOtherDevice() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2")
            try await succeed(ledger, at: ledger.now + .minutes(1))
            for number in 2...8 { try await fail(ledger, at: ledger.now + .minutes(number), needsPerson: true) }
            let after = try await ledger.store.devices.find("Branch")
            #expect(after.completeUpTo == nil && after.failures == 0 && after.attention == nil)
            #expect(after.nextRunAt == branch.nextRunAt && after.lastRun == nil && after.lastSuccessAt == nil)
        }
    }

    @Test func historyThatNobodyAskedForIsToldAndStandsUntilItIsRead() async throws {
        try await Ledger.with { ledger in
            try await succeed(ledger, at: ledger.now)
            let later = ledger.now + .hours(24 * 200)
            let gap = try #require(Window(from: ledger.now, to: later - .hours(24)))
            let plan = RunPlan(
                window: try #require(Window(from: gap.to, to: later)), settlesFirstSync: false,
                gap: RunPlan.Gap(window: gap, reason: .unasked))
            try await succeed(ledger, plan, at: later)
            let device = try await office(ledger)
            #expect(device.unread == gap && device.completeFrom == gap.to && device.completeUpTo == later)
            #expect(try await ledger.events("device.unread") == 1)
            let half = ledger.now + .hours(24 * 100)
            let first = try #require(Window(from: ledger.now, to: half))
            try await succeed(ledger, RunPlan(window: first, settlesFirstSync: false, isAsked: true), at: later)
            #expect(try await office(ledger).unread == Window(from: half, to: gap.to))
            let rest = try #require(Window(from: half - .hours(1), to: gap.to))
            try await succeed(ledger, RunPlan(window: rest, settlesFirstSync: false, isAsked: true), at: later)
            #expect(try await office(ledger).unread == nil)
            #expect(try await ledger.events("device.unread") == 1)
        }
    }

    @Test func whatTheVendorCannotAnswerAnyMoreIsToldAndNotWaitedFor() async throws {
        try await Ledger.with { ledger in
            try await succeed(ledger, at: ledger.now)
            let later = ledger.now + .hours(24 * 200)
            let gap = try #require(Window(from: ledger.now, to: later - .hours(24 * 90)))
            let plan = RunPlan(
                window: try #require(Window(from: gap.to, to: later)), settlesFirstSync: false,
                gap: RunPlan.Gap(window: gap, reason: .vendorLimit))
            try await succeed(ledger, plan, at: later)
            #expect(try await office(ledger).unread == nil)
            #expect(try await ledger.events("device.gap") == 1)
            #expect(try await ledger.events("device.unread") == 0)
        }
    }

    @Test func whatIsProvenIsTheLastUndatedRunThatSucceededAndHasHappened() async throws {
        try await Ledger.with { ledger in
            let runs = ledger.store.runs
            #expect(try await runs.provenComplete(of: ledger.device, at: ledger.now) == nil)
            let start = ledger.now - .hours(100)
            func finish(_ hours: Int, first: Bool = false, asked: Bool = false, ok: Bool = true) async throws {
                let window = try #require(Window(from: start, to: start + .hours(hours)))
                let plan = RunPlan(window: window, settlesFirstSync: first, isAsked: asked)
                let at = start + .hours(hours)
                if ok {
                    try await succeed(ledger, plan, at: at)
                } else {
                    let begun = try await run(ledger, plan, at: at)
                    _ = try await runs.fail(
                        begun, device: try await office(ledger), error: Phrase(verbatim: "x"), needsPerson: false,
                        nextRunAt: at, act: Act(by: .person("t"), at: at))
                }
            }
            try await finish(10, first: true, asked: true)
            try await finish(30, asked: true)
            try await finish(40, ok: false)
            #expect(try await runs.provenComplete(of: ledger.device, at: ledger.now) == start + .hours(10))
            try await finish(50)
            try await finish(90)
            #expect(try await runs.provenComplete(of: ledger.device, at: ledger.now) == start + .hours(90))
            let between = try await runs.provenComplete(of: ledger.device, at: start + .hours(50))
            #expect(between == start + .hours(50))
            let branch = try await ledger.addDevice("Branch", place: "2")
            #expect(try await runs.provenComplete(of: branch, at: ledger.now) == nil)
        }
    }

    @Test func ofFailuresThatBroughtNothingTheLastTwentyAreKept() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2")
            let early = try await ledger.ingest(
                [Ledger.punch(1)], ReleaseRule(dueAt: nil, now: ledger.now))
            _ = try await ledger.store.runs.fail(
                early, device: ledger.device, error: Phrase(verbatim: "x"), needsPerson: false,
                nextRunAt: ledger.now, act: Act(by: .person("t"), at: ledger.now))
            let other = try await ledger.store.runs.begin(
                RunPlan(
                    window: try #require(Window(from: ledger.now - .hours(1), to: ledger.now)),
                    settlesFirstSync: false), device: branch, cause: .device, act: Act(by: .command, at: ledger.now))
            _ = try await ledger.store.runs.fail(
                other, device: branch, error: Phrase(verbatim: "x"), needsPerson: false, nextRunAt: ledger.now,
                act: Act(by: .person("t"), at: ledger.now))
            for number in 1...30 { try await fail(ledger, at: ledger.now + .minutes(number)) }
            let kept = try await ledger.store.runs.recent(of: ledger.device, limit: 100)
            #expect(kept.count == 21 && kept.last?.id == early.id && kept.last?.new == 1)
            let ofBranch = try await ledger.store.runs.recent(of: branch, limit: 100)
            #expect(ofBranch.map(\.id) == [other.id])
        }
    }
}
