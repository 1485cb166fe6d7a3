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
