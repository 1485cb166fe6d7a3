import Attendance
import ConnectorKit
import TestSupport
import Testing
import Wire

@testable import HanetConnector

/// One check-in row after the other, as the list call sends them.
@Suite struct HanetRowTests {
    private static let now = Instant("2026-03-16T10:00:00+07:00")

    private func read(_ text: String, types: [String] = [], zone: Zone = .vietnam) throws -> HanetPage {
        var decoder = HanetRowDecoder(placeID: "13433", personTypes: types, zone: zone, now: Self.now)
        var page = HanetPage()
        var reader = JSONReader(Array(text.utf8))
        try decoder.read(&reader, into: &page)
        return page
    }

    /// A usual row with some fields changed; an empty value leaves its field out.
    private func row(_ changes: [String: String] = [:]) -> String {
        let usual = [
            "personName": "\"Lan\"", "checkinTime": "1773104400000", "aliasID": "\"1001\"", "placeID": "\"13433\"",
            "personID": "\"27\"", "type": "0", "deviceID": "\"C1\"", "deviceName": "\"Cổng\"",
        ]
        let fields = usual.merging(changes) { $1 }.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        return "{" + fields.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}"
    }

    private func key(_ changes: [String: String]) throws -> String? {
        try read("[\(row(changes))]").content.punches.first?.sourceKey
    }

    @Test func aRowOfAnotherPlaceIsKeptAsItCameAndIsNoPunch() throws {
        let other = row(["placeID": "\"999\""])
        let page = try read("[\(other)]").content
        #expect(page.rows == 1 && page.punches.isEmpty)
        #expect(page.undecodable.map(\.reason) == ["otherPlace"])
        #expect(page.undecodable.map { Array($0.raw) } == [Array(other.utf8)])
        // A place that is not named is the one that was asked for; a number is as good as a text.
        for place in ["", "null", "13433"] {
            #expect(try read("[\(row(["placeID": place]))]").content.punches.count == 1)
        }
    }

    @Test(
        arguments: [
            ("0", [], "punch"), ("1", [], "customer"), ("2", [], "stranger"), ("3", [], "otherType"),
            ("\"0\"", [], "punch"), ("0", ["customer"], "employee"), ("1", ["customer"], "punch"),
            ("2", ["customer", "employee"], "stranger"), ("1", ["employee", "customer"], "punch"),
            ("0", ["employee", "customer"], "punch"), ("null", [], "punch"), ("", ["customer"], "punch"),
        ] as [(String, [String], String)])
    func whoseCheckInsCountIsToldByTheType(_ type: String, _ counted: [String], _ expected: String) throws {
        let page = try read("[\(row(["type": type]))]", types: counted).content
        #expect(page.punches.count == (expected == "punch" ? 1 : 0))
        #expect(page.skipped == (expected == "punch" ? [:] : [expected: 1]))
    }

    @Test func aRowThatSaysNeitherTypeNorPersonIsAStrangerAndAnyOtherIsKept() throws {
        let nobody = ["type": "", "personID": "\"\"", "aliasID": "\"\""]
        #expect(try read("[\(row(nobody))]").content.skipped == ["stranger": 1])
        for known in [["personID": "\"27\""], ["aliasID": "\"1001\""]] {
            let page = try read("[\(row(nobody.merging(known) { $1 }))]").content
            #expect(page.punches.count == 1 && page.skipped.isEmpty, "\(known)")
        }
    }

    @Test func aTimeThatNoDeviceCanMeanIsKeptRaw() throws {
        let day: Int64 = 86_400_000
        let now = Self.now.milliseconds
        let earliest = PlausibleTime.earliest.milliseconds
        for (time, isFine) in [
            (now + day, true), (now + day + 1, false), (earliest, true), (earliest - 1, false), (-1, false),
        ] {
            let page = try read("[\(row(["checkinTime": "\(time)"]))]").content
            #expect(page.punches.count == (isFine ? 1 : 0), "\(time)")
            #expect(page.undecodable.map(\.reason) == (isFine ? [] : ["impossibleTime"]), "\(time)")
        }
        for none in ["null", "\"\"", "\"soon\"", "1773104400000.5", "[1]", ""] {
            let page = try read("[\(row(["checkinTime": none]))]").content
            #expect(page.undecodable.map(\.reason) == ["noTime"] && page.punches.isEmpty, "\(none)")
        }
    }

    @Test func theKeyIsTimePersonAndDevice() throws {
        #expect(try key([:]) == "1773104400000|27|C1")
        #expect(try key(["checkinTime": "\" 1773104400000 \""]) == "1773104400000|27|C1")
        #expect(try key(["deviceID": ""]) == "1773104400000|27|")
        // What people rename later does not make another record of it.
        #expect(try key(["aliasID": "\"x\"", "personName": "\"y\"", "deviceName": "\"z\""]) == "1773104400000|27|C1")
        // Whom Hanet does not know by an id is told apart by alias and name.
        #expect(try key(["personID": "\"\""]) == "1773104400000|~1001~Lan|C1")
        #expect(try key(["personID": "", "aliasID": "", "personName": "\"Hoa\""]) == "1773104400000|~~Hoa|C1")
    }

    @Test func theKeyOfWhoHasNoIdStaysWhatItWasWhenNamesWereReadOtherwise() throws {
        let sent = ["personID": "\"\"", "aliasID": "\"\u{200B}77\"", "personName": "\"Ha\u{300}\""]
        let page = try read("[\(row(sent))]").content
        let punch = try #require(page.punches.first)
        #expect(punch.code == "77")
        #expect(Array(punch.personName.unicodeScalars) == Array("Hà".unicodeScalars))
        let key = "1773104400000|~\u{200B}77~Ha\u{300}|C1"
        #expect(Array(punch.sourceKey.unicodeScalars) == Array(key.unicodeScalars))
    }

    @Test func theDeviceIsCalledByItsNameElseByItsId() throws {
        for (name, shown) in [("\"Cổng\"", "Cổng"), ("\" \"", "C1"), ("null", "C1"), ("", "C1")] {
            let page = try read("[\(row(["deviceName": name]))]").content
            #expect(page.punches.first?.sourceDevice == shown)
        }
    }

    @Test func theWallClockIsTheDevicesZonesAlsoWhereItSpringsForward() throws {
        let zone = try #require(Zone(identifier: "America/New_York"))
        let times = ["2026-03-08T06:59:59Z", "2026-03-08T07:00:00Z", "2026-03-08T06:59:58Z"]
        let rows = times.map { row(["checkinTime": "\(Instant($0).milliseconds)"]) }
        let punches = try read("[\(rows.joined(separator: ","))]", zone: zone).content.punches
        #expect(punches.map(\.local.timeText) == ["01:59:59", "03:00:00", "01:59:58"])
        #expect(punches.map(\.offset) == [-18_000, -14_400, -18_000])
        #expect(punches.map(\.at) == times.map { Instant($0) })
    }

    @Test func everyElementCountsAsARowAndItsBytesAreItsOwn() throws {
        let first = row()
        let second = row(["personID": "\"28\"", "type": "2"])
        let page = try read("[ \(first) ,\n 1, null,\"x\", [\(first)], \(second) ]")
        #expect(page.content.rows == 6 && page.content.punches.count == 1)
        #expect(page.content.punches.map { Array($0.raw) } == [Array(first.utf8)])
        // Whether paging moves is told by all rows, also those that count for nobody.
        #expect(page.keys.count == 2)
    }

    @Test(arguments: ["{}", "null", "7", "\"none\""]) func dataThatIsNoListHasNoRows(_ data: String) throws {
        let page = try read(data)
        #expect(page.content.rows == 0 && page.keys.isEmpty)
    }
}
