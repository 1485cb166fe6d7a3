import Attendance
import Testing

@Suite struct SeenTextTests {
    @Test func aDecomposedNameIsTheComposedOneByteForByte() {
        let decomposed = "Ha\u{300} No\u{323}\u{302}i – Ta\u{302}\u{300}ng 5"
        #expect(Array(decomposed.asSeen.utf8) == Array("Hà Nội – Tầng 5".utf8))
        #expect(Array("Đ\u{1ED7} Hùng Cường".asSeen.utf8) == Array("Đỗ Hùng Cường".utf8))
    }

    @Test(arguments: [
        "\u{200B}13433", "13433\u{FEFF}", "13\u{AD}433", "\u{202A}13433\u{202C}", "1\u{2060}3433", "13433\u{200E}",
        "134\u{180E}33", "13433\u{E0020}", "1343\u{3164}3", "13433\u{2029}",
    ])
    func whatCannotBeSeenIsNotThere(_ text: String) { #expect(Array(text.asSeen.utf8) == Array("13433".utf8)) }

    @Test(arguments: ["A\u{A0}B", "A\u{202F}B", "A\u{3000}B", "A\u{2009}B", "A B"])
    func everyBlankIsABlank(_ text: String) { #expect(Array(text.asSeen.utf8) == Array("A B".utf8)) }

    @Test(arguments: ["👩‍💻 Lan", "❤️", "👨‍👩‍👧‍👦", "🏳️‍🌈 Tuyến"])
    func emojiStayWhole(_ text: String) { #expect(Array(text.asSeen.utf8) == Array(text.utf8)) }

    @Test func aJoinerBetweenLettersIsNone() {
        #expect(Array("NV\u{200D}017".asSeen.utf8) == Array("NV017".utf8))
        #expect(Array("17\u{FE0F}".asSeen.utf8) == Array("17".utf8))
    }

    @Test(arguments: ["Nguyễn Thị Ánh", "AD02", "Ươm – 5", "山田太郎", "", " ", "тест", "ภาษาไทย"])
    func ordinaryTextStaysAsItIs(_ text: String) { #expect(Array(text.asSeen.utf8) == Array(text.utf8)) }

    /// Bringing a text to its form twice changes nothing more.
    @Test func theFormIsStable() {
        let parts = [
            "a", "e\u{301}", "\u{200D}", "👩", "\u{FE0F}", "\u{A0}", "\u{302}", "đ", "\u{200B}", "1", "\u{1100}",
            "\u{1161}",
        ]
        for first in parts {
            for second in parts {
                for third in parts {
                    let once = (first + second + third).asSeen
                    #expect(
                        Array(once.asSeen.utf8) == Array(once.utf8), "\(Array((first + second + third).unicodeScalars))"
                    )
                }
            }
        }
    }

    @Test func employeeCodesLoseControlCharactersAndWhatCannotBeSeen() {
        #expect(EmployeeCode.cleaned("\u{1C}1001\u{8}") == "1001")
        #expect(Array(EmployeeCode.cleaned(" \u{200B}1001\u{A0}").utf8) == Array("1001".utf8))
        #expect(Array(EmployeeCode.cleaned("Ha\u{300}").utf8) == Array("Hà".utf8))
    }
}
