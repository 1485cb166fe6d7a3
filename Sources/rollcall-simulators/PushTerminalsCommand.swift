import ArgumentParser
import Foundation
import Simulators
import Synchronization

/// Terminals that push to a server.
struct PushTerminalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zkteco-push",
        abstract: "Simulated terminals that push to a server (/iclock): they hand in a log, then go on calling.")

    @Option(help: "The server: http://host:port, with the secret part where it has one.") var server: String
    @Option(help: "How many terminals.") var devices = 1
    @Option(help: "What their serial numbers begin with; 0001 and so on follows.") var serial = "SIM"
    @Option(help: "Days of a company's records that each has when it starts.") var days = 2
    @Option(help: "People of the company.") var people = 8
    @Option(help: "Milliseconds between two calls of a terminal.") var pause = 3000
    @Option(help: "Instead: single records as fast as they are acknowledged, for so many seconds; then figures.")
    var load = 0

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let log = PushTerminal.realisticLog(people: people, days: days, now: now)
        let terminals = (1...max(1, devices)).map { number in
            PushTerminal(
                serial + String(repeating: "0", count: max(0, 4 - String(number).count)) + String(number),
                server: server, dialect: .number(number), log: load > 0 ? [] : log)
        }
        if load > 0 { return try await measure(terminals) }
        for terminal in terminals { print("zkteco-push \(terminal.serial)") }
        await withTaskGroup(of: Void.self) { group in
            for terminal in terminals { group.addTask { await terminal.run(every: .milliseconds(pause)) } }
        }
    }

    /// Each row is a post of its own, and the next goes when it is acknowledged.
    private func measure(_ terminals: [PushTerminal]) async throws {
        let figures = LoadFigures()
        let end = ContinuousClock.now + .seconds(load)
        let start = Int64(Date().timeIntervalSince1970) - 86_400
        await withTaskGroup(of: Void.self) { group in
            for terminal in terminals {
                group.addTask { await Self.press(terminal, until: end, from: start, figures) }
            }
        }
        print(figures.line(seconds: load))
    }

    private static func press(
        _ terminal: PushTerminal, until end: ContinuousClock.Instant, from start: Int64, _ figures: LoadFigures
    ) async {
        _ = try? await terminal.register()
        var number = 0
        while ContinuousClock.now < end {
            number += 1
            let wall = WorkingHours.wall((start + Int64(number)) * 1000)
            let record = PushRecord(String(1000 + number % 900), at: "\(wall.date) \(wall.time)")
            let before = ContinuousClock.now
            let answer = try? await terminal.post([record], stamp: number)
            figures.note(ContinuousClock.now - before, isTaken: answer?.acknowledged == 1)
        }
    }
}

/// What a load came to.
private final class LoadFigures: Sendable {
    private let state = Mutex<(times: [Duration], refused: Int)>(([], 0))

    func note(_ time: Duration, isTaken: Bool) {
        state.withLock { state in
            if isTaken { state.times.append(time) } else { state.refused += 1 }
        }
    }

    func line(seconds: Int) -> String {
        let (times, refused) = state.withLock { ($0.times.sorted(), $0.refused) }
        let p99 = times.isEmpty ? Duration.zero : times[min(times.count - 1, times.count * 99 / 100)]
        return
            "acknowledged \(times.count) rows in \(seconds) s: \(times.count / max(1, seconds)) a second, p99 \(p99), refused \(refused)"
    }
}
