import Attendance
import Store
import TestSupport
import Testing

/// What a device's card shows: its newest punch, how many it has, and what reached HR last.
@Suite struct LatestPunchTests {
    @Test func aLateOldPunchDoesNotMoveTheLatestBack() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(100)])
            try await ledger.ingest([Ledger.punch(1)])
            let device = try await ledger.store.devices.find("Office")
            #expect(device.latestPunchAt == Ledger.punch(100).at && device.punchCount == 2)
        }
    }

    @Test(arguments: [[1, 2, 3], [3, 2, 1], [2, 3, 1]])
    func theNewestOfAPageCountsInWhicheverOrderTheyCame(_ numbers: [Int]) async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest(numbers.map { Ledger.punch($0) })
            let device = try await ledger.store.devices.find("Office")
            #expect(device.latestPunchAt == Ledger.punch(3).at && device.punchCount == 3)
        }
    }

    @Test func aNewerPunchMovesTheLatestOfItsOwnDeviceAlone() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2")
            try await ledger.ingest([Ledger.punch(1)])
            try await ledger.ingest([Ledger.punch(5), Ledger.punch(6)], into: branch)
            try await ledger.ingest([Ledger.punch(2), Ledger.punch(1)])
            let office = try await ledger.store.devices.find("Office")
            #expect(office.latestPunchAt == Ledger.punch(2).at && office.punchCount == 2)
            let other = try await ledger.store.devices.find("Branch")
            #expect(other.latestPunchAt == Ledger.punch(6).at && other.punchCount == 2)
        }
    }

    @Test func whatIsCleanedAwayIsTheLatestNoMoreAndThatMomentItselfStays() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2")
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2), Ledger.punch(3)])
            try await ledger.ingest([Ledger.punch(1)], into: branch)
            let removed = try await ledger.store.maintenance.cleanPunches(
                before: Ledger.punch(2).at, act: Act(by: .person("t"), at: ledger.now))
            #expect(removed == 2)
            let office = try await ledger.store.devices.find("Office")
            #expect(office.latestPunchAt == Ledger.punch(3).at && office.punchCount == 2)
            let emptied = try await ledger.store.devices.find("Branch")
            #expect(emptied.latestPunchAt == nil && emptied.punchCount == 0)
        }
    }

    @Test func aDeviceThatGoesWithItsPunchesTakesNobodyElses() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2")
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2)])
            try await ledger.ingest([Ledger.punch(1)], into: branch)
            #expect(
                try await ledger.store.devices.remove(
                    branch, withPunches: true, act: Act(by: .person("t"), at: ledger.now)) == 1)
            #expect(try await ledger.store.devices.find("Office").punchCount == 2)
            #expect(try await ledger.due() == ["k1", "k2"])
            #expect(try ledger.miscounted() == [])
        }
    }

    @Test func theNewestPunchOfABatchIsWhatReachedHRLastAtEachDevice() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2")
            try await ledger.ingest([
                Ledger.punch(1, code: "early"), Ledger.punch(3, code: "late"), Ledger.punch(2, code: "middle"),
            ])
            try await ledger.ingest([Ledger.punch(9, code: "branch")], into: branch)
            try await ledger.settle(.delivered(receipt: nil), at: ledger.now + .minutes(5))
            let office = try await ledger.store.devices.find("Office")
            #expect(office.latestDeliveryCode == "late" && office.latestDeliveryAt == ledger.now + .minutes(5))
            #expect(try await ledger.store.devices.find("Branch").latestDeliveryCode == "branch")
        }
    }

    @Test func whatHRRefusedOrDoesNotKnowDidNotReachIt() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest((1...4).map { Ledger.punch($0, code: "\($0)") })
            try await ledger.settle(.parked(code: "unknownCode", Phrase(verbatim: "p")), ["k4"])
            try await ledger.settle(.rejected(Phrase(verbatim: "r")), ["k3"])
            try await ledger.settle(.again(at: ledger.now + .hours(1), Phrase(verbatim: "a")), ["k2"])
            #expect(try await ledger.store.devices.find("Office").latestDeliveryAt == nil)
            try await ledger.settle(.delivered(receipt: "ok"), ["k1"])
            #expect(try await ledger.store.devices.find("Office").latestDeliveryCode == "1")
        }
    }
}
