import Attendance
import AttendanceHub
import Foundation
import Store
import SyncEngine
import TestSupport
import Testing

/// An import is undone device by device, as long as each is what the import left.
@Suite struct ImportUndoTests {
    private static let heading = "name,kind,hr-clients,token,place-id,timeout-seconds"

    private func act(_ hub: TestHub, _ name: String = "lan") -> Act { Act(by: .person(name), at: hub.clock.now) }

    private func plan(_ hub: TestHub, _ rows: [String]) async throws -> DeviceImport {
        let table = try DeviceTable.read(Array(([Self.heading] + rows).joined(separator: "\n").utf8), named: "list.csv")
        let plan = try await DeviceImport(table, fileName: "list.csv", hub: hub.attendance)
        #expect(plan.bad.isEmpty, "\(plan.bad.map(\.reason.en))")
        return plan
    }

    @discardableResult
    private func apply(_ hub: TestHub, _ rows: String...) async throws -> String {
        String(try await hub.attendance.apply(try await plan(hub, rows), act: act(hub)))
    }

    private func undo(_ hub: TestHub, _ id: String) async throws -> (undone: Int, kept: [String]) {
        let result = try await hub.attendance.undo(importWithID: id, act: act(hub, "minh"))
        return (result.undone, result.kept.map { "\($0.name): \($0.reason.en)" })
    }

    @Test func whatWasAddedGoesAndWhatWasChangedHasItsFormerValuesAndSecrets() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addHR("Base", kind: "base-checkin", ["token": "b"])
            let old = try await hub.addDevice(
                "Old", kind: "hanet", ["token": "former", "place-id": "1", "timeout-seconds": "9"], hr: ["Base"])
            let id = try await apply(hub, "Old,,,newer,2,", "New,hanet,Base,t,3,8")
            #expect(try await hub.store.devices.secrets(of: old)["token"] == "newer")
            let (undone, kept) = try await undo(hub, id)
            #expect(undone == 2 && kept.isEmpty)
            let devices = try await hub.store.devices.all()
            #expect(devices.map(\.name) == ["Old"] && devices.map(\.identity) == ["1"])
            #expect(devices.first?.fields["timeout-seconds"] == "9" && devices.first?.hrClients == ["Base"])
            #expect(try await hub.store.devices.secrets(of: old)["token"] == "former")
            // Once is enough.
            let again = try await undo(hub, id)
            #expect(again.undone == 0 && again.kept.isEmpty)
            let (past, lines) = try await hub.store.deviceImports.find(id)
            #expect(past.undone == 2 && past.undoable == 0 && lines.allSatisfy { $0.state == .undone })
        }
    }

    @Test func tagsComeWithAListAndGoBackWithItUnlessSomebodyTaggedTheDeviceSince() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addDevice("Old", kind: "hanet", ["token": "t", "place-id": "1"])
            let old = try await hub.store.devices.all()
            _ = try await hub.attendance.tag(old, DeviceTags(["Kho"]), isTakenOff: false, act: act(hub))
            func apply(_ tags: String) async throws -> String {
                let table = try DeviceTable.read(Array("Tên thiết bị,Nhãn\nOld,\"\(tags)\"".utf8), named: "a.csv")
                let plan = try await DeviceImport(table, hub: hub.attendance)
                return String(try await hub.attendance.apply(plan, act: act(hub)))
            }
            let first = try await apply("Quận 1, Tầng 2")
            #expect(try await hub.store.devices.find("Old").tags.words == ["Quận 1", "Tầng 2"])
            #expect(try await undo(hub, first).undone == 1)
            #expect(try await hub.store.devices.find("Old").tags.words == ["Kho"])
            let second = try await apply("Quận 3")
            let device = try await hub.store.devices.find("Old")
            _ = try await hub.attendance.tag([device], DeviceTags(["Mới"]), isTakenOff: false, act: act(hub))
            #expect(try await undo(hub, second).undone == 0, "nobody's later edit is written over")
            #expect(try await hub.store.devices.find("Old").tags.words == ["Quận 3", "Mới"])
            let rows = DeviceTable.rows(try await hub.store.devices.all(), hub.engine.deviceKinds)
            #expect(rows.first?.last == "tags" && rows.last?.last == "Quận 3, Mới")
        }
    }

    @Test func aSecretThatWasNotThereBeforeIsDroppedAgain() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.addDevice("Old", kind: "hanet", ["token": "t", "place-id": "1"])
            let table = "name,webhook-keycode\nOld,fresh"
            let plan = try await DeviceImport(DeviceTable.read(Array(table.utf8), named: "a.csv"), hub: hub.attendance)
            let id = try await hub.attendance.apply(plan, act: act(hub))
            #expect(try await hub.store.devices.secrets(of: device)["webhook-keycode"] == "fresh")
            #expect(try await undo(hub, String(id)).undone == 1)
            let secrets = try await hub.store.devices.secrets(of: device)
            #expect(secrets["webhook-keycode"] == nil && secrets["token"] == "t")
        }
    }

    @Test func aDeviceOfAnotherKindIsWhatItWasAgain() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.addDevice("Old", kind: "hanet", ["token": "t", "place-id": "1"])
            let table = "name,kind,api-id,token-key\nOld,nuveq,344,k"
            let plan = try await DeviceImport(DeviceTable.read(Array(table.utf8), named: "a.csv"), hub: hub.attendance)
            let id = try await hub.attendance.apply(plan, act: act(hub))
            #expect(try await hub.store.devices.all().map(\.kind) == ["nuveq"])
            #expect(try await undo(hub, String(id)).undone == 1)
            let restored = try await hub.store.devices.all().first
            #expect(restored?.kind == "hanet" && restored?.sourceID == device.sourceID)
            #expect(restored?.fields["place-id"] == "1" && restored?.fields["api-id"] == nil)
            #expect(try await hub.store.devices.secrets(of: device).names == ["token"])
        }
    }

    @Test func whatSomebodyHasDoneSinceStaysAndIsSaid() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addDevice("Old", kind: "hanet", ["token": "t", "place-id": "1"])
            let id = try await apply(
                hub, "Old,,,,1,8", "A,hanet,,t,2,", "B,hanet,,t,3,", "C,hanet,,t,4,", "D,hanet,,t,5,")
            let entry = DeviceEntry(name: "Old", kind: "hanet", values: FieldValues(["timeout-seconds": ["7"]]))
            _ = try await hub.attendance.edit(hub.store.devices.find("Old"), to: entry, act: act(hub))
            try await hub.keep([("2026-03-16T08:00:00+07:00", "17", "An")], of: hub.store.devices.find("A"))
            _ = try await hub.attendance.remove(hub.store.devices.find("B"), withPunches: false, act: act(hub))
            let busy = try await hub.store.devices.find("C").id
            let lock = try #require(try hub.store.lock(.device(busy)))
            let (undone, kept) = try await undo(hub, id)
            withExtendedLifetime(lock) {}
            #expect(undone == 1)
            #expect(kept.map { String($0.prefix(2)) } == ["Ol", "A:", "B:", "C:"], "\(kept)")
            #expect(kept[0].hasSuffix("was edited since") && kept[1].contains("has punches"))
            #expect(kept[2].hasSuffix("was removed since") && kept[3].contains("is being synced"))
            #expect(Set(try await hub.store.devices.all().map(\.name)) == ["Old", "A", "C"])
            #expect(try await hub.store.devices.find("Old").fields["timeout-seconds"] == "7")
        }
    }

    @Test func anIdentityThatAnotherDeviceHasTakenSinceIsNotTakenBack() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addDevice("Old", kind: "hanet", ["token": "t", "place-id": "1"])
            let id = try await apply(hub, "Old,,,,2,")
            try await hub.addDevice("Other", kind: "hanet", ["token": "t", "place-id": "1"])
            let (undone, kept) = try await undo(hub, id)
            #expect(undone == 0 && kept.count == 1 && kept.first?.contains("“Other”") == true)
            #expect(try await hub.store.devices.find("Old").identity == "2")
        }
    }

    @Test func aPreviewDoesNotWriteOverWhatSomebodyEditedMeanwhile() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addDevice("Old", kind: "hanet", ["token": "t", "place-id": "1"])
            let plan = try await plan(hub, ["A,hanet,,t,2,", "Old,,,,1,8"])
            let entry = DeviceEntry(name: "Old", kind: "hanet", values: FieldValues(["base-url": ["https://x.test"]]))
            _ = try await hub.attendance.edit(hub.store.devices.find("Old"), to: entry, act: act(hub, "minh"))
            await #expect(throws: StoreFailure.self) { try await hub.attendance.apply(plan, act: act(hub)) }
            #expect(try await hub.store.devices.all().map(\.name) == ["Old"])
            #expect(try await hub.store.devices.find("Old").fields["base-url"] == "https://x.test")
            #expect(try await hub.store.deviceImports.page(before: nil, limit: 9).imports.isEmpty)
        }
    }

    @Test func twoWhoUndoAtOnceUndoEachDeviceOnce() async throws {
        try await TestHub.with { hub, _ in
            let rows = (1...20).map { "D\($0),hanet,,t,\($0)," }
            let id = String(try await hub.attendance.apply(try await plan(hub, rows), act: act(hub)))
            let (one, other) = (act(hub, "lan"), act(hub, "minh"))
            let attendance = hub.attendance
            async let first = attendance.undo(importWithID: id, act: one)
            async let second = attendance.undo(importWithID: id, act: other)
            let results = try await [first, second]
            #expect(results.map(\.undone).reduce(0, +) == 20)
            #expect(try await hub.store.devices.all().isEmpty)
        }
    }

    @Test func aThousandDevicesAreUndoneAndSecretsAreNotKeptLongerThanTheyAreOfUse() async throws {
        try await TestHub.with { hub, _ in
            let rows = (1...1000).map { "D\($0),hanet,,t\($0),\($0)," }
            _ = try await hub.attendance.apply(try await plan(hub, rows), act: act(hub))
            let changes = (1...1000).map { "D\($0),,,u\($0),\($0)," }
            let second = String(try await hub.attendance.apply(try await plan(hub, changes), act: act(hub)))
            #expect(try await undo(hub, second).undone == 1000)
            let device = try await hub.store.devices.find("D17")
            #expect(try await hub.store.devices.secrets(of: device)["token"] == "t17")
            // The first import's devices were edited since, by the second and by its undoing.
            let imports = try await hub.store.deviceImports.page(before: nil, limit: 9).imports
            #expect(imports.map(\.undoable) == [0, 0] && imports.map(\.changed) == [1000, 0])
            #expect(!(try await hub.store.sealedValues.all()).contains("u17"))
        }
    }

    @Test func theHistoryHasOneEntryForTheImportAndOneForEachDevice() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addDevice("Old", kind: "hanet", ["token": "t", "place-id": "1"])
            let id = try #require(Int64(try await apply(hub, "Old,,,,1,8", "A,hanet,,t,2,")))
            var entries = try await hub.store.history.entries(limit: 3)
            #expect(entries.map(\.event) == ["device.added", "device.edited", "import.applied"])
            #expect(entries.allSatisfy { $0.importID == id && $0.actor == .person("lan") })
            #expect(entries.last?.subject == "list.csv")
            _ = try await undo(hub, String(id))
            entries = try await hub.store.history.entries(limit: 3)
            #expect(entries.map(\.event) == ["import.undone", "device.edited", "device.removed"])
            #expect(entries.allSatisfy { $0.importID == id && $0.actor == .person("minh") })
        }
    }

    @Test func anUnknownImportIsSaidToBeUnknown() async throws {
        try await TestHub.with { hub, _ in
            for id in ["7", "-1", "x", ""] {
                await #expect(throws: StoreFailure.self) {
                    _ = try await hub.attendance.undo(importWithID: id, act: act(hub))
                }
            }
        }
    }
}
