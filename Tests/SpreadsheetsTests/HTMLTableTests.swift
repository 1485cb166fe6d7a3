import Spreadsheets
import Testing

@Suite struct HTMLTableTests {
    @Test func theTableOfASavedPageIsRead() throws {
        let page = """
            <!DOCTYPE html><html><head><meta charset="utf-8"><style>td { color: red }</style></head><body>
            <!-- <table><tr><td>no</td></tr></table> --><script>document.write("<td>no</td>")</script>
            <TABLE><tr><TH>Tên</TH><th>Token&nbsp;key</th></tr>
            <tr><td class="a>b">Kho &amp; x&#227;</td><td>a&lt;b<br>c</td></tr><tr><td></td><td></td></tr>
            <tr><td>không đóng<td>ô</table></body></html>
            """
        let rows = try HTMLTable.rows(Array(page.utf8))
        #expect(rows.map(\.cells) == [["Tên", "Token key"], ["Kho & xã", "a<b c"], ["không đóng", "ô"]])
        #expect(rows.map(\.number) == [1, 2, 4])
    }

    @Test func aFrameWithoutItsFolderSaysSo() {
        let frame = "<html><frameset rows=\"*,39\"><frame src=\"list_files/sheet001.htm\"></frameset></html>"
        #expect(throws: SpreadsheetFailure.companionFolder) { try HTMLTable.rows(Array(frame.utf8)) }
        #expect(throws: SpreadsheetFailure.noWorkbook) { try HTMLTable.rows(Array("<html></html>".utf8)) }
    }

    @Test func hostilePagesEndAndStayWithinTheirLimits() throws {
        var limits = SpreadsheetLimits()
        limits.rows = 10
        let long = String(repeating: "<tr><td>x</td></tr>", count: 50)
        #expect(throws: SpreadsheetFailure.tooManyRows(limit: 10)) {
            try HTMLTable.rows(Array("<table>\(long)</table>".utf8), limits: limits)
        }
        let whole = Array("<table><tr><td a='>'>&#x41;&bogus;&#99999999;</td></tr></table><!-- x --><style>".utf8)
        for end in whole.indices {
            _ = try? HTMLTable.rows(Array(whole[..<end]))
            var changed = whole
            changed[end] = UInt8(ascii: "<")
            _ = try? HTMLTable.rows(changed)
        }
        let deep = String(repeating: "<table><tr><td>", count: 20_000)
        _ = try? HTMLTable.rows(Array(deep.utf8))
    }
}
