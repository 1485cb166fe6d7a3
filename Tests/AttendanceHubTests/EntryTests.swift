import Attendance
import Foundation
import HRKit
import Store
import SyncEngine
import TestSupport
import Testing

@testable import AttendanceHub

/// What a person enters for a device or an HR client, before anything is stored.
@Suite struct EntryTests {
    private func entry(
        _ values: [String: String] = [:], name: String = "Gate", kind: String = "hanet", zone: Zone? = nil,
        syncFrom: String? = nil, hr: [String]? = nil
    ) -> DeviceEntry {
        DeviceEntry(
            name: name, kind: kind, values: FieldValues(values.mapValues { [$0] }), zone: zone,
            syncFrom: syncFrom.flatMap { LocalDate($0) }, hrClients: hr)
    }

    /// Why an entry is refused; nil where it is not.
    private func refusal(_ hub: TestHub, _ entry: DeviceEntry, over device: Device? = nil) async -> String? {
        do {
            _ = try await hub.attendance.draft(entry, over: device)
            return nil
        } catch {
            return error.explained.phrase.en
        }
    }

    @Test(arguments: ["a", "  Cổng  chính ", String(repeating: "ổ", count: 100), "Nhà 👩‍👩‍👧"])
    func aNameIsWhatPeopleSee(_ name: String) throws {
        #expect(try Names.checked(name) == name.trimmingCharacters(in: .whitespaces))
    }

    @Test(arguments: [
        "", " ", "\u{200B}", String(repeating: "a", count: 101), "a\u{7}b", "a\nb", "a\u{7F}", "a\u{9B}b",
    ])
    func whatCannotBePrintedIsNoName(_ name: String) {
        #expect(throws: FieldFailure.self) { try Names.checked(name) }
    }

    @Test func aKindThatIsNotThereIsRefusedWithThoseThatAre() async throws {
        try await TestHub.with { hub, _ in
            #expect(await refusal(hub, entry(kind: "telepathy"))?.contains("the kinds are hanet, nuveq") == true)
            #expect(throws: RequestFailure.self) { try hub.engine.hrKinds.named("fax") }
            let kind = try hub.engine.hrKinds.named("file")
            #expect(kind.id == "file")
        }
    }

    @Test func whatIsNotEnteredStaysAndWhatIsEmptiedGoes() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.addDevice(
                "Gate", kind: "hanet",
                [
                    "token": "t", "place-id": "1", "refresh-token": "r", "timeout-seconds": "7",
                    "person-types": "customer",
                ])
            let (draft, dropped) = try await hub.attendance.draft(
                entry(["token": "new", "refresh-token": "", "timeout-seconds": ""]), over: device)
            #expect(draft.secrets == FieldValues(["token": ["new"]]) && dropped == ["refresh-token"])
            #expect(draft.fields["place-id"] == "1" && draft.fields["person-types"] == "customer")
            #expect(draft.fields["timeout-seconds"] == nil && draft.fields["token"] == nil)
            let (same, none) = try await hub.attendance.draft(entry(), over: device)
            #expect(same.secrets == FieldValues() && none.isEmpty && same.identity == "1")
            // A field that must be there is not emptied.
            #expect(await refusal(hub, entry(["token": ""]), over: device)?.contains("“token” is missing") == true)
            #expect(await refusal(hub, entry(["place-id": " "]), over: device)?.contains("place-id") == true)
            #expect(await refusal(hub, entry(["tokn": ""]), over: device)?.contains("no field “tokn”") == true)
        }
    }

    @Test func anotherKindTakesNothingOver() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.addDevice("Gate", kind: "nuveq", ["api-id": "344", "token-key": "k"])
            #expect(await refusal(hub, entry(["place-id": "1"]), over: device)?.contains("token") == true)
            let (draft, _) = try await hub.attendance.draft(
                entry(["place-id": "1", "token": "t"]), over: device)
            #expect(draft.fields["api-id"] == nil && draft.kind == "hanet")
        }
    }

    @Test func aFurtherPlaceOfAnApplicationNeedsNoneOfItsSecretsAgain() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addDevice(
                "A", kind: "hanet", ["token": "t", "place-id": "1", "client-id": "app", "client-secret": "s"])
            let (draft, _) = try await hub.attendance.draft(entry(["place-id": "2", "client-id": "app"], name: "B"))
            #expect(draft.secrets == FieldValues() && draft.account?.identity.hasSuffix(" app") == true)
            #expect(await refusal(hub, entry(["place-id": "2", "client-id": "other"], name: "B")) != nil)
            #expect(await refusal(hub, entry(["place-id": "2"], name: "B")) != nil)
        }
    }

    @Test func aDeviceIsNotReadFromADayThatHasNotBegunWhereItStands() async throws {
        try await TestHub.with(now: "2026-03-16T00:00:00+07:00") { hub, _ in
            let fields = ["token": "t", "place-id": "1"]
            #expect(await refusal(hub, entry(fields, syncFrom: "2026-03-15")) == nil)
            #expect(await refusal(hub, entry(fields, syncFrom: "2026-03-16"))?.contains("future") == true)
            hub.clock.set("2026-03-16T10:00:00+07:00")
            #expect(await refusal(hub, entry(fields, syncFrom: "2026-03-16")) == nil)
            // In New York the 16th begins at noon of Vietnam's.
            let zone = try #require(Zone(identifier: "America/New_York"))
            #expect(await refusal(hub, entry(fields, zone: zone, syncFrom: "2026-03-16"))?.contains("future") == true)
            #expect(await refusal(hub, entry(fields, zone: zone, syncFrom: "2026-03-15")) == nil)
        }
    }

    @Test func theVendorsLimitHoldsForANewDateAndNotForOneThatStands() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.addDevice(
                "N", kind: "nuveq", ["api-id": "344", "token-key": "k"], syncFrom: LocalDate("2025-01-01"))
            #expect(await refusal(hub, entry(name: "N", kind: "nuveq", syncFrom: "2025-01-01"), over: device) == nil)
            let other = await refusal(hub, entry(name: "N", kind: "nuveq", syncFrom: "2025-01-02"), over: device)
            #expect(other?.contains("last 3 months") == true)
            let (draft, _) = try await hub.attendance.draft(entry(name: "N", kind: "nuveq"), over: device)
            #expect(draft.syncFrom == LocalDate("2025-01-01"))
        }
    }

    @Test func zoneClientsAndPeriodAreTheEntrysElseTheDevicesElseTheSettings() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addHR("Base", kind: "base-checkin", ["token": "b"])
            try await hub.store.settings.set(
                "time-zone", "Asia/Tokyo", act: Act(by: .person("test"), at: hub.clock.now))
            let zone = try #require(Zone(identifier: "Asia/Jakarta"))
            let fields = ["token": "t", "place-id": "1"]
            let new = try await hub.attendance.draft(entry(fields)).draft
            #expect(new.zone.identifier == "Asia/Tokyo" && new.hrClients.isEmpty && new.periodSeconds == nil)
            let device = try await hub.addDevice("Gate", kind: "hanet", fields, zone: zone, hr: ["Base"])
            let kept = try await hub.attendance.draft(entry(["period-seconds": "77"]), over: device).draft
            #expect(kept.zone == zone && kept.hrClients == ["Base"] && kept.periodSeconds == 77)
            let changed = try await hub.attendance.draft(entry(zone: .vietnam, hr: []), over: device).draft
            #expect(changed.zone == .vietnam && changed.hrClients.isEmpty)
            #expect(changed.recordedTime == .instant)
            let nuveq = try await hub.attendance.draft(entry(["api-id": "3", "token-key": "k"], kind: "nuveq")).draft
            #expect(nuveq.recordedTime == .both && nuveq.identity == "3")
        }
    }

    @Test func whereAFileMayLieDependsOnTheDoor() async throws {
        try await TestHub.with { hub, _ in
            let data = hub.store.directory.path
            func folder(_ path: String, _ door: EntryDoor) async throws -> String? {
                try await hub.attendance.draft(
                    HRClientEntry(name: "F", kind: "file", values: FieldValues(["path": [path]]), by: door)
                ).draft.allowedFolder
            }
            let outside = hub.directory.appending(path: "elsewhere").path
            // Who sits at the machine allows a folder by naming it; exports/ needs no allowance.
            #expect(try await folder(outside + "/p.csv", .machine) == outside)
            #expect(try await folder(data + "/exports/p.csv", .machine) == nil)
            #expect(try await folder(data + "/exports/p.csv", .network) == nil)
            await #expect(throws: FieldFailure.self) { _ = try await folder(outside + "/p.csv", .network) }
            // The data directory's own files are nobody's.
            for door in [EntryDoor.machine, .network] {
                for own in ["/rollcall.db", "/rollcall.key", "/exports/../rollcall.db", "/sub/p.csv"] {
                    await #expect(throws: FieldFailure.self, "\(own)") { _ = try await folder(data + own, door) }
                }
            }
            try await hub.store.hrClients.serveFileFolders([outside])
            #expect(try await folder(outside + "/p.csv", .network) == nil)
            await #expect(throws: FieldFailure.self) { _ = try await folder(outside + "-2/p.csv", .network) }
        }
    }

    @Test func anHRClientKeepsItsSecretsUnlessItsKindChanges() async throws {
        try await TestHub.with { hub, _ in
            let client = try await hub.addHR("Base", kind: "base-checkin", ["token": "b", "password": "p"])
            let (draft, dropped) = try await hub.attendance.draft(
                HRClientEntry(
                    name: " Base 2 ", kind: "base-checkin", values: FieldValues(["password": [""]]), by: .network),
                over: client)
            #expect(draft.name == "Base 2" && draft.secrets == FieldValues() && dropped == ["password"])
            await #expect(throws: FieldFailure.self) {
                _ = try await hub.attendance.draft(
                    HRClientEntry(name: "W", kind: "webhook", values: FieldValues(), by: .network), over: client)
            }
            await #expect(throws: FieldFailure.self) {
                _ = try await hub.attendance.draft(
                    HRClientEntry(name: "", kind: "base-checkin", values: FieldValues(), by: .network), over: client)
            }
        }
    }
}
