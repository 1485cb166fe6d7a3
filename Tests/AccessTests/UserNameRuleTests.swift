import Access
import Attendance
import Testing

@Suite struct UserNameRuleTests {
    @Test func sixtyCharactersAreTheMost() {
        #expect(UserNameRule.objection(to: String(repeating: "ê", count: 60)) == nil)
        #expect(UserNameRule.objection(to: String(repeating: "ê", count: 61)) != nil)
    }

    @Test(arguments: ["/", "\\", "<", ">", "\"", "'"])
    func signsOfAddressesAndMarkupAreInNoName(_ sign: String) {
        #expect(UserNameRule.objection(to: "Lan\(sign)Anh") != nil)
        #expect(UserNameRule.objection(to: "\(sign)\u{301}") != nil, "a mark behind it hides nothing")
    }

    @Test(arguments: [
        "token", "token backup", "Token.Backup", "TOKEN: backup", "schedule", "SCHEDULE",
        "Hệ thống", "hệ-thống", "Máy chủ", "re-ten-tion", "", "  ", "---",
    ])
    func whateverLooksLikeAMachineIsReserved(_ name: String) {
        #expect(UserNameRule.isReserved(name))
    }

    @Test(arguments: ["Lan", "tokyo", "my token", "Lịch Sử", "rule breaker", "Nguyễn Văn Lệnh", "tester", "root2"])
    func peopleMayBeCalledAlmostAnything(_ name: String) {
        #expect(!UserNameRule.isReserved(name) && UserNameRule.objection(to: name) == nil)
    }

    @Test func theTwoReasonsDiffer() {
        let (signs, reserved) = (UserNameRule.objection(to: "a/b"), UserNameRule.objection(to: "schedule"))
        #expect(signs?.en != reserved?.en && reserved?.en.contains("schedule") == true)
    }
}
