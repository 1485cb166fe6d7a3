import Attendance
import ConnectorKit
import TestSupport
import Testing

@Suite struct BoundTests {
    private func punch(key: String = "k", code: String = "1", name: String = "n", raw: Int = 10) -> Punch {
        let at = Instant("2026-03-16T08:00:00+07:00")
        return Punch(
            sourceKey: key, code: code, personName: name, at: at, local: Zone.vietnam.local(at: at), offset: 25_200,
            sourceDevice: name, raw: [UInt8](repeating: 0x20, count: raw)[...])
    }

    @Test func whatCannotBeToldByItsBeginningIsKeptUndecoded() {
        var page = Page()
        page.punches = [
            punch(), punch(key: String(repeating: "k", count: 401)), punch(code: String(repeating: "9", count: 201)),
            punch(raw: 70_000),
        ]
        let bounded = page.bounded()
        #expect(bounded.punches.count == 1 && bounded.undecodable.map(\.reason) == ["tooLong", "tooLong", "tooLong"])
        #expect(bounded.undecodable.allSatisfy { $0.raw.count <= RecordBounds.raw })
    }

    /// One more of anything makes the page be looked through, so that each bound is met by itself.
    @Test func exactlyAsMuchAsIsAllowedIsKeptAndOneMoreIsNot() {
        func text(_ count: Int) -> String { String(repeating: "k", count: count) }
        var page = Page()
        page.punches = [
            punch(key: text(400)), punch(code: text(200)), punch(name: text(400)), punch(raw: 65_536),
            punch(key: text(401)), punch(code: text(201)), punch(raw: 65_537),
        ]
        let bounded = page.bounded()
        #expect(bounded.punches.map(\.sourceKey.utf8.count) == [400, 1, 1, 1])
        #expect(bounded.punches.map(\.code.utf8.count) == [1, 200, 1, 1])
        #expect(bounded.punches[2].personName == text(400) && bounded.punches[3].raw.count == 65_536)
        #expect(bounded.undecodable.map(\.raw.count) == [10, 10, 65_536])
        for (one, isWithin) in [(punch(code: text(200)), true), (punch(code: text(201)), false)] {
            page.punches = [one]
            #expect(page.bounded().punches.isEmpty != isWithin)
        }
        page.punches = [punch(name: text(401))]
        #expect(page.bounded().punches[0].personName.hasSuffix("…"))
    }

    @Test func namesAreCutAtTheirBound() {
        var page = Page()
        page.punches = [
            punch(name: String(repeating: "Nguyễn ", count: 200)),
            punch(name: "e" + String(repeating: "\u{301}", count: 900)),
        ]
        for punch in page.bounded().punches {
            #expect(punch.personName.utf8.count <= RecordBounds.name && punch.personName.hasSuffix("…"))
            #expect(punch.sourceDevice == punch.personName)
        }
    }
}
