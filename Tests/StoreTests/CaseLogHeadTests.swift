import Attendance
import Store
import TestSupport
import Testing
import UnbindingCases
import Wire

/// Ends of logs as they are kept outside, and what is no such document.
@Suite struct CaseLogHeadTests {
    private let head = CaseLog.Head(number: "UB26-00001", entries: 3, hash: "abc")

    @Test func everyDocumentThatNotesAHeadIsRead() throws {
        let list = CaseLog.Head.document([head, CaseLog.Head(number: "UB26-00002", entries: 1, hash: "d")], of: 7)
        for document in [list, ["data": list], ["event": "logs", "data": list]] {
            let noted = try #require(CaseLog.Head.noted(in: document))
            #expect(noted.heads.count == 2 && noted.heads[0] == head && noted.cases == 7)
        }
        let dossier = try #require(
            CaseLog.Head.noted(in: ["number": "UB26-00001", "logHead": "abc", "logEntries": 3, "state": "filed"]))
        #expect(dossier.heads == [head] && dossier.cases == nil)
        #expect(CaseLog.Head.noted(in: CaseLog.Head.document([], of: 0))?.heads.isEmpty == true)
    }

    @Test func oneHeadThatCannotBeReadSpoilsTheWholeDocument() {
        let documents: [JSONValue] = [
            .null, [:], [], ["heads": "x"], ["heads": [["number": "UB26-00001", "entries": 3]]],
            ["heads": [["number": "UB26-00001", "hash": "abc"]]], ["heads": [["entries": 3, "hash": "abc"]]],
            [
                "heads": [
                    ["number": "UB26-00001", "entries": 3, "hash": "abc"], ["number": "UB26-00002", "hash": "d"],
                ]
            ], ["number": "UB26-00001", "logHead": "abc"], ["number": "UB26-00001", "logEntries": 3],
            ["logHead": "abc", "logEntries": 3],
        ]
        for (place, document) in documents.enumerated() {
            #expect(CaseLog.Head.noted(in: document) == nil, "\(place)")
        }
    }

    @Test func aCaseIsHeldAgainstTheHeadsThatWereNotedOfIt() async throws {
        try await CaseFixture.with { store in
            let filed = try await CaseFixture.filed(store)
            let other = try await CaseFixture.opened(store)
            let heads = try await store.cases.logHeads()
            #expect(heads.map(\.number) == [filed.number, other.number] && heads.map(\.entries) == [3, 1])
            let moved = try await CaseFixture.moved(store, filed, .take, .release)
            #expect(try await store.cases.flaw(of: moved, noted: heads) == nil)
            let ahead = CaseLog.Head(number: filed.number, entries: 9, hash: heads[0].hash)
            #expect(try await store.cases.flaw(of: moved, noted: heads + [ahead]) == .notAsNoted(entries: 9))
            #expect(try await store.cases.flaw(of: other, noted: heads + [ahead]) == nil)
        }
    }
}
