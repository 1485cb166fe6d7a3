import Attendance
import AttendanceHub
import ConnectorKit
import HRKit
import ProgramSettings
import Store
import SyncEngine
import TestSupport
import Testing
import Wire

/// The JSON that scripts read and the cells that people open in Excel.
@Suite struct ShapeTests {
    @Test func aPunchIsShownAtItsDevicesOwnClock() async throws {
        try await TestHub.with { hub, _ in
            let zone = try #require(Zone(identifier: "Asia/Tokyo"))
            try await hub.addHR("Base", kind: "base-checkin", ["token": "b"])
            let device = try await hub.quietDevice(zone: zone, hr: ["Base"])
            let kept = try await hub.keep([("2026-03-16T09:00:00+07:00", "0042", "Lan, \"Hoa\"")], of: device)
            let punch = try #require(kept.first)
            let json = punch.json(.vi)
            #expect(json["at"]?.text == "2026-03-16T11:00:00+09:00")
            #expect(json["localDate"]?.text == "2026-03-16" && json["localTime"]?.text == "11:00:00")
            #expect(json["code"]?.text == "0042" && json["sourceDevice"]?.text == "Door")
            #expect(json["direction"]?.text == "in" && json["recordId"]?.text?.isEmpty == false)
            let delivery = try #require(json["deliveries"]?.array?.first)
            #expect(delivery["hr"]?.text == "Base" && delivery["state"]?.text == "waiting")
            #expect(delivery["dueAt"] == delivery["nextTryAt"] && delivery["at"] == .null)
            let cells = PunchColumn.cells(punch, .en)
            #expect(cells.count == PunchColumn.header(.en).count)
            #expect(PunchColumn.header(.vi).count == cells.count)
            let (id, rest) = (cells[0], Array(cells[1...]))
            #expect(id == String(punch.punch.id))
            #expect(
                rest == ["0042", "Lan, \"Hoa\"", "Gate", "Door", "11:00:00", "2026-03-16", "in", "Base: waiting"])
            #expect(PunchColumn.cells(punch, .vi).last == "Base: đang chờ")
            let line = PunchTable.csvLine(punch, .en)
            #expect(line.contains("\"Lan, \"\"Hoa\"\"\"") && PunchTable.csvStart(.en).hasPrefix("\u{FEFF}id,code"))
        }
    }

    @Test func aTraceHasTheVendorsBytesAndTheRunThatReadThem() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.quietDevice()
            let kept = try await hub.keep([("2026-03-16T09:00:00+07:00", "1", "Lan")], of: device)
            let id = try #require(kept.first?.punch.id)
            let json = try await hub.store.punches.trace(id).json(.en)
            #expect(json["vendorRecord"]?["n"]?.integer == 0 && json["vendorRecordText"]?.text == "{\"n\":0}")
            #expect(json["kind"]?.text == "hanet" && json["sourceIdentity"]?.text == "1")
            #expect(json["run"]?["from"]?.text == "2026-03-15T10:00:00+07:00")
            #expect(json["run"]?["to"]?.text == "2026-03-16T10:00:00+07:00")
            #expect(json["corrections"]?.array?.isEmpty == true)
        }
    }

    @Test func aDevicesTimesAreThoseOfItsZoneAndSecretsAreOnlySaidToBeSet() async throws {
        try await TestHub.with { hub, _ in
            let zone = try #require(Zone(identifier: "Asia/Tokyo"))
            let device = try await hub.quietDevice(zone: zone)
            let new = try await hub.attendance.shape(device, .en)
            #expect(new["lastRun"] == .null && new["completeUpTo"] == .null && new["latestPunchAt"] == .null)
            try await hub.keep([("2026-03-16T09:00:00+07:00", "1", "Lan")], of: device)
            try await hub.fail(device, "no line")
            let json = try await hub.attendance.shape(try await hub.store.devices.find("Gate"), .vi)
            #expect(json["latestPunchAt"]?.text == "2026-03-16T11:00:00+09:00" && json["punchCount"]?.integer == 1)
            #expect(json["completeFrom"]?.text == "2026-03-15T12:00:00+09:00")
            #expect(json["completeUpTo"]?.text == "2026-03-16T12:00:00+09:00")
            #expect(json["lastSuccessAt"]?.text == "2026-03-16T12:00:00+09:00")
            #expect(json["lastRun"]?["ok"]?.bool == false && json["lastRun"]?["error"]?.text == "vì no line")
            #expect(json["fields"]?["token"]?.text == "(set)" && json["fields"]?["refresh-token"] == .null)
            #expect(json["fields"]?["place-id"]?.text == "1" && json["fields"]?["timeout-seconds"] == nil)
            #expect(json["warnings"]?.array?.first?["code"]?.text == "noHRClient")
        }
    }

    private func state(_ hub: TestHub) async throws -> String {
        let device = try await hub.store.devices.find("Gate")
        return device.state.en
    }

    @Test func aDevicesStateIsWhatComesFirst() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.quietDevice()
            #expect(try await state(hub) == "new")
            try await hub.fail(device, "no line")
            #expect(try await state(hub) == "retrying")
            try await hub.keep([], of: device)
            #expect(try await state(hub) == "fine")
            try await hub.fail(device, "token", needsPerson: true)
            #expect(try await state(hub) == "needs attention")
            try await hub.store.devices.setEnabled(false, [device], act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await state(hub) == "disabled")
        }
    }

    @Test func anHRClientThatTakesNothingSaysSinceWhenWhyAndWhenItIsTriedAgain() async throws {
        try await TestHub.with { hub, _ in
            let client = try await hub.addHR("Base", kind: "base-checkin", ["token": "b"])
            func json(_ due: Instant?) async throws -> JSONValue {
                try await hub.store.hrClients.find("Base").json(nextDue: due, .en)
            }
            let well = try await json(hub.clock.now)
            #expect(well["failingSince"] == .null && well["reason"] == .null && well["nextTryAt"] == .null)
            #expect(try await hub.store.hrClients.find("Base").state.en == "fine")
            let next = hub.clock.now + .minutes(2)
            try await hub.store.hrClients.settlePass(
                client, failure: Phrase(en: "HTTP 503", vi: "HTTP 503"), needsPerson: false, nextAttemptAt: next,
                act: Act(by: .person("test"), at: hub.clock.now))
            let ill = try await json(nil)
            #expect(ill["failingSince"]?.text == "2026-03-16T10:00:00+07:00" && ill["reason"]?.text == "HTTP 503")
            #expect(ill["nextTryAt"]?.text == "2026-03-16T10:02:00+07:00")
            // What waits is not due before that, or later than that.
            #expect(try await json(next - .minutes(1))["nextTryAt"]?.text == "2026-03-16T10:02:00+07:00")
            #expect(try await json(next + .minutes(1))["nextTryAt"]?.text == "2026-03-16T10:03:00+07:00")
            #expect(try await hub.store.hrClients.find("Base").state.en == "retrying")
            try await hub.store.hrClients.setEnabled(false, client, act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await json(nil)["nextTryAt"] == .null)
            #expect(try await hub.store.hrClients.find("Base").state.en == "disabled")
        }
    }

    @Test func settingsAreNumbersAndFlagsUnlessTheyAreTexts() async throws {
        try await TestHub.with { hub, _ in
            for (name, value) in [("mail-user", "4711"), ("mail-from", "true"), ("evidence-days", "90")] {
                try await hub.store.settings.set(name, value, act: Act(by: .person("test"), at: hub.clock.now))
            }
            let json = try await hub.store.settings.current().json
            #expect(json["mailUser"] == "4711" && json["mailFrom"] == "true" && json["evidenceDays"] == 90)
            #expect(json["pushAfterSync"] == true && json["timeZone"]?.text == "Asia/Ho_Chi_Minh")
            for setting in SettingSpecification.all { #expect(json[setting.jsonName] != nil, "\(setting.name)") }
        }
    }

    @Test(arguments: [("auto-sync-minutes", "autoSyncMinutes"), ("language", "language")])
    func aSettingsNameInJSONIsInCamelCase(_ name: String, _ camel: String) {
        #expect(SettingSpecification.all.first { $0.name == name }?.jsonName == camel)
    }

    @Test func aRunIsToldWithWhatWasSkippedAndWhy() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.quietDevice()
            let report = await hub.engine.sync(device, .undated(.device), by: .schedule)
            let json = report.json(.en)
            #expect(json["ok"]?.bool == false && json["error"]?.text?.contains("127.0.0.1:9") == true)
            #expect(json["device"]?.text == "Gate" && json["busy"]?.bool == false && json["fetched"]?.integer == 0)
            #expect(report.line.en == "Gate: 0 fetched, 0 new, 0 known, 0 skipped")
        }
    }

    @Test func everyKindSaysWhatItAsksForAndHowFarItReads() async throws {
        try await TestHub.with { hub, _ in
            let kinds = hub.engine.deviceKinds.all.map { $0.json(.en) }
            let hanet = kinds.first { $0["kind"]?.text == "hanet" } ?? .null
            let nuveq = kinds.first { $0["kind"]?.text == "nuveq" } ?? .null
            let token = hanet["fields"]?.array?.first { $0["name"]?.text == "token" } ?? .null
            #expect(token["secret"]?.bool == true && token["required"]?.bool == true && token["choices"] == .null)
            let types = hanet["fields"]?.array?.first { $0["name"]?.text == "person-types" } ?? .null
            #expect(types["choices"]?.array == ["employee", "customer"] && types["repeatable"]?.bool == true)
            #expect(types["default"] == "employee" && types["secret"]?.bool == false)
            #expect(hanet["policy"]?["first"] == "month" && hanet["policy"]?["furthestBackMonths"] == .null)
            // An hourly look-back is said only where it reads more than the timed sync.
            #expect(hanet["policy"]?["hourly"] == .null && hanet["policy"]?["lookBack"] == "3d")
            #expect(nuveq["policy"]?["hourly"] == "3d" && nuveq["policy"]?["periodic"] == "today")
            #expect(nuveq["policy"]?["furthestBackMonths"] == 3 && nuveq["unverified"]?.text?.contains("v1") == true)
            #expect(hub.engine.hrKinds.all.map { $0.json(.en)["kind"]?.text } == ["base-checkin", "webhook", "file"])
        }
    }
}
