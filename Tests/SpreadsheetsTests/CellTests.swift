import Spreadsheets
import TestSupport
import Testing

@Suite struct CellTests {
    /// What the reader makes of the one cell of a workbook.
    private func text(_ workbook: TestWorkbook) async throws -> String {
        let row = try #require(try XLSXReader.rows(workbook.bytes).first)
        return row.faults.first.map { "\($0.reference) \($0.reason)" } ?? row.cells.last ?? ""
    }

    private func text(_ cell: String, strings: String = "") async throws -> String {
        try await text(TestWorkbook(rows: "<row r=\"2\">\(cell)</row>", strings: strings))
    }

    @Test(arguments: [
        ("46327", "yyyy-mm-dd", "2026-11-01"), ("46327", "dd/mm/yyyy", "2026-11-01"), ("46327", "m/d/yy", "2026-11-01"),
        ("46327", "[$-42A]dd mmmm yyyy", "2026-11-01"), ("46327", "[$-F800]dddd, mmmm dd, yyyy", "2026-11-01"),
        ("46327", "dd\"/\"mm\"/\"yyyy;@", "2026-11-01"), ("46327", "mmm-yy", "2026-11-01"),
        ("46327", "mm", "2026-11-01"),
        ("46327.5", "dd/mm/yyyy hh:mm", "2026-11-01 12:00:00"), ("46327", "dd/mm/yyyy hh:mm", "2026-11-01"),
        ("46327.354166666664", "d/m/yyyy h:mm AM/PM", "2026-11-01 08:30:00"), ("46327.5", "dd/mm/yyyy", "2026-11-01"),
        ("46327.9999999", "d/m/yyyy h:mm", "2026-11-02"), ("0.354166666666667", "h:mm", "08:30:00"),
        ("46327.354166666664", "hh:mm:ss", "08:30:00"), ("0.5", "yyyy-mm-dd hh:mm", "12:00:00"),
        ("1", "yyyy-mm-dd", "1900-01-01"), ("59", "yyyy-mm-dd", "1900-02-28"), ("60", "yyyy-mm-dd", "1900-02-29"),
        ("61", "yyyy-mm-dd", "1900-03-01"), ("2958465", "yyyy-mm-dd", "9999-12-31"),
        ("1.5", "[h]:mm:ss", "36:00:00"), ("0.000011574074074", "mm:ss.00", "00:00:01"),
        ("-1", "yyyy-mm-dd", "B2 noDate(\"-1\")"), ("0", "dd/mm/yyyy", "B2 noDate(\"0\")"),
        ("2958466", "yyyy-mm-dd", "B2 noDate(\"2958466\")"),
    ])
    func aDateIsKnownByItsFormat(_ number: String, _ format: String, _ shown: String) async throws {
        #expect(try await text(TestWorkbook(number: number, format: format)) == shown)
    }

    @Test(arguments: [
        "General", "0.00E+00", "#,##0.00", "\"ngày\" 0", "0\\d", "[Red]0", "[$VND-42A] #,##0", "0_d", "@",
        "#,##0\\ \\y",
        "0;-0;\"day\"", "# ?/?",
    ])
    func aNumberWithLettersInItsFormatIsNoDate(_ format: String) async throws {
        #expect(try await text(TestWorkbook(number: "46327", format: format)) == "46327")
    }

    @Test func formatsThatAWorkbookNamesByNumberAreKnown() async throws {
        func read(_ id: Int, _ number: String, _ workbookPr: String = "") async throws -> String {
            try await text(
                TestWorkbook(
                    rows: "<row r=\"2\"><c r=\"B2\" s=\"0\"><v>\(number)</v></c></row>",
                    styles: "<cellXfs><xf numFmtId=\"\(id)\"/></cellXfs>", workbookPr: workbookPr))
        }
        for id in [14, 15, 16, 17, 22, 27, 36, 50, 58] { #expect(try await read(id, "46327") == "2026-11-01", "\(id)") }
        for id in [18, 19, 20, 21, 45, 47, 32] { #expect(try await read(id, "0.5") == "12:00:00", "\(id)") }
        for id in [0, 1, 2, 9, 11, 37, 49] { #expect(try await read(id, "46327") == "46327", "\(id)") }
        #expect(try await read(46, "1.5") == "36:00:00")
        let mac = "<workbookPr date1904=\"1\"/>"
        #expect(try await read(14, "44865", mac) == "2026-11-01")
        #expect(try await read(14, "0", mac) == "1904-01-01")
        #expect(try await read(14, "60", mac) == "1904-03-01")
    }

    @Test(arguments: [
        ("13433", "13433"), ("13433.0", "13433"), ("1.3433E4", "13433"), ("1.3433E+4", "13433"), ("0.1", "0.1"),
        ("1.1000000000000001", "1.1"), ("0.30000000000000004", "0.3"), ("-5", "-5"), ("-0", "0"), ("1E-3", "0.001"),
        ("123456789012345", "123456789012345"), ("100", "100"), ("1.5E2", "150"), ("2.50", "2.5"),
        ("1234567890123456", "B2 tooManyDigits(\"1234567890123456\")"), ("1E15", "B2 tooManyDigits(\"1E15\")"),
        ("999999999999999.9", "B2 tooManyDigits(\"999999999999999.9\")"), ("nan", "B2 unreadable(\"nan\")"),
        ("0x10", "B2 unreadable(\"0x10\")"), ("1E999", "B2 unreadable(\"1E999\")"),
    ])
    func aNumberComesAsItWasTyped(_ raw: String, _ typed: String) async throws {
        #expect(try await text("<c r=\"B2\"><v>\(raw)</v></c>") == typed)
    }

    @Test(arguments: [
        ("123", "00000", "00123"), ("123456", "00000", "123456"), ("0", "000", "000"),
        ("123", "\"HN\"00000", "HN00123"),
        ("123456789", "000-00-0000", "123-45-6789"), ("7", "[$-42A]000;@", "007"), ("1234", "00\\-0", "123-4"),
        ("-7", "000", "-7"), ("1.5", "000", "1.5"), ("60", "0\" phút\"", "60"), ("5", "000.00", "5"),
        ("5", "[>3]000;0", "5"), ("1234567890123456", "00000", "B2 tooManyDigits(\"1234567890123456\")"),
    ])
    func aCodeKeepsTheZerosThatItsFormatShows(_ number: String, _ format: String, _ shown: String) async throws {
        #expect(try await text(TestWorkbook(number: number, format: format)) == shown)
    }

    @Test(arguments: [
        ("2026-11-01", "2026-11-01"), ("2026-11-01T00:00:00", "2026-11-01"),
        ("2026-11-01T08:30:00Z", "2026-11-01 08:30:00"),
        ("2026-11-01T08:30:00.000", "2026-11-01 08:30:00"), ("08:30:00", "08:30:00"), ("T08:30", "08:30:00"),
        ("yesterday", "B2 unreadable(\"yesterday\")"),
    ])
    func aCellOfTypeDateIsRead(_ raw: String, _ shown: String) async throws {
        #expect(try await text("<c r=\"B2\" t=\"d\"><v>\(raw)</v></c>") == shown)
    }

    @Test func textComesWholeFromEveryPlaceThatHoldsIt() async throws {
        let strings = """
            <si><t>plain</t></si><si><r><t xml:space="preserve">Văn </t></r><r><rPr><b/></rPr><t>phòng</t></r></si>\
            <si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>\
            <si><t>a_x0009_b_x005F_x0041_c_x1</t></si><si><t><![CDATA[<b>]]></t></si>
            """
        for (index, shown) in ["plain", "Văn phòng", "東京", "a\tb_x0041_c_x1", "<b>"].enumerated() {
            #expect(try await text("<c r=\"B2\" t=\"s\"><v>\(index)</v></c>", strings: strings) == shown)
        }
        let inline = "<is><r><t>Cổng </t></r><r><t>chính</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></is>"
        #expect(try await text("<c r=\"B2\" t=\"inlineStr\">\(inline)</c>") == "Cổng chính")
        #expect(try await text("<c r=\"B2\" t=\"str\"><f>A1&amp;B1</f><v>joined</v></c>") == "joined")
        #expect(try await text("<c r=\"B2\"><f>1+1</f><v>2</v></c>") == "2")
        #expect(try await text("<c r=\"B2\" t=\"b\"><v>1</v></c>") == "TRUE")
        #expect(try await text("<c r=\"B2\" t=\"b\"><v>0</v></c>") == "FALSE")
    }

    @Test func aCellOfWhichNobodyKnowsTheTextIsNamed() async throws {
        for formula in ["<f>A1</f>", "<f>A1</f><v/>", "<f t=\"shared\" si=\"0\"/><v></v>"] {
            #expect(try await text("<c r=\"G2\">\(formula)</c>") == "G2 formulaWithoutValue")
        }
        #expect(try await text("<c r=\"AB2\" t=\"e\"><v>#N/A</v></c>") == "AB2 error(\"#N/A\")")
        #expect(try await text("<c r=\"B2\" t=\"s\"><v>9</v></c>") == "B2 unreadable(\"9\")")
        let long = String(repeating: "đ", count: 32_768)
        #expect(try await text("<c r=\"B2\" t=\"str\"><v>\(long)</v></c>") == "B2 tooLong")
        #expect(try await text("<c r=\"B2\" t=\"str\"><v>\(long.dropLast())</v></c>").utf16.count == 32_767)
        // An empty text of a formula is a text.
        #expect(try await text("<c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"str\"><f>\"\"</f><v></v></c>") == "1")
    }
}
