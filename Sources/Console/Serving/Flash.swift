import Attendance
import Synchronization

/// One message for the next page that a person sees.
struct Flash: Sendable {
    enum Tone: String, Sendable { case good, bad, warn }

    let tone: Tone
    let text: String

    static func good(_ text: String) -> Flash { Flash(tone: .good, text: text) }
    static func warn(_ text: String) -> Flash { Flash(tone: .warn, text: text) }
    static func bad(_ text: String) -> Flash { Flash(tone: .bad, text: text) }
}

/// Messages between the page that acted and the page that shows. They live in memory: losing one loses nothing.
final class Flashes: Sendable {
    private let waiting = Mutex<[String: Flash]>([:])

    func leave(_ flash: Flash, for session: String?) {
        guard let session else { return }
        waiting.withLock { waiting in
            if waiting.count > 1000 { waiting.removeAll() }
            waiting[session] = flash
        }
    }

    func take(_ session: String?) -> Flash? {
        guard let session else { return nil }
        return waiting.withLock { $0.removeValue(forKey: session) }
    }
}
