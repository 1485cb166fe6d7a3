import Attendance
import Foundation
import GRDB
import SeededChance
import Store
import TestSupport
import Testing

/// The counters are kept beside what they count; whatever happens, counting anew must give the same.
@Suite struct TallyTests {
    private func expectExact(_ directory: URL, _ step: String) throws {
        let queue = try DatabaseQueue(path: directory.appending(path: "rollcall.db").path)
        let (kept, counted) = try queue.read { database in
            func lines(_ sql: String) throws -> Set<String> {
                Set(
                    try Row.fetchAll(database, sql: sql).map {
                        "\($0[0] as String)/\($0[1] as Int64)/\($0[2] as Int64)/\($0[3] as Int64)=\($0[4] as Int)"
                    })
            }
            let kept = try lines("SELECT day, source_id, hr_client_id, state, count FROM tally WHERE count <> 0")
            let punches = try lines(
                "SELECT substr(local_time, 1, 10), source_id, 0, 0, count(*) FROM punch GROUP BY 1, 2")
            let deliveries = try lines(
                """
                SELECT substr(local_time, 1, 10), source_id, hr_client_id, state, count(*)
                FROM delivery JOIN punch ON punch.id = delivery.punch_id GROUP BY 1, 2, 3, 4
                """)
            let sums = try lines(
                "SELECT span, source_id, hr_client_id, state, count FROM tally_sum WHERE count <> 0")
            let summed = try lines(
                """
                SELECT substr(day, 1, 7), source_id, hr_client_id, state, sum(count) AS n FROM tally
                GROUP BY 1, 2, 3, 4 HAVING n <> 0
                UNION ALL SELECT day, 0, hr_client_id, state, sum(count) AS n FROM tally GROUP BY 1, 2, 3, 4 HAVING n <> 0
                """)
            #expect(sums == summed, "after \(step): \(sums.symmetricDifference(summed).sorted())")
            return (kept, punches.union(deliveries))
        }
        #expect(kept == counted, "after \(step): \(kept.symmetricDifference(counted).sorted())")
    }

    @Test(arguments: [3, 8, 21] as [UInt64])
    func countersNeverDifferFromACountWhateverHappens(_ seed: UInt64) async throws {
        try await Ledger.with { ledger in
            var chance = SeededGenerator(seed: seed)
            let store = ledger.store
            var number = 0
            var device = ledger.device
            for round in 0..<40 {
                let choice = Int.random(in: 0..<9, using: &chance)
                switch choice {
                case 0...2:
                    let punches = (0..<Int.random(in: 1...30, using: &chance)).map { _ in
                        number += Int.random(in: 0...1, using: &chance)
                        return Ledger.punch(number * 4001, code: number % 7 == 0 ? "" : "10\(number % 5)")
                    }
                    try await ledger.ingest(punches, into: device)
                case 3:
                    let due = try await store.deliveries.due(ledger.client, at: ledger.now, limit: 20)
                    try await store.deliveries.settle(
                        ledger.client,
                        due.map { item in
                            let outcomes: [Settlement] = [
                                .delivered(receipt: "r"), .parked(code: "unknownCode", Phrase(verbatim: "p")),
                                .rejected(Phrase(verbatim: "r")), .again(at: ledger.now, Phrase(verbatim: "a")),
                            ]
                            return (punchID: item.punch.id, outcomes[Int(item.punch.id % 4)])
                        }, now: ledger.now)
                case 4: _ = try await store.deliveries.retryParked(ledger.client, now: ledger.now)
                case 5:
                    _ = try await store.codeMappings.set(
                        "101", to: "X", for: ledger.client, act: Act(by: .person("test"), at: ledger.now))
                case 6:
                    let zone = try #require(Zone(identifier: round % 2 == 0 ? "Asia/Tokyo" : "America/New_York"))
                    device = try await store.devices.edit(
                        device, to: Ledger.draft("Office", zone: zone, hr: round % 3 == 0 ? [] : ["HR"]),
                        act: Act(by: .person("test"), at: ledger.now))
                case 7:
                    _ = try await store.maintenance.cleanPunches(
                        before: ledger.now - .hours(1), act: Act(by: .person("test"), at: ledger.now))
                default:
                    _ = try await store.maintenance.cleanPushHistory(
                        before: nil, act: Act(by: .person("test"), at: ledger.now))
                }
                try expectExact(ledger.directory, "round \(round), step \(choice)")
            }
        }
    }

    @Test(arguments: [5, 34] as [UInt64])
    func theStatusOfAnyDaysIsWhatACountOfThemGives(_ seed: UInt64) async throws {
        try await Ledger.with { ledger in
            var chance = SeededGenerator(seed: seed)
            // Three years, some months without any.
            let punches = (0..<300).map { _ in
                Ledger.punch(
                    60 * Int.random(in: 0..<3 * 365 * 1440, using: &chance),
                    code: Bool.random(using: &chance) ? "" : "7")
            }
            try await ledger.ingest(punches)
            try await ledger.deliverAll()
            let queue = try DatabaseQueue(path: ledger.directory.appending(path: "rollcall.db").path)
            let days = try await queue.read {
                try String.fetchAll($0, sql: "SELECT DISTINCT substr(local_time, 1, 10) FROM punch ORDER BY 1")
            }.compactMap { LocalDate($0) }
            for _ in 0..<60 {
                let ends = [days.randomElement(using: &chance), days.randomElement(using: &chance)].compactMap { $0 }
                    .sorted()
                let range = ends[0].adding(days: -Int.random(in: 0...31, using: &chance))...ends[1]
                let counted = try await queue.read {
                    try Int.fetchOne(
                        $0, sql: "SELECT count(*) FROM punch WHERE substr(local_time, 1, 10) BETWEEN ? AND ?",
                        arguments: [range.lowerBound.description, range.upperBound.description]) ?? 0
                }
                let status = try await ledger.store.status.status(days: range)
                let byDay = try await ledger.store.status.days(range)
                let ofDevice = try await ledger.store.status.days(range, sourceID: ledger.device.sourceID)
                #expect(status.total.pulled == counted && status.devices[0].counts.pulled == counted, "\(range)")
                #expect(byDay == ofDevice && byDay.map(\.counts.pulled).reduce(0, +) == counted, "\(range)")
                #expect(byDay.map(\.day) == days.filter { range.contains($0) }, "\(range)")
                #expect(status.total.delivered == byDay.map(\.counts.delivered).reduce(0, +), "\(range)")
                #expect(status.total.parked == byDay.map(\.counts.parked).reduce(0, +), "\(range)")
            }
        }
    }

    @Test func somebodyWhosePunchesWereCleanedIsFoundAgainOnceSheComesBack() async throws {
        try await Ledger.with { ledger in
            for _ in 0..<2 {
                try await ledger.ingest([Ledger.punch(1)])
                let found = try await ledger.store.punches.people("lan")
                #expect(found.map(\.code) == ["1001"])
                // Another process cleans up: what this one knew of people is worth nothing.
                let other = try Store(directory: ledger.directory, environment: [:])
                _ = try await other.maintenance.cleanPunches(before: nil, act: Act(by: .person("test"), at: ledger.now))
                let gone = try await ledger.store.punches.people("lan")
                #expect(gone.isEmpty)
            }
        }
    }

    @Test func aStoreOfTheFirstVersionIsCountedWhenItIsOpened() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2), Ledger.punch(90_000, code: "")])
            try await ledger.deliverAll()
            let path = ledger.directory.appending(path: "rollcall.db").path
            try await withTemporaryDirectory { other in
                // The same ledger without anything that the second version added.
                let copy = other.appending(path: "rollcall.db").path
                let source = try DatabaseQueue(path: path)
                let old = try DatabaseQueue(path: copy)
                try source.backup(to: old)
                try await old.writeWithoutTransaction { database in
                    try database.execute(
                        sql: """
                            PRAGMA foreign_keys = OFF;
                            DROP TRIGGER delivery_moved; DROP TRIGGER delivery_left;
                            DROP TABLE tally; DROP TABLE tally_sum; DROP TABLE person; DROP TABLE session; DROP TABLE user;
                            DROP TABLE invitation; DROP TABLE api_token; DROP TABLE code_mapping; DROP TABLE hook;
                            DROP TABLE announcement; DROP INDEX sync_run_open;
                            ALTER TABLE device DROP COLUMN paused; ALTER TABLE hr_client DROP COLUMN revision;
                            ALTER TABLE source DROP COLUMN latest_delivery_at;
                            ALTER TABLE source DROP COLUMN latest_delivery_code;
                            DELETE FROM grdb_migrations
                            WHERE identifier IN ('002 console', '023 sums of counters');
                            """)
                }
                try old.close()
                try FileManager.default.copyItem(
                    at: ledger.directory.appending(path: "rollcall.key"), to: other.appending(path: "rollcall.key"))
                let opened = try Store(directory: other, environment: [:])
                try expectExact(other, "the migration")
                let status = try await opened.status.status(days: nil)
                #expect(status.total.pulled == 3 && status.total.delivered == 2 && status.total.parked == 1)
                let people = try await opened.punches.people("lan")
                #expect(people.map(\.code) == ["", "1001"])
            }
        }
    }
}
