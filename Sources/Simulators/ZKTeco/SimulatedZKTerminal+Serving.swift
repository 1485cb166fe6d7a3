import Synchronization

extension SimulatedZKTerminal {
    /// Runs `body` while the terminal answers, and gives it the port, which TCP and UDP share.
    ///
    /// - Parameters:
    ///   - address: an address of this machine.
    ///   - port: 0 chooses one.
    /// - Throws: what the system says when a socket cannot be opened, and what `body` throws.
    public func serving<Value: Sendable>(
        address: String = "127.0.0.1", port: Int = 0, _ body: (Int) async throws -> Value
    ) async throws -> Value {
        let (opened, port) = try await ZKNetwork.open(self, address: address, port: port)
        // A terminal that was switched off knows no session of before.
        state.withLock { $0.sessions.removeAll() }
        network.withLock { $0 = opened }
        let result: Result<Value, any Error>
        do { result = .success(try await body(port)) } catch { result = .failure(error) }
        network.withLock { $0 = nil }
        await opened.close()
        return try result.get()
    }

    /// Answers until the task is cancelled.
    ///
    /// - Throws: what the system says when a socket cannot be opened.
    public func run(
        address: String = "127.0.0.1", port: Int = 0, started: (Int) -> Void
    ) async throws {
        try await serving(address: address, port: port) { port in
            started(port)
            try await Task.sleep(for: .seconds(1 << 40))
        }
    }
}
