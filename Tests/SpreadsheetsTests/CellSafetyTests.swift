import Foundation
import SeededChance
import Testing

@testable import Spreadsheets

/// Cells of strangers in a table that people open: none runs, and each comes back as it was.
@Suite struct CellSafetyTests {
    @Test(
        arguments: ["=", "+", "-", "@", "\t", "\r"], ["", "1+1", "cmd|' /C calc'!A0", "-1", "HYPERLINK(\"x\")", "=1"])
    func aCellThatBeginsAsAFormulaDoesIsMadeText(_ first: String, _ rest: String) {
        let cell = first + rest
        #expect(CSV.neutralized(cell) == "'" + cell)
        #expect(CSV.restored("'" + cell) == cell)
    }

    @Test(arguments: ["\t=1+1", "\r=1+1", "\t\t@x", "\t+1-1"])
    func aBlankThatASpreadsheetSkipsDoesNotHideAFormula(_ cell: String) {
        // Excel drops the tab, and then it is a formula.
        #expect(CSV.neutralized(cell) == "'" + cell)
        #expect(CSV.line([cell]).hasPrefix(cell.contains("\r") ? "\"'" : "'"))
    }

    @Test(arguments: ["-12.5", "+84", "+84.912", "-0", "-.5"])
    func aPlainNumberStaysANumber(_ number: String) { #expect(CSV.neutralized(number) == number) }

    @Test(arguments: ["=5", "@5", "-", "+", "-1-1", "+84 90", "-1e5", "-1,5", "+٣"])
    func whatIsNoPlainNumberIsMadeText(_ cell: String) { #expect(CSV.neutralized(cell) == "'" + cell) }

    @Test(arguments: ["", "a", "1", "'", "'x", " =1", "a=b", "đ", "1-2", "(1)", "\"=1\""])
    func anythingElseIsLeftAlone(_ cell: String) {
        #expect(CSV.neutralized(cell) == cell && CSV.restored(cell) == cell)
    }

    @Test(arguments: [("''=1", "''=1"), ("'-5", "'-5"), ("'=5", "=5"), ("'", "'"), ("'-x", "-x")])
    func onlyAnApostropheOfOursIsTakenOff(_ cell: String, _ text: String) { #expect(CSV.restored(cell) == text) }

    @Test(arguments: [
        ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""), ("a;b", "a;b"),
        ("a\"\u{301}b", "\"a\"\"\u{301}b\""), (" a ", " a "), ("", ""), ("\"", "\"\"\"\""),
    ])
    func aCellIsQuotedWhereItNeedsIt(_ cell: String, _ written: String) {
        #expect(Array(CSV.line([cell]).utf8) == Array((written + "\r\n").utf8))
        #expect(Array(CSV.plainLine([cell, "-x"]).utf8) == Array((written + ",-x\r\n").utf8))
    }

    /// Every cell of hostile signs comes back as it went, and no written one is a formula.
    @Test func whatIsWrittenComesBack() throws {
        var random = SeededGenerator(seed: 3)
        let signs = ["=", "+", "-", "@", "\t", "\r", "\n", "\"", ",", ";", "1", ".", "a", " ", "'", "đ", "\"\u{301}"]
        for _ in 0..<400 {
            let rows = (0..<3).map { _ in
                ["x"]
                    + (0..<Int.random(in: 1...4, using: &random)).map { _ -> String in
                        let cell = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                            signs[Int.random(in: signs.indices, using: &random)]
                        }.joined()
                        // An apostrophe of the person's own in front of a formula is taken for ours.
                        return String(cell.drop { $0 == "'" })
                    }
            }
            for cell in rows.joined() {
                let written = CSV.neutralized(cell)
                let isNumber = written.dropFirst().allSatisfy { "0123456789.".contains($0) } && written.count > 1
                #expect(isNumber || !["=", "+", "-", "@", "\t", "\r"].contains { written.hasPrefix($0) })
            }
            let text = CSV.byteOrderMark + "sep=,\r\n" + rows.map(CSV.line).joined()
            let read = try CSV.rows(Array(text.utf8)).map(\.cells)
            #expect(read.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
        }
    }
}
