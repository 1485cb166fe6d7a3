import Attendance
import Foundation
import SeededChance
import Store
import TestSupport
import Testing

/// The console's search against the obvious way: everything read, filtered and sorted in memory.
@Suite struct SearchTests {
    static let zones = ["Asia/Ho_Chi_Minh", "America/New_York", "Pacific/Auckland"]

    /// Three devices in three zones, a few weeks of punches of a dozen people.
    private func withCompany(_ body: (Ledger, [Device]) async throws -> Void) async throws {
        try await Ledger.with { ledger in
            var chance = SeededGenerator(seed: 5)
            var devices: [Device] = []
            for (index, identifier) in SearchTests.zones.enumerated() {
                let zone = try #require(Zone(identifier: identifier))
                let device = try await ledger.store.devices.add(
                    Ledger.draft(
                        ["Beta", "alpha", "Gamma"][index], place: String(index + 1), zone: zone,
                        hr: index == 2 ? [] : ["HR"]), act: Act(by: .person("test"), at: ledger.now))
                devices.append(device)
                let punches = (0..<150).map { number in
                    let person = Int.random(in: 0..<12, using: &chance)
                    let at =
                        ledger.now - .hours(24 * 30)
                        + .seconds(Int.random(in: 0..<(30 * 86_400), using: &chance) / 600 * 600)
                    return Punch(
                        sourceKey: "k\(number)", code: person == 0 ? "" : String(1000 + person),
                        personName: ["Đặng Thị Lan", "Nguyễn Văn Hùng", "Lê Minh"][person % 3] + " \(person)", at: at,
                        local: zone.local(at: at), offset: zone.offset(at: at), raw: [1][...])
                }
                try await ledger.ingest(punches, into: device)
            }
            let due = try await ledger.store.deliveries.due(ledger.client, at: ledger.now, limit: 200)
            try await ledger.store.deliveries.settle(
                ledger.client,
                due.map {
                    (
                        punchID: $0.punch.id,
                        $0.punch.id % 9 == 0 ? .rejected(Phrase(verbatim: "no")) : .delivered(receipt: nil)
                    )
                }, now: ledger.now)
            try await body(ledger, devices)
        }
    }

    private func everything(_ store: Store) async throws -> [PunchWithDeliveries] {
        var all: [PunchWithDeliveries] = []
        var position: PunchRepository.Position?
        repeat {
            let page = try await store.punches.page(PunchFilter(), after: position)
            all += page.punches
            position = page.next
        } while position != nil
        return all
    }

    private func walked(_ store: Store, _ search: PunchSearch, size: Int) async throws -> [Int64] {
        var ids: [Int64] = []
        var cursor: PunchCursor?
        repeat {
            let page = try await store.punches.search(search, at: cursor, limit: size)
            #expect(page.punches.count <= size)
            ids += page.punches.map(\.punch.id)
            // A cursor survives its way through an address.
            cursor = page.next.flatMap { PunchCursor($0.text) }
        } while cursor != nil
        return ids
    }

    private func expected(_ all: [PunchWithDeliveries], _ search: PunchSearch, _ device: Device?) -> [Int64] {
        let matching = all.filter { item in
            let date = item.punch.local.date
            let isInDays = (search.from.map { date >= $0 } ?? true) && (search.to.map { date <= $0 } ?? true)
            return (search.code.map { $0 == item.punch.code } ?? true)
                && (search.person.map { text in
                    let name = item.punch.personName.lowercased().replacing("đ", with: "d")
                        .folding(options: .diacriticInsensitive, locale: nil)
                    return name.contains(
                        text.lowercased().replacing("đ", with: "d").folding(options: .diacriticInsensitive, locale: nil)
                    )
                } ?? true) && (device.map { $0.name == item.punch.device } ?? true)
                && (search.span?.contains(item.punch.at) ?? isInDays)
                && (search.state.map { state in item.deliveries.contains { $0.state == state } } ?? true)
        }
        let newest = { (a: StoredPunch, b: StoredPunch) in (a.at, a.id) > (b.at, b.id) }
        let sorted =
            switch search.order {
            case .newest: matching.sorted { newest($0.punch, $1.punch) }
            case .oldest: matching.sorted { newest($1.punch, $0.punch) }
            case .code:
                matching.sorted {
                    $0.punch.code == $1.punch.code ? newest($0.punch, $1.punch) : $0.punch.code < $1.punch.code
                }
            case .device:
                matching.sorted {
                    $0.punch.device == $1.punch.device ? newest($0.punch, $1.punch) : $0.punch.device < $1.punch.device
                }
            }
        return sorted.map(\.punch.id)
    }

    @Test(arguments: PunchSearch.Order.allCases)
    func everyFilterInEveryOrderGivesWhatAPlainLookGives(_ order: PunchSearch.Order) async throws {
        try await withCompany { ledger, devices in
            let all = try await everything(ledger.store)
            #expect(all.count == 450)
            var searches: [(PunchSearch, Device?)] = []
            func add(_ device: Device? = nil, _ change: (inout PunchSearch) -> Void) {
                var search = PunchSearch()
                search.order = order
                search.sourceID = device?.sourceID
                change(&search)
                searches.append((search, device))
            }
            add { _ in }
            add { $0.code = "1003" }
            add { $0.code = "nobody" }
            add {
                $0.span = (ledger.now - .hours(24 * 9))..<(ledger.now - .hours(24 * 8))
                $0.from = LocalDate(year: 2026, month: 3, day: 7)
                $0.to = LocalDate(year: 2026, month: 3, day: 8)
            }
            add {
                $0.span = (ledger.now - .hours(72))..<(ledger.now - .hours(71))
                $0.person = "lan"
            }
            add(devices[1]) { $0.span = (ledger.now - .hours(240))..<(ledger.now - .hours(200)) }
            add { $0.person = "lan" }
            add { $0.person = "HÙNG 4" }
            add { $0.state = .delivered }
            add { $0.state = .rejected }
            add { $0.state = .parked }
            add { $0.state = .waiting }
            for day in [1, 3, 9] {
                add {
                    $0.from = LocalDate(year: 2026, month: 3, day: day)
                    $0.to = LocalDate(year: 2026, month: 3, day: day + 2)
                }
            }
            for device in devices {
                add(device) { _ in }
                add(device) { $0.to = LocalDate(year: 2026, month: 2, day: 28) }
                add(device) {
                    $0.person = "dang"
                    $0.from = LocalDate(year: 2026, month: 3, day: 1)
                }
            }
            for (search, device) in searches {
                let wanted = expected(all, search, device)
                let found = try await walked(ledger.store, search, size: 17)
                #expect(found == wanted, "\(search)")
                let totals = try await ledger.store.punches.totals(search)
                #expect(totals.punches == wanted.count && !totals.isAtLeast, "\(search)")
                if let deliveries = totals.deliveries {
                    let shown = all.filter { wanted.contains($0.punch.id) }.flatMap(\.deliveries)
                    for state in DeliveryState.allCases {
                        #expect(deliveries[state] == shown.count { $0.state == state }, "\(search) \(state)")
                    }
                }
            }
        }
    }

    @Test func aPageLeadsBackToTheOneBeforeIt() async throws {
        try await withCompany { ledger, _ in
            let store = ledger.store
            let first = try await store.punches.search(PunchSearch(), limit: 20)
            #expect(first.previous == nil)
            let second = try await store.punches.search(PunchSearch(), at: first.next, limit: 20)
            let back = try await store.punches.search(PunchSearch(), at: second.previous, limit: 20)
            #expect(back.punches.map(\.punch.id) == first.punches.map(\.punch.id))
            #expect(back.previous == nil && back.next != nil)
        }
    }

    @Test func pagesOfParkedPunchesHaveEachOnceWhateverTheirSize() async throws {
        try await Ledger.with { ledger in
            _ = try await ledger.store.hrClients.add(
                HRClientDraft(
                    name: "Second", kind: "webhook", identity: "y", fields: FieldValues(), secrets: FieldValues()),
                act: Act(by: .person("test"), at: ledger.now))
            _ = try await ledger.store.devices.edit(
                ledger.device, to: Ledger.draft("Office", hr: ["HR", "Second"]),
                act: Act(by: .person("test"), at: ledger.now))
            try await ledger.ingest((0..<23).map { Ledger.punch($0, code: $0 % 2 == 0 ? "" : "1001") })
            for size in [1, 3, 7, 100] {
                var seen: [String] = []
                var cursor: PunchCursor?
                repeat {
                    let page = try await ledger.store.deliveries.parked(nil, after: cursor, limit: size)
                    seen += page.parked.map { "\($0.punch.id) \($0.delivery.hrClient)" }
                    cursor = page.next.flatMap { PunchCursor($0.text) }
                } while cursor != nil
                #expect(seen.count == 24 && Set(seen).count == 24, "pages of \(size)")
            }
        }
    }

    @Test(arguments: PunchSearch.Order.allCases)
    func aNameOfManyPeopleFindsThemAll(_ order: PunchSearch.Order) async throws {
        try await Ledger.with { ledger in
            let punches = (0..<80).map { number -> Punch in
                let at = ledger.now - .seconds(number)
                return Punch(
                    sourceKey: "k\(number)", code: "\(number)", personName: "An \(number)", at: at,
                    local: Zone.vietnam.local(at: at), offset: 25_200, raw: [1][...])
            }
            try await ledger.ingest(punches)
            var search = PunchSearch()
            search.person = "an"
            search.order = order
            let totals = try await ledger.store.punches.totals(search)
            #expect(totals.punches == 80 && !totals.isAtLeast)
            var found: [String] = []
            var cursor: PunchCursor?
            repeat {
                let page = try await ledger.store.punches.search(search, at: cursor, limit: 30)
                found += page.punches.map(\.punch.sourceKey)
                cursor = page.next
            } while cursor != nil
            #expect(found.count == 80 && Set(found).count == 80)
            search.person = "an 7%"
            let page = try await ledger.store.punches.search(search, limit: 10)
            #expect(page.punches.count == 10, "a wildcard of the database is not a wildcard here")
        }
    }

    @Test(arguments: ["", "x", "bmV3ZXN0", "bmV3ZXN0fHh8MXwwfA", String(repeating: "A", count: 2000)])
    func aCursorOfSomebodyElseIsNone(_ text: String) {
        #expect(PunchCursor(text) == nil)
    }
}
