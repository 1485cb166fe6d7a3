import Attendance
import Foundation
import GRDB
import Store
import TestSupport
import Testing

/// Mapping a code, the question before it, and the way back.
@Suite struct CodeMappingTests {
    @Test func overAnotherKnownPersonNothingChangesUntilItIsConfirmed() async throws {
        try await Ledger.with { ledger in
            try await ledger.know("42", "Minh", 4)
            try await ledger.deliverAll()
            try await ledger.know("17", "Lan", 9, from: 100, days: 3)
            try await ledger.park()
            let before = try await ledger.states()
            let warning = try #require(try await ledger.map("17", "42").warning)
            #expect(warning.knownAs == ["Minh"] && warning.names == ["Lan"])
            #expect(warning.punches == 9 && warning.days == 3 && warning.holders.map(\.punches) == [4])
            #expect(try await ledger.states() == before)
            #expect(try await ledger.store.codeMappings.codes(of: ledger.client).isEmpty)
            #expect(try await ledger.store.deliveries.nextDue(ledger.client) == nil)
            let change = try #require(try await ledger.map("17", "42", .anybody).change)
            #expect(change.released == 9 && change.formerCode == nil)
            let history = try await ledger.store.history.entries(limit: 1)
            #expect(
                history.first?.what
                    == .code(.mapped("17", to: "42", former: nil, released: 9, received: 0, over: ["Minh"])))
        }
    }

    @Test(arguments: [("42", "042"), ("007", "7"), ("AD7", "ad7"), ("42", "42")])
    func aPersonIsKnownUnderEverySpellingOfTheCode(_ known: String, _ wanted: String) async throws {
        try await Ledger.with { ledger in
            try await ledger.know(known, "Minh", 1)
            try await ledger.know("17", "Lan", 1, from: 100)
            #expect(try await ledger.map("17", wanted).warning?.knownAs == ["Minh"])
        }
    }

    @Test(arguments: [
        ("Nguyễn Thị Lan", "nguyen thi lan", false), ("Trần Văn Tuấn", "Trần Văn Tuân", true), ("Lan", "Minh", true),
        ("Lan", "", true), ("", "Minh", true), ("", "", true),
    ])
    func onlyOnePersonUnderTwoCodesNeedsNoConfirmation(_ own: String, _ other: String, _ asks: Bool) async throws {
        try await Ledger.with { ledger in
            try await ledger.know("42", other, 1)
            try await ledger.know("17", own, 1, from: 100)
            #expect((try await ledger.map("17", "42").warning != nil) == asks)
        }
    }

    @Test func aCodeThatNobodyHereHasNeedsNoConfirmation() async throws {
        try await Ledger.with { ledger in
            try await ledger.know("17", "Lan", 1)
            #expect(try await ledger.map("17", "NV-0042").change != nil)
            // Nobody has punched as 99 yet, but somebody has as 17.
            #expect(try await ledger.map("99", "17").warning?.knownAs == ["Lan"])
        }
    }

    @Test func twoPeopleDoNotReachOneHRCodeByTwoMappings() async throws {
        try await Ledger.with { ledger in
            try await ledger.know("17", "Lan", 1)
            try await ledger.know("23", "Hoa", 1, from: 100)
            try await ledger.know("31", "LAN", 1, from: 200)
            #expect(try await ledger.map("17", "X42").change != nil)
            let warning = try #require(try await ledger.map("23", "x42").warning)
            #expect(warning.knownAs == ["Lan"] && warning.holders.allSatisfy(\.isMapped))
            // The same person at another device.
            #expect(try await ledger.map("31", "X42").change != nil)
            // Nobody is known by it, and it is in use all the same.
            #expect(try await ledger.map("88", "Y1").change != nil)
            #expect(try await ledger.map("23", "Y1").warning != nil)
        }
    }

    @Test func aDeviceCodeThatSeveralPeopleCarryIsAskedAbout() async throws {
        try await Ledger.with { ledger in
            try await ledger.know("17", "Lan", 1)
            try await ledger.know("17", "Hoa", 1, from: 100)
            let warning = try #require(try await ledger.map("17", "X42").warning)
            #expect(warning.holders.isEmpty && Set(warning.knownAs) == ["Lan", "Hoa"])
        }
    }

    @Test func aCodeMappedToItselfIsAskedAboutOnlyWhereItIsAnothersToo() async throws {
        try await Ledger.with { ledger in
            try await ledger.know("017", "Lan", 1)
            #expect(try await ledger.map("017", "17").change != nil)
            #expect(try await ledger.map("017", "017").change != nil)
            try await ledger.know("17", "Minh", 1, from: 100)
            #expect(try await ledger.map("017", "17").warning?.knownAs == ["Minh"])
        }
    }

    @Test func whoBecameKnownAfterTheQuestionIsAskedAboutAgain() async throws {
        try await Ledger.with { ledger in
            try await ledger.know("42", "Minh", 1)
            try await ledger.know("17", "Lan", 1, from: 100)
            let warning = try #require(try await ledger.map("17", "42").warning)
            try await ledger.know("042", "Hoa", 1, from: 200)
            let again = try #require(try await ledger.map("17", "42", .people(mark: warning.mark)).warning)
            #expect(Set(again.knownAs) == ["Minh", "Hoa"])
            #expect(try await ledger.map("17", "42", .people(mark: again.mark)).change != nil)
            let listed = try await ledger.store.codeMappings.all()
            #expect(listed.first.map { Set($0.alsoKnownAs) } == ["Minh", "Hoa"])
        }
    }

    @Test func ofTwoWhoMapOntoOneCodeAtOnceOneIsAsked() async throws {
        try await Ledger.with { ledger in
            try await ledger.know("17", "Lan", 1)
            try await ledger.know("23", "Hoa", 1, from: 100)
            let other = try Store(directory: ledger.directory, environment: [:])
            for round in 0..<20 {
                async let first = ledger.map("17", "N\(round)")
                async let second = other.codeMappings.set(
                    "23", to: "N\(round)", for: ledger.client, act: Act(by: .person("t"), at: ledger.now))
                let outcomes = try await [first, second]
                #expect(outcomes.count { $0.change != nil } == 1 && outcomes.count { $0.warning != nil } == 1)
            }
        }
    }

    @Test func takingBackListsWhatHRReceivedAndUnderWhichCode() async throws {
        try await Ledger.with { ledger in
            // Under the device's own code, before any mapping.
            try await ledger.know("17", "Lan", 2)
            try await ledger.deliverAll()
            _ = try await ledger.map("17", "X1")
            try await ledger.know("17", "Lan", 3, from: 100)
            try await ledger.deliverAll()
            let change = try #require(try await ledger.map("17", "X2").change)
            #expect(change.formerCode == "X1" && change.received.total == 3)
            #expect(change.received.items.map(\.hrCode) == ["X1", "X1", "X1"])
            try await ledger.know("17", "Lan", 1, from: 50)
            try await ledger.deliverAll()
            let removal = try #require(try await ledger.unmap("17"))
            #expect(removal.hrCode == "X2" && removal.received.total == 4 && removal.received.next == nil)
            #expect(removal.received.items.map(\.punch.sourceKey) == ["k50", "k100", "k101", "k102"])
            #expect(removal.received.items.map(\.hrCode) == ["X2", "X1", "X1", "X1"])
            // It is not sent again, and is found later too.
            #expect(try await ledger.store.deliveries.nextDue(ledger.client) == nil)
            let later = try await ledger.store.codeMappings.receipts(of: "17", client: ledger.client, limit: 3)
            #expect(later.items.count == 3 && later.total == 4 && later.next != nil)
            let rest = try await ledger.store.codeMappings.receipts(
                of: "17", client: ledger.client, after: later.next, limit: 3)
            #expect(rest.items.map(\.punch.sourceKey) == ["k102"])
            #expect(try await ledger.unmap("17") == nil)
        }
    }

    @Test func aLaterMappingIsNotBlamedForAnEarlierOne() async throws {
        try await Ledger.with { ledger in
            let store = ledger.store.codeMappings
            _ = try await ledger.map("17", "X1")
            try await ledger.know("17", "Lan", 2)
            try await ledger.deliverAll()
            _ = try await ledger.unmap("17")
            _ = try await store.set(
                "17", to: "X2", for: ledger.client, act: Act(by: .person("t"), at: ledger.now + .hours(1)))
            let removal = try #require(
                try await store.remove("17", for: ledger.client, act: Act(by: .person("t"), at: ledger.now + .hours(2)))
            )
            #expect(removal.received.total == 0)
            #expect(try await store.receipts(of: "17", client: ledger.client).total == 2)
        }
    }

    @Test func takingBackIsNeverRefusedAndSaysWhoElseHasTheCode() async throws {
        try await Ledger.with { ledger in
            try await ledger.know("17", "Lan", 1)
            try await ledger.know("42", "Minh", 1, from: 100)
            _ = try await ledger.map("17", "42", .anybody)
            _ = try await ledger.map("42", "17", .anybody)
            #expect(try await ledger.unmap("17")?.alsoKnownAs == ["Minh"])
            #expect(try await ledger.unmap("42")?.alsoKnownAs == [])
        }
    }

    @Test func whatWasReceivedIsRememberedThroughACleanUp() async throws {
        try await Ledger.with { ledger in
            _ = try await ledger.map("17", "X1")
            try await ledger.know("17", "Lan", 2)
            try await ledger.deliverAll()
            _ = try await ledger.store.maintenance.cleanPunches(before: nil, act: Act(by: .person("t"), at: ledger.now))
            try await ledger.know("17", "Lan", 2)
            let removal = try #require(try await ledger.unmap("17"))
            #expect(removal.received.items.map(\.hrCode) == ["X1", "X1"])
        }
    }

    @Test func aStoreFromBeforeKnowsWhatWentUnderItsMappings() async throws {
        try await Ledger.with { ledger in
            try await ledger.know("17", "Lan", 2)
            try await ledger.know("18", "Hoa", 1, from: 50)
            try await ledger.deliverAll()
            let before = ledger.now + .minutes(1)
            _ = try await ledger.store.codeMappings.set(
                "17", to: "X1", for: ledger.client, act: Act(by: .person("t"), at: before))
            try await ledger.know("17", "Lan", 1, from: 100)
            let due = try await ledger.store.deliveries.due(ledger.client, at: ledger.now, limit: 10)
            try await ledger.store.deliveries.settle(
                ledger.client, due.map { (punchID: $0.punch.id, .delivered(receipt: nil)) },
                now: before + .minutes(1))
            try await withTemporaryDirectory { other in
                let source = try DatabaseQueue(path: ledger.directory.appending(path: "rollcall.db").path)
                let old = try DatabaseQueue(path: other.appending(path: "rollcall.db").path)
                try source.backup(to: old)
                try await old.writeWithoutTransaction { database in
                    try database.execute(
                        sql: """
                            ALTER TABLE delivery DROP COLUMN hr_code; ALTER TABLE received DROP COLUMN hr_code;
                            DROP TABLE code_mapping_start;
                            DELETE FROM grdb_migrations WHERE identifier = '006 mappings';
                            """)
                }
                try old.close()
                try FileManager.default.copyItem(
                    at: ledger.directory.appending(path: "rollcall.key"), to: other.appending(path: "rollcall.key"))
                let opened = try Store(directory: other, environment: [:])
                let removal = try #require(
                    try await opened.codeMappings.remove(
                        "17", for: ledger.client, act: Act(by: .person("t"), at: ledger.now)))
                #expect(removal.received.items.map(\.punch.sourceKey) == ["k100"])
            }
        }
    }
}

extension MappingOutcome {
    fileprivate var warning: MappingWarning? {
        if case .unconfirmed(let warning) = self { warning } else { nil }
    }

    fileprivate var change: MappingChange? {
        if case .mapped(let change) = self { change } else { nil }
    }
}

extension Ledger {
    /// Ingests punches of one person, one a second, spread over days that end today.
    fileprivate func know(_ code: String, _ name: String, _ count: Int, from start: Int = 0, days: Int = 1) async throws
    {
        try await ingest(
            (start..<start + count).map { number in
                let at = Instant("2026-03-16T08:00:00+07:00") + .seconds(number) - .hours(24 * (number % days))
                return Punch(
                    sourceKey: "k\(number)", code: code, personName: name, at: at, local: Zone.vietnam.local(at: at),
                    offset: 7 * 3600, raw: Array("{\"n\":\(number)}".utf8)[...])
            })
    }

    /// Parks everything that is due, as unknown to HR.
    fileprivate func park() async throws {
        let due = try await store.deliveries.due(client, at: now, limit: 100)
        try await store.deliveries.settle(
            client, due.map { (punchID: $0.punch.id, .parked(code: "unknownCode", Phrase(verbatim: "unknown"))) },
            now: now)
    }

    fileprivate func map(
        _ code: String, _ hrCode: String, _ confirmation: MappingConfirmation = .none
    ) async throws -> MappingOutcome {
        try await store.codeMappings.set(
            code, to: hrCode, for: client, confirmation: confirmation, act: Act(by: .person("test"), at: now))
    }

    fileprivate func unmap(_ code: String) async throws -> MappingRemoval? {
        try await store.codeMappings.remove(code, for: client, act: Act(by: .person("test"), at: now))
    }
}
