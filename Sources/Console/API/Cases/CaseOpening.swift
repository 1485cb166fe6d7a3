import Access
import Attendance
import Hummingbird
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import Wire

/// How a program begins a case: for an account, or for a person of a company who has none.
struct CaseOpening: Sendable {
    let cases: CaseRepository
    let users: UserRepository
    let companies: CompanyRepository

    /// The account that the body names, where this program may speak for it.
    func installer(_ call: Call) async throws -> User? {
        guard let name = call.body["installer"]?.text else { return nil }
        let user = try await users.find(name)
        let (own, company) = (call.visit.principal.companyID, try await companies.company(ofAccount: user.id))
        guard own == nil || company?.id == own else {
            throw UserFailure.unknown(name)
        }
        return user
    }

    func open(_ call: Call) async throws -> UnbindingCase {
        let text = call.body["serial"]?.text ?? ""
        var draft = try CaseDraft(typed: text)
        draft.model = call.body["model"]?.text ?? FullSerial(text)?.model ?? ""
        if let number = call.body["previous"]?.text {
            draft.previous = try await previous(number, of: draft, call.visit.caseRights)
        }
        let account = try await installer(call)
        var program = ProgramsCase(name: call.visit.principal.name)
        program.onBehalfOf = call.body["onBehalfOf"]?.text
        program.ownReference = call.body["ownReference"]?.text
        program.idempotencyKey = call.idempotencyKey
        if account == nil { program.companyID = try await companyID(call) }
        draft.program = program
        return try await cases.open(
            draft, installer: account?.name ?? call.visit.principal.name, now: call.visit.now)
    }

    private func previous(
        _ number: String, of draft: CaseDraft, _ rights: CaseRights
    ) async throws -> UnbindingCase {
        let previous = try await cases.find(number)
        guard rights.maySee(previous), previous.serial == draft.serial, !previous.state.isOpen else {
            throw Refusal(
                .unprocessableContent,
                Phrase(
                    en: "“previous” is a case for the same device that is over",
                    vi: "“previous” phải là yêu cầu đã kết thúc của cùng thiết bị"), field: "previous")
        }
        return previous
    }

    /// The company that files where no account does.
    private func companyID(_ call: Call) async throws -> Int64 {
        let named = call.body["company"]?.integer
        guard let id = call.visit.principal.companyID ?? named else {
            throw Refusal(
                .unprocessableContent,
                Phrase(
                    en: "name who files: “installer” (an account), or “company” (an id of GET /companies)",
                    vi: "hãy ghi ai gửi: “installer” (tài khoản) hoặc “company” (id trong GET /companies)"),
                field: "company")
        }
        guard named == nil || named == id else { throw CompanyFailure.unknown(String(named ?? 0)) }
        return try await companies.find(id).id
    }
}
