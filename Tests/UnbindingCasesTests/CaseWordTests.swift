import Attendance
import Sealing
import Testing
import UnbindingCases

/// The words of the desk: which are kept, which are told, and that none is missing in one of the two languages.
@Suite struct CaseWordTests {
    private func isTold(_ phrase: Phrase) -> Bool {
        !phrase.en.isEmpty && !phrase.vi.isEmpty && phrase.en != phrase.vi
    }

    @Test func everyWordOfALogIsExplained() {
        let events: [CaseEvent] = [
            .file, .take, .release, .askMore, .answer, .approve, .reject(.notBound), .withdraw, .execute, .verify,
            .fail,
        ]
        let words =
            events.map(\.word) + [
                "opened", "evidence-added", "evidence-removed", "evidence-struck", "evidence-restored",
                "evidence-expired", "key-given", "device-heard", "checked", "sealed", "attempted",
            ]
        #expect(words.allSatisfy { isTold(CaseEvent.label(of: $0)) })
        #expect(Set(words.map { CaseEvent.label(of: $0).en }).count == words.count, "no two read alike")
        #expect(CaseEvent.label(of: "something new") == Phrase(verbatim: "something new"))
    }

    @Test func theClockRunsWhileTheDeskHasTheCaseAndNotOtherwise() {
        #expect(CaseState.allCases.filter(\.runsClock) == [.filed, .inReview])
        #expect(CaseState.allCases.filter { !$0.isOpen } == [.unbound, .rejected, .withdrawn])
        #expect(CaseState.allCases.allSatisfy { isTold($0.label) })
        #expect(RejectionReason.allCases.allSatisfy { isTold($0.sentence) })
        #expect(UnbindingAuthority.allCases.allSatisfy { isTold($0.label) })
    }

    @Test func aConsentIsFoundByItsVersionAndByNoOther() {
        #expect(Consent.version(Consent.current.version) == .current)
        #expect(Consent.version("2026-10") == nil)
        #expect(Set(Consent.all.map(\.version)).count == Consent.all.count)
        #expect(isTold(Consent.current.text))
    }

    @Test func noticesNameTheirCaseAndWhenItIsDue() {
        for notice in DeskNotice.allCases {
            let text = notice.text("UB26-00001 (E12345678)", due: "17:30 2026-11-23")
            #expect(isTold(text))
            for language in [text.en, text.vi] {
                #expect(language.contains("UB26-00001") && language.contains("17:30 2026-11-23"))
            }
        }
        #expect(DeskNotice.overdue.text("C", due: "D").en.contains("overdue"))
        #expect(Set(DeskNotice.allCases.map(\.rawValue)).count == 3)
        for notice in [CompanyNotice.waiting, .verified, .refused(reason: "giấy tờ mờ")] {
            #expect(isTold(notice.text("Ánh Dương")) && notice.text("Ánh Dương").vi.contains("Ánh Dương"))
        }
        #expect(CompanyNotice.refused(reason: "giấy tờ mờ").text("Ánh Dương").en.contains("giấy tờ mờ"))
    }
}

/// Logs at their ends, where there is little of them.
@Suite struct CaseLogEndTests {
    private let key: SealingKey
    private let record = String(repeating: "a", count: 64)

    init() throws { key = try SealingKey.generate() }

    private func entry(_ index: Int, after previous: String, record: String?, key: SealingKey?) -> CaseLogEntry {
        CaseLog.entry(
            index, after: previous, at: Instant(milliseconds: 5), actor: .person("lan"), event: "opened", detail: "",
            record: record, key: key)
    }

    private func verify(
        _ entries: [CaseLogEntry], count: Int? = nil, noted: [CaseLog.Head] = [], key: SealingKey?
    ) throws(CaseLogFailure) {
        try CaseLog.verify(
            entries, of: "C-1", head: (entries.last?.hash ?? CaseLog.root(of: "C-1"), count ?? entries.count),
            record: record, key: key, noted: noted)
    }

    @Test func aLogWithoutEntriesProvesNothing() {
        #expect(throws: CaseLogFailure.unsealed(index: 0)) { try verify([], key: key) }
        #expect(throws: CaseLogFailure.shortened(entries: 0, expected: 1)) { try verify([], count: 1, key: key) }
    }

    @Test func aRecordWithoutASealAndASealWithoutARecordAreBothNone() throws {
        let root = CaseLog.root(of: "C-1")
        let whole = entry(0, after: root, record: record, key: key)
        try verify([whole], key: key)
        #expect(throws: CaseLogFailure.unsealed(index: 0)) { try verify([whole], key: nil) }
        #expect(throws: CaseLogFailure.unsealed(index: 0)) {
            try verify([entry(0, after: root, record: record, key: nil)], key: key)
        }
        let plain = entry(0, after: root, record: nil, key: key)
        #expect(plain.seal == nil, "what has no record is not sealed")
        let sealed = CaseLogEntry(
            index: 0, at: plain.at, actor: plain.actor, event: plain.event, detail: plain.detail, record: nil,
            hash: plain.hash, seal: whole.seal)
        #expect(throws: CaseLogFailure.unsealed(index: 0)) { try verify([sealed], key: key) }
    }

    @Test func aCaseThatIsWhatItWasBeforeItsLastStepIsChangedToo() throws {
        let first = entry(0, after: CaseLog.root(of: "C-1"), record: record, key: key)
        let second = entry(1, after: first.hash, record: String(repeating: "b", count: 64), key: key)
        #expect(throws: CaseLogFailure.changed) { try verify([first, second], key: key) }
    }

    @Test func aSealHoldsForItsEntryAlone() throws {
        let first = entry(0, after: CaseLog.root(of: "C-1"), record: record, key: key)
        let second = entry(1, after: first.hash, record: record, key: key)
        #expect(first.seal != second.seal)
        let borrowed = CaseLogEntry(
            index: 1, at: second.at, actor: second.actor, event: second.event, detail: second.detail,
            record: second.record, hash: second.hash, seal: first.seal)
        #expect(throws: CaseLogFailure.unsealed(index: 1)) { try verify([first, borrowed], key: key) }
    }

    @Test func everyHeadThatWasNotedIsHeldAgainstTheLog() throws {
        let first = entry(0, after: CaseLog.root(of: "C-1"), record: record, key: key)
        let second = entry(1, after: first.hash, record: record, key: key)
        func head(_ entries: Int, _ hash: String, _ number: String = "C-1") -> CaseLog.Head {
            CaseLog.Head(number: number, entries: entries, hash: hash)
        }
        let sound = [head(1, first.hash), head(2, second.hash), head(9, "x", "C-2")]
        try verify([first, second], noted: sound, key: key)
        for (noted, entries) in [(head(3, second.hash), 3), (head(0, first.hash), 0), (head(1, second.hash), 1)] {
            #expect(throws: CaseLogFailure.notAsNoted(entries: entries)) {
                try verify([first, second], noted: sound + [noted], key: key)
            }
        }
    }
}
