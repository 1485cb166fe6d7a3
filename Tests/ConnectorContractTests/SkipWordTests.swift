import Attendance
import ConnectorKit
import Testing

/// Rows that are skipped, in people's words.
@Suite struct SkipWordTests {
    private let words = SkipWords(["stranger": Phrase(en: "strangers", vi: "người lạ")])

    @Test func aVendorsReasonAndEveryVendorsReasonHaveWords() {
        #expect(words.phrase("stranger").vi == "người lạ")
        #expect(words.phrase("noTime").en == "without a time")
    }

    @Test func aReasonOfAFormerVersionStandsForItself() {
        #expect(words.phrase("somethingOld") == Phrase(verbatim: "somethingOld"))
    }

    @Test func countsAreListedInTheOrderOfTheirReasons() {
        #expect(words.list(["stranger": 5, "noTime": 1]).en == "without a time 1, strangers 5")
        #expect(words.list([:]).vi.isEmpty)
    }
}
