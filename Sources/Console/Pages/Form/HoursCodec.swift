import Attendance

/// A choice and spans of the day on a page, for the stored text of `SyncHours`.
enum HoursCodec {
    /// As fields of times send it; empty where nothing is filled in.
    struct Span: Hashable, Sendable {
        let from: String
        let to: String

        var isEmpty: Bool { from.isEmpty && to.isEmpty }
    }

    /// The choices that have spans.
    static let withSpans = ["only", "avoid"]

    /// The stored text of what was sent; a choice that is none of the page's is the text itself.
    static func read(_ choice: String, _ spans: [Span]) -> String {
        guard withSpans.contains(choice) else { return choice }
        let filled = spans.filter { !$0.isEmpty }.map { "\($0.from)-\($0.to)" }
        return filled.isEmpty ? choice : choice + " " + filled.joined(separator: ",")
    }

    /// What a page shows for a stored text, or for one that `read` made and a rule refused. A text that no fields of
    /// times can say, such as one with `24:00`, is a choice of its own.
    static func show(_ text: String) -> (choice: String, spans: [Span]) {
        let words = text.split(separator: " ", maxSplits: 1)
        guard let choice = words.first.map(String.init), withSpans.contains(choice) else { return (text, []) }
        guard words.count == 2 else { return text == choice ? (choice, []) : (text, []) }
        var spans: [Span] = []
        for part in words[1].split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
            guard ends.count == 2, ends.allSatisfy({ $0.isEmpty || isTime($0) }) else { return (text, []) }
            spans.append(Span(from: ends[0], to: ends[1]))
        }
        return read(choice, spans) == text ? (choice, spans) : (text, [])
    }

    /// `HH:MM` of a day, as a field of a time has it.
    private static func isTime(_ text: String) -> Bool {
        guard let time = text.wholeMatch(of: /([0-9]{2}):([0-9]{2})/), let hour = Int(time.1), let minute = Int(time.2)
        else { return false }
        return hour < 24 && minute < 60
    }
}
