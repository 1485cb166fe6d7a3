import Testing

@testable import Attendance

/// What counts as one code and one person, without a store.
@Suite struct MappingRuleTests {
    @Test(arguments: [
        ("7", "007"), ("0", "000"), ("42", " 42 "), ("42", "\u{1C}42"), ("AD17", "ad17"), ("Đ5", "đ5"),
    ])
    func codesThatHRTakesForOneAreOne(_ code: String, _ other: String) {
        #expect(CodeKey(code) == CodeKey(other))
    }

    @Test(arguments: [("7", "70"), ("AD17", "AD017"), ("0", ""), ("17", "1 7"), ("D5", "Đ5")])
    func codesThatHRTakesForTwoAreTwo(_ code: String, _ other: String) {
        #expect(CodeKey(code) != CodeKey(other))
    }

    @Test(arguments: [
        ("Nguyễn Thị Lan", "nguyen thi lan"), ("Nguyễn Thị Lan", "NGUYỄN  THỊ LAN "), ("Hoà", "Hòa"),
        ("Đỗ Thuý", "Do Thuy"), ("Thuý", "Thúy"), ("Le\u{0302} Thuỷ", "Lê Thủy"),
    ])
    func spellingsOfOneNameAreOnePerson(_ name: String, _ other: String) {
        #expect(PersonName(name).isLike(PersonName(other)))
        #expect(PersonName(other).isLike(PersonName(name)))
    }

    @Test(arguments: [
        ("Lan", "Minh"), ("Trần Văn Tuấn", "Trần Văn Tuân"), ("Nguyễn Văn An", "Nguyễn Văn Ân"), ("Lan", ""),
        ("", ""), (" ", "\u{1}"), ("Đỗ", "Dỗ"),
    ])
    func otherNamesAndMissingOnesAreNot(_ name: String, _ other: String) {
        #expect(!PersonName(name).isLike(PersonName(other)))
        #expect(!PersonName(other).isLike(PersonName(name)))
    }

    private func facts(
        _ names: [String], _ holders: [(code: String, name: String, isMapped: Bool)], released: Int = 113,
        days: Int = 9, waiting: Int = 0
    ) -> MappingFacts {
        MappingFacts(
            code: "17", hrCode: "42", names: names, released: released, days: days, waiting: waiting,
            holders: holders.map {
                CodeHolder(code: $0.code, name: $0.name, punches: 1204, isAtLeast: false, isMapped: $0.isMapped)
            })
    }

    @Test func theWarningTellsWhoGoesThereByAnotherMappingAndThatTheCodeIsOfSeveral() throws {
        let mapped = try #require(MappingWarning(facts(["Lan"], [("9", "Minh", true)])))
        #expect(mapped.phrase.en.contains(", under which the punches of ") && mapped.phrase.en.contains("go already"))
        #expect(mapped.phrase.vi.contains("mã này đang nhận bản ghi của"))
        let both = try #require(MappingWarning(facts(["Lan"], [("42", "Tuấn", false), ("9", "Minh", true)])))
        #expect(both.phrase.en.contains("known here as Tuấn") && both.phrase.en.contains("go there already"))
        let several = try #require(MappingWarning(facts(["Lan", "Minh"], [])))
        #expect(several.phrase.en.contains("at the devices it is the code of several people"))
        #expect(several.phrase.vi.contains("tại thiết bị đây là mã của nhiều người"))
    }

    @Test func theWarningNamesBothPeopleWithTheirPunches() throws {
        let warning = try #require(MappingWarning(facts(["Lan"], [("42", "Minh", false)])))
        #expect(
            warning.phrase.en
                == "“17” (Lan, 113 punches on 9 days) would go to HR under “42”, which is known here as Minh (1,204 punches)."
        )
        #expect(
            warning.phrase.vi
                == "“17” (Lan, 113 bản ghi trong 9 ngày) sẽ được gửi lên HRM với mã “42”, ở đây là mã của Minh (1.204 bản ghi)."
        )
        let both = try #require(
            MappingWarning(
                facts(["Lan"], [("042", "Minh", false), ("5", "Hoa", true)], released: 1, days: 1, waiting: 2)))
        #expect(
            both.phrase.en
                == "“17” (Lan, 1 punch on 1 day) would go to HR under “42”, which is known here as Minh (“042”, 1,204 punches); the punches of Hoa (“5”, 1,204 punches) go there already. 2 more that wait would go there too."
        )
        #expect(both.knownAs == ["Minh", "Hoa"])
    }

    @Test func aNameThatWouldSteerATerminalIsShownWithoutIt() throws {
        let warning = try #require(MappingWarning(facts(["Lan"], [("42", "\u{1B}[31mMinh", false)])))
        #expect(!warning.phrase.en.unicodeScalars.contains("\u{1B}") && warning.knownAs == ["[31mMinh"])
    }

    @Test func aCrowdIsCountedAndNotListed() throws {
        let crowd = (0..<500).map { (code: "42", name: "P\($0)", isMapped: false) }
        let warning = try #require(MappingWarning(facts(["Lan"], crowd)))
        #expect(warning.phrase.en.contains(" and 490 more people") && warning.phrase.en.count < 1000)
    }

    @Test func aConfirmationCountsForThePeopleThatItWasGivenFor() {
        let given = MappingConfirmation.people(mark: "those")
        #expect(given.covers("those") && !given.covers("others"))
        #expect(!MappingConfirmation.none.covers("those") && MappingConfirmation.anybody.covers("others"))
    }
}
