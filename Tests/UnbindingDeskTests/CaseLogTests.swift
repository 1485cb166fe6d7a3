import Attendance
import Testing
import UnbindingDesk

@Suite struct CaseLogTests {
    private func log(_ number: String, _ count: Int) -> [CaseLogEntry] {
        var entries: [CaseLogEntry] = []
        var previous = CaseLog.root(of: number)
        for index in 0..<count {
            let entry = CaseLog.entry(
                index, after: previous, at: Instant(milliseconds: Int64(1_000 + index)), actor: "thợ \(index)",
                event: "step-\(index)", detail: "{\"số\":\(index)}")
            entries.append(entry)
            previous = entry.hash
        }
        return entries
    }

    private func head(_ entries: [CaseLogEntry]) -> (hash: String, count: Int) {
        (entries.last?.hash ?? CaseLog.root(of: "C-1"), entries.count)
    }

    @Test func anUntouchedLogVerifies() throws {
        for count in [0, 1, 2, 50] {
            let entries = log("C-1", count)
            try CaseLog.verify(entries, of: "C-1", head: head(entries))
            #expect(entries.allSatisfy { $0.hash.count == 64 })
        }
    }

    @Test func theFormatIsTheOneThatOthersVerify() {
        // SHA-256 of "19:rollcall case log 1\n3:C-1\n", and so on: computed by another program, so that it never changes.
        #expect(CaseLog.root(of: "C-1") == "1ba14c5481b3f08ba7b0806e48b34d8169afeccf867fdc520a7faa0f0d82933c")
        let entry = CaseLog.entry(
            0, after: CaseLog.root(of: "C-1"), at: Instant(milliseconds: 1_000), actor: "lan", event: "filed",
            detail: "é")
        #expect(entry.hash == "6d0a7e9cf9182e2cf4eb303e54638725d1f0ee6163e68005a2d39b0da56b6e39")
    }

    @Test func everyChangeOfEveryFieldIsFound() {
        let entries = log("C-1", 6)
        for place in entries.indices {
            let entry = entries[place]
            func changed(
                index: Int? = nil, at: Instant? = nil, actor: String? = nil, event: String? = nil,
                detail: String? = nil, hash: String? = nil
            ) -> CaseLogEntry {
                CaseLogEntry(
                    index: index ?? entry.index, at: at ?? entry.at, actor: actor ?? entry.actor,
                    event: event ?? entry.event, detail: detail ?? entry.detail, hash: hash ?? entry.hash)
            }
            for forged in [
                changed(index: entry.index + 1), changed(at: entry.at + .milliseconds(1)), changed(actor: "ai đó"),
                changed(event: "approved"), changed(detail: ""), changed(hash: String(entry.hash.reversed())),
                // What moves from one field into the next is another entry.
                changed(actor: entry.actor + entry.event, event: ""),
            ] {
                var copy = entries
                copy[place] = forged
                #expect(throws: CaseLog.Flaw.broken(index: place)) {
                    try CaseLog.verify(copy, of: "C-1", head: head(entries))
                }
            }
        }
    }

    @Test func removalReorderingAndAnotherCasesLogAreFound() {
        let entries = log("C-1", 6)
        for place in entries.indices {
            var copy = entries
            copy.remove(at: place)
            #expect(throws: CaseLog.Flaw.self) { try CaseLog.verify(copy, of: "C-1", head: head(entries)) }
        }
        var swapped = entries
        swapped.swapAt(2, 3)
        #expect(throws: CaseLog.Flaw.broken(index: 2)) { try CaseLog.verify(swapped, of: "C-1", head: head(entries)) }
        #expect(throws: CaseLog.Flaw.shortened(entries: 4, expected: 6)) {
            try CaseLog.verify(Array(entries.prefix(4)), of: "C-1", head: head(entries))
        }
        #expect(throws: CaseLog.Flaw.broken(index: 0)) { try CaseLog.verify(entries, of: "C-2", head: head(entries)) }
        // A log that was written anew as a whole does not end where the case remembers it to end.
        let rewritten =
            log("C-1", 5) + [
                CaseLog.entry(
                    5, after: log("C-1", 5)[4].hash, at: Instant(milliseconds: 9), actor: "x", event: "y", detail: "")
            ]
        #expect(throws: CaseLog.Flaw.broken(index: 5)) { try CaseLog.verify(rewritten, of: "C-1", head: head(entries)) }
    }
}
