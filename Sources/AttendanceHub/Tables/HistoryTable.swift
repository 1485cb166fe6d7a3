import Attendance

/// Entries of the history as rows of a table file: times as ISO 8601 has them, the words that programs look for, and the
/// sentence.
public enum HistoryTable {
    public static func header(_ language: Language) -> [String] {
        [
            Phrase(en: "time", vi: "thời gian"), Phrase(en: "who", vi: "người thực hiện"),
            Phrase(en: "event", vi: "sự kiện"), Phrase(en: "subject", vi: "đối tượng"),
            Phrase(en: "what happened", vi: "nội dung"),
        ].map { $0[language] }
    }

    /// - Parameters:
    ///   - zone: in which the time is shown.
    ///   - kind: the title of a kind by its word.
    public static func cells(
        _ entry: HistoryEntry, in zone: Zone, _ language: Language, kind: (String) -> Phrase
    ) -> [String] {
        [
            zone.rfc3339(entry.at), entry.actor.name, entry.event, entry.subject,
            entry.sentence(kind: kind)[language],
        ]
    }
}
