import Foundation
import Testing

@testable import Spreadsheets

/// The edges of a web page that Excel saved: signs, tags and tables as people's files have them.
@Suite struct PageEdgeTests {
    private func rows(_ page: String) throws -> [TableRow] { try HTMLTable.rows(Array(page.utf8)) }

    private func cell(_ content: String) throws -> String {
        try #require(try rows("<table><tr><td>x</td><td>\(content)</td></tr></table>").first?.cells.last)
    }

    @Test(arguments: [
        ("&amp;lt;", "&lt;"), ("&#65;&#x42;&#X43;", "AB&#X43;"), ("&quot;&apos;&lt;&gt;", "\"'<>"),
        ("a&nbsp;&nbsp;b", "a b"),
        ("a&#13;&#10;b", "a b"), ("a&#0;b", "a b"), ("&#xD800;", "&#xD800;"), ("&#1114112;", "&#1114112;"),
        ("&bogus;", "&bogus;"), ("R&D", "R&D"), ("a&", "a&"), ("&;", "&;"), ("&#;", "&#;"), ("&amp", "&amp"),
        ("&abcdefghijk;", "&abcdefghijk;"), ("&#128682;", "🚪"), ("<b>a</b><i>b</i>", "ab"), ("a<br>b<br/>c", "a b c"),
        ("<!-- </td> -->a", "a"), ("<a title=\"</td>\">b</a>", "b"), ("<a title='\">'>b</a>", "b"), ("'=1+1", "=1+1"),
        ("'x", "'x"), (" a \r\n\t b ", "a b"), ("<script>a < b > c</script>d", "d"), ("<style>td > a</style>b", "b"),
    ])
    func aCellIsWhatAPersonSees(_ content: String, _ text: String) throws { #expect(try cell(content) == text) }

    @Test(arguments: [
        ("<table><tr><td>a<td>b<tr><td>c", [["a", "b"], ["c"]]),
        ("<TABLE><TR><TD>a</TD></TR></TABLE><table><tr><td>b</td></tr></table>", [["a"]]),
        ("<table></table><table><tr><td></td></tr></table><table><tr><td>c</td></tr></table>", [["c"]]),
        ("<td>a</td><td>b</td>", [["a", "b"]]), ("<tr></tr><tr><td>a</td></tr>", [["a"]]),
        ("before<tr>in between<td>a</td>behind<td>b</td></tr>after", [["a", "b"]]),
        ("<table><tr><th>a</th><td>b</th></tr></table>", [["a", "b"]]),
    ])
    func rowsEndWhereTheNextBegins(_ page: String, _ cells: [[String]]) throws {
        #expect(try rows(page).map(\.cells) == cells)
    }

    @Test func emptyRowsCount() throws {
        let found = try rows("<table><tr><td>a</td></tr><tr><td></td></tr><tr></tr><tr><td>b</td></tr></table>")
        #expect(found.map(\.number) == [1, 4])
    }

    @Test(arguments: [
        ("<html>", true), ("  \r\n<HTML xmlns=\"x\">", true), ("<!DOCTYPE html>", true), ("<table>", true),
        ("<frameset>", true), ("<div><table>", true), ("<?xml version=\"1.0\"?><html>", true), ("name,<html>", false),
        ("<workbook>", false), ("PK", false), ("", false), ("html", false),
    ])
    func aPageIsKnownByItsBeginning(_ text: String, _ isPage: Bool) {
        #expect(HTMLTable.matches(Array(text.utf8)) == isPage)
        let marked: [[UInt8]] = [
            [0xEF, 0xBB, 0xBF] + Array(text.utf8),
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
        ]
        for bytes in marked { #expect(HTMLTable.matches(bytes) == isPage) }
        #expect(!HTMLTable.matches(Array(String(repeating: " ", count: 4096).utf8) + Array("<html>".utf8)))
    }

    @Test(
        arguments: [
            ("iso-8859-1", [0x43, 0xE9], "Cé"), ("windows-1252", [0x93, 0x61, 0x94], "“a”"),
            ("windows-1251", [0xCE, 0xF4], "Оф"),
            ("us-ascii", [0xA0, 0x61, 0xE9], "aé"),
        ] as [(String, [UInt8], String)])
    func theCodePageThatThePageNamesIsTaken(_ name: String, _ bytes: [UInt8], _ text: String) throws {
        for quote in ["", "\"", "'"] {
            let head = "<html><meta charset=\(quote)\(name)\(quote)><table><tr><td>"
            #expect(
                try HTMLTable.rows(Array(head.utf8) + bytes + Array("</td></tr></table>".utf8)).map(\.cells) == [[text]]
            )
        }
        let upper = "<html><META CHARSET=\(name.uppercased())><table><tr><td>"
        #expect(try HTMLTable.rows(Array(upper.utf8) + bytes).map(\.cells) == [[text]])
    }

    @Test(arguments: ["gbk", "windows-9999", "koi8-r", "x"])
    func anyOtherCodePageIsNotBelieved(_ name: String) {
        let page = Array("<html><meta charset=\(name)><table><tr><td>".utf8) + [0xC2, 0xEC, 0xF4]
        #expect(throws: SpreadsheetFailure.unknownEncoding) { try HTMLTable.rows(page) }
    }
}
