import Foundation
import Testing

/// Sentences for people hold dates and times in the one form of `Attendance/Languages/Written.swift`.
@Suite struct SentenceTests {
    /// What stands in a sentence of both languages: the text behind `en:` or `vi:`, which ends with its line.
    private static var sentence: Regex<(Substring, Substring)> { /\b(?:en|vi):\s*"((?:[^"\\\n]|\\.)*)/ }
    /// A day or a moment as programs read it.
    private static var forPrograms: Regex<Substring> {
        /rfc3339\(|\.(?:local|date)\(at: [^)]*\)(?!\.written)|\.atText|\b(?:date|day|today)\.description/
    }
    /// A day by itself, which would stand there as ISO 8601 has it.
    private static var bare: Regex<Substring> { /\\\((?:\w+\.)*(?:date|day|today)\)/ }

    /// Texts of days that were cells or keys of somebody's file, and are quoted as they stand there.
    private static let quoted: Set<String> = [
        "AttendanceHub/Tables/FileDates.swift", "WorkingTime/CalendarDocument.swift",
    ]

    /// Stand-ins of vendors, and the command line, whose lines scripts read.
    private static let rooms: Set = ["Simulators", "Commands"]

    @Test func noSentenceHoldsADateAsProgramsReadIt() throws {
        var seen = 0
        for source in try RoomTests.sources()
        where !Self.rooms.contains(source.module) && !Self.quoted.contains(source.file) {
            let text = try String(
                contentsOf: RoomTests.root.appending(path: "Sources/\(source.file)"), encoding: .utf8)
            for match in text.matches(of: Self.sentence) {
                seen += 1
                let sentence = String(match.1)
                let isWrong = sentence.contains(Self.bare) || sentence.contains(Self.forPrograms)
                #expect(!isWrong, "\(source.file): \(sentence)")
            }
        }
        #expect(seen > 1000)
    }

    @Test func theRuleSeesWhatItIsFor() {
        #expect("sync from \\(date) lies".contains(Self.bare) && "of \\(found.day)".contains(Self.bare))
        #expect("since \\(zone.rfc3339(at))".contains(Self.forPrograms))
        #expect("since \\(zone.local(at: moment))".contains(Self.forPrograms))
        #expect(!"since \\(zone.date(at: moment).written)".contains(Self.forPrograms))
        #expect(!"since \\(day.written)".contains(Self.bare) && !"since \\(holiday)".contains(Self.bare))
    }
}
