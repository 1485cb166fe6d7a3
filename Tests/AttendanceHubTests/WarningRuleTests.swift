import Attendance
import AttendanceHub
import Store
import SyncEngine
import TestSupport
import Testing
import Wire

/// What is said beside a device when something is not as its owner believes.
@Suite struct WarningRuleTests {
    private func codes(_ hub: TestHub) async throws -> [Warning.Code] {
        try await hub.attendance.warnings().of(hub.store.devices.find("Gate")).map(\.code)
    }

    private func down(_ name: String, _ hub: TestHub) async throws {
        try await hub.store.hrClients.settlePass(
            try await hub.store.hrClients.find(name), failure: Phrase(verbatim: "HTTP 503"), needsPerson: false,
            nextAttemptAt: hub.clock.now, act: Act(by: .person("test"), at: hub.clock.now))
    }

    @Test func punchesThatGoNowhereAreSaidToAsLongAsTheyDo() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.quietDevice()
            #expect(try await codes(hub) == [.noHRClient])
            let one = try await hub.addHR("One", kind: "base-checkin", ["token": "b"])
            let two = try await hub.addHR("Two", kind: "webhook", ["url": "http://127.0.0.1:9/"])
            let entry = DeviceEntry(name: "Gate", kind: "hanet", values: FieldValues(), hrClients: ["One", "Two"])
            _ = try await hub.attendance.edit(device, to: entry, act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await codes(hub).isEmpty)
            // One of two that is disabled is not a loss of both.
            try await hub.store.hrClients.setEnabled(false, one, act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await codes(hub).isEmpty)
            let takers = try await hub.attendance.warnings().takers(of: hub.store.devices.find("Gate"))
            #expect(takers == ["Two"])
            try await hub.store.hrClients.setEnabled(false, two, act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await codes(hub) == [.noHRClient])
            let text = try await hub.attendance.warnings().of(hub.store.devices.find("Gate"))
            #expect(
                text.first?.text.en.contains("disabled") == true && text.paragraph(.vi)?.contains("vô hiệu") == true)
            #expect([Warning]().paragraph(.en) == nil)
        }
    }

    @Test func anHRSystemThatIsDownIsSaidAtItsDevicesAndAtNoOthers() async throws {
        try await TestHub.with { hub, _ in
            for name in ["One", "Two"] {
                try await hub.addHR(name, kind: "webhook", ["url": "http://127.0.0.1:9/\(name)"])
            }
            try await hub.quietDevice(hr: ["One"])
            try await down("Two", hub)
            #expect(try await codes(hub).isEmpty)
            try await down("One", hub)
            let warnings = try await hub.attendance.warnings().of(hub.store.devices.find("Gate"))
            #expect(warnings.map(\.code) == [.hrFailing])
            #expect(warnings.briefly(.en) == "“One” takes nothing" && [Warning]().briefly(.vi) == nil)
            #expect(warnings.first?.text.en == "“One” has taken nothing since 16/03/2026 10:00: HTTP 503")
            let report = try await hub.attendance.report(hub.store.status.status(from: nil, to: nil))
            #expect(
                report.outage(ofClient: "One")?.sentence().en
                    == "“One” has taken nothing since 16/03/2026 10:00: HTTP 503. Next try: 16/03/2026 10:00.")
            #expect(report.outage(ofClient: "Three") == nil && report.warnings(ofDevice: "Nobody").isEmpty)
            #expect(report.warnings(ofDevice: "Gate").map(\.code) == [.hrFailing])
            let line = report.json(.en, (from: nil, to: nil))["hrClients"]?.array?.first { $0["hr"]?.text == "One" }
            #expect(line?["failingSince"]?.text == "2026-03-16T10:00:00+07:00" && line?["reason"]?.text == "HTTP 503")
        }
    }

    @Test func aWrongClockIsSaidOnceAndForADayAndTheDevicesOwnWordComesFirst() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addHR("One", kind: "webhook", ["url": "http://127.0.0.1:9/"])
            try await hub.quietDevice(hr: ["One"])
            for source in [ClockIncident.Source.step, .vendor] {
                try await hub.store.clock.record(
                    source, offset: .hours(2), Phrase(verbatim: "clock \(source.rawValue)"), now: hub.clock.now)
            }
            let warnings = try await hub.attendance.warnings()
            #expect(warnings.general.map(\.text.en) == ["clock vendor"])
            #expect(try await warnings.of(hub.store.devices.find("Gate")).map(\.code) == [.clock])
            hub.clock.advance(by: .hours(24) + .seconds(1))
            #expect(try await hub.attendance.warnings().general.isEmpty)
            #expect(Warnings.none.general.isEmpty)
        }
    }

    @Test func theStatusCountsWhatWasAskedFor() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addHR("One", kind: "webhook", ["url": "http://127.0.0.1:9/"])
            let device = try await hub.quietDevice(hr: ["One"])
            let rows = [("2026-03-15T09:00:00+07:00", "1", "Lan"), ("2026-03-16T09:00:00+07:00", "1", "Lan")]
            try await hub.keep(rows, of: device)
            let from = Instant("2026-03-16T00:00:00+07:00")
            let status = try await hub.store.status.status(from: from, to: nil)
            let json = try await hub.attendance.report(status).json(.en, (from: from, to: nil))
            #expect(json["from"]?.text == "2026-03-16T00:00:00+07:00" && json["to"] == .null)
            #expect(json["pulled"]?.integer == 1 && json["waiting"]?.integer == 1 && json["delivered"]?.integer == 0)
            let line = json["devices"]?.array?.first ?? .null
            #expect(line["device"]?.text == "Gate" && line["completeUpTo"]?.text == "2026-03-16T10:00:00+07:00")
            #expect(line["warnings"]?.array?.isEmpty == true && json["warnings"]?.array?.isEmpty == true)
        }
    }
}
