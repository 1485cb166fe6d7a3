import Attendance
import ConnectorKit
import Testing

@testable import ZKTecoPush

/// The records of an ATTLOG body.
@Suite struct AttendanceLinesTests {
    private static let now = Instant(seconds: 1_773_630_000)  // 2026-03-16 10:00 in Vietnam

    private func site(_ zone: String = "Asia/Ho_Chi_Minh", type: String = "") throws -> PushSite {
        PushSite(
            zone: try #require(Zone(identifier: zone)), now: Self.now,
            facts: TerminalFacts(type.isEmpty ? [:] : [.deviceType: type]))
    }

    private func read(_ text: String, zone: String = "Asia/Ho_Chi_Minh", type: String = "") throws -> AttendanceLines {
        AttendanceLines(Array(text.utf8), at: try site(zone, type: type))
    }

    @Test func aLineIsAPunchWithTheTerminalsOwnTimeAndItsIdentity() throws {
        let lines = try read("1001\t2026-03-16 08:02:11\t0\t15\t0\t0\t0\n")
        let punch = try #require(lines.page.punches.first)
        #expect(lines.count == 1 && lines.page.punches.count == 1 && lines.page.undecodable.isEmpty)
        #expect(punch.code == "1001" && punch.direction == .entry && punch.offset == 7 * 3600)
        #expect(punch.local.description == "2026-03-16 08:02:11")
        #expect(Zone.vietnam.local(at: punch.at) == punch.local)
        #expect(String(decoding: punch.raw, as: UTF8.self) == "1001\t2026-03-16 08:02:11\t0\t15\t0\t0\t0")
    }

    @Test(arguments: [
        ("0", Direction.entry), ("1", .exit), ("2", .exit), ("3", .entry), ("4", .entry), ("5", .exit),
        ("255", .unknown), ("77", .unknown), ("?", .unknown), ("", .unknown),
    ])
    func noStatusRejectsALine(_ status: String, _ direction: Direction) throws {
        let lines = try read("7\t2026-03-16 08:00:00\t\(status)\t200\n")
        #expect(lines.page.punches.map(\.direction) == [direction])
    }

    @Test func twoFieldsAreEnoughAndTwelveAreTaken() throws {
        let lines = try read(
            "1\t2026-03-16 08:00:00\n2\t2026-03-16 08:00:01\t1\t1\t0\t0\t0\t1\t36.6\t36.6\t+25200\te30=\textra\n")
        #expect(lines.page.punches.map(\.code) == ["1", "2"] && lines.otherOffset == nil)
    }

    @Test func linesThatAreNoneAreKeptAsTheyCameAndCounted() throws {
        let bad = [
            "garbage", "1001", "\t2026-03-16 08:00:00\t0", "1001\t2026-03-16 08:0", "1001\t2026-03-16 08:00\t0",
            "1001\t2026-02-30 08:00:00\t0", "1001\t2000-01-01 00:00:00\t0", "1001\t2026-03-18 08:00:00\t0",
            "10\u{0}01\t2026-03-16 08:00:00\t0", "\t\t\t",
        ]
        let body = bad.joined(separator: "\n") + "\n7\t2026-03-16 08:00:00\t0\n"
        let lines = try read(body)
        #expect(lines.count == bad.count + 1)
        #expect(lines.page.punches.map(\.code) == ["7"])
        #expect(lines.page.undecodable.map { String(decoding: $0.raw, as: UTF8.self) } == bad)
        let reasons = Set(lines.page.undecodable.map(\.reason))
        #expect(reasons == ["noIdentity", "noTime", "impossibleTime"])
        #expect(lines.page.rows == lines.page.punches.count + lines.page.undecodable.count)
    }

    @Test func foreignBytesInAPINMakeNobodyOfSomebody() throws {
        let line = Array("1\u{0}\t2026-03-16 08:00:00\t0".utf8)
        let foreign: [UInt8] = [0xD5, 0xC5] + Array("\t2026-03-16 08:00:00\t0".utf8)
        let lines = AttendanceLines(line + [0x0A] + foreign, at: try site())
        #expect(lines.page.punches.isEmpty && lines.page.undecodable.count == 2 && lines.count == 2)
    }

    @Test(arguments: ["\n", "\r\n"]) func lineEndsAreNoLines(_ end: String) throws {
        let good = ["1\t2026-03-16 08:00:00\t0", "2\t2026-03-16 08:00:00\t0"]
        for body in [
            good.joined(separator: end), good.joined(separator: end) + end,
            end + good.joined(separator: end + end) + end,
        ] {
            let lines = try read(body)
            #expect(lines.count == 2 && lines.page.punches.map(\.code) == ["1", "2"], "\(body.debugDescription)")
        }
        #expect(try read("").count == 0)
    }

    @Test func theIdentityIsTheTerminalsTextAndFollowsNoZone() throws {
        let body = "1001\t2026-03-16 08:00:00\t0\n1001\t2026-03-16 08:00:00\t1\n1002\t2026-03-16 08:00:00\t0\n"
        let here = try read(body).page.punches
        let there = try read(body, zone: "Asia/Tokyo").page.punches
        #expect(Set(here.map(\.sourceKey)).count == 3)
        #expect(here.map(\.sourceKey) == there.map(\.sourceKey))
        #expect(here[0].at.since(there[0].at) == .seconds(7200))
    }

    @Test func aTerminalThatNamesAnotherOffsetIsToldAndNotConverted() throws {
        let line = "1\t2026-03-16 08:00:00\t0\t1\t0\t0\t0\t0\t255.0\t255.0\t+28800\n"
        let lines = try read(line)
        #expect(lines.otherOffset == 28_800)
        #expect(lines.page.punches.first?.offset == 25_200)
        #expect(try read(line.replacing("+28800", with: "")).otherOffset == nil)
        #expect(try read(line.replacing("+28800", with: "-99999999999999999999")).otherOffset == nil)
        #expect(try read(line, zone: "Asia/Shanghai").otherOffset == nil)
    }

    @Test func mereVerificationsOfCardReadersAreNoPunches() throws {
        let body =
            "1\t2026-03-16 08:00:00\t0\t1\t0\t0\t0\t012345678901\t1\n1\t2026-03-16 08:00:05\t0\t1\t0\t0\t0\t012345678901\t0\n"
        let lines = try read(body, type: "pid")
        #expect(lines.page.skipped == ["verification": 1] && lines.page.punches.count == 1 && lines.count == 2)
        #expect(try read(body).page.punches.count == 2)
        #expect(ZKTecoPushKind.kind.skipWords.phrase("verification").en != "verification")
    }

    @Test func timesAroundAChangeOfClocksAreThoseOfTheZone() throws {
        // New York: at two o'clock on 8 March 2026 it was three.
        let zone = try #require(Zone(identifier: "America/New_York"))
        let times = ["2026-03-08 01:30:00", "2026-03-08 02:30:00", "2026-03-08 03:30:00", "2026-03-08 01:59:59"]
        let lines = try read(times.map { "1\t\($0)\t0" }.joined(separator: "\n"), zone: "America/New_York")
        let expected = try times.map { zone.instant(of: try #require(LocalTime($0))) }
        #expect(lines.page.punches.map(\.at) == expected)
    }

    @Test func aLargeBodyIsReadInLinearTime() throws {
        let line = "1001\t2026-03-16 08:02:11\t0\t15\t0\t0\t0\n"
        let body = Array(String(repeating: line, count: 100_000).utf8)
        #expect(AttendanceLines(body, at: try site()).count == 100_000)
        let one = [UInt8](repeating: UInt8(ascii: "\t"), count: 5_000_000)
        #expect(AttendanceLines(one, at: try site()).count == 1)
    }

    @Test func ofPeopleTheNameIsReadAndNothingElse() {
        let body = """
            USER PIN=1\tName=Trần Văn Hùng\tPri=0\tPasswd=1234\tCard=77\tGrp=1
            FP PIN=1\tFID=0\tSize=4\tTMP=QUJD
            OPLOG 4\t0\t2026-03-16 08:00:00\t0\t0\t0\t0
            user pin=2\tname=Lan
            USER PIN=\tName=Nobody
            USER PIN=3\tName=
            USER
            """
        let lines = PeopleLines(Array(body.utf8))
        #expect(lines.count == 7)
        #expect(
            lines.people == [TerminalPerson(code: "1", name: "Trần Văn Hùng"), TerminalPerson(code: "2", name: "Lan")])
    }
}
