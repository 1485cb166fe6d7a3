import Attendance

extension HTTPSending {
    /// Sends one call.
    ///
    /// - Parameters:
    ///   - name: who is called, as people are told; without it, the address's origin.
    ///   - now: the clock by which the reply's `Retry-After` is read.
    /// - Returns: the reply, whose status is 2xx.
    public func accepted(
        _ call: HTTPCall, by name: Phrase? = nil, now: @Sendable () -> Instant
    ) async throws(ExchangeFailure) -> HTTPReply {
        let reply: HTTPReply
        do { reply = try await send(call) } catch { throw ExchangeFailure(error, calling: call.url, of: name) }
        if let failure = ExchangeFailure(reply, calling: call.url, by: name, now: now()) { throw failure }
        return reply
    }
}
