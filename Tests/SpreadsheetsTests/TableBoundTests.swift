import TestSupport
import Testing

@testable import Spreadsheets

/// The bounds of a table, each at the last thing that is allowed and the first that is not, in every kind of file.
@Suite struct TableBoundTests {
    enum Kind: CaseIterable {
        case csv, html, inline, formula, shared

        /// A file with these rows.
        func bytes(_ rows: [[String]]) -> [UInt8] {
            switch self {
            case .csv: [0xEF, 0xBB, 0xBF] + Array(rows.map { $0.joined(separator: ",") + "\r\n" }.joined().utf8)
            case .html:
                Array(
                    ("<table>" + rows.map { "<tr><td>" + $0.joined(separator: "</td><td>") + "</td></tr>" }.joined()
                        + "</table>").utf8)
            case .inline: TestWorkbook(rows: TestWorkbook.rows(rows)).bytes
            case .formula:
                workbook(rows) { text, _ in "<c t=\"str\"><f>A1</f><v>\(text)</v></c>" }
            case .shared:
                workbook(rows) { _, index in "<c t=\"s\"><v>\(index)</v></c>" }
            }
        }

        private func workbook(_ rows: [[String]], _ cell: (String, Int) -> String) -> [UInt8] {
            var index = -1
            let written = rows.map { row in
                "<row>"
                    + row.map { text in
                        index += 1
                        return cell(text, index)
                    }.joined() + "</row>"
            }
            let strings = rows.joined().map { "<si><t>\($0)</t></si>" }.joined()
            return TestWorkbook(rows: written.joined(), strings: strings).bytes
        }

        func rows(_ rows: [[String]], _ limits: SpreadsheetLimits = .init()) throws(SpreadsheetFailure) -> [TableRow] {
            let bytes = bytes(rows)
            switch self {
            case .csv: return try CSV.rows(bytes, limits: limits)
            case .html: return try HTMLTable.rows(bytes, limits: limits)
            case .inline, .formula, .shared: return try XLSXReader.rows(bytes, limits: limits)
            }
        }
    }

    private func refusal(_ kind: Kind, _ rows: [[String]], _ limits: SpreadsheetLimits) -> SpreadsheetFailure? {
        do throws(SpreadsheetFailure) {
            _ = try kind.rows(rows, limits)
            return nil
        } catch { return error }
    }

    /// Letters of one, two and three bytes, and one that Excel counts twice.
    @Test(arguments: Kind.allCases, ["a", "đ", "한", "😀"])
    func theLongestCellOfExcelIsReadAndOneMoreIsAFault(_ kind: Kind, _ letter: String) throws {
        let most = 32_767 / letter.utf16.count
        let longest = String(repeating: letter, count: most)
        let rows = try kind.rows([["x", longest], ["y", longest + letter, "z"], ["w", "v"]])
        #expect(rows.count == 3 && rows[0].cells == ["x", longest] && rows[0].faults.isEmpty)
        // The fault takes nothing else away, and nothing of the text is believed.
        #expect(rows[1].cells == ["y", "", "z"])
        #expect(rows[1].faults == [CellFault(reference: "B2", column: 1, reason: .tooLong)])
        #expect(rows[2].cells == ["w", "v"] && rows[2].faults.isEmpty)
    }

    @Test(arguments: Kind.allCases)
    func aRowWhoseOnlyCellIsTooLongIsNotDropped(_ kind: Kind) throws {
        let rows = try kind.rows([["a"], [String(repeating: "x", count: 32_768)]])
        #expect(rows.count == 2 && rows[1].number == 2 && rows[1].faults.map(\.reference) == ["A2"])
        var limits = SpreadsheetLimits()
        limits.rows = 1
        #expect(refusal(kind, [["a"], [String(repeating: "x", count: 32_768)]], limits) == .tooManyRows(limit: 1))
    }

    @Test(arguments: Kind.allCases)
    func asManyRowsAsAreAllowed(_ kind: Kind) throws {
        var limits = SpreadsheetLimits()
        limits.rows = 3
        let rows = [["a"], ["b"], ["c"], ["d"]]
        #expect(try kind.rows(Array(rows.prefix(3)), limits).count == 3)
        #expect(refusal(kind, rows, limits) == .tooManyRows(limit: 3))
        // Rows without text are none.
        #expect(try kind.rows([["a"], [""], [""], [""], ["b"]], limits).map(\.number) == [1, 5])
    }

    @Test(arguments: Kind.allCases)
    func asManyColumnsAsAreAllowed(_ kind: Kind) throws {
        var limits = SpreadsheetLimits()
        limits.columns = 3
        #expect(try kind.rows([["a", "b", "c"]], limits).map(\.cells) == [["a", "b", "c"]])
        #expect(refusal(kind, [["a", "b", "c", "d"]], limits) == .tooManyColumns(limit: 3))
        // Empty ones beyond the last are not text.
        #expect(try kind.rows([["a", "b", "c", "", ""]], limits).map(\.cells) == [["a", "b", "c"]])
        #expect(refusal(kind, [["a", "b", "c", "", "e"]], limits) == .tooManyColumns(limit: 3))
        if kind != .csv, kind != .html {
            let long = String(repeating: "x", count: 32_768)
            #expect(refusal(kind, [["a", "b", "c", long]], limits) == .tooManyColumns(limit: 3))
        }
    }

    @Test(arguments: Kind.allCases)
    func asMuchTextInARowAsIsAllowed(_ kind: Kind) throws {
        var limits = SpreadsheetLimits()
        limits.row = 10
        // Each row has a bound of its own, and bytes count.
        #expect(try kind.rows([["aaaaa", "bbbbb"], ["đđđđđ"], ["cccccccccc"]], limits).count == 3)
        #expect(refusal(kind, [["aaaaa", "bbbbb"], ["aaaaa", "bbbbbb"]], limits) == .rowTooLong(row: 2, limit: 10))
        #expect(refusal(kind, [["đđđđđ", "a"]], limits) == .rowTooLong(row: 1, limit: 10))
    }

    @Test(arguments: Kind.allCases)
    func asManyBytesAsAreAllowed(_ kind: Kind) throws {
        let rows = [["a", "b"], ["c", "d"]]
        var limits = SpreadsheetLimits()
        limits.bytes = kind.bytes(rows).count
        #expect(try kind.rows(rows, limits).count == 2)
        limits.bytes -= 1
        #expect(refusal(kind, rows, limits) == .tooLarge(limit: limits.bytes))
    }

    @Test func theTextOfATableIsCountedWithThePlaceThatItTakes() {
        func spent(_ total: Int, _ spend: (inout Allowance) throws(SpreadsheetFailure) -> Void) -> SpreadsheetFailure? {
            var limits = SpreadsheetLimits()
            limits.totalBytes = total
            limits.row = 100
            var allowance = Allowance(limits)
            do throws(SpreadsheetFailure) { try spend(&allowance) } catch { return error }
            return nil
        }
        for (total, error) in [(100, nil), (99, .tooLarge(limit: 99))] as [(Int, SpreadsheetFailure?)] {
            let found = spent(total) { (allowance) throws(SpreadsheetFailure) in
                try allowance.spend(60)
                try allowance.spend(40)
            }
            #expect(found == error)
        }
        // Even an empty text takes sixteen.
        for (total, error) in [(52, nil), (51, .tooLarge(limit: 51))] as [(Int, SpreadsheetFailure?)] {
            let found = spent(total) { (allowance) throws(SpreadsheetFailure) in
                for text in ["đđ", "", ""] { try allowance.spend(on: text) }
            }
            #expect(found == error)
        }
        for (total, error) in [(128, nil), (127, .tooLarge(limit: 127))] as [(Int, SpreadsheetFailure?)] {
            #expect(spent(total) { (allowance) throws(SpreadsheetFailure) in try allowance.spendOnFault() } == error)
        }
        let half = String(repeating: "x", count: 50)
        let rows = spent(1000) { (allowance) throws(SpreadsheetFailure) in
            for row in 1...3 {
                allowance.beginRow()
                for _ in 0..<2 { try allowance.spend(on: half, inRow: row) }
            }
        }
        #expect(rows == nil)
        let long = spent(1000) { (allowance) throws(SpreadsheetFailure) in
            for text in [half, half, "x"] { try allowance.spend(on: text, inRow: 7) }
        }
        #expect(long == .rowTooLong(row: 7, limit: 100))
    }

    @Test func manyFaultsOfASmallFileAreTooMuch() {
        var limits = SpreadsheetLimits()
        limits.totalBytes = 64 << 10
        let cells = Array(repeating: "<c t=\"e\"><v>#N/A</v></c>", count: 250).joined()
        let bytes = TestWorkbook(rows: String(repeating: "<row>\(cells)</row>", count: 4)).bytes
        #expect(throws: SpreadsheetFailure.tooLarge(limit: 64 << 10)) { try XLSXReader.rows(bytes, limits: limits) }
    }
}
