import Attendance
import Sealing

/// One step of a case, tied to all the steps before it.
public struct CaseLogEntry: Hashable, Sendable {
    /// From 0, without gaps.
    public let index: Int
    public let at: Instant
    /// Who did it: a user's name, `rules`, `device`.
    public let actor: String
    /// A stable word such as `filed`.
    public let event: String
    /// What was found or said, as the log keeps it: text, JSON where a program reads it.
    public let detail: String
    /// SHA-256 over the entry and the hash of the one before it, 64 hexadecimal digits.
    public let hash: String

    public init(index: Int, at: Instant, actor: String, event: String, detail: String, hash: String) {
        self.index = index
        self.at = at
        self.actor = actor
        self.event = event
        self.detail = detail
        self.hash = hash
    }
}

/// The hash chain of one case. Anybody can verify it with SHA-256 alone: what is hashed is the text that `sealed`
/// describes, and nothing secret goes into it.
public enum CaseLog {
    /// What the first entry is tied to: the case itself.
    public static func root(of number: String) -> String { digest(["rollcall case log 1", number]) }

    /// The entry that follows.
    ///
    /// - Parameter previous: the hash of the last entry, or `root`.
    public static func entry(
        _ index: Int, after previous: String, at: Instant, actor: String, event: String, detail: String
    ) -> CaseLogEntry {
        CaseLogEntry(
            index: index, at: at, actor: actor, event: event, detail: detail,
            hash: digest([previous, String(index), String(at.milliseconds), actor, event, detail]))
    }

    /// What is wrong with a log.
    public enum Flaw: Error, Hashable, Sendable {
        /// The entry at this place was changed, moved, or follows one that was.
        case broken(index: Int)
        /// The log has another number of entries than the case remembers: some were cut off at its end.
        case shortened(entries: Int, expected: Int)
    }

    /// Goes through a log.
    ///
    /// - Parameter head: the last hash and the number of entries, as the case itself remembers them.
    /// - Throws: the first flaw.
    public static func verify(
        _ entries: [CaseLogEntry], of number: String, head: (hash: String, count: Int)
    ) throws(Flaw) {
        var previous = root(of: number)
        for (place, entry) in entries.enumerated() {
            let expected = self.entry(
                place, after: previous, at: entry.at, actor: entry.actor, event: entry.event, detail: entry.detail)
            guard entry == expected else { throw .broken(index: place) }
            previous = entry.hash
        }
        guard entries.count == head.count else { throw .shortened(entries: entries.count, expected: head.count) }
        guard previous == head.hash else { throw .broken(index: max(entries.count - 1, 0)) }
    }

    /// Each part with its length in bytes in front, so that no two lists of parts give one text.
    private static func digest(_ parts: [String]) -> String {
        var bytes: [UInt8] = []
        for part in parts { bytes += Array("\(part.utf8.count):\(part)\n".utf8) }
        return Digest.hexadecimal(Digest.sha256(bytes)[...])
    }
}
