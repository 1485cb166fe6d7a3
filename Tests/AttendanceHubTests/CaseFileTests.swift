import Attendance
import AttendanceHub
import Foundation
import Store
import TestSupport
import Testing

/// Files of people that once failed, made again.
@Suite struct CaseFileTests {
    private static let heading = "name,kind,time-zone,sync-from,hr-clients,token,place-id"

    private func plan(_ bytes: [UInt8]) async throws -> DeviceImport {
        try await TestHub.with(now: "2026-12-01T10:00:00+07:00") { hub, _ in
            let file = hub.directory.appending(path: "table").path
            try Data(bytes).write(to: URL(filePath: file))
            return try await DeviceImport(DeviceTable.read(path: file), hub: hub.attendance)
        }
    }

    private func isMainGate(_ plan: DeviceImport, name: String = "Cổng chính", date: String? = "2026-11-01") -> Bool {
        let draft = plan.adding.first
        return plan.bad.isEmpty && plan.adding.count == 1 && draft?.name == name
            && draft?.syncFrom?.description == date && draft?.fields["place-id"] == "13433"
    }

    private func table(_ row: String) -> [UInt8] { Array("\(Self.heading)\r\n\(row)\r\n".utf8) }

    @Test func theFirstSheetWasDeleted() async throws {
        let cells = ["Cổng chính", "hanet", "Asia/Ho_Chi_Minh", "", "", "tok", "13433"]
        let rows = [Self.heading.split(separator: ",").map(String.init), cells]
        let plan = try await plan(
            TestWorkbook(parts: [
                "_rels/.rels": TestWorkbook.relationships([("rId1", "officeDocument", "xl/workbook.xml")]),
                "xl/workbook.xml": TestWorkbook.workbook(
                    "<sheet name=\"Thiết bị\" sheetId=\"1\" state=\"visible\" r:id=\"rId1\"/>"),
                "xl/_rels/workbook.xml.rels": TestWorkbook.relationships([
                    ("rId1", "worksheet", "/xl/worksheets/sheet2.xml")
                ]),
                "xl/worksheets/sheet2.xml": TestWorkbook.sheet(TestWorkbook.rows(rows)),
            ]).bytes)
        #expect(isMainGate(plan, date: nil))
    }

    @Test func aDateWasTypedInExcel() async throws {
        let heading = TestWorkbook.rows([Self.heading.split(separator: ",").map(String.init)])
        let words = ["Cổng chính", "hanet", "Asia/Ho_Chi_Minh"].map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
        let row =
            words.joined() + """
                <c r="D2" s="1" t="n"><v>46327</v></c><c r="E2" t="inlineStr"/>\
                <c r="F2" t="inlineStr"><is><t>tok</t></is></c><c r="G2" t="n"><v>13433</v></c>
                """
        let styles = """
            <numFmts><numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></numFmts>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="165"/></cellXfs>
            """
        let plan = try await plan(TestWorkbook(rows: heading + "<row r=\"2\">\(row)</row>", styles: styles).bytes)
        #expect(isMainGate(plan) && plan.warnings.isEmpty)
    }

    @Test func vietnameseWindowsSavedIt() async throws {
        let name: [UInt8] =
            Array("C".utf8) + [0xF4, 0xD2] + Array("ng ch".utf8) + [0xED] + Array("nh H".utf8)
            + [0xE0] + Array(" N".utf8) + [0xF4, 0xF2] + Array("i".utf8)
        let start = Array("\(Self.heading)\r\n".utf8) + name
        let plan = try await plan(start + Array(",hanet,Asia/Ho_Chi_Minh,01/11/2026,,tok,13433\r\n".utf8))
        #expect(isMainGate(plan, name: "Cổng chính Hà Nội"))
    }

    @Test func excelWroteItsSeparatorFirst() async throws {
        let text = "sep=;\r\n\(Self.heading)\r\nCổng chính,hanet,Asia/Ho_Chi_Minh,2026-11-01,,tok,13433\r\n"
        #expect(isMainGate(try await plan(Array(text.replacing(",", with: ";").utf8))))
    }

    @Test func excelSavedUnicodeText() async throws {
        let text = "\(Self.heading)\r\nCổng chính,hanet,Asia/Ho_Chi_Minh,01/11/2026,,tok,13433\r\n"
        let units = Array(text.replacing(",", with: "\t").utf16)
        let plan = try await plan([0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        #expect(isMainGate(plan) && plan.warnings.map(\.row) == [2])
    }

    @Test func invisibleSignsCameFromAWebPage() async throws {
        let heading = "\u{A0}name\u{A0}" + Self.heading.dropFirst(4)
        let row = "\u{A0}Cổng chính\u{200B},hanet,Asia/Ho_Chi_Minh,2026-11-01,,tok,13433\u{A0}"
        #expect(isMainGate(try await plan(Array("\(heading)\r\n\(row)\r\n".utf8))))
        let place = table("Cổng chính,hanet,Asia/Ho_Chi_Minh,2026-11-01,,tok,\u{200B}13433")
        #expect(isMainGate(try await plan(place)))
    }

    @Test func americanExcelWroteTheDates() async throws {
        let rows = """
            Cổng chính,hanet,Asia/Ho_Chi_Minh,11/1/2026,,tok,13433
            Cổng phụ,hanet,Asia/Ho_Chi_Minh,11/25/2026,,tok,13434
            """
        let plan = try await plan(table(rows))
        #expect(plan.bad.map(\.row) == [2] && plan.adding.map(\.name) == ["Cổng phụ"])
        #expect(plan.adding.first?.syncFrom?.description == "2026-11-25")
    }

    @Test func aMacDecomposedTheName() async throws {
        let name = "Ha\u{300} No\u{323}\u{302}i – Ta\u{302}\u{300}ng 5"
        let plan = try await plan(table("\(name),hanet,Asia/Ho_Chi_Minh,2026-11-01,,tok,13433"))
        #expect(isMainGate(plan, name: "Hà Nội – Tầng 5"))
        let stored = plan.adding.first?.name ?? ""
        #expect(Array(stored.unicodeScalars) == Array("Hà Nội – Tầng 5".unicodeScalars))
    }
}
