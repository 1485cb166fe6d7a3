import Attendance
import ConnectorKit
import TestSupport
import Testing
import Wire

@testable import NuveqConnector

/// One event after the other: whose it is, when it was, and by what it is known again.
@Suite struct NuveqEventTests {
    private static let now = Instant("2026-03-16T10:00:00+07:00")

    private static let usual: [String: JSONValue] = [
        "id": 7, "uuid": "u-1", "eventName": "Valid access", "attendance": .null, "visitor": .null,
        "userName": "Lan", "staffNo": "1001", "type": "Cửa kho", "direction": "Entry", "date": "2026-03-15",
        "time": "21:57:41", "timezone": "Asia/Ho_Chi_Minh", "timestamp": "2026-03-15T14:57:41Z",
    ]

    private func event(_ changes: [String: JSONValue]) -> JSONValue {
        .object(
            Self.usual.merging(changes) { $1 }.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, $0.value) })
    }

    private func page(_ events: [JSONValue], zone: Zone = .vietnam) throws -> Page {
        let answer: JSONValue = ["error": 0, "message": "Success", "data": .array(events)]
        return try NuveqAnswer(answer.bytes, zone: zone, now: Self.now).page
    }

    private func punch(_ changes: [String: JSONValue], zone: Zone = .vietnam) throws -> Punch? {
        try page([event(changes)], zone: zone).punches.first
    }

    @Test(
        arguments: [
            ([:], "punch"), (["staffNo": ""], "noStaffNumber"), (["staffNo": .null], "noStaffNumber"),
            (["staffNo": " "], "noStaffNumber"), (["visitor": true], "visitor"), (["visitor": 1], "visitor"),
            (["eventName": "Valid visitor", "attendance": true], "visitor"),
            (["eventName": "Invalid access"], "invalidAccess"), (["eventName": "Manual release"], "otherEvent"),
            (["eventName": "Manual release", "attendance": true], "punch"),
            (["eventName": "Invalid access", "attendance": true], "punch"), (["attendance": false], "punch"),
            (["eventName": "Manual release", "attendance": true, "staffNo": ""], "noStaffNumber"),
            (["direction": "Status"], "status"), (["eventName": "Controller offline", "attendance": true], "status"),
            (["direction": "Status", "visitor": true], "status"), (["visitor": false], "punch"),
        ] as [([String: JSONValue], String)])
    func theAttendanceRuleSaysWhoseEventsCount(_ changes: [String: JSONValue], _ expected: String) throws {
        let page = try page([event(changes)])
        #expect(page.punches.count == (expected == "punch" ? 1 : 0))
        #expect(page.skipped == (expected == "punch" ? [:] : [expected: 1]) && page.undecodable.isEmpty)
    }

    @Test func anEventIsKnownByItsUuidElseByItsIdElseItIsKeptRaw() throws {
        #expect(try punch([:])?.sourceKey == "u:u-1")
        #expect(try punch(["uuid": " "])?.sourceKey == "i:7" && punch(["uuid": .null])?.sourceKey == "i:7")
        let none = event(["uuid": "", "id": .null])
        let page = try page([none])
        #expect(page.punches.isEmpty && page.undecodable.map(\.reason) == ["noIdentity"])
        #expect(page.undecodable.map { Array($0.raw) } == [none.bytes])
    }

    @Test(arguments: [
        ("Entry", Direction.entry), ("Exit", .exit), (" Exit ", .exit), ("IN", .unknown), ("", .unknown),
    ])
    func aDirectionIsTakenOnlyWhereItIsSaid(_ text: String, _ direction: Direction) throws {
        #expect(try punch(["direction": .string(text)])?.direction == direction)
    }

    @Test func codesStayTextAndAreCleaned() throws {
        #expect(try punch(["staffNo": " 0042\u{8} "])?.code == "0042")
        #expect(try punch(["staffNo": 42])?.code == "42")
        let punch = try #require(try punch(["userName": "Ha\u{300}\u{200B}"]))
        #expect(Array(punch.personName.unicodeScalars) == Array("Hà".unicodeScalars) && punch.sourceDevice == "Cửa kho")
    }

    @Test func theStampIsTheInstantAndTheSitesOwnClockIsTheWallClock() throws {
        let punch = try #require(try punch([:]))
        #expect(punch.at == Instant("2026-03-15T14:57:41Z") && punch.offset == 25_200)
        #expect(punch.local.description == "2026-03-15 21:57:41")
        // A controller's clock that shows another quarter of an hour is kept as it was.
        let odd = try #require(try self.punch(["time": "22:12:40.000"]))
        #expect(odd.at == punch.at && odd.local.timeText == "22:12:40" && odd.offset == 26_100)
        // Kathmandu stands at a quarter of an hour.
        let kathmandu = try #require(
            try self.punch(["time": "20:42:41", "timezone": "Asia/Kathmandu"]))
        #expect(kathmandu.offset == 20_700 && kathmandu.local.timeText == "20:42:41")
        let west = try #require(try self.punch(["time": "09:57:41", "timezone": "America/Bogota"]))
        #expect(west.offset == -18_000)
    }

    @Test func whatIsMissingIsMadeOfTheOtherWithTheSitesZone() throws {
        let jakarta: JSONValue = "Asia/Jayapura"
        // The stamp alone: the wall clock of the site, not of the device's zone here.
        let stamped = try #require(try punch(["date": .null, "time": "", "timezone": jakarta]))
        #expect(stamped.local.timeText == "23:57:41" && stamped.offset == 32_400)
        // The wall clock alone: read in the site's zone.
        let walled = try #require(try punch(["timestamp": "", "timezone": jakarta]))
        #expect(walled.at == Instant("2026-03-15T21:57:41+09:00") && walled.offset == 32_400)
        // A zone that nobody knows, or none: the device's own.
        for zone in [JSONValue.string(""), .null, "Mars/Olympus"] {
            let own = try #require(try punch(["timestamp": "", "timezone": zone]))
            #expect(own.at == Instant("2026-03-15T21:57:41+07:00"), "\(zone)")
        }
        let neither = try page([event(["timestamp": "", "time": "25:00:00"]), event(["timestamp": "", "date": ""])])
        #expect(neither.punches.isEmpty && neither.undecodable.map(\.reason) == ["noTime", "noTime"])
    }

    @Test func clocksThatCannotBelongTogetherAreReadByTheStamp() throws {
        // Nineteen hours apart is not a zone; eighteen is the most that one can be.
        let apart = try #require(try punch(["date": "2026-03-16", "time": "09:57:41"]))
        #expect(apart.local.timeText == "21:57:41" && apart.offset == 25_200)
        let most = try #require(try punch(["date": "2026-03-16", "time": "08:57:41"]))
        #expect(most.local.description == "2026-03-16 08:57:41" && most.offset == 64_800)
    }

    @Test func anImpossibleTimeIsKeptRaw() throws {
        let late = event(["timestamp": "2026-03-17T03:00:01Z"])
        let page = try page([late, event(["timestamp": "2000-01-01T00:00:00Z"])])
        #expect(page.punches.isEmpty && page.undecodable.map(\.reason) == ["impossibleTime", "impossibleTime"])
        #expect(page.undecodable.first.map { Array($0.raw) } == late.bytes)
    }

    @Test func everyElementCountsAndTheLargestIdIsTheCursor() throws {
        let text = #"{"data":[{"id":9},7,{"id":"12"},{"id":3},null],"error":0,"cursor":11,"total":5}"#
        let answer = try NuveqAnswer(Array(text.utf8), zone: .vietnam, now: Self.now)
        #expect(answer.page.rows == 5 && answer.largestID == 12 && answer.cursor == 11 && answer.error == 0)
        for broken in ["[]", #"{"error":0,"data":[{"id":1}"#, #"{"error":0} x"#, ""] {
            #expect(throws: JSONFailure.self) {
                try NuveqAnswer(Array(broken.utf8), zone: .vietnam, now: Self.now)
            }
        }
    }

    // MARK: The webhook

    private func hook(_ changes: [String: JSONValue]) -> WebhookMessage {
        let names = ["eventName": "name", "userName": "user_name", "staffNo": "staff_no"]
        let members = Self.usual.merging(changes) { $1 }.map { JSONValue.Member(names[$0.key] ?? $0.key, $0.value) }
        return NuveqWebhook.read(
            WebhookCall(
                body: JSONValue.object(members).bytes, fields: FieldValues(), identity: "344", zone: .vietnam,
                now: Self.now))
    }

    @Test func aWebhooksEventIsTheSameRecordAsThePulledOne() throws {
        guard case .records(let page) = hook(["id": 99]) else {
            Issue.record("no record")
            return
        }
        let pulled = try #require(try punch([:]))
        let told = try #require(page.punches.first)
        #expect(told.sourceKey == pulled.sourceKey && told.code == pulled.code && told.at == pulled.at)
        #expect(told.local == pulled.local && told.direction == pulled.direction && told.sourceDevice == "Cửa kho")
    }

    @Test func aWebhooksEventWithoutAUuidOrOfNobodyIsNotKept() {
        // Its id is not that of the pull: it would be kept twice.
        guard case .refused = hook(["uuid": " "]) else {
            Issue.record("kept without a uuid")
            return
        }
        for (changes, reason) in [
            (["staffNo": ""], "noStaffNumber"), (["visitor": true], "visitor"), (["direction": "Status"], "status"),
        ] as [([String: JSONValue], String)] {
            guard case .ignored(reason) = hook(changes) else {
                Issue.record("not ignored: \(reason)")
                continue
            }
        }
        for body in ["", "[]", "{} x", "{\"uuid\":"] {
            let call = WebhookCall(
                body: Array(body.utf8), fields: FieldValues(), identity: "344", zone: .vietnam, now: Self.now)
            guard case .refused = NuveqWebhook.read(call) else {
                Issue.record("taken: \(body)")
                continue
            }
        }
    }
}
