import Attendance
import Foundation
import SeededChance
import Simulators
import TestSupport
import Testing
import Wire

/// A terminal that is read over the network, and a program that is killed again and again while people punch.
@Suite struct TerminalCrashTests {
    @Test func killedWhileATerminalIsListenedToNothingIsLostAndNothingIsDoubled() async throws {
        try await Company.with { company in
            try await company.addClients()
            let people = SimulatedZKTerminal.madePeople(30, numbersOnly: true)
            var configuration = SimulatedZKTerminal.Configuration()
            configuration.people = people
            let terminal = SimulatedZKTerminal(
                configuration,
                log: SimulatedZKTerminal.madeLog(of: people, rows: 1500, now: Instant.now.milliseconds - 86_400_000))
            let before = terminal.log.count
            try await terminal.serving { port in
                try await company.ok(
                    "device", "add", "T", "--kind", "zkteco", "--set", "host=127.0.0.1", "--set", "port=\(port)",
                    "--set",
                    "reconnect-seconds=5", "--set", "first-window=60d", "--hr", "File", "--time-zone",
                    "Asia/Ho_Chi_Minh")
                var chance = SeededGenerator(seed: 4370)
                var second: Int64 = 0
                for _ in 0..<12 {
                    let server = try company.rollcall.start(["serve", "--listen", "127.0.0.1:0"])
                    let end = ContinuousClock.now + .milliseconds(Int.random(in: 100...1500, using: &chance))
                    while ContinuousClock.now < end {
                        second += 1
                        terminal.punch(Self.punch(people, second))
                        try await Task.sleep(for: .milliseconds(Int.random(in: 5...60, using: &chance)))
                    }
                    server.kill(SIGKILL)
                    _ = try await server.finish()
                    // Nobody hears these while they happen.
                    for _ in 0..<3 {
                        second += 1
                        terminal.punch(Self.punch(people, second))
                    }
                }
                try await company.ok("sync", "T")
                try await company.ok("push")
                let kept = try #require(try await company.ok("punches", "--device", "T").array)
                #expect(kept.count == before + Int(second))
                #expect(kept.count == terminal.log.count)
                let ids = try company.fileIDs()
                #expect(Set(ids).count == ids.count && ids.count == kept.count)
                #expect(terminal.forbidden.isEmpty && !terminal.isDisabled)
            }
        }
    }

    /// One a second from an hour ago on, so that no two are the same punch.
    private static func punch(
        _ people: [SimulatedZKTerminal.Person], _ second: Int64
    ) -> SimulatedZKTerminal.Punch {
        let person = people[Int(second) % people.count]
        let local = Zone.vietnam.local(at: Instant(seconds: Instant.now.seconds - 3600 * 20 + second))
        return SimulatedZKTerminal.Punch(
            uid: person.uid, userID: person.userID,
            time: .init(local.date.year, local.date.month, local.date.day, local.hour, local.minute, local.second),
            verify: 1, state: 0)
    }
}
