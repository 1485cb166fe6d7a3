import Attendance
import Store
import TestSupport
import Testing

/// A mapping is one client's: what it releases, remembers and takes back is that client's alone.
@Suite struct MappingScopeTests {
    private func withTwo(_ body: (Ledger, HRClient) async throws -> Void) async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await body(ledger, second)
        }
    }

    private func map(
        _ ledger: Ledger, _ code: String, _ hrCode: String, of client: HRClient? = nil, at: Instant? = nil
    ) async throws -> MappingChange? {
        let outcome = try await ledger.store.codeMappings.set(
            code, to: hrCode, for: client ?? ledger.client, act: Act(by: .person("an"), at: at ?? ledger.now))
        if case .mapped(let change) = outcome { return change }
        return nil
    }

    private func remove(_ ledger: Ledger, _ code: String, of client: HRClient? = nil) async throws -> MappingRemoval? {
        try await ledger.store.codeMappings.remove(
            code, for: client ?? ledger.client, act: Act(by: .person("an"), at: ledger.now))
    }

    @Test func itReleasesWhatItsOwnClientHasNotReceivedOfThatCode() async throws {
        try await withTwo { ledger, second in
            try await ledger.ingest([
                Ledger.punch(1, code: "17"), Ledger.punch(2, code: "17"), Ledger.punch(3, code: "18"),
                Ledger.punch(4, code: "17"),
            ])
            let unknown = Settlement.parked(code: "unknownCode", Phrase(verbatim: "p"))
            try await ledger.settle(unknown, ["k1", "k3"])
            try await ledger.settle(.rejected(Phrase(verbatim: "r")), ["k2"])
            try await ledger.settle(.delivered(receipt: nil), ["k4"])
            try await ledger.settle(unknown, of: second)
            #expect(try await map(ledger, "17", "N17")?.released == 2)
            #expect(
                try await ledger.states() == [
                    "k1": "waiting,parked", "k2": "waiting,parked", "k3": "parked,parked", "k4": "delivered,parked",
                ])
            #expect(try await ledger.due() == ["k1", "k2"])
            #expect(try ledger.miscounted() == [])
        }
    }

    @Test func twoClientsMayKnowOnePersonByTwoCodes() async throws {
        try await withTwo { ledger, second in
            try await ledger.ingest([Ledger.punch(1, code: "17")])
            #expect(try await map(ledger, "17", "A") != nil)
            #expect(try await map(ledger, "17", "B", of: second) != nil)
            let mappings = ledger.store.codeMappings
            #expect(try await mappings.codes(of: ledger.client) == ["17": "A"])
            #expect(try await mappings.codes(of: second) == ["17": "B"])
            #expect(try await mappings.hrCodes(of: "17") == ["HR": "A", "Second": "B"])
            try await ledger.settle(.delivered(receipt: nil))
            try await ledger.settle(.delivered(receipt: nil), of: second)
            let removal = try #require(try await remove(ledger, "17"))
            #expect(removal.hrCode == "A" && removal.received.total == 1)
            #expect(removal.received.items.map(\.hrCode) == ["A"])
            #expect(try await mappings.codes(of: second) == ["17": "B"])
            let all = try await mappings.all()
            #expect(all.map { "\($0.hrClient) \($0.code) \($0.hrCode) \($0.actor)" } == ["Second 17 B an"])
            // A client that has gone has no mappings that anybody sees.
            try await ledger.store.hrClients.remove(second, act: Act(by: .person("t"), at: ledger.now))
            #expect(try await mappings.all().isEmpty)
            #expect(try await mappings.hrCodes(of: "17").isEmpty)
        }
    }

    @Test func aHolderAtAnotherClientIsNobodysBusiness() async throws {
        try await withTwo { ledger, second in
            try await ledger.ingest([Ledger.punch(1, code: "17")])
            var hoa = Ledger.punch(2, code: "23")
            hoa.personName = "Hoa"
            try await ledger.ingest([hoa])
            #expect(try await map(ledger, "23", "X", of: second) != nil)
            #expect(try await map(ledger, "17", "X") != nil)
            #expect(try await map(ledger, "23", "X") == nil)
        }
    }

    @Test func theSameWordAgainChangesNeitherItsTimeNorItsActor() async throws {
        try await withTwo { ledger, _ in
            _ = try await map(ledger, "17", "A", at: ledger.now - .hours(2))
            let again = try #require(try await map(ledger, "17", "A"))
            #expect(again.formerCode == nil && again.since == ledger.now - .hours(2))
            let same = try #require(try await ledger.store.codeMappings.all().first)
            #expect(same.at == ledger.now - .hours(2))
            let other = try #require(try await map(ledger, "17", "B"))
            #expect(other.formerCode == "A" && other.since == ledger.now - .hours(2))
            let moved = try #require(try await ledger.store.codeMappings.all().first)
            #expect(moved.at == ledger.now)
            #expect(try await remove(ledger, "17")?.since == ledger.now - .hours(2))
        }
    }

    @Test func receiptsAreAskedForFromAMomentOn() async throws {
        try await withTwo { ledger, second in
            _ = try await map(ledger, "17", "A", at: ledger.now - .hours(9))
            try await ledger.ingest((1...3).map { Ledger.punch($0, code: "17") })
            try await ledger.settle(.delivered(receipt: nil), ["k1"], at: ledger.now - .milliseconds(1))
            try await ledger.settle(.delivered(receipt: nil), ["k2", "k3"])
            try await ledger.settle(.delivered(receipt: nil), of: second)
            let mappings = ledger.store.codeMappings
            let since = try await mappings.receipts(of: "17", client: ledger.client, since: ledger.now)
            #expect(since.total == 2 && since.items.map(\.punch.sourceKey) == ["k2", "k3"] && since.next == nil)
            #expect(try await mappings.receipts(of: "17", client: ledger.client).total == 3)
            #expect(try await mappings.receipts(of: "17", client: second).total == 0)
            #expect(try await mappings.receipts(of: "18", client: ledger.client).total == 0)
        }
    }
}
