import Attendance
import SeededChance
import TestSupport
import Testing

@testable import Store

/// The counters of several sources, clients and days: what moves one must not move another's.
@Suite struct SeveralCountersTests {
    @Test(arguments: [1, 5, 13, 34] as [UInt64])
    func countersOfManyNeverDifferFromACount(_ seed: UInt64) async throws {
        try await Ledger.with { ledger in
            var chance = SeededGenerator(seed: seed)
            let store = ledger.store
            let clients = [ledger.client, try await ledger.addClient("Second")]
            let names = ["Office", "Branch", "Depot"]
            for (index, name) in names.enumerated() where index > 0 {
                _ = try await ledger.addDevice(name, place: "\(index)", hr: ["HR", "Second"])
            }
            var number = 0
            for round in 0..<45 {
                let name = names[Int.random(in: 0..<3, using: &chance)]
                let place = name == "Office" ? "13433" : "\(names.firstIndex(of: name) ?? 0)"
                let device = try? await store.devices.find(name)
                let choice = Int.random(in: 0..<11, using: &chance)
                switch choice {
                case 0...3:
                    let punches = (0..<Int.random(in: 1...12, using: &chance)).map { _ in
                        number += Int.random(in: 0...1, using: &chance)
                        let at = ledger.now - .hours(number % 5 * 20)
                        return Ledger.punch("k\(number)", at: at, code: number % 6 == 0 ? "" : "\(number % 4)")
                    }
                    if let device { try await ledger.ingest(punches, into: device) }
                case 4, 5:
                    let client = clients[choice - 4]
                    let outcomes: [Settlement] = [
                        .delivered(receipt: nil), .parked(code: "unknownCode", Phrase(verbatim: "p")),
                        .rejected(Phrase(verbatim: "r")), .again(at: ledger.now, Phrase(verbatim: "a")),
                    ]
                    let due = try await store.deliveries.due(client, at: ledger.now, limit: 15)
                    try await store.deliveries.settle(
                        client, due.map { ($0.punch.id, outcomes[Int.random(in: 0..<4, using: &chance)]) },
                        now: ledger.now)
                case 6:
                    _ = try await store.deliveries.replay(clients[0], codes: ["1"], now: ledger.now)
                    _ = try await store.deliveries.retryParked(clients[1], now: ledger.now)
                case 7:
                    if let device {
                        let isKept = Bool.random(using: &chance)
                        _ = try await store.devices.remove(
                            device, withPunches: !isKept, act: Act(by: .person("t"), at: ledger.now))
                    } else {
                        _ = try await ledger.addDevice(name, place: place, hr: ["Second"])
                    }
                case 8:
                    if let device {
                        let zone = try #require(Zone(identifier: ["Asia/Tokyo", "America/New_York"][round % 2]))
                        let attached = [["HR", "Second"], ["HR"], ["Second"], []][round % 4]
                        let draft = Ledger.draft(name, place: place, zone: zone, hr: attached)
                        _ = try await store.devices.edit(device, to: draft, act: Act(by: .person("t"), at: ledger.now))
                    }
                case 9:
                    _ = try await store.maintenance.cleanPunches(
                        before: ledger.now - .hours(30), act: Act(by: .person("t"), at: ledger.now))
                default:
                    let scope = DeliveryScope(from: ledger.now - .hours(90), to: ledger.now)
                    try await store.deliveries.owe(clients[0], scope: scope, now: ledger.now)
                }
                #expect(try ledger.miscounted() == [], "round \(round), step \(choice)")
            }
            try await expectSameStatus(ledger)
        }
    }

    /// The status by the counters says what the status by a count says.
    private func expectSameStatus(_ ledger: Ledger) async throws {
        let fast = try await ledger.store.status.status(days: nil)
        let slow = try await ledger.store.status.status(from: Instant(milliseconds: 0), to: nil)
        func lines(_ status: Status) -> [String] {
            (status.devices + status.hrClients).map { line in
                "\(line.name) \(line.counts.pulled) \(DeliveryState.allCases.map { line.counts[$0] })"
            } + ["\(status.total.pulled) \(DeliveryState.allCases.map { status.total[$0] })"]
        }
        #expect(lines(fast) == lines(slow))
    }

    @Test func countsOfDaysAreThoseOfTheirSourceAndTheirStates() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2", hr: [])
            let first = Instant("2026-03-14T23:59:59+07:00")
            try await ledger.ingest([
                Ledger.punch("a", at: first), Ledger.punch("b", at: first + .seconds(1)),
                Ledger.punch("c", at: first + .seconds(2)), Ledger.punch("d", at: first + .seconds(3), code: ""),
                Ledger.punch("e", at: first + .hours(24) + .seconds(1)),
            ])
            try await ledger.ingest([Ledger.punch("a", at: first + .seconds(1))], into: branch)
            try await ledger.settle(.delivered(receipt: nil), ["a", "b"])
            try await ledger.settle(.rejected(Phrase(verbatim: "r")), ["c"])
            let days = (14...16).compactMap { LocalDate(year: 2026, month: 3, day: $0) }
            let status = ledger.store.status
            let office = try await status.days(days[0]...days[1], sourceID: ledger.device.sourceID)
            #expect(office.map(\.day) == [days[0], days[1]])
            #expect(office.map(\.counts.pulled) == [1, 3] && office.map(\.counts.delivered) == [1, 1])
            #expect(office.map(\.counts.rejected) == [0, 1] && office.map(\.counts.parked) == [0, 1])
            let all = try await status.days(days[1]...days[2])
            #expect(all.map(\.counts.pulled) == [4, 1] && all.map(\.counts.waiting) == [0, 1])
            let second = try await status.status(days: days[1]...days[1])
            #expect(second.total.pulled == 4 && second.devices.map(\.counts.pulled) == [3, 1])
            #expect(second.hrClients.map(\.counts.pulled) == [3])
            let span = try await status.status(from: first, to: first + .seconds(1))
            #expect(span.total.pulled == 1 && span.total.delivered == 1)
            let active = try await status.punches(
                since: days[1], sources: [ledger.device.sourceID, branch.sourceID])
            #expect(active == [ledger.device.sourceID: [days[1]: 3, days[2]: 1], branch.sourceID: [days[1]: 1]])
            #expect(try await status.punches(since: days[2], sources: [branch.sourceID]) == [branch.sourceID: [:]])
        }
    }

    /// 2026-03-16 is a Monday; 1969-12-29 one before the count of days begins.
    @Test(arguments: [
        ("2026-03-16", "2026-03-16"), ("2026-03-22", "2026-03-16"), ("2026-03-15", "2026-03-09"),
        ("1970-01-04", "1969-12-29"), ("1970-01-05", "1970-01-05"), ("1969-12-28", "1969-12-22"),
    ])
    func aWeekBeginsOnItsMonday(_ day: String, _ monday: String) throws {
        var counts = StatusCounts()
        counts.pulled = 2
        counts.parked = 1
        let date = try #require(LocalDate(day))
        let weeks = [DayCounts(day: date, counts: counts)].byWeek
        #expect(weeks.map(\.day.description) == [monday])
        #expect(weeks.map(\.counts.pulled) == [2] && weeks.map(\.counts.parked) == [1])
    }

    @Test func theDaysOfAWeekAreAddedUpAndTheNextBeginsAnew() throws {
        let first = try #require(LocalDate(year: 2026, month: 3, day: 14))
        let days = (0..<4).map { number in
            var counts = StatusCounts()
            counts.pulled = 1 << number
            counts.delivered = 10 * (number + 1)
            return DayCounts(day: first.adding(days: number), counts: counts)
        }
        let weeks = days.byWeek
        #expect(weeks.map(\.counts.pulled) == [3, 12] && weeks.map(\.counts.delivered) == [30, 70])
    }

    @Test func theRevisionGrowsWithWhateverAnOpenPageShows() async throws {
        try await Ledger.with { ledger in
            let status = ledger.store.status
            var seen: [[Int64]] = [try await status.revision()]
            try await ledger.ingest([Ledger.punch(1)])
            seen.append(try await status.revision())
            try await ledger.settle(.again(at: ledger.now, Phrase(verbatim: "a")))
            seen.append(try await status.revision())
            _ = try await ledger.store.hooks.announce(Ledger.punch(2), device: ledger.device, now: ledger.now)
            seen.append(try await status.revision())
            let due = try #require(try await ledger.store.hooks.due(now: ledger.now).first)
            try await ledger.store.hooks.settle(
                due, .notFound, nextAttemptAt: ledger.now, device: ledger.device, now: ledger.now)
            seen.append(try await status.revision())
            #expect(Set(seen).count == 5 && seen.allSatisfy { $0.count == 4 })
        }
    }
}
