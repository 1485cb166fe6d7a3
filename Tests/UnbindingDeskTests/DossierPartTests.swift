import Attendance
import Testing
import WorkingTime

@testable import UnbindingDesk

/// What goes into a dossier.
@Suite struct DossierPartTests {
    @Test func aStretchOfTimeSaysWhyItDoesNotCount() {
        let tet = Phrase(en: "Lunar New Year", vi: "Tết Nguyên đán")
        for (isConfirmed, english, vietnamese) in [
            (true, "holiday: Lunar New Year", "ngày nghỉ: Tết Nguyên đán"),
            (false, "holiday: Lunar New Year (expected)", "ngày nghỉ: Tết Nguyên đán (dự kiến)"),
        ] {
            let holiday = Holiday(name: tet, isConfirmed: isConfirmed, source: "notice")
            let label = Deadline.Step.Kind.holiday(holiday).label
            #expect(label.en == english && label.vi == vietnamese)
        }
        #expect(Set([Deadline.Step.Kind.counts, .closed, .free, .paused].map(\.label.en)).count == 4)
    }

    @Test func anArchiveHasNoTwoEntriesOfOneNameAndIsNeverEmpty() throws {
        for entries in [[("a", [UInt8(1)]), ("b", [2]), ("a", [3])], []] {
            #expect(throws: ZIPFailure.self) { _ = try ZipFile.bytes(of: entries, at: 0) }
        }
        let whole = try ZipFile.bytes(of: [("a", [1]), ("b", [])], at: 1_700_000_000)
        #expect(whole.starts(with: [0x50, 0x4B, 3, 4]))
    }
}
