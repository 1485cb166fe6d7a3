import Attendance
import SeededChance
import Store
import TestSupport
import Testing

/// *Delivered up to* promises that everything before it arrived: held against a plain look at everything.
@Suite struct DeliveredUpToTests {
    /// By the file itself: the oldest that is open at a client, and up to where all its devices are complete.
    private func plain(_ ledger: Ledger, _ client: HRClient) throws -> Instant? {
        let complete: Instant? = try ledger.value(
            """
            SELECT CASE WHEN count(*) = count(complete_up_to) THEN min(complete_up_to) END FROM device
            JOIN device_hr_client ON device_id = device.id WHERE hr_client_id = \(client.id)
            """)
        let open: Instant? = try ledger.value(
            """
            SELECT min(punch.at) FROM delivery JOIN punch ON punch.id = punch_id
            WHERE hr_client_id = \(client.id) AND state <> 1
            """)
        return complete.map { min($0, open ?? $0) }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func itIsWhatAPlainLookFindsInWhicheverZonesTheDevicesAre(_ seed: UInt64) async throws {
        let zones = ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Ho_Chi_Minh", "America/New_York"]
        try await Ledger.with { ledger in
            var chance = SeededGenerator(seed: seed)
            let second = try await ledger.addClient("Second")
            var devices: [(Device, Zone)] = []
            for (index, name) in zones.enumerated() {
                let zone = try #require(Zone(identifier: name))
                let clients = [["HR"], ["HR", "Second"], ["Second"], ["HR", "Second"]][index]
                devices.append((try await ledger.addDevice(name, place: "\(index)", zone: zone, hr: clients), zone))
            }
            try await ledger.attach([])
            #expect(try await ledger.store.status.deliveredUpTo(ledger.client) == nil, "nobody was read yet")
            for (device, zone) in devices {
                let punches = (0..<12).map { number in
                    Ledger.punch(
                        "k\(number)", at: ledger.now - .minutes(Int.random(in: 1...(60 * 70), using: &chance)),
                        code: Int.random(in: 0..<9, using: &chance) == 0 ? "" : "1", zone: zone)
                }
                try await ledger.ingest(punches, into: device)
            }
            for _ in 0..<14 {
                for client in [ledger.client, second] {
                    let due = try await ledger.store.deliveries.due(client, at: ledger.now, limit: 1000)
                    let oldest = due.sorted { $0.punch.at < $1.punch.at }.prefix(4)
                    let some = oldest.filter { _ in Int.random(in: 0..<5, using: &chance) > 0 }
                    try await ledger.store.deliveries.settle(
                        client,
                        some.map {
                            (
                                punchID: $0.punch.id,
                                Int.random(in: 0..<12, using: &chance) == 0
                                    ? .rejected(Phrase(verbatim: "no")) : .delivered(receipt: nil)
                            )
                        }, now: ledger.now)
                    let said = try await ledger.store.status.deliveredUpTo(client)
                    #expect(said == (try plain(ledger, client)))
                    if Int.random(in: 0..<3, using: &chance) == 0 {
                        _ = try await ledger.store.deliveries.retryParked(client, now: ledger.now)
                    }
                }
            }
        }
    }

    @Test func theFirstMomentOfTheDayAfterNextMayComeBeforeTheLastOfADay() async throws {
        // Pago Pago is twenty-five hours behind Kiritimati: late on the 14th there it is the 16th here.
        try await Ledger.with { ledger in
            let behind = try #require(Zone(identifier: "Pacific/Pago_Pago"))
            let ahead = try #require(Zone(identifier: "Pacific/Kiritimati"))
            let west = try await ledger.addDevice("West", place: "2", zone: behind)
            let east = try await ledger.addDevice("East", place: "3", zone: ahead)
            try await ledger.attach([])
            let early = Instant("2026-03-16T00:10:00+14:00")
            let later = Instant("2026-03-14T23:30:00-11:00")
            #expect(early < later)
            try await ledger.ingest([Ledger.punch("w", at: later, zone: behind)], into: west)
            try await ledger.ingest([Ledger.punch("e", at: early, zone: ahead)], into: east)
            #expect(try await ledger.store.status.deliveredUpTo(ledger.client) == early)
        }
    }

    @Test func whoHasADeviceThatWasNeverReadHasReceivedNothingForSure() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1)])
            try await ledger.deliverAll()
            #expect(try await ledger.store.status.deliveredUpTo(ledger.client) == ledger.now)
            _ = try await ledger.addDevice("New", place: "2")
            #expect(try await ledger.store.status.deliveredUpTo(ledger.client) == nil)
            try await ledger.attach([])
            #expect(try await ledger.store.status.deliveredUpTo(ledger.client) == nil)
            let second = try await ledger.addClient("Second")
            #expect(try await ledger.store.status.deliveredUpTo(second) == nil)
        }
    }
}
