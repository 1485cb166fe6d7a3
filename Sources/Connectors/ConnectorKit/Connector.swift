import Attendance
import HTTPTransport

/// One device's line to its vendor. Made for one run; fetches windows page by page.
public protocol Connector: Sendable {
    /// Fetches every record of `window` and hands it on page by page, in any order.
    ///
    /// `sink` returns when the page before the given one is durable, so at most two pages are in memory. With a
    /// `checkpoint` of an earlier run of the same window, the fetch goes on behind the page that carried it.
    ///
    /// - Throws: `ConnectorFailure` for the vendor's faults; whatever `sink` throws.
    func fetch(_ window: Window, resuming checkpoint: String?, into sink: @Sendable (Page) async throws -> Void)
        async throws

    /// The steps of a connection test, in order; each throws `ConnectorFailure` or tells what it found.
    var connectionSteps: [ConnectionStep] { get }
}

public struct ConnectionStep: Sendable {
    public let title: Phrase
    public let run: @Sendable () async throws(ConnectorFailure) -> Phrase

    public init(_ title: Phrase, run: @escaping @Sendable () async throws(ConnectorFailure) -> Phrase) {
        self.title = title
        self.run = run
    }
}

/// What a connector is given for one run.
public struct ConnectorContext: Sendable {
    /// The kind's checked fields, secrets included.
    public let fields: FieldValues
    /// The device's time zone.
    public let zone: Zone
    public let http: any HTTPSending
    public let retrier: Retrier
    public let now: @Sendable () -> Instant
    public let credentials: CredentialStore
    /// The terminal, where it is one that calls by itself.
    public let terminal: PushLine
    /// What the device has told of itself before.
    public let facts: DeviceFacts
    /// Binds the device to the serial number that it told, once and for ever: from then on another number is refused.
    ///
    /// Throws where it is another one, or where a further device of the program has it already; and when it is new, to
    /// begin again as the device that it now is.
    public let identify: @Sendable (String) async throws -> Void

    public init(
        fields: FieldValues, zone: Zone, http: any HTTPSending, retrier: Retrier,
        now: @escaping @Sendable () -> Instant, credentials: CredentialStore, facts: DeviceFacts = DeviceFacts(),
        identify: @escaping @Sendable (String) async throws -> Void = { _ in }, terminal: PushLine = .none
    ) {
        self.fields = fields
        self.zone = zone
        self.http = http
        self.retrier = retrier
        self.now = now
        self.credentials = credentials
        self.terminal = terminal
        self.facts = facts
        self.identify = identify
    }

    /// The time for one answer.
    public var timeout: Duration { fields.timeout }
}
