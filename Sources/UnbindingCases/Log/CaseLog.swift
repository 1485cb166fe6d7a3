import Attendance
import Sealing

/// One step of a case, tied to all the steps before it.
public struct CaseLogEntry: Hashable, Sendable {
    /// From 0, without gaps.
    public let index: Int
    public let at: Instant
    /// Who did it: a user's name, `rules`, `device`.
    public let actor: Actor
    /// A stable word such as `filed`.
    public let event: String
    /// What was found or said, as the log keeps it: text, JSON where a program reads it.
    public let detail: String
    /// The digest of what the case was after this step (`CaseRecord`); nil in entries of versions before seals.
    public let record: String?
    /// SHA-256 over the entry and the hash of the one before it, 64 hexadecimal digits.
    public let hash: String
    /// HMAC-SHA-256 of the hash with a key that follows from the data directory's, 64 hexadecimal digits: who has not the
    /// key cannot write a log that fits. Nil in entries of versions before seals.
    public let seal: String?

    public init(
        index: Int, at: Instant, actor: Actor, event: String, detail: String, record: String?, hash: String,
        seal: String?
    ) {
        self.index = index
        self.at = at
        self.actor = actor
        self.event = event
        self.detail = detail
        self.record = record
        self.hash = hash
        self.seal = seal
    }
}

/// The hash chain of one case. Anybody can verify that it hangs together, with SHA-256 alone: what is hashed is the text
/// that `digest` describes, and nothing secret goes into it. That it was written here, the seals prove to whoever has the
/// key.
public enum CaseLog {
    /// What the first entry is tied to: the case itself.
    public static func root(of number: String) -> String { digest(["rollcall case log 1", number]) }

    /// The entry that follows.
    ///
    /// - Parameters:
    ///   - previous: the hash of the last entry, or `root`.
    ///   - record: the digest of what the case is after this step.
    ///   - key: of the data directory; nil leaves the entry unsealed.
    public static func entry(
        _ index: Int, after previous: String, at: Instant, actor: Actor, event: String, detail: String,
        record: String?, key: SealingKey?
    ) -> CaseLogEntry {
        let hash = digest(
            [previous, String(index), String(at.milliseconds), actor.name, event, detail] + (record.map { [$0] } ?? []))
        return CaseLogEntry(
            index: index, at: at, actor: actor, event: event, detail: detail, record: record, hash: hash,
            seal: record == nil ? nil : key.map { seal(of: hash, by: $0) })
    }

    /// Where a log ended when somebody noted it outside of the data directory.
    public struct Head: Hashable, Sendable {
        public let number: String
        public let entries: Int
        /// Of the last of them, 64 hexadecimal digits.
        public let hash: String

        public init(number: String, entries: Int, hash: String) {
            self.number = number
            self.entries = entries
            self.hash = hash
        }
    }

    /// Goes through a log.
    ///
    /// - Parameters:
    ///   - head: the last hash and the number of entries, as the case itself remembers them.
    ///   - record: the digest of what the case is now.
    ///   - noted: heads of this case that were noted outside.
    /// - Throws: the first flaw.
    public static func verify(
        _ entries: [CaseLogEntry], of number: String, head: (hash: String, count: Int), record: String,
        key: SealingKey?, noted: [Head] = []
    ) throws(CaseLogFailure) {
        var previous = root(of: number)
        var isSealed = false
        for (place, entry) in entries.enumerated() {
            let expected = self.entry(
                place, after: previous, at: entry.at, actor: entry.actor, event: entry.event, detail: entry.detail,
                record: entry.record, key: nil)
            guard entry.index == place, entry.hash == expected.hash else { throw .broken(index: place) }
            // Entries of former versions have no seal; none of them follows one that has.
            isSealed = isSealed || entry.record != nil || entry.seal != nil
            guard !isSealed || isSealedHere(entry, by: key) else { throw .unsealed(index: place) }
            previous = entry.hash
        }
        guard entries.count == head.count else { throw .shortened(entries: entries.count, expected: head.count) }
        guard previous == head.hash else { throw .broken(index: max(entries.count - 1, 0)) }
        guard isSealed else { throw .unsealed(index: max(entries.count - 1, 0)) }
        guard entries.last?.record == record else { throw .changed }
        for head in noted where head.number == number {
            guard head.entries > 0, head.entries <= entries.count, entries[head.entries - 1].hash == head.hash else {
                throw .notAsNoted(entries: head.entries)
            }
        }
    }

    private static func isSealedHere(_ entry: CaseLogEntry, by key: SealingKey?) -> Bool {
        guard let key, entry.record != nil, let seal = entry.seal else { return false }
        return BearerSecret.areEqual(seal, self.seal(of: entry.hash, by: key))
    }

    private static func seal(of hash: String, by key: SealingKey) -> String {
        Digest.hexadecimal(key.authenticate(Array(hash.utf8), purpose: "case log 1")[...])
    }

    /// Each part with its length in bytes in front, so that no two lists of parts give one text.
    private static func digest(_ parts: [String]) -> String {
        var bytes: [UInt8] = []
        for part in parts { bytes += Array("\(part.utf8.count):\(part)\n".utf8) }
        return Digest.hexadecimal(Digest.sha256(bytes)[...])
    }
}
