import Spreadsheets
import TestSupport
import Testing

@Suite struct WorkbookTests {
    private func cells(_ workbook: TestWorkbook) async throws -> [[String]] {
        try XLSXReader.rows(workbook.bytes).map(\.cells)
    }

    private func sheet(_ text: String) -> String { TestWorkbook.sheet(TestWorkbook.rows([[text]])) }

    @Test func theFirstVisibleWorksheetInTheOrderOfTheTabsIsRead() async throws {
        let read = try await cells(
            TestWorkbook(parts: [
                "xl/workbook.xml": TestWorkbook.workbook(
                    """
                    <sheet name="Hidden" sheetId="3" state="hidden" r:id="a"/>
                    <sheet name="Locked" sheetId="4" state="veryHidden" r:id="a"/>
                    <sheet name="Chart" sheetId="5" r:id="b"/><sheet name="List" sheetId="1" state="visible" r:id="c"/>
                    <sheet name="Later" sheetId="2" r:id="d"/>
                    """),
                "xl/_rels/workbook.xml.rels": TestWorkbook.relationships([
                    ("a", "worksheet", "worksheets/sheet1.xml"), ("b", "chartsheet", "chartsheets/sheet1.xml"),
                    ("d", "worksheet", "worksheets/sheet2.xml"), ("c", "worksheet", "worksheets/sheet7.xml"),
                ]),
                "xl/worksheets/sheet1.xml": sheet("hidden"), "xl/worksheets/sheet2.xml": sheet("later"),
                "xl/worksheets/sheet7.xml": sheet("right"), "xl/chartsheets/sheet1.xml": sheet("chart"),
            ]))
        #expect(read == [["right"]])
    }

    @Test(arguments: [
        "/xl/worksheets/tab.xml", "worksheets/tab.xml", "../xl/worksheets/tab.xml",
        "./worksheets/../worksheets/tab.xml",
        "WORKSHEETS/Tab.xml", "worksheets\\tab.xml", "worksheets/t%61b.xml",
    ])
    func aPartIsFoundHoweverItsPlaceIsWritten(_ target: String) async throws {
        let read = try await cells(
            TestWorkbook(parts: [
                "xl/workbook.xml": TestWorkbook.workbook("<sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/>"),
                "xl/_rels/workbook.xml.rels": TestWorkbook.relationships([("rId1", "worksheet", target)]),
                "xl/worksheets/tab.xml": sheet("right"), "xl/worksheets/sheet1.xml": sheet("wrong"),
            ]))
        #expect(read == [["right"]])
    }

    @Test func theWorkbookItselfMayLieAnywhere() async throws {
        let read = try await cells(
            TestWorkbook(parts: [
                "_rels/.rels": TestWorkbook.relationships([("x", "officeDocument", "/data/book.xml")]),
                "data/book.xml": TestWorkbook.workbook("<sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/>"),
                "data/_rels/book.xml.rels": TestWorkbook.relationships([("rId1", "worksheet", "first.xml")]),
                "data/first.xml": sheet("right"), "xl/worksheets/sheet1.xml": sheet("wrong"),
            ]))
        #expect(read == [["right"]])
    }

    @Test func theStrictEditionAndPrefixedNamesAreRead() async throws {
        let strict = "http://purl.oclc.org/ooxml"
        let relationship = """
            <p:Relationship id="RID1" Type="\(strict)/officeDocument/relationships/worksheet" Target="worksheets/s.xml"/>
            """
        let read = try await cells(
            TestWorkbook(parts: [
                "xl/workbook.xml": """
                <x:workbook xmlns:x="\(strict)/spreadsheetml/main" \
                xmlns:rel="\(strict)/officeDocument/relationships"><x:workbookPr date1904="true"/><x:sheets>\
                <x:sheet name="A" sheetId="9" rel:id="rId1"/></x:sheets></x:workbook>
                """,
                "xl/_rels/workbook.xml.rels":
                    "<p:Relationships xmlns:p=\"\(TestWorkbook.package)\">\(relationship)</p:Relationships>",
                "xl/worksheets/s.xml": """
                <x:worksheet xmlns:x="\(strict)/spreadsheetml/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr">\
                <x:is><x:r><x:t>ri</x:t></x:r><x:r><x:t>ght</x:t></x:r></x:is></x:c><x:c r="B1"><x:v>7</x:v></x:c>\
                </x:row></x:sheetData></x:worksheet>
                """,
            ]))
        #expect(read == [["right", "7"]])
    }

    @Test func aWorkbookWithoutAVisibleWorksheetIsNone() async throws {
        for sheets in ["", "<sheet name=\"A\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/>"] {
            var workbook = TestWorkbook(rows: TestWorkbook.rows([["a"]]))
            workbook.parts["xl/workbook.xml"] = TestWorkbook.workbook(sheets)
            await #expect(throws: SpreadsheetFailure.noWorkbook) { try await cells(workbook) }
        }
        await #expect(throws: SpreadsheetFailure.noWorkbook) {
            try await cells(TestWorkbook(parts: ["mimetype": "ods"]))
        }
    }

    @Test func emptyRowsAreDroppedAndStillCount() async throws {
        let workbook = TestWorkbook(
            rows: """
                <row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c></row><row r="3"><c r="A3" s="0"/></row>
                <row r="7"><c r="C7"><v>1</v></c></row><row><c t="str"><v>next</v></c><c><v>2</v></c></row>
                """)
        let rows = try XLSXReader.rows(workbook.bytes)
        #expect(rows.map(\.number) == [2, 7, 8])
        #expect(rows.map(\.cells) == [["a"], ["", "", "1"], ["next", "2"]])
    }

    @Test func aRowNumberThatNoSheetHasIsNotBelieved() async throws {
        let cell = "<c t=\"str\"><v>a</v></c>"
        let rows = "<row r=\"\(Int.max)\">\(cell)</row><row>\(cell)</row><row r=\"-4\">\(cell)</row>"
        let read = try XLSXReader.rows(TestWorkbook(rows: rows).bytes)
        #expect(read.map(\.number) == [1, 2, 3])
    }

    @Test func oneLongTextThatIsNamedOftenIsRefused() async throws {
        let long = String(repeating: "a", count: 30_000)
        let cells = String(repeating: "<c t=\"s\"><v>0</v></c>", count: 8)
        let rows = String(repeating: "<row>\(cells)</row>", count: 250)
        let bomb = TestWorkbook(rows: rows, strings: "<si><t>\(long)</t></si>")
        await #expect(throws: SpreadsheetFailure.tooLarge(limit: 48 << 20)) { try await self.cells(bomb) }
        let wide = TestWorkbook(rows: "<row><c r=\"IW1\"><v>1</v></c></row>")
        await #expect(throws: SpreadsheetFailure.tooManyColumns(limit: 256)) { try await self.cells(wide) }
        let styled = TestWorkbook(rows: "<row><c r=\"A1\"><v>1</v></c><c r=\"XFD1\" s=\"0\"/></row>")
        #expect(try await self.cells(styled) == [["1"]])
    }
}
