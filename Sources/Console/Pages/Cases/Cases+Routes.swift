import Access
import Attendance
import Hummingbird
import ProgramSettings
import Store
import UnbindingCases

/// The list of cases: everybody's for the desk, the own ones and colleagues' for an installer.
struct CasesPages: Pages {
    let cases: CaseRepository
    let settings: SettingsRepository

    var routes: [Route] {
        [Route(.get, "/cases", .signedIn, list)]
    }

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        guard visit.may(.casesRead) || visit.may(.casesFile) else {
            throw Refusal(
                .forbidden, Phrase(en: "you may not see cases", vi: "bạn không được xem yêu cầu hủy liên kết"))
        }
        let cases = try await cases.all(
            of: visit.may(.casesRead) ? nil : visit.principal.accountID ?? 0, company: visit.principal.companyID)
        return visit.page(
            CasesPage(cases, in: try await settings.current().zone, for: visit.reader),
            title: visit.say("Unbinding cases", "Yêu cầu hủy liên kết"))
    }
}
