import Attendance
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing

/// Two hundred terminals behind one switch.
@Suite struct ZKTecoManyTests {
    private static let count = 200
    private static let rows = 10

    @Test func twoHundredThatComeBackAtOnceAreAllReadAgainAndNothingIsLostOrDoubled() async throws {
        try await TestHub.with { hub, _ in
            let terminals = (0..<Self.count).map { number in
                ZKTecoTests.terminal(hub, .forty, rows: Self.rows) { $0.serialNumber = "CQZ\(1_000 + number)" }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                let ports = AsyncStream<(Int, Int)>.makeStream()
                for (number, terminal) in terminals.enumerated() {
                    group.addTask { try await terminal.run { ports.continuation.yield((number, $0)) } }
                }
                var begun = 0
                for await (number, port) in ports.stream {
                    let entry = ZKTecoTests.entry(port, ["reconnect-seconds": "5"])
                    _ = try await hub.addDevice("T\(number)", kind: "zkteco", entry)
                    begun += 1
                    if begun == Self.count { break }
                }
                try await ZKTecoTests.listening(hub) {
                    func all(_ rows: Int) async throws -> Bool {
                        guard terminals.allSatisfy({ $0.listeners == 1 }) else { return false }
                        let counts = try await hub.store.devices.all().map(\.punchCount)
                        return counts.allSatisfy { $0 == rows }
                    }
                    try await ZKTecoTests.wait(upTo: .seconds(150)) { try await all(Self.rows) }
                    for terminal in terminals {
                        terminal.goSilent(true)
                        terminal.drop()
                        terminal.punch(userID: "5")
                        terminal.punch(userID: "6")
                    }
                    for terminal in terminals { terminal.goSilent(false) }
                    try await ZKTecoTests.wait(upTo: .seconds(150)) { try await all(Self.rows + 2) }
                }
                group.cancelAll()
            }
        }
    }
}
