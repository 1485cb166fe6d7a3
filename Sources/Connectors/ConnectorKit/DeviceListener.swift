import Attendance

/// A line to a device on which it tells of punches while they happen.
///
/// What happens while no line stands is not told later: whoever listens has everything read once the line stands.
public struct DeviceListener: Sendable {
    /// Whether a device with these fields is to be listened to.
    public let isWanted: @Sendable (FieldValues) -> Bool
    /// How long to wait before a line that broke is tried again.
    public let pause: @Sendable (FieldValues) -> Duration
    /// Holds the line until it breaks or the task is cancelled.
    ///
    /// - Throws: `ConnectorFailure` for the device's faults; what the sink throws.
    public let listen: @Sendable (ConnectorContext, ListenerSink) async throws -> Void

    public init(
        isWanted: @escaping @Sendable (FieldValues) -> Bool, pause: @escaping @Sendable (FieldValues) -> Duration,
        listen: @escaping @Sendable (ConnectorContext, ListenerSink) async throws -> Void
    ) {
        self.isWanted = isWanted
        self.pause = pause
        self.listen = listen
    }
}

/// Where a listener hands on what it hears.
public struct ListenerSink: Sendable {
    /// Keeps punches; durable when it returns.
    public let take: @Sendable (Page) async throws -> Void
    /// Has everything read that the device keeps: the line stands anew, or something happened that only its log can tell.
    /// The reading may use the listener's own line.
    public let read: @Sendable () async throws -> Void

    public init(
        take: @escaping @Sendable (Page) async throws -> Void, read: @escaping @Sendable () async throws -> Void
    ) {
        self.take = take
        self.read = read
    }
}
