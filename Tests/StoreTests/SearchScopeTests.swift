import Attendance
import Store
import TestSupport
import Testing

/// Whose state a search means, where a jump to a day lands, and what a cursor is bound to.
@Suite struct SearchScopeTests {
    private func keys(_ ledger: Ledger, _ search: PunchSearch, at cursor: PunchCursor? = nil) async throws -> [String] {
        try await ledger.store.punches.search(search, at: cursor, limit: 10).punches.map { $0.punch.sourceKey }
    }

    @Test(arguments: PunchSearch.Order.allCases)
    func aStateIsThatOfTheClientThatIsMeant(_ order: PunchSearch.Order) async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            try await ledger.attach(["HR", "Second"])
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2), Ledger.punch(3)])
            try await ledger.settle(.delivered(receipt: nil), ["k1", "k3"])
            try await ledger.settle(.delivered(receipt: nil), ["k2", "k3"], of: second)
            for (client, state, wanted) in [
                (ledger.client.id as Int64?, DeliveryState.delivered, ["k1", "k3"]),
                (second.id, .delivered, ["k2", "k3"]),
                (nil, .delivered, ["k1", "k2", "k3"]), (ledger.client.id, .waiting, ["k2"]),
                (second.id, .waiting, ["k1"]), (nil, .waiting, ["k1", "k2"]), (nil, .parked, []),
            ] {
                var search = PunchSearch()
                search.order = order
                search.state = state
                search.hrClientID = client
                #expect(try await keys(ledger, search).sorted() == wanted)
                let totals = try await ledger.store.punches.totals(search)
                #expect(totals.punches == wanted.count && !totals.isAtLeast)
            }
            var ofOne = PunchSearch()
            ofOne.hrClientID = second.id
            let totals = try await ledger.store.punches.totals(ofOne)
            #expect(totals.punches == 3 && totals.deliveries?[.delivered] == 2 && totals.deliveries?[.waiting] == 1)
        }
    }

    @Test func aJumpToADayLandsOnItsEndOrItsStartByTheOrder() async throws {
        try await Ledger.with { ledger in
            let start = Instant("2026-03-15T00:00:00+07:00")
            let end = start + .hours(24)
            try await ledger.ingest([
                Ledger.punch("before", at: start - .milliseconds(1)), Ledger.punch("first", at: start),
                Ledger.punch("last", at: end - .milliseconds(1)), Ledger.punch("after", at: end),
            ])
            let day = try #require(LocalDate(year: 2026, month: 3, day: 15))
            var search = PunchSearch()
            let newest = PunchCursor.endOfDay(day, in: .vietnam, order: .newest)
            #expect(try await keys(ledger, search, at: newest) == ["last", "first", "before"])
            search.order = .oldest
            let oldest = PunchCursor.endOfDay(day, in: .vietnam, order: .oldest)
            #expect(try await keys(ledger, search, at: oldest) == ["first", "last", "after"])
            // A cursor of another order is none.
            #expect(try await keys(ledger, search, at: newest) == ["before", "first", "last", "after"])
            search.from = day
            search.to = day
            #expect(try await keys(ledger, search) == ["first", "last"])
        }
    }

    @Test func aCodeIsFoundHoweverItIsTypedAndNoOtherOne() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1, code: "17"), Ledger.punch(2, code: "171")])
            let page = try await ledger.store.punches.page(PunchFilter(code: " 17\u{200B}"))
            #expect(page.punches.map(\.punch.sourceKey) == ["k1"])
            var search = PunchSearch()
            search.code = "\u{1}17 "
            #expect(try await keys(ledger, search) == ["k1"])
        }
    }

    @Test func allDevicesGoAndTheirPunchesStay() async throws {
        try await Ledger.with { ledger in
            _ = try await ledger.addDevice("Branch", place: "2")
            try await ledger.ingest([Ledger.punch(1)])
            #expect(try await ledger.store.maintenance.cleanDevices(act: Act(by: .person("t"), at: ledger.now)) == 2)
            let left = try await ledger.store.devices.all()
            #expect(left.isEmpty)
            #expect(try await ledger.states() == ["k1": "waiting"])
            #expect(try ledger.value("SELECT count(*) FROM secret WHERE owner_kind = 'device'") == 0)
        }
    }

    @Test func punchesAreCountedInSpansOfTimeWhoeverReadThem() async throws {
        try await Ledger.with { ledger in
            #expect(try await ledger.store.status.firstPunch() == nil)
            let start = Instant("2026-03-15T08:00:00+07:00")
            let other = try await ledger.addDevice("Other", place: "2")
            try await ledger.ingest([
                Ledger.punch("before", at: start - .milliseconds(1)), Ledger.punch("first", at: start),
                Ledger.punch("last", at: start + .hours(1) - .milliseconds(1)),
            ])
            try await ledger.ingest([Ledger.punch("next", at: start + .hours(1))], into: other)
            let spans = [start..<(start + .hours(1)), (start + .hours(1))..<(start + .hours(2)), start..<start]
            #expect(try await ledger.store.status.counts(in: spans) == [2, 1, 0])
            #expect(try await ledger.store.status.firstPunch() == start - .milliseconds(1))
        }
    }
}
