import Attendance
import Store
import TestSupport
import Testing

@Suite struct QuietRunTests {
    @Test func behindTheLastTwentyQuietRunsFoldIntoTheNewestOfTheirHourForADayAndRunsThatBroughtPunchesStay()
        async throws
    {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1)])
            let start = Instant("2026-03-20T00:00:00+07:00")
            for third in 0..<120 {
                let end = start + .minutes(20 * third)
                let plan = RunPlan(
                    window: try #require(Window(from: end - .hours(72), to: end)), settlesFirstSync: false)
                let run = try await ledger.store.runs.begin(
                    plan, device: ledger.device, cause: .periodic, act: Act(by: .schedule, at: end))
                _ = try await ledger.store.runs.succeed(
                    run, device: ledger.device, nextRunAt: end, act: Act(by: .person("t"), at: end))
            }
            let kept = try await ledger.store.runs.recent(of: ledger.device, limit: 1000)
            let quiet = kept.filter { $0.new == 0 }.compactMap { $0.window?.to }
            let last = quiet.prefix(RunRepository.shownRuns)
            #expect(Array(last) == (0..<20).map { start + .minutes(20 * (119 - $0)) }, "what people look at is whole")
            let folded = quiet.dropFirst(RunRepository.shownRuns)
            #expect((23...25).contains(folded.count))
            #expect(Set(folded.map { $0.milliseconds / 3_600_000 }).count == folded.count)
            #expect(kept.count == quiet.count + 1)
        }
    }
}
