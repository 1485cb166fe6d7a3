import TestSupport
import Testing

@testable import Spreadsheets

/// The edges of a workbook's parts: references, styles, and the bounds of its XML.
@Suite struct WorkbookEdgeTests {
    private func row(_ cells: String, strings: String = "", styles: String = "") throws -> TableRow {
        try #require(
            try XLSXReader.rows(
                TestWorkbook(rows: "<row r=\"1\">\(cells)</row>", styles: styles, strings: strings).bytes
            ).first)
    }

    private func cells(_ cells: String, strings: String = "", styles: String = "") throws -> [String] {
        try row(cells, strings: strings, styles: styles).cells
    }

    @Test(arguments: [
        ("A1", 0), ("Z1", 25), ("AA1", 26), ("AZ9", 51), ("IV1", 255), ("a1", 0), ("aB7", 27), ("B", 1), ("$C$1", 0),
        ("7", 0),
    ])
    func aCellStandsWhereItsReferenceSays(_ reference: String, _ column: Int) throws {
        let found = try cells("<c r=\"\(reference)\"><v>5</v></c>")
        #expect(found == Array(repeating: "", count: column) + ["5"])
    }

    @Test func cellsWithoutAReferenceFollowTheLast() throws {
        #expect(try cells("<c r=\"B1\"><v>1</v></c><c><v>2</v></c><c/><c><v>3</v></c>") == ["", "1", "2", "", "3"])
        // Out of order, and one place twice: the later is what stands there.
        #expect(
            try cells("<c r=\"C1\"><v>3</v></c><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>4</v></c>") == ["1", "", "4"])
    }

    @Test func aSharedTextIsTheOneOfItsNumber() throws {
        let strings = "<si><t>a</t></si><si><t>b</t></si><si/>"
        let read = try row((-1...3).map { "<c t=\"s\"><v>\($0)</v></c>" }.joined(), strings: strings)
        #expect(read.cells == ["", "a", "b"])
        #expect(read.faults.map(\.reference) == ["A1", "E1"])
        #expect(read.faults.map(\.reason) == [.unreadable("-1"), .unreadable("3")])
    }

    @Test func aStyleIsTheOneOfItsNumberAndNoneIsTheFirst() throws {
        let styles = "<cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"0\"/><xf/><xf numFmtId=\"46\"/></cellXfs><cellXfs/>"
        let read = try cells(
            (["", " s=\"0\"", " s=\"1\"", " s=\"2\"", " s=\"3\"", " s=\"4\"", " s=\"-1\""])
                .map { "<c\($0)><v>61</v></c>" }.joined(), styles: styles)
        #expect(read == ["1900-03-01", "1900-03-01", "61", "61", "1464:00:00", "61", "61"])
    }

    @Test func aFormatOfTheWorkbooksOwnGoesBeforeTheOneOfThatNumber() throws {
        let styles = """
            <numFmts><numFmt numFmtId="14" formatCode="0.00"/><numFmt formatCode="yyyy"/></numFmts>\
            <cellStyleXfs><xf numFmtId="22"/></cellStyleXfs><cellXfs><xf numFmtId="14"/></cellXfs>
            """
        #expect(try cells("<c><v>61</v></c>", styles: styles) == ["61"])
    }

    @Test(arguments: [("true", "TRUE"), ("FALSE", "FALSE"), ("2", nil), ("", "")] as [(String, String?)])
    func aTruthIsReadOrNamed(_ raw: String, _ shown: String?) throws {
        let read = try row("<c><v>1</v></c><c t=\"b\"><v>\(raw)</v></c>")
        #expect(read.faults.isEmpty == (shown != nil))
        if let shown, !shown.isEmpty { #expect(read.cells == ["1", shown]) } else { #expect(read.cells == ["1"]) }
    }

    @Test func whatIsOutsideTheSheetsDataIsNoCell() throws {
        var workbook = TestWorkbook(rows: "<row><c><v>1</v><extLst><c><v>9</v></c></extLst></c></row>")
        let sheet = workbook.parts["xl/worksheets/sheet1.xml"] ?? ""
        workbook.parts["xl/worksheets/sheet1.xml"] = sheet.replacing(
            "</sheetData>", with: "</sheetData><row><c t=\"str\"><v>no</v></c></row>")
        #expect(try XLSXReader.rows(workbook.bytes).map(\.cells) == [["1"]])
    }

    @Test func aReferenceOutOfTheFileIsNotFollowed() {
        var workbook = TestWorkbook(rows: TestWorkbook.rows([["a"]]))
        let target = "Target=\"worksheets/sheet1.xml\""
        let relations = workbook.parts["xl/_rels/workbook.xml.rels"] ?? ""
        workbook.parts["xl/_rels/workbook.xml.rels"] = relations.replacing(
            target, with: target + " TargetMode=\"External\"")
        #expect(throws: SpreadsheetFailure.noWorkbook) { try XLSXReader.rows(workbook.bytes) }
        workbook.parts["xl/_rels/workbook.xml.rels"] = relations.replacing(
            target, with: target + " TargetMode=\"Internal\"")
        #expect(throws: Never.self) { try XLSXReader.rows(workbook.bytes) }
    }

    @Test(arguments: [
        "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml",
        "xl/_rels/workbook.xml.rels",
        "_rels/.rels",
    ])
    func aPartThatBreaksOffIsNamed(_ name: String) throws {
        var workbook = TestWorkbook(
            rows: "<row><c t=\"s\"><v>0</v></c></row>", styles: "<cellXfs><xf/></cellXfs>", strings: "<si><t>a</t></si>"
        )
        #expect(try XLSXReader.rows(workbook.bytes).map(\.cells) == [["a"]])
        workbook.parts[name] = try String(#require(workbook.parts[name]).dropLast(4))
        #expect(throws: SpreadsheetFailure.malformedXML(part: name)) { try XLSXReader.rows(workbook.bytes) }
    }

    @Test func aWorkbookMayLackWhatItDoesNotNeed() throws {
        var workbook = TestWorkbook(rows: "<row><c s=\"3\"><v>61</v></c><c t=\"s\"><v>0</v></c></row>")
        #expect(try XLSXReader.rows(workbook.bytes).map { $0.faults.map(\.reference) } == [["B1"]])
        workbook.parts["xl/worksheets/sheet1.xml"] = nil
        #expect(throws: SpreadsheetFailure.noWorkbook) { try XLSXReader.rows(workbook.bytes) }
    }

    private func isRead(_ document: String) -> Bool {
        (try? SafeXML.read(Array(document.utf8), Patience(SpreadsheetLimits())) { _ in }) == true
    }

    @Test func elementsAreAsDeepAsIsAllowed() {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(isRead(nested(64)) && !isRead(nested(65)))
        // Beside each other is not inside each other.
        #expect(isRead("<a>" + String(repeating: "<b></b><c/>", count: 200) + "</a>"))
    }

    @Test func anElementHasAsManyAttributesAsIsAllowed() {
        func wide(_ count: Int) -> String { "<a" + (0..<count).map { " x\($0)=\"\"" }.joined() + "/>" }
        #expect(isRead(wide(256)) && !isRead(wide(257)))
    }

    @Test func aTagIsAsLongAsIsAllowedAndTextMayBeLonger() {
        func long(_ count: Int) -> String { String(repeating: "x", count: count) }
        #expect(isRead("<a b=\"\(long(1 << 19))\"/>") && isRead("<a>\(long(3 << 20))</a>"))
        #expect(!isRead("<a><b c=\"\(long((1 << 20) + (1 << 18)))\"/></a>"))
        #expect(!isRead("<a><!--\(long((1 << 20) + (1 << 18)))--></a>"))
    }

    @Test func aReaderStopsWhereItsHandlerDoes() {
        var seen = 0
        let document = "<a>" + String(repeating: "<b/>", count: 100) + "</a>"
        #expect(throws: SpreadsheetFailure.noWorkbook) {
            try SafeXML.read(Array(document.utf8), Patience(SpreadsheetLimits())) { (_) throws(SpreadsheetFailure) in
                seen += 1
                if seen == 3 { throw .noWorkbook }
            }
        }
        #expect(seen == 3)
    }
}
