import Access
import Attendance
import Testing

/// Which accounts there may be.
@Suite struct UserRuleTests {
    @Test func theFirstAccountIsMadeOnce() {
        #expect(User.objection(toFirstBeside: 0) == nil)
        #expect(User.objection(toFirstBeside: 1) == .isNotTheFirst)
    }

    @Test(
        arguments: [
            (Role.admin, true, 0, nil), (.admin, false, 0, .isTheLastAdministrator),
            (.viewer, true, 0, .isTheLastAdministrator), (.viewer, true, 1, nil), (.admin, false, 1, nil),
        ] as [(Role, Bool, Int, UserFailure?)])
    func somebodyWhoCanLetOthersInRemains(_ role: Role, _ isEnabled: Bool, _ others: Int, _ objection: UserFailure?) {
        #expect(User.objection(toBeing: role, isEnabled: isEnabled, otherAdministrators: others) == objection)
    }

    @Test func anAccountHasANameThatNobodyElseHas() {
        #expect(User.objection(toMaking: "an", holder: nil) == nil)
        #expect(User.objection(toMaking: "an", holder: 3) is NameTakenFailure)
        #expect(User.objection(toMaking: "rules", holder: nil) is RequestFailure)
    }
}
