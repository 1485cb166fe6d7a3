import Attendance
import Foundation
import HTTPTransport
import SeededChance
import Simulators
import Synchronization
import TestSupport
import Testing
import Wire

/// Terminals that push to the real program, which is killed under them.
@Suite struct PushTests {
    private static let kills = 12
    private static let terminals = 6

    /// Starts the server with a listener for terminals; the addresses of the console and of the listener.
    private static func start(
        _ company: Company
    ) async throws -> (server: RollcallBinary.Running, console: String, terminals: String) {
        let server = try company.rollcall.start(
            ["serve", "--listen", "127.0.0.1:0", "--iclock-listen", "127.0.0.1:0"])
        let listens = try await eventually { server.outputNow.matches(of: /http:\/\/127\.0\.0\.1:\d+/).count == 2 }
        #expect(listens)
        let lines = server.outputNow.split(separator: "\n")
        func address(_ mark: String) throws -> String {
            let line = try #require(lines.first { $0.contains(mark) })
            return try #require(line.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/).map { String($0.output) })
        }
        return (server, try address("serves at"), try address("Terminals push"))
    }

    @Test func killedAtAnyMomentNoAcknowledgedRecordIsLostAndNoneIsDoubled() async throws {
        try await Company.with { company in
            for number in 0..<Self.terminals {
                try await company.ok(
                    "device", "add", "T\(number)", "--kind", "zkteco-push", "--set", "serial-number=S\(number)")
            }
            let acknowledged = Acknowledged()
            var chance = SeededGenerator(seed: 17)
            for round in 0..<Self.kills {
                let (server, _, address) = try await Self.start(company)
                await withTaskGroup(of: Void.self) { group in
                    for number in 0..<Self.terminals {
                        group.addTask { await Self.press("S\(number)", address, round, acknowledged) }
                    }
                    let before = acknowledged.count
                    _ = try? await eventually { acknowledged.count > before + 1 }
                    try? await Task.sleep(for: .milliseconds(Int.random(in: 0...300, using: &chance)))
                    server.kill(SIGKILL)
                }
                _ = try await server.finish()
            }
            // What was not acknowledged when the server died is sent again; all of it is there once.
            let (server, _, address) = try await Self.start(company)
            for number in 0..<Self.terminals {
                let terminal = PushTerminal("S\(number)", server: address, log: acknowledged.tried(by: "S\(number)"))
                try await terminal.register()
                for record in await terminal.log {
                    let answer = try await terminal.post([record], stamp: 1)
                    #expect(answer.acknowledged == 1)
                }
            }
            server.kill(SIGTERM)
            #expect(try await server.finish().status == 0)
            for number in 0..<Self.terminals {
                let stored = try #require(try await company.ok("punches", "--device", "T\(number)").array)
                let keys = stored.map {
                    "\($0["code"]?.text ?? "") \($0["localDate"]?.text ?? "") \($0["localTime"]?.text ?? "")"
                }
                #expect(keys.count == Set(keys).count)
                let tried = Set(acknowledged.tried(by: "S\(number)").map { "\($0.pin) \($0.time)" })
                #expect(Set(keys) == tried, "\(Set(keys).symmetricDifference(tried).prefix(5))")
            }
            #expect(acknowledged.count > Self.kills)
        }
    }

    @Test func everyAcknowledgedRecordIsThereAfterTheKill() async throws {
        try await Company.with { company in
            try await company.ok("device", "add", "T", "--kind", "zkteco-push", "--set", "serial-number=S0")
            let acknowledged = Acknowledged()
            for round in 0..<4 {
                let (server, _, address) = try await Self.start(company)
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await Self.press("S0", address, round, acknowledged) }
                    // However slow the machine is: in each round some were acknowledged, and more are under way.
                    _ = try? await eventually { acknowledged.count >= (round + 1) * 3 }
                    server.kill(SIGKILL)
                }
                _ = try await server.finish()
            }
            let stored = try #require(try await company.ok("punches", "--device", "T").array)
            let keys = Set(
                stored.map { "\($0["code"]?.text ?? "") \($0["localDate"]?.text ?? "") \($0["localTime"]?.text ?? "")" }
            )
            let owed = Set(acknowledged.taken(of: "S0").map { "\($0.pin) \($0.time)" })
            #expect(owed.count > 4 && owed.isSubset(of: keys), "\(owed.subtracting(keys).prefix(5))")
        }
    }

    @Test func theListenerOfTerminalsServesNothingElse() async throws {
        try await Company.with { company in
            let (server, console, address) = try await Self.start(company)
            let terminal = PushTerminal("UNKNOWN7", server: address)
            #expect(try await terminal.register().status == 503)
            for path in ["/", "/login", "/devices", "/healthz", "/api/v1/devices", "/metrics", "/iclock/file?SN=A1"] {
                #expect(try await status(address + path) == 404, "\(path)")
            }
            #expect(try await status(console + "/healthz") == 200)
            // A command beside the running server names the stranger.
            let listed = try await company.rollcall.run("device", "list")
            #expect(listed.output.contains("UNKNOWN7"))
            let shape = try await company.ok("device", "list", "--unknown")
            #expect(shape["unknown"]?.array?.first?["serial"]?.text == "UNKNOWN7")
            #expect(try await company.ok("device", "list").array?.isEmpty == true)
            server.kill(SIGTERM)
            #expect(try await server.finish().status == 0)
        }
    }

    /// A command in another process asks the terminal, which the server serves.
    @Test func aCommandBesideTheServerMakesATerminalHandInItsRecordsAgain() async throws {
        try await Company.with { company in
            try await company.ok("device", "add", "T", "--kind", "zkteco-push", "--set", "serial-number=S0")
            let (server, _, address) = try await Self.start(company)
            let terminal = PushTerminal("S0", server: address)
            try await terminal.register()
            let day = Company.daysAgo(1)
            await terminal.record(PushRecord("1001", at: "\(day) 08:00:00"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    while !Task.isCancelled {
                        _ = try? await terminal.poll()
                        try? await Task.sleep(for: .milliseconds(100))
                    }
                }
                let report = try await company.ok("sync", "T", "--from", day)
                let run = report["runs"]?.array?.first
                #expect(run?["ok"]?.bool == true && run?.number("fetched") == 1 && run?.number("new") == 1)
                group.cancelAll()
            }
            server.kill(SIGTERM)
            _ = try await server.finish()
        }
    }

    private func status(_ address: String) async throws -> Int {
        try await HTTPTransport.with(quotes: .everything) { http in
            try await http.send(HTTPCall(.get, address, timeout: .seconds(10))).status
        }
    }

    /// Posts one record after the other until nobody answers.
    private static func press(_ serial: String, _ address: String, _ round: Int, _ acknowledged: Acknowledged) async {
        let terminal = PushTerminal(serial, server: address)
        guard (try? await terminal.register()) != nil else { return }
        for number in 0..<5000 {
            let second = number % 60 < 10 ? "0\(number % 60)" : "\(number % 60)"
            let minute = number / 60 % 60 < 10 ? "0\(number / 60 % 60)" : "\(number / 60 % 60)"
            let record = PushRecord(
                String(1000 + round), at: "\(Company.daysAgo(2)) \(10 + number / 3600):\(minute):\(second)")
            acknowledged.tries(record, by: serial)
            guard let answer = try? await terminal.post([record], stamp: number) else { return }
            if answer.acknowledged == 1 { acknowledged.took(record, of: serial) }
        }
    }
}

/// What terminals sent, and what of it was acknowledged.
private final class Acknowledged: Sendable {
    private let state = Mutex<(tried: [String: [PushRecord]], taken: [String: [PushRecord]])>(([:], [:]))

    var count: Int { state.withLock { $0.taken.values.reduce(0) { $0 + $1.count } } }

    func tries(_ record: PushRecord, by serial: String) {
        state.withLock { $0.tried[serial, default: []].append(record) }
    }
    func took(_ record: PushRecord, of serial: String) {
        state.withLock { $0.taken[serial, default: []].append(record) }
    }
    func tried(by serial: String) -> [PushRecord] { state.withLock { $0.tried[serial] ?? [] } }
    func taken(of serial: String) -> [PushRecord] { state.withLock { $0.taken[serial] ?? [] } }
}
