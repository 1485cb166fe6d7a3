import Attendance
import Testing

/// When a device may stand beside the others.
@Suite struct DeviceRuleTests {
    private let draft = DeviceDraft(
        name: "Front", kind: "hanet", identity: "7", zone: .vietnam, fields: FieldValues(), secrets: FieldValues())

    @Test func aNameIsOneDevices() {
        #expect(draft.objection(for: nil, namesake: nil, reader: nil) == nil)
        #expect(draft.objection(for: nil, namesake: 3, reader: nil) as? NameTakenFailure == NameTakenFailure("Front"))
        #expect(draft.objection(for: 4, namesake: 3, reader: nil) as? NameTakenFailure == NameTakenFailure("Front"))
        #expect(draft.objection(for: 3, namesake: 3, reader: nil) == nil, "it is called so already")
    }

    @Test func aSourceIsReadByOneDevice() {
        let other = (id: Int64(3), name: "Back")
        #expect(draft.objection(for: nil, namesake: nil, reader: other) as? DeviceFailure == .identityTaken(by: "Back"))
        #expect(draft.objection(for: 4, namesake: nil, reader: other) as? DeviceFailure == .identityTaken(by: "Back"))
        #expect(draft.objection(for: 3, namesake: nil, reader: other) == nil, "it reads the source already")
    }

    private func change(_ edit: (inout DeviceDraft) -> Void, reading sourceID: Int64 = 1) -> DeviceChange {
        var device = Device(
            id: 3, name: "Front", kind: "hanet", sourceID: 1, identity: "7", zone: .vietnam,
            createdAt: Instant(seconds: 0))
        device.syncFrom = LocalDate("2026-01-01")
        var draft = self.draft
        draft.syncFrom = device.syncFrom
        draft.recordedTime = .instant
        edit(&draft)
        return DeviceChange(of: device, to: draft, reading: sourceID)
    }

    @Test func aNewNameChangesNothingElse() {
        let renamed = change { $0.name = "Back" }
        #expect(
            !renamed.isOtherSource && !renamed.dropsSecrets && !renamed.asksForHistory && renamed.reinterprets == nil)
    }

    @Test func historyIsAskedForByAnotherDateAlone() {
        #expect(change { $0.syncFrom = LocalDate("2026-01-02") }.asksForHistory)
        #expect(!change { $0.syncFrom = nil }.asksForHistory)
    }

    @Test func secretsAreNotCarriedToAnotherKind() {
        #expect(change { $0.kind = "nuveq" }.dropsSecrets)
    }

    @Test func wallClocksFollowACorrectedZoneOfTheSameSourceWhereTheVendorSendsInstants() throws {
        let zone = try #require(Zone(identifier: "Asia/Tokyo"))
        #expect(change { $0.zone = zone }.reinterprets == .instant)
        #expect(change({ $0.zone = zone }, reading: 2).reinterprets == nil)
        #expect(change({ $0.zone = zone }, reading: 2).isOtherSource)
        let fixed = change {
            $0.zone = zone
            $0.recordedTime = .both
        }
        #expect(fixed.reinterprets == nil)
    }
}
