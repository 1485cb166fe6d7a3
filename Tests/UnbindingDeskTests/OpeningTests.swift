import Access
import Attendance
import LocalNetwork
import SADP
import Serials
import Simulators
import Store
import TestSupport
import Testing
import UnbindingCases

@testable import UnbindingDesk

/// How cases begin, who finds them, and who decides them.
@Suite struct OpeningTests {
    private static let short = "K12345671"
    private static let terminal = SimulatedTerminal.Identity(
        model: "DS-K1T341AMF", serial: "DS-K1T341AMF20250318V030500ENAA\(short)", mac: "44-47-CC-00-20-01",
        address: "127.0.0.91", firmware: "V3.5.0 build 250115")

    /// With the device as a search finds it.
    private func with(
        _ body: @escaping @Sendable (DeskFixture, SimulatedTerminal, FoundDevice) async throws -> Void
    ) async throws {
        let terminal = SimulatedTerminal(Self.terminal, password: "Rollcall2026", binding: .bound)
        try await SimulatedNetwork.with([terminal]) { port in
            let devices = TestConsole.localDevices(port: port, for: .milliseconds(400))
            try await DeskFixture.with(devices: devices) { fixture in
                let found = try #require(try await devices.search().devices.first)
                try await body(fixture, terminal, found)
            }
        }
    }

    @Test func aFoundDeviceIsAskedWhatItIsAndForItsKey() async throws {
        try await with { fixture, terminal, found in
            let serial = try #require(found.shortSerial)
            let draft = await fixture.desk.draft(for: found, serial: serial, isReported: false)
            #expect(draft.device == .answered(.bound) && draft.key?.secret == terminal.keyString)
            #expect(draft.model == "DS-K1T341AMF" && draft.mac == found.mac && draft.interface == found.interface)
            #expect(draft.network == .lan && draft.serial.text == Self.short)
        }
    }

    @Test func aDeviceThatWasFoundElsewhereIsNotAskedHere() async throws {
        try await with { fixture, _, found in
            let serial = try #require(found.shortSerial)
            let draft = await fixture.desk.draft(for: found, serial: serial, isReported: true)
            #expect(draft.device == .claimed(found.binding) && draft.key == nil && draft.interface == nil)
        }
    }

    @Test func aCaseThatIsOverIsFiledAgainWithWhatTheDeviceSaysNow() async throws {
        try await with { fixture, terminal, found in
            var first = CaseDraft(found, serial: try #require(found.shortSerial))
            first.key = try KeyString("T3BhcXVlS2V5U3RyaW5n")
            let opened = try await fixture.store.cases.open(first, installer: "an", now: fixture.now)
            await #expect(throws: RequestFailure.self) { _ = try await fixture.desk.draft(after: opened) }
            let over = try await fixture.desk.withdraw(opened, by: .person("an"))
            let again = try await fixture.desk.draft(after: over)
            #expect(again.previous?.id == opened.id && again.serial == opened.serial && again.model == opened.model)
            #expect(again.key == first.key && again.device == .answered(.bound), "\(terminal.binding)")
        }
    }

    @Test func anotherDeviceAtTheOldAddressSaysNothingOfTheCase() async throws {
        try await with { fixture, _, found in
            var first = CaseDraft(found, serial: try #require(ShortSerial(exactly: "K12345679")))
            first.device = .claimed(.notBound)
            let opened = try await fixture.store.cases.open(first, installer: "an", now: fixture.now)
            let over = try await fixture.desk.withdraw(opened, by: .person("an"))
            #expect(try await fixture.desk.draft(after: over).device == .claimed(.notBound))
        }
    }

    @Test func anothersCaseIsAsGoodAsNone() async throws {
        try await DeskFixture.with { fixture in
            let an = CaseRights(try await fixture.account("an", company: "Một").principal)
            let binh = CaseRights(try await fixture.account("binh", company: "Một").principal)
            let chi = CaseRights(try await fixture.account("chi", company: "Hai").principal)
            let number = try await fixture.draft(by: "an").number
            #expect(try await fixture.desk.find(number, changedBy: an).number == number)
            #expect(try await fixture.desk.find(number, shownTo: binh).number == number)
            await #expect(throws: CaseFailure.unknown(number)) {
                _ = try await fixture.desk.find(number, changedBy: binh)
            }
            await #expect(throws: CaseFailure.unknown(number)) { _ = try await fixture.desk.find(number, shownTo: chi) }
        }
    }

    @Test func aCaseIsNotDecidedByWhoFiledItAndTheDeskMayTakeItOver() async throws {
        try await DeskFixture.with { fixture in
            let admin = try await fixture.account("an", role: .admin, company: "Một")
            let filed = try await fixture.filed(by: .person("an"))
            let own = CaseRights(admin.principal)
            await #expect(throws: CaseRightsFailure.ownCase) {
                _ = try await fixture.desk.decide(filed, by: CaseStep(.take), with: own)
            }
            let lan = CaseRights(try await fixture.account("lan", role: .reviewer).principal)
            let taken = try await fixture.desk.decide(filed, by: CaseStep(.take), with: lan)
            #expect(taken.state == .inReview && taken.reviewer == "lan")
            let mai = CaseRights(try await fixture.account("mai", role: .admin).principal)
            await #expect(throws: StoreFailure.self) {
                _ = try await fixture.desk.decide(taken, by: CaseStep(.approve), with: mai)
            }
            #expect(try await fixture.desk.decide(taken, by: CaseStep(.approve), with: .command).state == .approved)
        }
    }

    @Test func anAccountBeginsCasesOnceItsCompanyIsVerified() async throws {
        try await DeskFixture.with { fixture in
            let an = try await fixture.account("an", company: "Một")
            let binh = try await fixture.account("binh")
            #expect(try await fixture.desk.filingFailure(of: an.id) == nil)
            #expect(try await fixture.desk.filingFailure(of: binh.id) == .notVerified)
            #expect(try await fixture.desk.filingFailure(of: nil) == .notVerified)
        }
    }

    @Test func aCompanyIsNotRefusedWithoutAReason() async throws {
        try await DeskFixture.with { fixture in
            _ = try await fixture.account("an", company: "Một")
            let company = try #require(try await fixture.store.companies.all().first)
            await #expect(throws: CompanyFailure.noReason) {
                try await fixture.desk.decide(company, verified: false, reason: "", actor: .command)
            }
            #expect(try await fixture.store.companies.find(company.id).state == .verified)
        }
    }
}
