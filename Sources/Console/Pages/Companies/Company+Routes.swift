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

    private func show(_ visit: Visit, _ problems: FormProblems = FormProblems()) async throws -> Response {
        let form = visit.form
        var problems = problems
        problems.lead(along: CompanyPage.ids)
        let model = CompanyPage(
            try await companies.company(ofAccount: visit.principal.accountID),
            typed: problems.isEmpty ? nil : { form[$0] }, problems, for: visit.reader)
        return visit.page(
            model, title: visit.say("My company", "Công ty của tôi"),
            status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func propose(_ visit: Visit) async throws -> Response {
        var problems = FormProblems()
        do {
            try uploads.take(by: visit.principal)
            if let present = try await companies.company(ofAccount: visit.principal.accountID),
                present.state != .refused
            {
                throw RequestFailure(
                    en: "your company is named already: \(present.name)", vi: "bạn đã khai báo công ty: \(present.name)"
                )
            }
            var draft = CompanyPages.draft(visit.form, &problems)
            let file = visit.form.files["document"]?.bytes.isEmpty == false ? visit.form.files["document"] : nil
            if file == nil {
                problems.add(
                    Phrase(en: "add a photo of the business registration", vi: "hãy thêm ảnh giấy đăng ký kinh doanh"),
                    at: "document")
            }
            guard let file, problems.isEmpty else { return try await show(visit, problems) }
            let papers = try await problems.take("document") {
                try await desk.papers(file.bytes, named: file.name, by: visit.principal.actor)
            }
            guard let papers else { return try await show(visit, problems) }
            draft.document = papers
            _ = try await desk.propose(draft, by: visit.principal.name)
            return visit.redirect(
                "/company",
                .good(visit.say("Sent. An administrator will look at it.", "Đã gửi. Quản trị viên sẽ xem xét.")))
        } catch {
            guard Refusal(error).status.code < 500 else { throw error }
            problems.add(error)
            return try await show(visit, problems)
        }
    }

    /// What the form says of the company, without its papers.
    private static func draft(_ form: Form, _ problems: inout FormProblems) -> CompanyDraft {
        let name = form["name"].trimmed
        let taxCode = form["tax-code"].trimmed
        let contact = String(form["contact"].trimmed.prefix(500))
        if !(2...200).contains(name.count) { problems.add(CompanyDraft.nameRule, at: "name") }
        if !CompanyDraft.isTaxCode(taxCode) { problems.add(CompanyDraft.taxCodeRule, at: "tax-code") }
        if contact.isEmpty {
            problems.add(
                Phrase(
                    en: "write whom to ask: a name and a telephone number or address",
                    vi: "hãy nhập người liên hệ: tên và số điện thoại hoặc địa chỉ"), at: "contact")
        }
        return CompanyDraft(name: name, taxCode: taxCode, contact: contact, document: [])
    }
}
