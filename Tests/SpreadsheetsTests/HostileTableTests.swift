import Spreadsheets
import TestSupport
import Testing

/// Files that are small and cost much. Each must be read or refused for what it is: that its time ran out would mean
/// that a reader's work does not grow with the file.
@Suite struct HostileTableTests {
    private func verdict(_ read: () throws(SpreadsheetFailure) -> [TableRow]) -> SpreadsheetFailure? {
        do throws(SpreadsheetFailure) {
            _ = try read()
            return nil
        } catch { return error }
    }

    private func refusal(_ workbook: TestWorkbook) -> SpreadsheetFailure? {
        let bytes = workbook.bytes
        return verdict { () throws(SpreadsheetFailure) in try XLSXReader.rows(bytes) }
    }

    @Test func aSharedTextOfMegabytesThatIsNamedOftenIsAFaultOfEachCell() throws {
        let cells = String(repeating: "<c t=\"s\"><v>0</v></c>", count: 40)
        let workbook = TestWorkbook(
            rows: String(repeating: "<row>\(cells)</row>", count: 1000),
            strings: "<si><t>\(String(repeating: "đ", count: 300_000))</t></si>")
        let rows = try XLSXReader.rows(workbook.bytes)
        #expect(rows.count == 1000 && rows.allSatisfy { $0.cells.isEmpty && $0.faults.count == 40 })
    }

    @Test(arguments: ["&amp;", "&#x26;", "<![CDATA[&]]>", "a<b/>", "<!--x-->"])
    func aCellInAHundredThousandPiecesIsRead(_ piece: String) {
        let text = String(repeating: piece, count: 40_000)
        #expect(refusal(TestWorkbook(rows: "<row><c t=\"inlineStr\"><is><t>\(text)</t></is></c></row>")) == nil)
    }

    @Test func attributesByTheHundredThousandAreRefused() {
        let many = (0..<60_000).map { " a\($0)=\"\"" }.joined()
        #expect(
            refusal(TestWorkbook(rows: "<row\(many)/>")) == .malformedXML(part: "xl/worksheets/sheet1.xml"))
        let long = String(repeating: "x", count: 1_200_000)
        #expect(
            refusal(TestWorkbook(rows: "<row a=\"\(long)\"/>")) == .malformedXML(part: "xl/worksheets/sheet1.xml"))
    }

    @Test func aHundredThousandTabsAndReferencesAreLookedUpAtOnce() {
        var workbook = TestWorkbook(rows: "<row/>")
        workbook.parts["xl/workbook.xml"] = TestWorkbook.workbook(
            (0..<20_000).map { "<sheet name=\"\($0)\" sheetId=\"1\" r:id=\"x\($0)\"/>" }.joined())
        workbook.parts["xl/_rels/workbook.xml.rels"] = TestWorkbook.relationships(
            (0..<20_000).map { ("y\($0)", "worksheet", "worksheets/sheet1.xml") })
        #expect(refusal(workbook) == .noWorkbook)
    }

    @Test func theTextOfARowIsBounded() {
        let cell = "<c t=\"inlineStr\"><is><t>\(String(repeating: "a", count: 30_000))</t></is></c>"
        let row = TestWorkbook(rows: "<row r=\"3\">\(String(repeating: cell, count: 9))</row>")
        #expect(refusal(row) == .rowTooLong(row: 3, limit: 256 << 10))
        let line = Array(
            ("x\r\n" + Array(repeating: String(repeating: "a", count: 30_000), count: 9).joined(separator: ",")).utf8)
        #expect(
            verdict { () throws(SpreadsheetFailure) in try CSV.rows(line) } == .rowTooLong(row: 2, limit: 256 << 10))
    }

    @Test(arguments: ["\"\"", ",", "a,", "\n", "a\n", "\"a", "\u{301}\u{323}", "é", "'=", "\t;,"])
    func aTextOfOneThingEndsInTime(_ piece: String) {
        let bytes = Array(String(repeating: piece, count: (256 << 10) / piece.utf8.count).utf8)
        let error = verdict { () throws(SpreadsheetFailure) in try CSV.rows(bytes) }
        if case .tooSlow = error { Issue.record("\(piece) took too long") }
    }

    @Test(arguments: ["<", "<!--", "<td>", "<tr><td>a", "&", "&#", "<a b='", "<script>", "</", "<td>\u{301}"])
    func aPageOfOneThingEndsInTime(_ piece: String) {
        let bytes = Array(("<table>" + String(repeating: piece, count: (256 << 10) / piece.utf8.count)).utf8)
        let error = verdict { () throws(SpreadsheetFailure) in try HTMLTable.rows(bytes) }
        if case .tooSlow = error { Issue.record("\(piece) took too long") }
    }

    @Test func aCellOfAWebPageThatExcelCouldNotHoldIsAFault() throws {
        let page = "<table><tr><td>a</td><td>\(String(repeating: "x", count: 32_768))</td></tr></table>"
        let row = try #require(try HTMLTable.rows(Array(page.utf8)).first)
        #expect(row.cells == ["a", ""] && row.faults.map(\.reference) == ["B1"])
    }

    @Test func aReadingStopsWhenItsTimeIsOver() {
        var limits = SpreadsheetLimits()
        limits.time = .zero
        let rows = String(repeating: "a,b\n", count: 10_000)
        let workbook = TestWorkbook(rows: TestWorkbook.rows([["a"]])).bytes
        #expect(throws: SpreadsheetFailure.tooSlow(limit: .zero)) { try CSV.rows(Array(rows.utf8), limits: limits) }
        #expect(throws: SpreadsheetFailure.tooSlow(limit: .zero)) { try XLSXReader.rows(workbook, limits: limits) }
        #expect(throws: SpreadsheetFailure.tooSlow(limit: .zero)) {
            try HTMLTable.rows(Array("<table>\(String(repeating: "<tr><td>a", count: 2000))".utf8), limits: limits)
        }
    }

    @Test func aReadingStopsWhenNobodyWaitsForIt() async {
        let outcome = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return verdict { () throws(SpreadsheetFailure) in
                try CSV.rows(Array(String(repeating: "a\n", count: 10_000).utf8))
            }
        }.value
        #expect(outcome == .cancelled)
    }
}
