import Access
import Attendance
import HTTPTypes
import Hummingbird
import Store
import UnbindingCases
import UnbindingDesk
import Wire

/// The company of whoever looks: named with its papers, then accepted or refused by an administrator.
struct CompanyPages: Pages {
    let desk: Desk
    let companies: CompanyRepository
    let uploads: UploadLimit

    var routes: [Route] {
        [
            Route(.get, "/company", .permission(.companyPropose)) { try await show($0) },
            Route(.post, "/company", .permission(.companyPropose), bodyLimit: UploadLimit.photo, propose),
        ]
    }

    private func show(_ visit: Visit, flash: Flash? = nil) async throws -> Response {
        let form = visit.form
        let model = CompanyPage(
            try await companies.company(ofAccount: visit.principal.accountID),
            typed: flash == nil ? nil : { form[$0] }, for: visit.reader)
        return visit.page(
            model, title: visit.say("My company", "Công ty của tôi"),
            status: flash == nil ? .ok : .unprocessableContent, flash: flash)
    }

    @Sendable private func propose(_ visit: Visit) async throws -> Response {
        do {
            try uploads.take(by: visit.principal)
            if let present = try await companies.company(ofAccount: visit.principal.accountID),
                present.state != .refused
            {
                throw RequestFailure(
                    en: "your company is named already: \(present.name)", vi: "bạn đã khai báo công ty: \(present.name)"
                )
            }
            var draft = try CompanyPages.draft(visit.form)
            guard let file = visit.form.files["document"], !file.bytes.isEmpty else {
                throw RequestFailure(
                    en: "add a photo of the business registration", vi: "hãy thêm ảnh giấy đăng ký kinh doanh")
            }
            draft.document = try await desk.papers(file.bytes, named: file.name, by: visit.principal.actor)
            _ = try await desk.propose(draft, by: visit.principal.name)
            return visit.redirect(
                "/company",
                .good(visit.say("Sent. An administrator will look at it.", "Đã gửi. Quản trị viên sẽ xem xét.")))
        } catch {
            let refusal = Refusal(error)
            guard refusal.status.code < 500 else { throw error }
            return try await show(visit, flash: .bad(refusal.phrase[visit.language]))
        }
    }

    /// What the form says of the company, without its papers.
    private static func draft(_ form: Form) throws -> CompanyDraft {
        let name = form["name"].trimmed
        let taxCode = form["tax-code"].trimmed
        guard (2...200).contains(name.count) else {
            throw RequestFailure(en: "write the company's name", vi: "hãy nhập tên công ty")
        }
        guard CompanyDraft.isTaxCode(taxCode) else {
            throw RequestFailure(CompanyDraft.taxCodeRule)
        }
        guard !form["contact"].trimmed.isEmpty else {
            throw RequestFailure(
                en: "write whom to ask: a name and a telephone number or address",
                vi: "hãy nhập người liên hệ: tên và số điện thoại hoặc địa chỉ")
        }
        return CompanyDraft(
            name: name, taxCode: taxCode, contact: String(form["contact"].trimmed.prefix(500)), document: [])
    }
}
