import Attendance
import Foundation
import HRKit
import Server
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing

/// What every HR system must do with what it is given, run over every kind.
@Suite struct HRContract {
    @Test func everyKindOfTheProgramIsHeldToIt() {
        #expect(Set(HRKindUnderTest.all.map(\.kind.id)) == Set(Kinds.hrSystems.all.map(\.id)))
    }

    /// Its form beside a device has no other fields.
    @Test(arguments: HRKindUnderTest.all.filter { !$0.kind.fieldsBesideDevice.isEmpty })
    func aKindThatIsOfferedBesideADeviceIsAskedForAllThatItNeeds(_ subject: HRKindUnderTest) {
        let (asked, fields) = (subject.kind.fieldsBesideDevice, subject.kind.fields)
        #expect(Set(fields.specifications.filter(\.isRequired).map(\.name)).isSubset(of: asked))
        #expect(asked.allSatisfy { fields[$0] != nil })
    }

    @Test(arguments: HRKindUnderTest.all) func everyPunchArrivesOnceAsItIs(_ subject: HRKindUnderTest) async throws {
        try await subject.with { stage in
            let sent = await Sent.by(try stage.system(), PunchSample.batch)
            #expect(sent.failure == nil && sent.differences.isEmpty, "\(sent.phrases)")
            #expect(sent.outcomes.count == PunchSample.batch.count)
            #expect(sent.deliveredPlaces == Array(PunchSample.batch.indices))
            let arrived = try subject.arrived(stage.place)
            #expect(arrived.count == PunchSample.batch.count)
            #expect(Set(arrived) == stage.facts(of: PunchSample.batch))
        }
    }

    @Test(arguments: HRKindUnderTest.all) func aBatchOfNoneIsNoTrouble(_ subject: HRKindUnderTest) async throws {
        try await subject.with { stage in
            let sent = await Sent.by(try stage.system(), [])
            #expect(sent.failure == nil && sent.outcomes.isEmpty && sent.phrases.isEmpty)
            #expect(try stage.known().isEmpty)
        }
    }

    @Test(arguments: HRKindUnderTest.all)
    func theLargestBatchGoesAndIsBounded(_ subject: HRKindUnderTest) async throws {
        try await subject.with { stage in
            let system = try stage.system()
            #expect((1...2000).contains(system.batchSize))
            let batch = PunchSample.many(system.batchSize)
            let sent = await Sent.by(system, batch)
            #expect(sent.deliveredPlaces.count == batch.count, "\(sent.phrases.prefix(3))")
            #expect(try stage.known() == stage.facts(of: batch))
        }
    }

    @Test(arguments: HRKindUnderTest.all)
    func whatIsSentAgainIsTheSameRecord(_ subject: HRKindUnderTest) async throws {
        try await subject.with { stage in
            // The program died before it noted the first; a day later there is more.
            _ = await Sent.by(try stage.system(), Array(PunchSample.batch.prefix(10)))
            let sent = await Sent.by(try stage.system(), PunchSample.batch)
            #expect(sent.deliveredPlaces.count == PunchSample.batch.count)
            #expect(try stage.known() == stage.facts(of: PunchSample.batch))
        }
    }

    @Test(arguments: HRKindUnderTest.promising { $0.leaveOut != nil })
    func whatIsLeftOutIsNotToldAsDeliveredAndTheOthersAre(_ subject: HRKindUnderTest) async throws {
        try await subject.with { stage in
            // The last of its employee: those behind it might wait for it.
            let place = 7
            subject.leaveOut?(PunchSample.batch[place])
            let sent = await Sent.by(try stage.system(), PunchSample.batch)
            #expect(sent.outcomes.count == PunchSample.batch.count)
            #expect(sent.deliveredPlaces == PunchSample.batch.indices.filter { $0 != place }, "\(sent.phrases)")
            let others = PunchSample.batch.filter { $0.recordID != PunchSample.batch[place].recordID }
            #expect(try stage.known() == stage.facts(of: others))
        }
    }

    @Test(arguments: HRKindUnderTest.promising { $0.refuseRepetitions != nil })
    func aRepetitionCountsAsDeliveredOnlyWhereTheSystemSaysSo(_ subject: HRKindUnderTest) async throws {
        try await subject.with { stage in
            let (old, new) = (PunchSample.batch[0], PunchSample.batch[1])
            _ = await Sent.by(try stage.system(), [old])
            subject.refuseRepetitions?()
            // Of two records nobody can tell which one is meant.
            #expect(await Sent.by(try stage.system(), [old, new]).move == .records)
            #expect(await Sent.by(try stage.system(), [old]).deliveredPlaces == [0])
            #expect(await Sent.by(try stage.system(), [new]).deliveredPlaces == [0])
            // Another refusal of one record is not a repetition.
            subject.refuse?(old.recordID, "7")
            #expect(await Sent.by(try stage.system(), [old]).deliveredPlaces.isEmpty)
        }
    }

    @Test(arguments: HRKindUnderTest.promising { $0.refuse != nil })
    func aRecordThatIsRefusedHoldsUpNoOther(_ subject: HRKindUnderTest) async throws {
        let hanet = HanetSimulator()
        hanet.setPlace("1", name: "Office", .kept([]))
        hanet.add(
            PunchSample.codesWithoutZeros.sorted().enumerated().map { number, code in
                HanetCheckin(
                    personName: "Nguyễn Lan", aliasID: code, personID: "27634234234\(number)",
                    checkinTime: Instant("2026-03-16T08:00:00+07:00").milliseconds + Int64(number) * 1000)
            }, to: "1")
        try await TestHub.with([hanet] + subject.simulators) { hub, addresses in
            let place = HRPlace(address: addresses[1], folder: hub.directory)
            let client = try await hub.addHR("HR", kind: subject.kind.id, subject.fields(place))
            let device = try await hub.addDevice(
                "Office", kind: "hanet", ["token": "hanet-token", "place-id": "1", "base-url": addresses[0]],
                hr: ["HR"])
            #expect(await hub.sync(device).new == 4)
            let refused = try #require(try await hub.punches().first { $0.punch.code == "1001" })
            subject.refuse?(refused.punch.recordID, "1001")
            _ = await hub.engine.deliver(to: client, .push(DeliveryScope()), by: .schedule)
            for punch in try await hub.punches() {
                let isRefused = punch.punch.code == "1001"
                #expect(punch.deliveries.map { $0.state == .delivered } == [!isRefused], "\(punch.punch.code)")
            }
            #expect(try subject.arrived(place).count == 3)
        }
    }
}
