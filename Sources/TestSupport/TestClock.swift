import Attendance
import Synchronization

/// A clock that stands until a test moves it.
public final class TestClock: Sendable {
    private let instant: Mutex<Instant>

    /// - Parameter start: RFC 3339.
    public init(_ start: String) {
        instant = Mutex(TimeText.instant(rfc3339: start) ?? Instant(milliseconds: 0))
    }

    public var now: Instant { instant.withLock { $0 } }

    public func advance(by duration: Duration) { instant.withLock { $0 = $0 + duration } }

    public func set(_ text: String) {
        instant.withLock { $0 = TimeText.instant(rfc3339: text) ?? $0 }
    }
}

extension Instant {
    /// Reads RFC 3339; for tests, where the text is known to be right.
    public init(_ text: String) {
        self = TimeText.instant(rfc3339: text) ?? Instant(milliseconds: .min)
    }
}
