import Wire

/// One object of a reply in which counts and lists may stand.
struct ReplyScope {
    let members: [JSONValue.Member]
    /// At the top a `success` of 1 is a flag.
    let isTop: Bool

    /// What replies are wrapped in.
    private static let wrappings: Set<String> = [
        "data", "result", "results", "response", "summary", "stats", "statistics", "payload", "body", "content", "info",
    ]

    /// Whether an array under this name holds the records of the batch, if anything.
    static func holdsRecords(_ name: String) -> Bool {
        wrappings.contains(name.lowercased())
            || ["records", "items", "logs", "list", "rows", "entries", "punches"].contains(name.lowercased())
    }

    /// The reply's objects from the outside in; a bare number or list in a wrapping is an object of its own.
    static func scopes(of reply: JSONValue, isTop: Bool = true, depth: Int = 0) -> [ReplyScope] {
        guard depth < 4 else { return [] }
        switch reply {
        case .object(let members):
            var scopes = [ReplyScope(members: members, isTop: isTop)]
            for member in members where wrappings.contains(member.name.lowercased()) {
                switch member.value {
                case .object: scopes += ReplyScope.scopes(of: member.value, isTop: false, depth: depth + 1)
                case .integer, .string, .double:
                    // `data: 199`; a `result` of 0 or 1 is a flag.
                    let isFlag = member.name.lowercased() != "data" && [0, 1].contains(member.value.integer ?? 0)
                    if !isFlag {
                        scopes.append(ReplyScope(members: [.init("count", member.value)], isTop: false))
                    }
                default: break
                }
            }
            return scopes
        default: return []
        }
    }

    /// How many of the records this object says were taken; nil where it says nothing.
    ///
    /// A number above what was sent counts something else, such as everything the target holds.
    func taken(of sent: Int) -> Int? {
        var numbers: [TallyWord: [Int]] = [:]
        var flag: Int?
        for member in members {
            if let entries = member.value.array {
                // The parts of what was taken may be lists; other lists name records and are read as such.
                guard let word = TallyWord(member.name, isList: true), [.created, .updated, .existing].contains(word),
                    entries.count <= sent
                else { continue }
                numbers[word, default: []].append(entries.count)
            } else if let word = TallyWord(member.name, isList: false), let number = member.value.integer,
                (0...Int64(sent)).contains(number)
            {
                if isFlag(member.name, number, sent) {
                    flag = Int(number)
                } else {
                    numbers[word, default: []].append(Int(number))
                }
            }
        }
        let existing = numbers[.existing]?.max() ?? 0
        let failed = (numbers[.failed] ?? []).reduce(0, +)
        // What was left aside because it is there already is not a failure.
        let skipped = max(0, (numbers[.skipped]?.max() ?? 0) - existing)
        let notTaken = min(sent, failed + skipped)
        // With the failures it makes the whole, so it was not a flag.
        if let flag, flag + notTaken == sent { numbers[.taken, default: []].append(flag) }
        var taken = taken(numbers, existing: existing, sent: sent)
        if !(numbers[.failed] ?? []).isEmpty || !(numbers[.skipped] ?? []).isEmpty {
            taken = min(taken ?? sent, sent - notTaken)
        }
        return taken
    }

    /// Beside a batch of several, `success: 1` at the top says yes and no number.
    private func isFlag(_ name: String, _ number: Int64, _ sent: Int) -> Bool {
        isTop && sent > 1 && number <= 1
            && ["success", "ok", "successful", "succeeded", "succeed"].contains(name.lowercased())
    }

    private func taken(_ numbers: [TallyWord: [Int]], existing: Int, sent: Int) -> Int? {
        let updated = numbers[.updated]?.max() ?? 0
        let whole = ((numbers[.taken] ?? []) + (numbers[.total] ?? [])).min()
        if let created = numbers[.created]?.max() {
            let parts = min(sent, created + updated + existing)
            // A count beside its parts counts the new ones alone, or all of them.
            guard let whole, whole > created || updated + existing == 0 else { return parts }
            return min(whole, parts)
        }
        guard let whole else { return updated > 0 ? min(sent, updated + existing) : nil }
        return whole + updated + existing <= sent ? whole + updated + existing : whole
    }
}
