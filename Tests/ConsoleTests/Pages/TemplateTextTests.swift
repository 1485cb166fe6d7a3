import Attendance
import Testing

@testable import Console

@Suite struct TemplateTextTests {
    @Test func aPairOfTextsBecomesOneAndMayBreakItsLines() throws {
        let text = """
            <p>
              [[A text that goes on
              and on.
              |Một câu còn
              tiếp.]]
            </p>
            """
        #expect(try TemplateText.read(text, .en, in: "x") == "<p>\nA text that goes on and on.\n</p>")
        #expect(try TemplateText.read(text, .vi, in: "x") == "<p>\nMột câu còn tiếp.\n</p>")
    }

    @Test(arguments: ["[[one language]]", "[[open|mở", "[[|trống]]", "[[empty|]]", "[[a|b|c]]"])
    func aTextInOneLanguageAloneStopsTheStart(_ text: String) {
        #expect(throws: Templates.Malformed.self) { try TemplateText.read(text, .vi, in: "x") }
    }
}
