import Access
import Attendance
import Testing

@Suite struct PasswordRuleTests {
    private func isFine(_ password: String, _ name: String = "x") -> Bool {
        PasswordRule.objection(to: password, userName: name) == nil
    }

    @Test func lengthsAreCountedInCharactersAndBothEndsCount() {
        #expect(!isFine("khó đoán!") && isFine("khó đoán!!"))
        let long = String(repeating: "khó đoán! ", count: 20)
        #expect(long.count == PasswordRule.longest && isFine(long) && !isFine(long + "."))
    }

    @Test(arguments: ["aaaaaaaaaaaa", "abababababab", "abcabcabcabc", "AaBbCcAaBbCc", "112211221122"])
    func threeCharactersOverAndOverAreTooFew(_ password: String) {
        #expect(!isFine(password))
    }

    @Test func fourDifferentCharactersAreEnoughWhereNothingElseIsWrong() {
        #expect(isFine("hoho hihihi ho"))
    }

    @Test(arguments: ["abcdefghijkl", "lkjihgfedcba", "56789012345", "54321098765", "MNOPQRSTUVW"])
    func countingIsNoPasswordUpOrDownOrOverTheNine(_ password: String) {
        #expect(!isFine(password))
    }

    @Test func aRunThatBreaksIsNone() {
        #expect(isFine("abcdefghxy vu") && isFine("acegikmoqsuw"))
    }

    @Test(arguments: [
        ("nguyenvana", "nguyenvana1990", false), ("nguyenvana", "NguyenVanA!2024", false),
        ("nguyenvana", "nguyenvana-12345", false), ("nguyenvana", "nguyenvana-123456", true),
        ("nguyenvana", "con mèo của nguyenvana", true), ("an", "an an an có 1", true),
        ("Trần Hùng", "trần hùng 1234", false),
    ])
    func theOwnNameAndLittleElseIsRefused(_ name: String, _ password: String, _ isFine: Bool) {
        #expect(self.isFine(password, name) == isFine)
    }

    @Test(arguments: [
        "password2024!", "PASSWORD2024!", "Welcome123456", "matkhau!!!!!!", "hikvision1234", "iloveyou123",
        "1qaz2wsx3edc", "1QAZ2WSX3EDC",
    ])
    func theCommonestWordsAreKnownInAnyCaseAndWithSignsBehindThem(_ password: String) {
        #expect(!isFine(password))
    }

    @Test func aSentenceMayBeginWithACommonWord() {
        #expect(isFine("password của mèo nhà tôi") && isFine("welcome to the gate"))
    }

    /// What looks the same is refused alike: letters of another width or with marks apart open no way round.
    @Test func spellingsThatLookAlikeAreRefusedAlike() {
        #expect(!isFine("pass\u{200B}word2024"))
        #expect(!isFine("tra\u{302}\u{300}n hu\u{300}ng 1", "trần hùng"))
    }

    @Test func everyReasonIsItsOwnInBothLanguages() {
        let refused = [
            "short", String(repeating: "ab cd", count: 41), "aaaaaaaaaaaa", "12345678901", "nguyenvana12",
            "password1234",
        ]
        let reasons = refused.compactMap { PasswordRule.objection(to: $0, userName: "nguyenvana") }
        #expect(reasons.count == refused.count)
        #expect(Set(reasons.map(\.en)).count == refused.count && Set(reasons.map(\.vi)).count == refused.count)
    }
}
