import Attendance
import Database
import Wire

extension HistoryEntry {
    init(_ row: Row) {
        let word: String = row["event"]
        let facts = Column.historyFacts(row["facts"])
        self.init(
            at: row["at"], actor: Actor(stored: row["actor"]), event: word, subject: row["subject"],
            what: facts.flatMap { HistoryEvent(word: word, facts: $0) },
            kept: Phrase(en: row["detail_en"], vi: row["detail_vi"]), importID: facts?.importID)
    }
}

extension Column {
    static func text(_ facts: HistoryFacts) -> String {
        let members = facts.values.sorted { $0.key < $1.key }.map { name, value in
            JSONValue.Member(name, json(value))
        }
        return JSONValue.object(members).description
    }

    private static func json(_ value: HistoryFacts.Fact) -> JSONValue {
        switch value {
        case .text(let text): .string(text.storable)
        case .number(let number): JSONValue(number)
        case .texts(let texts): .array(texts.map { .string($0.storable) })
        case .phrase(let phrase): ["en": .string(phrase.en.storable), "vi": .string(phrase.vi.storable)]
        }
    }

    /// Nil where an entry has none: a former version wrote it, or something that is not JSON.
    static func historyFacts(_ text: String?) -> HistoryFacts? {
        guard let text, case .object(let members)? = try? JSONValue(parsing: Array(text.utf8)) else { return nil }
        return HistoryFacts(
            Dictionary(members.compactMap { member in fact(member.value).map { (member.name, $0) } }) { first, _ in
                first
            })
    }

    /// Nil for what no version yet has written.
    private static func fact(_ value: JSONValue) -> HistoryFacts.Fact? {
        switch value {
        case .string(let text): .text(text)
        case .integer(let number): Int(exactly: number).map { .number($0) }
        case .array(let values): .texts(values.compactMap(\.text))
        case .object: .phrase(Phrase(en: value["en"]?.text ?? "", vi: value["vi"]?.text ?? ""))
        case .null, .bool, .double: nil
        }
    }
}
