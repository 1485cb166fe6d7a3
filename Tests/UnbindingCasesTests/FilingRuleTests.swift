import Attendance
import Serials
import Testing
import UnbindingCases

/// Who begins cases, and with what.
@Suite struct FilingRuleTests {
    private func company(_ state: Company.State) -> Company {
        Company(
            id: 1, name: "Một", taxCode: "0312345678", contact: "An", state: state, madeBy: "an",
            madeAt: Instant(milliseconds: 0), hasDocument: false)
    }

    @Test func onlyAVerifiedCompanyFiles() {
        #expect(FilingFailure(company(.verified)) == nil)
        #expect(FilingFailure(company(.waiting)) == .waiting)
        #expect(FilingFailure(company(.refused)) == .notVerified)
        #expect(FilingFailure(Company?.none) == .notVerified)
        #expect(FilingFailure.waiting.phrase.en.contains("waits for verification"))
        #expect(FilingFailure.phrase(naming: "an").vi.hasPrefix("an chưa thuộc"))
    }

    @Test func aTypedSerialIsShortOrFullAndNothingElse() throws {
        let short = try CaseDraft(typed: " Q01728482 ")
        #expect(short.serial.text == "Q01728482" && short.fullSerial.isEmpty && short.network == .other)
        let full = try CaseDraft(typed: "DS-K1T341AMF20250318V030500ENAAK12345671", network: .lan)
        #expect(full.serial.text == "K12345671" && full.fullSerial.hasSuffix("K12345671") && full.network == .lan)
        for text in ["", "hello", "Q0172848"] {
            #expect(throws: SerialFailure.self, "\(text)") { try CaseDraft(typed: text) }
        }
        #expect(SerialFailure().field == "serial")
    }
}
