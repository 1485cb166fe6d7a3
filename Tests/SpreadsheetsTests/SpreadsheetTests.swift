import Foundation
import TestSupport
import Testing

@testable import Spreadsheets

@Suite struct CSVTests {
    @Test func whatIsWrittenIsReadBack() throws {
        let rows = [["name", "note"], ["Nguyễn, Lan", "said \"hi\"\nand left"], ["=1+1", "-5"], ["@x", "+84 90"]]
        let text = rows.map(CSV.line).joined()
        #expect(try CSV.rows(Array(text.utf8)).map(\.cells) == rows)
    }

    @Test func cellsThatASpreadsheetWouldRunAreMadeHarmless() {
        #expect(CSV.line(["=cmd()", "+x", "-x", "@x", "-12.5", "+84", "ok"]) == "'=cmd(),'+x,'-x,'@x,-12.5,+84,ok\r\n")
    }

    @Test func semicolonsOfVietnameseExcelAndAByteOrderMarkAreRead() throws {
        let bytes = [0xEF, 0xBB, 0xBF] + Array("name;kind\r\nA;hanet\r\n\r\n".utf8)
        #expect(try CSV.rows(bytes).map(\.cells) == [["name", "kind"], ["A", "hanet"]])
    }

    @Test(arguments: [
        "sep=;\r\nname;kind\r\nA, B;hanet", "SEP=;\nname;kind\nA, B;hanet", "\"sep=;\"\r\nname;kind\r\nA, B;hanet",
        "sep=|\nname|kind\nA, B|hanet", "sep=\t\nname\tkind\nA, B\thanet", "sep=¦\nname¦kind\nA, B¦hanet",
        "sep=\nname;kind\nA, B;hanet",
    ])
    func theSeparatorThatExcelNamesIsTaken(_ text: String) throws {
        let rows = try CSV.rows(Array(text.utf8))
        #expect(rows.map(\.cells) == [["name", "kind"], ["A, B", "hanet"]])
        #expect(rows.map(\.number) == [2, 3])
    }

    @Test(arguments: [
        ("\"a,b,c,d\";kind\nA;hanet", ["a,b,c,d", "kind"]), ("name\tnote;note;note\nA\tb", ["name", "note;note;note"]),
        ("\n\n\"x\ny;z;z\",kind", ["x\ny;z;z", "kind"]), ("only", ["only"]), (",,\nname,kind", ["name", "kind"]),
    ])
    func theHeadingLineDecidesOutsideQuotes(_ text: String, _ heading: [String]) throws {
        #expect(try CSV.rows(Array(text.utf8)).first { $0.cells.contains { !$0.isEmpty } }?.cells == heading)
    }

    @Test(arguments: ["\r\n", "\n", "\r"])
    func everyLineEndIsReadAndEmptyRowsCount(_ end: String) throws {
        let text = ["name,note", "", "A,\"x\(end)y\"", ",", "B,", ""].joined(separator: end)
        let rows = try CSV.rows(Array(text.utf8))
        #expect(rows.map(\.cells) == [["name", "note"], ["A", "x\(end)y"], ["B", ""]])
        #expect(rows.map(\.number) == [1, 3, 5])
    }

    @Test func whatIsTooWideOrTooLongIsRefused() throws {
        #expect(throws: SpreadsheetFailure.tooManyColumns(limit: 256)) {
            try CSV.rows(Array((String(repeating: ",", count: 256) + "x").utf8))
        }
        let long = String(repeating: "x", count: 32_768)
        let rows = try CSV.rows(Array("a,b\n1,\(long)".utf8))
        #expect(rows[1].faults == [CellFault(reference: "B2", column: 1, reason: .tooLong)])
        // Many empty cells of a small file take a lot of memory.
        var limits = SpreadsheetLimits()
        limits.totalBytes = 1 << 20
        let commas = "x" + String(repeating: ",", count: 250) + "\n"
        #expect(throws: SpreadsheetFailure.tooLarge(limit: 1 << 20)) {
            try CSV.rows(Array(String(repeating: commas, count: 300).utf8), limits: limits)
        }
    }

    @Test func anOpenQuoteAndTooMuchAreRefused() {
        #expect(throws: SpreadsheetFailure.unclosedQuote(row: 2)) { try CSV.rows(Array("a\r\n\"b".utf8)) }
        var limits = SpreadsheetLimits()
        limits.rows = 2
        #expect(throws: SpreadsheetFailure.tooManyRows(limit: 2)) {
            try CSV.rows(Array("a\nb\nc\n".utf8), limits: limits)
        }
        limits.bytes = 3
        #expect(throws: SpreadsheetFailure.tooLarge(limit: 3)) { try CSV.rows(Array("a\nb\n".utf8), limits: limits) }
    }
}

@Suite struct XLSXTests {
    @Test func whatIsWrittenIsReadBack() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "t.xlsx").path
            let rows = [["name", "kind", ""], ["Văn phòng <1> & \"2\"", "hanet", "x"], ["", "", "y"]]
            let writer = try XLSXWriter(path: path)
            for row in rows { try writer.append(row) }
            try writer.close()
            let read = try XLSXReader.rows(Array(Data(contentsOf: URL(fileURLWithPath: path)))).map(\.cells)
            #expect(read.map { row in (0..<3).map { $0 < row.count ? row[$0] : "" } } == rows)
        }
    }

    @Test func whatIsNoWorkbookIsRefused() {
        for text in ["<html>an old export</html>", "PK", ""] {
            #expect(throws: SpreadsheetFailure.noWorkbook) { try XLSXReader.rows(Array(text.utf8)) }
        }
    }

    @Test func aWorkbookThatUnpacksToTooMuchIsRefused() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "t.xlsx").path
            let writer = try XLSXWriter(path: path)
            for _ in 0..<20_000 { try writer.append([String(repeating: "a", count: 200)]) }
            try writer.close()
            var limits = SpreadsheetLimits()
            limits.bytes = 1 << 20
            #expect(throws: SpreadsheetFailure.tooLarge(limit: 1 << 20)) {
                try XLSXReader.rows(Array(Data(contentsOf: URL(fileURLWithPath: path))), limits: limits)
            }
        }
    }
}

@Suite struct SafeXMLTests {
    private func events(_ text: String) -> Int? { events(Array(text.utf8)) }

    private func events(_ bytes: [UInt8]) -> Int? {
        var count = 0
        var text = 0
        let patience = Patience(SpreadsheetLimits())
        let isWhole = try? SafeXML.read(bytes, patience) { event in
            // The parser hands text on in as many pieces as it likes.
            if case .text = event { text = 1 } else { count += 1 }
        }
        return isWhole == true ? count + text : nil
    }

    @Test func anOrdinaryDocumentIsRead() { #expect(events("<a><b x=\"1\">t</b></a>") == 5) }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
        "<!doctype a><a/>", "<a><!ENTITY x \"y\"></a>", "<a><b></a>", "",
    ])
    func whatCouldHideAnEntityIsRefused(_ text: String) {
        #expect(events(text) == nil)
        // A second encoding must not be a way around.
        for (mark, isLittle) in [([0xFF, 0xFE] as [UInt8], true), ([0xFE, 0xFF], false), ([], true), ([], false)] {
            let bytes =
                mark
                + text.utf16.flatMap { unit in
                    let pair = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
                    return isLittle ? pair : pair.reversed()
                }
            #expect(events(bytes) == nil)
        }
    }

    @Test(arguments: ["UTF-7", "UTF-16", "EBCDIC-CP-US", "KOI8-R"])
    func anEncodingThatTheBytesBelieIsRefused(_ name: String) {
        #expect(events("<?xml version=\"1.0\" encoding=\"\(name)\"?><a>+ADwAIQ-DOCTYPE</a>") == nil)
    }

    @Test func depthIsBounded() {
        let deep = String(repeating: "<a>", count: 1000) + String(repeating: "</a>", count: 1000)
        #expect(events(deep) == nil)
    }
}
