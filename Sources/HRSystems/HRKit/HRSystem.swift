import Attendance
import HTTPTransport

/// One HR client's line to its system. Made for one pass of deliveries.
public protocol HRSystem: Sendable {
    /// The most punches that `send` is given at once.
    var batchSize: Int { get }

    /// Sends a batch, sorted by employee and time, and tells what became of each, in the batch's order.
    func send(_ batch: [OutgoingPunch]) async throws(BatchFailure) -> [DeliveryOutcome]

    /// Whether the system knows these employee codes now; nil where it cannot say. Parked punches replay by it.
    func knownCodes(among codes: Set<String>) async throws(BatchFailure) -> Set<String>?

    /// Sentences about batches that were taken in part, since it was last asked: for the log and the history.
    func takeDifferences() -> [Phrase]

    /// Asks the system something harmless that needs the credentials; tells what it found.
    func test() async throws(BatchFailure) -> Phrase
}

extension HRSystem {
    public func knownCodes(among codes: Set<String>) async throws(BatchFailure) -> Set<String>? { nil }

    public func takeDifferences() -> [Phrase] { [] }
}

/// Attempts of one record: the delays after each failed one.
public struct RetrySchedule: Sendable {
    /// The delay after attempt 1, 2, …; after the attempt that follows the last delay the record is parked.
    public let delays: [Duration]
    private let backoff: Backoff

    /// - Parameter delays: up to 10 % of each are added by chance.
    public init(_ delays: [Duration]) {
        self.delays = delays
        backoff = Backoff(delays, spread: 1...1.1)
    }

    /// The delay after failed attempt number `attempt` (1…); nil when the attempts are used up.
    public func delay(afterAttempt attempt: Int) -> Duration? {
        attempt <= delays.count ? backoff.delay(afterFailures: attempt) : nil
    }

    /// Standard Webhooks 1.0: ten attempts over 75 hours.
    public static let standardWebhooks = RetrySchedule([
        .seconds(5), .minutes(5), .minutes(30), .hours(2), .hours(5), .hours(10), .hours(14), .hours(20), .hours(24),
    ])
}

/// What an HR system's line is given for one pass.
public struct HRContext: Sendable {
    public let fields: FieldValues
    public let http: any HTTPSending
    public let now: @Sendable () -> Instant
    /// The longest wait for one answer.
    public let timeout: Duration
    /// Whether the pass before this one failed, so that what is sent now may have arrived with it.
    public let isAfterFailure: Bool
    /// Where files may be written.
    public let folders: FileFolders

    public init(
        fields: FieldValues, http: any HTTPSending, now: @escaping @Sendable () -> Instant, timeout: Duration,
        isAfterFailure: Bool = false, folders: FileFolders
    ) {
        self.fields = fields
        self.http = http
        self.now = now
        self.timeout = timeout
        self.isAfterFailure = isAfterFailure
        self.folders = folders
    }
}
