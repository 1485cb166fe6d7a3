import Foundation
import TestSupport
import Testing

@testable import Spreadsheets

/// Workbooks that people are given.
@Suite struct WriterTests {
    /// The rows of a workbook that was written with these.
    private func written(_ rows: [[String]]) async throws -> [TableRow] {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "t.xlsx").path
            let writer = try XLSXWriter(path: path)
            for row in rows { try writer.append(row) }
            try writer.close()
            return try XLSXReader.rows(Array(Data(contentsOf: URL(fileURLWithPath: path))))
        }
    }

    @Test(arguments: ["a", "đ", "😀", "e\u{301}", "👨‍👩‍👧"])
    func aTextThatExcelCouldNotHoldIsCutAndNotLost(_ letter: String) async throws {
        let long = String(repeating: letter, count: 40_000 / letter.utf16.count)
        let rows = try await written([["before", long, "after"]])
        let row = try #require(rows.first)
        #expect(row.faults.isEmpty && row.cells.count == 3 && row.cells[0] == "before" && row.cells[2] == "after")
        let cut = row.cells[1]
        #expect(cut.utf16.count > 31_900 && cut.utf16.count <= 32_000 && long.utf16.starts(with: cut.utf16))
        #expect(!cut.unicodeScalars.contains("\u{FFFD}"))
    }

    @Test func aTextThatExcelCanHoldIsNotCut() async throws {
        let text = String(repeating: "đ", count: 32_000)
        #expect(try await written([[text]]).map(\.cells) == [[text]])
    }

    @Test(arguments: [
        "=1+1", "=HYPERLINK(\"http://x\")", "@x", "-x", "+84", "0012", "1e5", "2026-03-16", "<b>&amp;", " a ",
    ])
    func aCellIsTextWhateverItLooksLike(_ cell: String) async throws {
        let bytes = try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "t.xlsx").path
            let writer = try XLSXWriter(path: path)
            try writer.append([cell])
            try writer.close()
            return try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        }
        #expect(try XLSXReader.rows(bytes).map(\.cells) == [[cell]])
        let sheet = try #require(try XLSXPackage(bytes, limits: .init()).part("xl/worksheets/sheet1.xml"))
        #expect(!String(decoding: sheet, as: UTF8.self).contains("<f>"))
    }

    @Test func rowsAndEmptyCellsKeepTheirPlaces() async throws {
        let rows = try await written([["a"], [], ["", "", "c"], ["d", "", ""]])
        #expect(rows.map(\.number) == [1, 3, 4])
        #expect(rows.map(\.cells) == [["a"], ["", "", "c"], ["d"]])
    }

    @Test func aFileThatCannotBeMadeIsSaid() throws {
        let writer = try XLSXWriter(path: "/nonexistent/rollcall/t.xlsx")
        try writer.append(["a"])
        #expect(throws: SpreadsheetFailure.self) { try writer.close() }
        // Said once; closing again is nothing.
        #expect(throws: Never.self) { try writer.close() }
    }

    @Test func asManyRowsAsTheFormatHas() async throws {
        try await withTemporaryDirectory { directory in
            let writer = try XLSXWriter(path: directory.appending(path: "t.xlsx").path)
            for _ in 0..<XLSXWriter.mostRows { try writer.append([]) }
            #expect(throws: SpreadsheetFailure.tooManyRows(limit: 1_048_576)) { try writer.append(["one more"]) }
            try writer.close()
        }
    }
}
