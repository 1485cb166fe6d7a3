import Access
import Attendance
import Serials
import Testing
import UnbindingCases
import UnbindingDesk

/// What people, programs and the command line may do with a case.
@Suite struct CaseRightsTests {
    /// Of account 1, whose company is 7.
    private func filed(program: String? = nil, company: Int64? = 7, installer: Int64? = 1) throws -> UnbindingCase {
        var found = UnbindingCase(
            id: 1, number: "UB26-00001", serial: try #require(ShortSerial(exactly: "Q01728482")), state: .filed,
            network: .other, installer: "an", createdAt: Instant(milliseconds: 0))
        found.installerID = installer
        found.companyID = company
        found.program = program
        return found
    }

    private func person(_ account: Int64, company: Int64? = nil, _ permissions: Permission...) -> CaseRights {
        CaseRights(
            Principal(
                .person("p\(account)"), permissions: Set(permissions), accountID: account, companyID: company))
    }

    private func program(_ name: String, company: Int64? = nil, _ permissions: Permission...) -> CaseRights {
        CaseRights(Principal(.token(name), permissions: Set(permissions), companyID: company))
    }

    private func refusal(_ body: () throws(CaseRightsFailure) -> Void) -> CaseRightsFailure? {
        do throws(CaseRightsFailure) {
            try body()
            return nil
        } catch { return error }
    }

    @Test func aCaseIsSeenByItsInstallerColleaguesAndTheDesk() throws {
        let found = try filed()
        #expect(person(1, .casesFile).maySee(found))
        #expect(person(2, company: 7, .casesFile).maySee(found))
        #expect(!person(2, company: 8, .casesFile).maySee(found) && !person(2, .casesFile).maySee(found))
        #expect(!person(1).maySee(found), "the right to file is what lets an installer look")
        #expect(person(9, .casesRead).maySee(found))
        #expect(program("app", company: 7).maySee(found) && !program("app", company: 8).maySee(found))
        #expect(program("desk").maySee(found) && CaseRights.command.maySee(found))
        // Nobody's company is not a company.
        #expect(!program("app", company: 7).maySee(try filed(company: nil)))
    }

    @Test func aCaseIsChangedByItsInstallerAndByItsCompanysProgram() throws {
        let found = try filed()
        #expect(person(1, .casesFile).mayChange(found) && !person(1, .casesRead).mayChange(found))
        #expect(!person(2, company: 7, .casesFile, .casesRead).mayChange(found), "a colleague looks and no more")
        #expect(program("app", company: 7, .casesFile).mayChange(found))
        #expect(!program("app", company: 8, .casesFile).mayChange(found))
        #expect(program("desk", .casesFile).mayChange(found) && !program("desk", .casesDecide).mayChange(found))
    }

    @Test func casesOfEveryCompanyAreNamedToTheDeskAlone() {
        #expect(person(9, .casesRead).namesAll && program("desk", .casesRead).namesAll && CaseRights.command.namesAll)
        #expect(!person(1, company: 7, .casesFile).namesAll && !program("app", company: 7, .casesRead).namesAll)
    }

    @Test func whoeverFiledACaseDoesNotDecideItWhateverElseTheyMay() throws {
        let all = Set(Permission.allCases)
        let owner = CaseRights(Principal(.person("an"), permissions: all, accountID: 1))
        let other = CaseRights(Principal(.person("lan"), permissions: all, accountID: 2))
        let found = try filed()
        #expect(refusal { () throws(CaseRightsFailure) in try owner.requireDecision(on: found) } == .ownCase)
        #expect(refusal { () throws(CaseRightsFailure) in try other.requireDecision(on: found) } == nil)

        let opened = try filed(program: Actor.token("desk").name)
        let desk = program("desk", .casesDecide)
        #expect(refusal { () throws(CaseRightsFailure) in try desk.requireDecision(on: opened) } == .ownProgramsCase)
        #expect(refusal { () throws(CaseRightsFailure) in try desk.requireDecision(on: found) } == nil)
        let second = program("second", .casesDecide)
        #expect(refusal { () throws(CaseRightsFailure) in try second.requireDecision(on: opened) } == nil)
        // Whoever has the data directory in hand needs no leave.
        let byCommand = try filed(company: nil, installer: nil)
        #expect(
            refusal { () throws(CaseRightsFailure) in try CaseRights.command.requireDecision(on: byCommand) } == nil)
    }

    @Test func aCompanysProgramDoesNotDoTheDesksWork() throws {
        let app = program("app", company: 7, .casesDecide, .deskWrite)
        let found = try filed()
        #expect(refusal { () throws(CaseRightsFailure) in try app.requireDesk() } == .speaksForCompany)
        #expect(refusal { () throws(CaseRightsFailure) in try app.requireDecision(on: found) } == .speaksForCompany)
        #expect(CaseRightsFailure.speaksForCompany.blame == .permission)
        let reviewer = person(2, company: 8, .casesDecide)
        #expect(refusal { () throws(CaseRightsFailure) in try reviewer.requireDesk() } == nil)
    }

    @Test func aCaseIsGivenBackOverAReviewersHeadByWhoRunsTheDeskAlone() {
        let admin = person(3, .casesDecide, .deskWrite)
        #expect(admin.overridesReviewer(.release) && !admin.overridesReviewer(.approve))
        #expect(!person(2, .casesDecide).overridesReviewer(.release))
        #expect(!program("desk", .casesDecide, .deskWrite).overridesReviewer(.release))
        #expect(CaseRights.command.overridesReviewer(.approve) && CaseRights.command.overridesReviewer(.release))
    }

    @Test(arguments: UnbindingAuthority.allCases)
    func whoFiledACaseCarriesItOutWithTheDevicesPasswordAlone(_ authority: UnbindingAuthority) throws {
        let found = try filed()
        func refused(_ rights: CaseRights) -> CaseRightsFailure? {
            refusal { () throws(CaseRightsFailure) in try rights.requireExecution(of: found, by: authority) }
        }
        let isPassword = authority == .sadp
        #expect(refused(person(1, .casesFile, .unbind, .casesDecide)) == (isPassword ? nil : .deskAlone))
        #expect(refused(person(1, .casesFile)) == .deskAlone, "without the right to unbind")
        #expect(refused(person(2, company: 7, .casesFile, .unbind)) == .deskAlone, "a colleague")
        #expect(refused(person(2, .casesDecide)) == nil)
        #expect(refused(program("app", company: 7, .unbind)) == (isPassword ? nil : .speaksForCompany))
        #expect(refused(program("desk", .unbind)) == nil && refused(.command) == nil)
    }
}
