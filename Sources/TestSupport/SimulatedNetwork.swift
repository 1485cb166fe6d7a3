import Simulators

/// Simulated Hikvision devices on loopback, at a UDP port that no other test has.
public enum SimulatedNetwork {
    /// Runs `body` with the port once the devices answer there.
    public static func with<Value: Sendable>(
        _ terminals: [SimulatedTerminal], _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> Value {
        let reserved = try ReservedPort.take()
        defer { reserved.free() }
        let port = reserved.number
        var network = TerminalNetwork(interface: "127.0.0.1")
        network.port = port
        let simulated = network
        let (started, start) = AsyncStream<Void>.makeStream()
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await simulated.run(terminals) { start.yield() }
                return nil
            }
            group.addTask {
                for await _ in started { break }
                return try await body(port)
            }
            defer { group.cancelAll() }
            while let value = try await group.next() { if let value { return value } }
            throw CancellationError()
        }
    }
}
