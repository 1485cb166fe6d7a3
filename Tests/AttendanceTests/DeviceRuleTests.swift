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
}
