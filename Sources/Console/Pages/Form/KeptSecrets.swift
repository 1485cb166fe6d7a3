import Attendance
import Foundation
import Synchronization

/// Secrets of forms that were refused: nobody has to type them again, and no page shows them. They live in memory and
/// not long, and are of use to whoever typed them alone, in the same form.
final class KeptSecrets: Sendable {
    private struct Entry {
        let owner: Int64
        let form: String
        let secrets: [String: String]
        let at: Instant
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let now: @Sendable () -> Instant
    static let life = Duration.minutes(15)
    /// Of one person, and of all; the oldest gives way.
    static let mostOfOne = 10
    static let most = 200

    init(now: @escaping @Sendable () -> Instant) {
        self.now = now
    }

    /// Keeps secrets for the next try.
    ///
    /// - Parameters:
    ///   - secrets: by the names of their inputs.
    ///   - owner: the account; nothing is kept for strangers.
    ///   - form: its address and what else tells it from other forms.
    /// - Returns: what the form carries to find them again; empty where nothing is kept.
    func keep(_ secrets: [String: String], of owner: Int64?, in form: String) -> String {
        guard let owner, !secrets.isEmpty else { return "" }
        let id = UUID().uuidString
        let now = now()
        entries.withLock { entries in
            entries = entries.filter { now.since($0.value.at) < KeptSecrets.life }
            KeptSecrets.makeRoom(in: &entries, below: KeptSecrets.mostOfOne) { $0.owner == owner }
            KeptSecrets.makeRoom(in: &entries, below: KeptSecrets.most) { _ in true }
            entries[id] = Entry(owner: owner, form: form, secrets: secrets, at: now)
        }
        return id
    }

    /// What was kept; empty for another person, another form, and when it is too old.
    func find(_ id: String, of owner: Int64?, in form: String) -> [String: String] {
        let now = now()
        return entries.withLock { entries in
            guard let entry = entries[id], let owner, entry.owner == owner, entry.form == form,
                now.since(entry.at) < KeptSecrets.life
            else { return [:] }
            return entry.secrets
        }
    }

    /// Forgets what is not needed any more.
    func drop(_ id: String, of owner: Int64?) {
        entries.withLock { entries in
            if let entry = entries[id], entry.owner == owner { entries[id] = nil }
        }
    }

    private static func makeRoom(
        in entries: inout [String: Entry], below most: Int, _ counts: (Entry) -> Bool
    ) {
        let counted = entries.filter { counts($0.value) }
        guard counted.count >= most, let oldest = counted.min(by: { $0.value.at < $1.value.at }) else { return }
        entries[oldest.key] = nil
    }
}
