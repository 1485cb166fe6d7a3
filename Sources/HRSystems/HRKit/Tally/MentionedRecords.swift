import Wire

/// The records of a batch that a reply's lists name, as taken or as not taken.
struct MentionedRecords {
    var refusals: [Int: ReplyTally.Refusal] = [:]
    /// Codes of several records.
    var groups: [(records: Set<Int>, refusal: ReplyTally.Refusal)] = []
    /// Records that a place may mean.
    var places: Set<Int> = []
    /// Entries of lists of failures that mean no record that is known.
    var unreadFailures = 0
    /// Whether a list of failures was there at all.
    var hasFailures = false
    var taken: Set<Int> = []
    /// Whether a list was there of everything that was taken.
    private(set) var isExhaustive = false
    /// The entries of lists of what was taken, where none means a record that is known.
    private var unreadTaken: Int?

    var lengthOfUnread: Int? { taken.isEmpty ? unreadTaken : nil }

    mutating func refuse(_ meaning: RecordNames.Meaning?, _ refusal: ReplyTally.Refusal, of count: Int) {
        hasFailures = true
        // In a batch of one every failure is its own.
        if count == 1 { return refusals[0] = refusals[0] ?? refusal }
        switch meaning {
        case .record(let record): refusals[record] = refusals[record] ?? refusal
        case .code(let records): groups.append((records, refusal))
        case .place(let place):
            // From 0 or from 1: both are asked again, and nothing is believed of either.
            places.formUnion([place, place - 1].filter { (0..<count).contains($0) })
        case nil: unreadFailures += 1
        }
    }

    /// - Parameter isPart: the list holds what was there already or was changed, and others hold the rest.
    mutating func take(_ meanings: [RecordNames.Meaning?], isPart: Bool) {
        var found: Set<Int> = []
        for meaning in meanings {
            switch meaning {
            case .record(let record): found.insert(record)
            case .code(let records): found.formUnion(records)
            case .place, nil: continue
            }
        }
        taken.formUnion(found)
        guard !isPart else { return }
        isExhaustive = isExhaustive || !found.isEmpty
        unreadTaken = (unreadTaken ?? 0) + meanings.count
    }

    /// What stands under a record's own id.
    mutating func note(_ record: Int, isTaken: Bool, words: String?) {
        if isTaken {
            take(ids: [record])
        } else {
            hasFailures = true
            refusals[record] = ReplyTally.Refusal(words: words ?? "")
        }
    }

    /// Ids in a list that does not say what it is: nothing if there are none in it.
    mutating func take(ids: Set<Int>) {
        taken.formUnion(ids)
        isExhaustive = isExhaustive || !ids.isEmpty
    }
}

extension ReplyScope {
    /// Adds what the lists of this object say.
    func collect(into found: inout MentionedRecords, _ names: RecordNames) {
        for member in members {
            if let record = names.record(member.name) {
                // `data: {"<id>": true, "<id>": "why not"}`
                found.note(record, isTaken: ReplyScope.isYes(member.value), words: ReplyScope.words(of: member.value))
                continue
            }
            let word = TallyWord(member.name, isList: true)
            switch member.value {
            case .array(let entries):
                collect(entries, word, under: member.name, into: &found, names)
            case .object(let inner) where word == .failed || word == .skipped:
                // `errors: {"<id>": "why"}`, or lists by reason.
                for entry in inner {
                    let refusal = ReplyTally.Refusal(
                        words: ReplyScope.words(of: entry.value) ?? "", isLeftAside: word == .skipped)
                    if let meaning = names.meaning(of: entry.name), !isPlace(meaning) {
                        found.refuse(meaning, refusal, of: names.count)
                    } else if case .array(let entries) = entry.value {
                        collect(entries, word, under: entry.name, into: &found, names)
                    }
                }
            default: continue
            }
        }
    }

    private func collect(
        _ entries: [JSONValue], _ word: TallyWord?, under name: String, into found: inout MentionedRecords,
        _ names: RecordNames
    ) {
        switch word {
        case .failed, .skipped:
            found.hasFailures = true
            for entry in entries {
                let words = ReplyScope.words(of: entry) ?? ReplyText.excerpt(of: name.utf8)
                let refusal = ReplyTally.Refusal(words: words, isLeftAside: word == .skipped)
                found.refuse(meaning(of: entry, names), refusal, of: names.count)
            }
        case .taken, .total, .created:
            found.take(entries.map { meaning(of: $0, names) }, isPart: false)
        case .updated, .existing:
            found.take(entries.map { meaning(of: $0, names) }, isPart: true)
        case nil where ReplyScope.holdsRecords(name): collectResults(entries, into: &found, names)
        case nil: return
        }
    }

    /// A list of results, one for each record; otherwise at most the ids of what was taken.
    private func collectResults(
        _ entries: [JSONValue], into found: inout MentionedRecords, _ names: RecordNames
    ) {
        found.take(ids: Set(entries.compactMap { ReplyScope.isFailure($0) == true ? nil : id(of: $0, names) }))
        for (place, entry) in entries.enumerated() where ReplyScope.isFailure(entry) == true {
            let refusal = ReplyTally.Refusal(words: ReplyScope.words(of: entry) ?? "")
            if let meaning = meaning(of: entry, names) {
                found.refuse(meaning, refusal, of: names.count)
            } else if entries.count == names.count, names.count > 1 {
                // One result for each record, so probably in their order.
                found.hasFailures = true
                found.places.insert(place)
            } else {
                found.refuse(nil, refusal, of: names.count)
            }
        }
    }

    /// Codes in a list that does not say what it is may be people, not records.
    private func id(of entry: JSONValue, _ names: RecordNames) -> Int? {
        if case .object(let members) = entry { return names.record(of: members) }
        return entry.text.flatMap { names.record($0) }
    }

    private func isPlace(_ meaning: RecordNames.Meaning) -> Bool {
        if case .place = meaning { true } else { false }
    }

    private func meaning(of entry: JSONValue, _ names: RecordNames) -> RecordNames.Meaning? {
        if case .object(let members) = entry { return names.meaning(of: members) }
        return entry.text.flatMap { names.meaning(of: $0) }
    }

    private static func isYes(_ value: JSONValue) -> Bool {
        switch value {
        case .bool(let flag): flag
        case .null: false
        case .object: isFailure(value) != true
        case .string(let text):
            switch TallyWord(text, isList: false) {
            case .taken, .created, .updated, .existing: true
            default: value.integer.map { $0 > 0 } ?? false
            }
        default: (value.integer ?? 0) > 0
        }
    }

    /// Whether one result among others is a failure; nil where it does not say.
    private static func isFailure(_ entry: JSONValue) -> Bool? {
        guard case .object(let members) = entry else { return nil }
        for member in members {
            switch (RecordNames.plain(member.name), member.value) {
            case ("success", .bool(let flag)), ("ok", .bool(let flag)), ("accepted", .bool(let flag)),
                ("saved", .bool(let flag)), ("synced", .bool(let flag)):
                return !flag
            case ("failed", .bool(let flag)): return flag
            case ("success", let value) where value.integer == 0: return true
            case ("success", let value) where value.integer == 1: return false
            case ("status", .string(let text)), ("result", .string(let text)), ("state", .string(let text)):
                switch TallyWord(text, isList: false) {
                case .failed, .skipped: return true
                case .taken, .created, .updated, .existing: return false
                default: if text.lowercased() == "error" { return true }
                }
            case ("error", .string(let text)) where !text.isEmpty: return true
            default: continue
            }
        }
        return nil
    }

    /// What an entry says about why.
    private static func words(of entry: JSONValue) -> String? {
        switch entry {
        case .object(let members):
            for name in ["message", "msg", "reason", "error", "errors", "description", "detail"] {
                if let value = members.first(where: { RecordNames.plain($0.name) == name })?.value,
                    let words = words(of: value)
                {
                    return words
                }
            }
            return nil
        case .array(let entries): return entries.first.flatMap { words(of: $0) }
        case .string(let text):
            let excerpt = ReplyText.excerpt(of: text.utf8)
            return excerpt.contains(where: \.isWhitespace) ? excerpt : nil
        default: return nil
        }
    }
}
