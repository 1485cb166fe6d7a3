import Attendance
import Sealing
import Testing
import UnbindingCases

@Suite struct CaseLogTests {
    private let key: SealingKey
    private let record = String(repeating: "a", count: 64)

    init() throws { key = try SealingKey.generate() }

    private func entry(
        _ index: Int, after previous: String, at: Instant, actor: Actor, event: String, detail: String
    ) -> CaseLogEntry {
        CaseLog.entry(
            index, after: previous, at: at, actor: actor, event: event, detail: detail, record: record, key: key)
    }

    private func verify(
        _ entries: [CaseLogEntry], of number: String = "C-1", head: (hash: String, count: Int)
    ) throws(CaseLogFailure) {
        try CaseLog.verify(entries, of: number, head: head, record: record, key: key)
    }

    private func log(_ number: String, _ count: Int) -> [CaseLogEntry] {
        var entries: [CaseLogEntry] = []
        var previous = CaseLog.root(of: number)
        for index in 0..<count {
            let entry = entry(
                index, after: previous, at: Instant(milliseconds: Int64(1_000 + index)), actor: .person("thợ \(index)"),
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
        for count in [1, 2, 50] {
            let entries = log("C-1", count)
            try verify(entries, head: head(entries))
            #expect(entries.allSatisfy { $0.hash.count == 64 })
        }
    }

    @Test func theFormatIsTheOneThatOthersVerify() {
        // SHA-256 of "19:rollcall case log 1\n3:C-1\n", and so on: computed by another program, so that it never changes.
        #expect(CaseLog.root(of: "C-1") == "1ba14c5481b3f08ba7b0806e48b34d8169afeccf867fdc520a7faa0f0d82933c")
        let entry = CaseLog.entry(
            0, after: CaseLog.root(of: "C-1"), at: Instant(milliseconds: 1_000), actor: .person("lan"), event: "filed",
            detail: "é", record: nil, key: nil)
        #expect(entry.hash == "6d0a7e9cf9182e2cf4eb303e54638725d1f0ee6163e68005a2d39b0da56b6e39")
    }

    @Test func everyChangeOfEveryFieldIsFound() {
        let entries = log("C-1", 6)
        for place in entries.indices {
            let entry = entries[place]
            func changed(
                index: Int? = nil, at: Instant? = nil, actor: Actor? = nil, event: String? = nil,
                detail: String? = nil, record: String? = nil, hash: String? = nil
            ) -> CaseLogEntry {
                CaseLogEntry(
                    index: index ?? entry.index, at: at ?? entry.at, actor: actor ?? entry.actor,
                    event: event ?? entry.event, detail: detail ?? entry.detail,
                    record: record ?? entry.record, hash: hash ?? entry.hash, seal: entry.seal)
            }
            for forged in [
                changed(index: entry.index + 1), changed(at: entry.at + .milliseconds(1)),
                changed(actor: .person("ai đó")),
                changed(event: "approved"), changed(detail: ""), changed(hash: String(entry.hash.reversed())),
                // What moves from one field into the next is another entry.
                changed(actor: .person(entry.actor.name + entry.event), event: ""),
                changed(record: String(repeating: "b", count: 64)),
            ] {
                var copy = entries
                copy[place] = forged
                #expect(throws: CaseLogFailure.broken(index: place)) {
                    try verify(copy, head: head(entries))
                }
            }
        }
    }

    @Test func removalReorderingAndAnotherCasesLogAreFound() {
        let entries = log("C-1", 6)
        for place in entries.indices {
            var copy = entries
            copy.remove(at: place)
            #expect(throws: CaseLogFailure.self) { try verify(copy, head: head(entries)) }
        }
        var swapped = entries
        swapped.swapAt(2, 3)
        #expect(throws: CaseLogFailure.broken(index: 2)) { try verify(swapped, head: head(entries)) }
        #expect(throws: CaseLogFailure.shortened(entries: 4, expected: 6)) {
            try verify(Array(entries.prefix(4)), head: head(entries))
        }
        #expect(throws: CaseLogFailure.broken(index: 0)) { try verify(entries, of: "C-2", head: head(entries)) }
        // A log that was written anew as a whole does not end where the case remembers it to end.
        let rewritten =
            log("C-1", 5) + [
                entry(
                    5, after: log("C-1", 5)[4].hash, at: Instant(milliseconds: 9), actor: .person("x"), event: "y",
                    detail: "")
            ]
        #expect(throws: CaseLogFailure.broken(index: 5)) { try verify(rewritten, head: head(entries)) }
    }

    @Test func aLogThatFitsAndWasWrittenWithoutTheKeyIsFound() throws {
        let other = try SealingKey.generate()
        for forger in [nil, other] {
            var entries = log("C-1", 2)
            entries.append(
                CaseLog.entry(
                    2, after: entries[1].hash, at: Instant(milliseconds: 5), actor: .person("lan"), event: "approved",
                    detail: "", record: record, key: forger))
            #expect(throws: CaseLogFailure.unsealed(index: 2)) { try verify(entries, head: head(entries)) }
        }
        // As if by a former version, which sealed nothing.
        var plain: [CaseLogEntry] = []
        for index in 0..<3 {
            plain.append(
                CaseLog.entry(
                    index, after: plain.last?.hash ?? CaseLog.root(of: "C-1"), at: Instant(milliseconds: 5),
                    actor: .person("lan"), event: "approved", detail: "", record: nil, key: nil))
        }
        #expect(throws: CaseLogFailure.unsealed(index: 2)) { try verify(plain, head: head(plain)) }
        // What an upgrade found is sealed as a whole by the entry that follows it.
        plain.append(
            entry(
                3, after: plain[2].hash, at: Instant(milliseconds: 6), actor: .machine(.upgrade), event: "sealed",
                detail: ""))
        try verify(plain, head: head(plain))
        plain.remove(at: 1)
        #expect(throws: CaseLogFailure.self) { try verify(plain, head: head(plain)) }
    }

    @Test func aCaseThatIsNotWhatItsLogSaysIsFound() throws {
        let entries = log("C-1", 3)
        #expect(throws: CaseLogFailure.changed) {
            try CaseLog.verify(
                entries, of: "C-1", head: head(entries), record: String(repeating: "b", count: 64), key: key)
        }
    }

    @Test func whatWasNotedOutsideFindsALogThatWasWrittenAnewWithTheKey() throws {
        let entries = log("C-1", 4)
        func verify(_ entries: [CaseLogEntry], _ noted: [CaseLog.Head]) throws(CaseLogFailure) {
            try CaseLog.verify(
                entries, of: "C-1", head: head(entries), record: record, key: key, noted: noted)
        }
        let noted = CaseLog.Head(number: "C-1", entries: 3, hash: entries[2].hash)
        let others = CaseLog.Head(number: "C-2", entries: 9, hash: "")
        try verify(entries, [noted, others])
        #expect(throws: CaseLogFailure.notAsNoted(entries: 3)) { try verify(Array(entries.prefix(2)), [noted]) }
        var anew = Array(entries.prefix(2))
        anew.append(
            entry(2, after: anew[1].hash, at: Instant(milliseconds: 7), actor: .person("lan"), event: "x", detail: ""))
        #expect(throws: CaseLogFailure.notAsNoted(entries: 3)) { try verify(anew, [noted]) }
    }

    @Test func everyFactOfARecordCounts() {
        func digest(_ serial: String?, _ reviewer: String?, _ photos: [CaseRecord.Photo]) -> String {
            CaseRecord(["serial": serial, "reviewer": reviewer], photos: photos).digest
        }
        let photo = CaseRecord.Photo(id: 1, digest: "d", struckBy: nil)
        let records = [
            digest("a", "b", []), digest("ab", "", []), digest("", "ab", []), digest("a", nil, []), digest("a", "", []),
            digest("a", "b", [photo]), digest("a", "b", [CaseRecord.Photo(id: 1, digest: "e", struckBy: nil)]),
            digest("a", "b", [CaseRecord.Photo(id: 2, digest: "d", struckBy: nil)]),
            digest("a", "b", [CaseRecord.Photo(id: 1, digest: "d", struckBy: "lan")]),
            digest("a", "b", [CaseRecord.Photo(id: 1, digest: "d", struckBy: "")]),
        ]
        #expect(Set(records).count == records.count)
        let second = CaseRecord.Photo(id: 2, digest: "e", struckBy: nil)
        #expect(digest("a", "b", [photo, second]) == digest("a", "b", [second, photo]))
    }
}
