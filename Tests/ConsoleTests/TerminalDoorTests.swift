import Access
import Attendance
import AttendanceHub
import Foundation
import HTTPTransport
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing
import Wire

/// Where terminals push their records: over HTTP, with a simulated terminal that has no code in common with the server.
@Suite struct TerminalDoorTests {
    private func with(
        _ fields: [String: String] = ["serial-number": "CJ9H01"],
        _ body: @escaping @Sendable (TestConsole, Device, PushTerminal) async throws -> Void
    ) async throws {
        try await TestConsole.with { test, _ in
            let device = try await test.hub.addDevice("T", kind: "zkteco-push", fields)
            try await body(test, device, PushTerminal("CJ9H01", server: test.address, log: TerminalDoorTests.log))
        }
    }

    private static let log = [
        PushRecord("1001", at: "2026-03-16 08:00:00"), PushRecord("1002", at: "2026-03-16 08:00:00"),
        PushRecord("1001", at: "2026-03-16 09:30:00", status: 1),
    ]

    private func keys(_ hub: TestHub) async throws -> Set<String> {
        Set(try await hub.punches().map(\.punch.sourceKey))
    }

    // MARK: Records

    @Test(arguments: 0..<8) func aTerminalOfAnyDialectHandsInItsLogAndGoesOnBehindIt(_ number: Int) async throws {
        try await TestConsole.with { test, _ in
            try await test.hub.addDevice("T", kind: "zkteco-push", ["serial-number": "CJ9H01"])
            let terminal = PushTerminal(
                "CJ9H01", server: test.address, dialect: .number(number), log: TerminalDoorTests.log)
            #expect(try await terminal.register().status == 200)
            #expect(try await terminal.handIn())
            #expect(try await test.hub.punches().count == 3)
            // Again from the beginning: its cursor was kept, so nothing is sent.
            try await terminal.register()
            #expect(await terminal.pending == 0)
            await terminal.record(PushRecord("1002", at: "2026-03-16 09:45:00", status: 1))
            #expect(try await terminal.handIn())
            #expect(try await test.hub.punches().count == 4)
        }
    }

    @Test func everyLineIsAcknowledgedAndThoseThatAreNoneAreKept() async throws {
        try await with { test, device, terminal in
            let good = "1001\t2026-03-16 08:00:00\t0\t1"
            for (lines, count) in [([good, good + "x"], 2), ([good, "malformed"], 2), (["malformed too"], 1)] {
                let answer = try await terminal.post(table: "ATTLOG", stamp: "1", lines: lines)
                #expect(answer.text == "OK: \(count)")
                #expect(answer.headers["content-length"] == String(answer.text.utf8.count))
                #expect(answer.headers["content-type"] == "text/plain" && answer.headers["date"] != nil)
            }
            #expect(try await test.hub.punches().count == 1)
            let contact = try #require(try await test.hub.store.terminals.contact(of: device))
            #expect(contact.lines == 5 && contact.undecodable == 2)
        }
    }

    @Test func aDeviceWhoseTerminalCallsAgainIsNotLeftToItsBackOff() async throws {
        try await with { test, device, terminal in
            func wait() async throws -> Duration {
                try await test.hub.store.devices.find("T").nextRunAt.since(test.hub.clock.now)
            }
            for _ in 0..<3 {
                let report = await test.hub.engine.sync(device, .undated(.periodic), by: .schedule)
                #expect(report.error != nil)
            }
            #expect(try await wait() > .minutes(1))
            try await terminal.register()
            #expect(try await wait() <= .zero)
            let report = await test.hub.engine.sync(device, .undated(.periodic), by: .schedule)
            #expect(report.error == nil)
            let usual = try await wait()
            test.hub.clock.advance(by: .seconds(5))
            _ = try await terminal.poll()
            #expect(try await wait() == usual - .seconds(5))
        }
    }

    @Test func whatIsSentAgainDoublesNothing() async throws {
        try await with { test, device, terminal in
            for _ in 0..<3 { _ = try await terminal.post(TerminalDoorTests.log, stamp: 0) }
            #expect(try await test.hub.punches().count == 3)
            #expect(try await test.hub.store.devices.find("T").punchCount == 3)
        }
    }

    @Test func aCorrectedZoneAndTheSameLogAgainMakeNoRecordNew() async throws {
        try await with { test, device, terminal in
            _ = try await terminal.post(TerminalDoorTests.log, stamp: 3)
            let before = try await keys(test.hub)
            var entry = DeviceEntry(
                name: "T", kind: "zkteco-push", values: FieldValues(["serial-number": ["CJ9H01"]]))
            entry.zone = Zone(identifier: "Asia/Tokyo")
            _ = try await test.hub.attendance.edit(
                device, to: entry, withNew: nil, act: Act(by: .person("test"), at: test.hub.clock.now))
            let answer = try await terminal.post(TerminalDoorTests.log, stamp: 3)
            #expect(answer.text == "OK: 3")
            #expect(try await keys(test.hub) == before)
            // What the terminal's clock showed stays, and was an hour of another zone.
            let punches = try await test.hub.punches().map(\.punch)
            #expect(punches.allSatisfy { $0.offset == 9 * 3600 })
            #expect(punches.map(\.at).min() == Instant("2026-03-16T08:00:00+09:00"))
            #expect(try await terminal.register().text.contains("\nTimeZone=9\n"))
        }
    }

    @Test func twoTerminalsWithTheSamePeopleDoNotMix() async throws {
        try await with { test, device, terminal in
            try await test.hub.addDevice("U", kind: "zkteco-push", ["serial-number": "CJ9H02"])
            let other = PushTerminal("CJ9H02", server: test.address, log: TerminalDoorTests.log)
            for one in [terminal, other] {
                try await one.register()
                #expect(try await one.handIn())
            }
            #expect(try await test.hub.punches().count == 6)
            for name in ["T", "U"] { #expect(try await test.hub.store.devices.find(name).punchCount == 3) }
            let stamps = try await test.hub.store.terminals.stamps(of: device)
            #expect(stamps[.punches] == "3")
        }
    }

    @Test func namesComeFromTheTerminalAndNothingElseOfPeople() async throws {
        try await with { test, device, terminal in
            await terminal.enroll("1001", "Trần Văn Hùng")
            #expect(try await terminal.handInPeople().text == "OK: 2")
            _ = try await terminal.post(TerminalDoorTests.log, stamp: 3)
            let names = Set(try await test.hub.punches().map { "\($0.punch.code) \($0.punch.personName)" })
            #expect(names == ["1001 Trần Văn Hùng", "1002 "])
        }
    }

    @Test func aDeletedCursorAsksForEverythingAgain() async throws {
        try await with { test, device, terminal in
            try await terminal.register()
            #expect(try await terminal.handIn())
            _ = try await test.hub.store.devices.remove(
                device, withPunches: false, act: Act(by: .person("test"), at: test.hub.clock.now))
            try await test.hub.addDevice("T", kind: "zkteco-push", ["serial-number": "CJ9H01"])
            #expect(try await terminal.register().text.contains("ATTLOGStamp=0\n"))
            #expect(try await terminal.handIn())
            #expect(try await test.hub.punches().count == 3)
        }
    }

    // MARK: Who calls

    @Test func ofAnUnknownTerminalNothingIsStoredButThatItCalls() async throws {
        try await TestConsole.with { test, _ in
            let terminal = PushTerminal("STRANGE1", server: test.address, log: TerminalDoorTests.log)
            #expect(try await terminal.register().status == 503)
            #expect(try await terminal.post(TerminalDoorTests.log, stamp: 3).status == 503)
            #expect(try await test.hub.punches().isEmpty)
            let strangers = try await test.hub.store.terminals.strangers()
            #expect(strangers.map(\.serial) == ["STRANGE1"] && strangers.first?.address == "127.0.0.1")
            let admin = try await test.visitor(.admin)
            let page = try await admin.get("/devices").text
            #expect(page.contains("STRANGE1") && page.contains("serial=STRANGE1"))
            let form = try await admin.get("/devices/new?kind=zkteco-push&name=STRANGE1&serial=STRANGE1").text
            #expect(form.contains("value=\"STRANGE1\""))
            let program = try await test.program([.devicesRead])
            let listed = try await program.get("/api/v1/unknown-terminals").json
            #expect(listed["items"]?.array?.first?["serial"]?.text == "STRANGE1")
            // Once somebody adds it, it hands in what it had kept.
            try await test.hub.addDevice("T", kind: "zkteco-push", ["serial-number": "strange1"])
            let added = try await test.hub.store.devices.find("T")
            let contact = try await test.hub.store.terminals.contact(of: added)
            #expect(contact?.lastAt == test.hub.clock.now, "it has called, if only as a stranger")
            #expect(await test.hub.engine.sync(added, .undated(.periodic), by: .schedule).error == nil)
            #expect(try await terminal.register().status == 200)
            #expect(try await terminal.handIn())
            #expect(try await test.hub.punches().count == 3)
            #expect(try await test.hub.store.terminals.strangers().isEmpty)
        }
    }

    @Test func strangersAreBoundedInNumberAndInHowOftenTheyAreHeard() async throws {
        try await TestConsole.with { test, _ in
            var statuses: [Int] = []
            for number in 0..<40 {
                let reply = try await test.stranger.get("/iclock/getrequest?SN=N\(number)")
                statuses.append(reply.status)
            }
            #expect(Set(statuses) == [503])
            #expect(try await test.hub.store.terminals.strangers().count == 30)
            // A terminal that is known is let in from the same address.
            try await test.hub.addDevice("T", kind: "zkteco-push", ["serial-number": "CJ9H01"])
            #expect(try await test.stranger.get("/iclock/getrequest?SN=CJ9H01").text == "OK")
        }
    }

    @Test func aDeviceThatIsOutTakesNothingUntilItIsBack() async throws {
        try await with { test, device, terminal in
            let act = Act(by: .person("test"), at: test.hub.clock.now)
            #expect(try await terminal.post(TerminalDoorTests.log, stamp: 3).status == 200)
            try await test.hub.store.devices.setEnabled(false, [device], act: act)
            await terminal.record(PushRecord("1003", at: "2026-03-16 09:00:00"))
            #expect(try await terminal.post(await terminal.log, stamp: 4).status == 503)
            #expect(try await test.hub.punches().count == 3)
            try await test.hub.store.devices.setEnabled(true, [device], act: act)
            #expect(try await terminal.post(await terminal.log, stamp: 4).text == "OK: 4")
        }
    }

    @Test func aPinnedTerminalIsTakenFromItsAddressAlone() async throws {
        try await with(["serial-number": "CJ9H01", "address": "10.9.8.7"]) { test, device, terminal in
            let answer = try await terminal.post(TerminalDoorTests.log, stamp: 3)
            #expect(answer.status == 403)
            #expect(try await test.hub.punches().isEmpty)
            let warnings = try await test.hub.attendance.warnings().of(device)
            #expect(warnings.contains { $0.code == .callRefused && $0.text.en.contains("127.0.0.1") })
            let told = try await test.hub.store.history.page(before: nil, limit: 10).entries
            #expect(told.filter { $0.event == "device.call-refused" }.count == 1)
            let report = await test.hub.sync(device)
            #expect(report.error?.en.contains("came from 127.0.0.1") == true)
            #expect(report.error?.en.contains("takes calls from 10.9.8.7 alone") == true)
            // Once the address is put right, what was is no news.
            let edited = try await test.hub.attendance.edit(
                device,
                to: DeviceEntry(name: "T", kind: "zkteco-push", values: FieldValues(["address": ["127.0.0.1"]])),
                act: Act(by: .person("test"), at: test.hub.clock.now))
            test.hub.clock.advance(by: .minutes(3))
            _ = try await terminal.poll()
            #expect(try await test.hub.attendance.warnings().of(edited).allSatisfy { $0.code != .callRefused })
        }
    }

    @Test func aSecretInThePathIsAskedForAndNoOtherPathOpens() async throws {
        let fields = ["serial-number": "CJ9H01", "path-secret": "Zx81Qw77"]
        try await with(fields) { test, device, terminal in
            #expect(try await terminal.post(TerminalDoorTests.log, stamp: 3).status == 403)
            for secret in ["Zx81Qw7", "zx81qw77", "Zx81Qw777"] {
                let wrong = PushTerminal("CJ9H01", server: "\(test.address)/\(secret)", log: TerminalDoorTests.log)
                #expect(try await wrong.register().status == 403, "\(secret)")
            }
            let right = PushTerminal("CJ9H01", server: "\(test.address)/Zx81Qw77", log: TerminalDoorTests.log)
            try await right.register()
            #expect(try await right.handIn())
            #expect(try await test.hub.punches().count == 3)
        }
    }

    @Test func oneSerialNumberFromTwoAddressesIsSaid() async throws {
        try await with { test, device, terminal in
            _ = try await terminal.poll()
            let address = try #require(
                try await test.hub.store.terminals.address(kind: "zkteco-push", identity: "CJ9H01"))
            let now = test.hub.clock.now
            _ = try await test.hub.store.terminals.take(
                [TerminalArrival(address, from: "192.0.2.7", .contact)], now: now + .minutes(1))
            let warnings = try await test.hub.attendance.warnings().of(device)
            #expect(warnings.contains { $0.code == .addresses && $0.text.en.contains("192.0.2.7") })
            _ = try await test.hub.store.terminals.take(
                [TerminalArrival(address, from: "127.0.0.1", .contact)], now: now + .minutes(2))
            let told = try await test.hub.store.history.page(before: nil, limit: 10).entries
            #expect(told.filter { $0.event == "device.addresses" }.count == 1)
            // A terminal that moved and calls from there alone is no second one.
            _ = try await test.hub.store.terminals.take(
                [TerminalArrival(address, from: "192.0.2.8", .contact)], now: now + .hours(30))
            test.hub.clock.advance(by: .seconds(31 * 3600))
            let later = try await test.hub.attendance.warnings().of(device)
            #expect(!later.contains { $0.code == .addresses })
        }
    }

    @Test func aTerminalWhoseRecordsNameAnotherZoneIsSaid() async throws {
        try await TestConsole.with { test, _ in
            let tokyo = try #require(Zone(identifier: "Asia/Tokyo"))
            let device = try await test.hub.addDevice(
                "T", kind: "zkteco-push", ["serial-number": "CJ9H01"], zone: tokyo)
            var dialect = PushDialect()
            dialect.timeOffset = 25_200
            let terminal = PushTerminal("CJ9H01", server: test.address, dialect: dialect)
            _ = try await terminal.post([PushRecord("1", at: "2026-03-16 08:00:00")], stamp: 1)
            let warnings = try await test.hub.attendance.warnings().of(device)
            let said = try #require(warnings.first { $0.code == .zone })
            #expect(said.text.en.contains("UTC+07:00") && said.text.vi.contains("Asia/Tokyo"))
            dialect.timeOffset = 32_400
            let right = PushTerminal("CJ9H01", server: test.address, dialect: dialect)
            _ = try await right.post([PushRecord("1", at: "2026-03-16 08:30:00")], stamp: 2)
            let later = try await test.hub.attendance.warnings().of(device)
            #expect(!later.contains { $0.code == .zone })
        }
    }

    @Test func accessControlIsToldToBeSwitched() async throws {
        try await with { test, device, terminal in
            _ = try await terminal.poll()
            let answer = try await terminal.post(table: "rtlog", stamp: "1", lines: ["time=2026-03-16 08:00:00\tpin=1"])
            #expect(answer.status == 503 && answer.text.contains("T&A PUSH"))
            let report = await test.hub.engine.sync(device, .undated(.periodic), by: .schedule)
            #expect(report.error?.en.contains("A&C PUSH to T&A PUSH") == true)
            _ = try await terminal.post(TerminalDoorTests.log, stamp: 3)
            #expect(await test.hub.engine.sync(device, .undated(.periodic), by: .schedule).error == nil)
        }
    }

    // MARK: What does not belong

    @Test(arguments: ["file?SN=CJ9H01&url=/etc/passwd", "..%2f..%2fetc%2fpasswd?SN=CJ9H01", "cdata.php?SN=CJ9H01", "x"])
    func thereAreNoFiles(_ path: String) async throws {
        try await with { test, _, _ in
            for place in ["/iclock/", "/iclock/a/b/"] {
                let reply = try await test.stranger.get(place + path)
                #expect(reply.status == 404, "\(place)")
            }
        }
    }

    @Test func whoCannotBeToldIsRefusedWithASentence() async throws {
        try await with { test, _, _ in
            let long = String(repeating: "7", count: 10_000)
            for query in ["", "SN=", "SN=\(long)", "SN=%00", "SN=%27%20OR%201=1", "SN=CJ9H01&SN=X"] {
                let reply = try await test.stranger.get("/iclock/cdata?options=all&\(query)")
                #expect(reply.status == 400 && !reply.text.isEmpty, "\(query.prefix(30))")
            }
            #expect(try await test.hub.store.terminals.strangers().isEmpty)
        }
    }

    @Test func aBodyBeyondTheBoundIsNotKeptAndIsTold() async throws {
        try await with { test, device, terminal in
            let huge = [UInt8](repeating: UInt8(ascii: "7"), count: (10 << 20) + 1)
            let answer = try await terminal.post(table: "ATTLOG", stamp: "9", body: huge)
            #expect(answer.status == 413 && answer.text.contains("10240 KiB"))
            let warnings = try await test.hub.attendance.warnings().of(device)
            #expect(warnings.contains { $0.code == .callRefused && $0.text.vi.contains("10 MB") })
            #expect(try await test.hub.store.terminals.stamps(of: device).isEmpty)
            // What it fails to hand in is not claimed to be complete.
            let report = await test.hub.engine.sync(device, .undated(.periodic), by: .schedule)
            #expect(report.error == nil)
            // That it hands in something else makes good nothing.
            _ = try await terminal.post(TerminalDoorTests.log, stamp: 3)
            #expect(try await test.hub.store.terminals.contact(of: device)?.failingSince != nil)
        }
    }

    @Test func aBodyBeyondTheBoundIsToldAfterAnotherDeviceWasChangedAsWell() async throws {
        try await with { test, device, terminal in
            _ = try await terminal.poll()
            try await test.hub.addDevice("Other", kind: "zkteco-push", ["serial-number": "CJ9H02"])
            let huge = [UInt8](repeating: UInt8(ascii: "7"), count: (10 << 20) + 1)
            #expect(try await terminal.post(table: "ATTLOG", stamp: "9", body: huge).status == 413)
            #expect(try await test.hub.store.terminals.contact(of: device)?.failingSince == test.hub.clock.now)
        }
    }

    @Test func templatesAndPhotosAreLetGoAsTheyCome() async throws {
        try await with { test, device, terminal in
            let photo = [UInt8](repeating: 0xFF, count: 20 << 20)
            for table in ["BIODATA", "ATTPHOTO", "ERRORLOG"] {
                let answer = try await terminal.post(
                    table: table, stamp: "1", body: table == "ATTPHOTO" ? photo : Array("TMP=QUJD".utf8))
                #expect(answer.status == 200 && answer.text == "OK", "\(table)")
            }
            #expect(try await test.hub.store.terminals.contact(of: device)?.lines == 0)
        }
    }

    @Test func tenPostsASecondAreTakenAndAThousandAreNot() async throws {
        try await with { test, _, terminal in
            var statuses: [Int] = []
            for number in 0..<30 {
                statuses.append(
                    try await terminal.post([PushRecord("1", at: "2026-03-16 08:00:\(10 + number)")], stamp: number)
                        .status)
                test.hub.clock.advance(by: .milliseconds(100))
            }
            #expect(Set(statuses) == [200])
            statuses = []
            for _ in 0..<120 { statuses.append(try await terminal.poll().status) }
            #expect(statuses.contains(503))
            test.hub.clock.advance(by: .seconds(10))
            #expect(try await terminal.poll().status == 200)
        }
    }

    @Test func twoHundredTerminalsThatComeBackAtOnceAreAllServed() async throws {
        try await TestConsole.with { test, _ in
            for number in 0..<200 {
                try await test.hub.addDevice("T\(number)", kind: "zkteco-push", ["serial-number": "S\(number)"])
            }
            let address = test.address
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let terminal = PushTerminal(
                            "S\(number)", server: address, dialect: .number(number), log: TerminalDoorTests.log)
                        try await terminal.register()
                        let isDone = try await terminal.handIn()
                        try await terminal.poll()
                        return isDone
                    }
                }
                for try await isDone in group { #expect(isDone) }
            }
            let devices = try await test.hub.store.devices.all()
            #expect(devices.count == 200 && devices.allSatisfy { $0.punchCount == 3 })
        }
    }
}
