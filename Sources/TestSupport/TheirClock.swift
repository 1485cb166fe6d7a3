import Attendance
import Foundation
import HTTPTransport
import Synchronization

/// The clock that vendors show in the `Date` header of their replies.
public final class TheirClock: Sendable {
    private let ours: TestClock
    private let state = Mutex<(offset: Duration, isSilent: Bool)>((.zero, false))

    init(following ours: TestClock) {
        self.ours = ours
    }

    /// From now on they are so far ahead of ours.
    public func setAhead(_ offset: Duration) { state.withLock { $0.offset = offset } }

    /// They say nothing of the time.
    public func silence() { state.withLock { $0.isSilent = true } }

    var date: String? {
        let (offset, isSilent) = state.withLock { ($0.offset, $0.isSilent) }
        guard !isSilent else { return nil }
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        let now = ours.now + offset
        return formatter.string(from: Date(timeIntervalSince1970: Double(now.milliseconds) / 1000))
    }
}

/// Replies bear the date of the test's world: the simulators' server stamps them with this machine's.
struct DatedHTTP: HTTPSending {
    let http: any HTTPSending
    let clock: TheirClock

    func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPReply {
        var reply = try await http.send(call)
        reply.headers.removeAll { $0.name.lowercased() == "date" }
        if let date = clock.date { reply.headers.append((name: "Date", value: date)) }
        return reply
    }
}
