/// What the name of a number or a list in a reply says of the records in it.
///
/// Only names that are known say anything: a number under any other name is none of our business.
enum TallyWord: Hashable {
    /// Taken, in so many words.
    case taken
    /// A bare number of records: taken, or merely seen.
    case total
    /// The parts of what was taken.
    case created, updated, existing
    /// Not taken.
    case failed
    /// Left aside, which some say of records that they have already.
    case skipped

    /// The meaning of a key, whatever its spelling: `successCount`, `total_success`, `not-found`, `failedRecords`.
    ///
    /// - Parameter isList: keys of lists may also name what the list holds: `failed_ids`, `unknown_user_codes`.
    init?(_ key: String, isList: Bool) {
        let words = TallyWord.words(of: key)
        let kept = words.filter { !TallyWord.fillers.contains($0) && !(isList && TallyWord.contents.contains($0)) }
        if let known = TallyWord.known[kept.joined()] {
            self = known
        } else if isList, kept.isEmpty, words.contains(where: { ["id", "ids"].contains($0) }) {
            self = .taken
        } else if !isList, kept.isEmpty, words.contains(where: { ["count", "total"].contains($0) }) {
            self = .total
        } else {
            return nil
        }
        // One error is an error's text or number, several are records.
        if !isList, kept == ["error"], words.count == 1 { return nil }
    }

    private static let known: [String: TallyWord] = [
        "success": .taken, "successes": .taken, "successful": .taken, "successfully": .taken, "succeeded": .taken,
        "succeed": .taken, "ok": .taken, "accepted": .taken, "synced": .taken, "synchronized": .taken,
        "saved": .taken, "stored": .taken, "imported": .taken, "recorded": .taken, "received": .total,
        "processed": .total, "handled": .total,
        "created": .created, "inserted": .created, "new": .created, "added": .created, "updated": .updated,
        "duplicate": .existing, "duplicates": .existing, "duplicated": .existing, "existing": .existing,
        "existed": .existing, "exists": .existing, "unchanged": .existing, "alreadyexists": .existing,
        "alreadyexisting": .existing, "alreadyexist": .existing,
        "failed": .failed, "fail": .failed, "failure": .failed, "failures": .failed, "errors": .failed,
        "error": .failed, "errored": .failed, "rejected": .failed, "refused": .failed, "invalid": .failed,
        "notfound": .failed, "unknown": .failed, "unmatched": .failed, "missing": .failed, "dropped": .failed,
        "unsuccessful": .failed, "notvalid": .failed, "unsynced": .failed, "unsaved": .failed,
        "ignored": .skipped, "ignore": .skipped, "skipped": .skipped, "skip": .skipped,
    ]

    private static let fillers: Set<String> = [
        "count", "counts", "total", "number", "num", "of", "record", "records", "log", "logs", "item", "items",
        "row", "rows", "entry", "entries", "list", "punch", "punches",
    ]
    private static let contents: Set<String> = [
        "id", "ids", "code", "codes", "user", "users", "employee", "employees", "index", "indexes", "indices",
    ]

    /// The lower-case words of `snake_case`, `kebab-case` and `camelCase`.
    private static func words(of key: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in key {
            let isBoundary = character.isUppercase && word.last?.isLowercase == true
            if isBoundary || !character.isLetter, !word.isEmpty {
                words.append(word.lowercased())
                word = ""
            }
            if character.isLetter { word.append(character) }
        }
        if !word.isEmpty { words.append(word.lowercased()) }
        return words
    }
}
