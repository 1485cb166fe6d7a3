/// One punch's state at one HR client.
public struct Delivery: Sendable {
    public let punchID: Int64
    public let hrClient: String
    public let state: DeliveryState
    /// Times that it was tried, alone or in a pass that its HR client could not take.
    public let attempts: Int
    /// When it reached this state; nil while nothing was tried.
    public let at: Instant?
    /// When it is tried next; nil while it is held or settled.
    public let nextTryAt: Instant?
    /// Why it does not move.
    public let reason: Phrase?
    /// The employee code that the client received it under, where a mapping made it another than the device's.
    public let hrCode: String?
    /// Since when its HR client takes nothing; nil while it does, and for what does not wait.
    public let failingSince: Instant?

    /// - Parameters:
    ///   - tries: its own attempts.
    ///   - dueAt: when it is due; nil while it is held.
    ///   - reason: its own; that of its client comes before it while it waits.
    ///   - client: whom it waits for.
    public init(
        punchID: Int64, hrClient: String, state: DeliveryState, tries: Int, at: Instant?, dueAt: Instant?,
        reason own: Phrase?, hrCode: String?, waitingFor client: @autoclosure () -> AwaitedClient
    ) {
        self.punchID = punchID
        self.hrClient = hrClient
        self.state = state
        self.at = at
        self.hrCode = hrCode
        guard state == .waiting else {
            (attempts, nextTryAt, reason, failingSince) = (tries, nil, own, nil)
            return
        }
        let client = client()
        attempts = max(tries, client.passes(including: dueAt))
        nextTryAt = client.isEnabled ? dueAt.map { max($0, client.nextAttemptAt) } : nil
        failingSince = client.failingSince
        reason =
            client.isEnabled
            ? (dueAt == nil ? own : client.failure ?? own) ?? (dueAt == nil ? DeliveryReason.heldPhrase : nil)
            : DeliveryReason.disabledPhrase
    }
}

/// The HR client that a waiting delivery waits for: a target that is down as a whole leaves its mark here, not at each
/// of the punches that wait.
public struct AwaitedClient: Sendable {
    public let isEnabled: Bool
    public let failure: Phrase?
    public let failingSince: Instant?
    public let nextAttemptAt: Instant
    public let lastPassAt: Instant?
    /// Passes that failed in a row.
    public let failures: Int

    public init(
        isEnabled: Bool, failure: Phrase?, failingSince: Instant?, nextAttemptAt: Instant, lastPassAt: Instant?,
        failures: Int
    ) {
        self.isEnabled = isEnabled
        self.failure = failure
        self.failingSince = failingSince
        self.nextAttemptAt = nextAttemptAt
        self.lastPassAt = lastPassAt
        self.failures = failures
    }

    /// How many failed passes surely had a delivery in them that was due at `due`: all, where it waited when they
    /// began, else the last one.
    func passes(including due: Instant?) -> Int {
        guard failure != nil, let due else { return 0 }
        if let failingSince, due <= failingSince { return failures }
        return lastPassAt.map { due <= $0 } ?? false ? 1 : 0
    }
}
