import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import ProgramSettings
import Store
import UnbindingCases
import UnbindingDesk
import Wire

/// Companies: an installer names the own one, an administrator accepts it or refuses it with a reason.
extension Console {
    var companyRoutes: [Route] {
        [
            Route(.get, "/company", .permission(.companyPropose)) { try await $0.companyPage() },
            Route(.post, "/company", .permission(.companyPropose), bodyLimit: Console.photoLimit) {
                try await $0.proposeCompany()
            },
            Route(.get, "/companies", .permission(.deskWrite)) { try await $0.companiesPage() },
            Route(.post, "/companies", .permission(.deskWrite)) { try await $0.addCompany() },
            Route(.post, "/companies/{id}", .permission(.deskWrite)) { try await $0.decideCompany() },
            Route(.post, "/companies/{id}/members", .permission(.deskWrite)) { visit in
                let company = try await visit.company()
                let user = try await visit.store.users.find(visit.form["user"])
                try await visit.store.companies.assign(
                    company, to: user.name, act: visit.act)
                return visit.redirect(
                    "/companies",
                    .good(visit.say("“\(user.name)” belongs to it.", "“\(user.name)” đã thuộc công ty này.")))
            },
            Route(.get, "/companies/{id}/document", .permission(.deskWrite)) { visit in
                let company = try await visit.company()
                guard let bytes = try await visit.store.companies.document(of: company) else {
                    throw EvidenceFailure.unknown(visit.parameter("id"))
                }
                return Response(
                    status: .ok,
                    headers: [
                        .contentType: "image/jpeg", .cacheControl: "private, no-store",
                        .contentDisposition: "inline; filename=\"company-\(company.id).jpg\"",
                    ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
            },
        ]
    }
}

extension Visit {
    fileprivate func company() async throws -> Company {
        guard let id = Int64(parameter("id")) else { throw CompanyFailure.unknown(parameter("id")) }
        return try await store.companies.find(id)
    }

    fileprivate func companyPage(flash: Flash? = nil) async throws -> Response {
        let form = form
        let model = CompanyPage(
            try await store.companies.company(ofAccount: principal.accountID),
            typed: flash == nil ? nil : { form[$0] }, for: reader)
        return page(
            model, title: say("My company", "Công ty của tôi"), status: flash == nil ? .ok : .unprocessableContent,
            flash: flash)
    }

    fileprivate func proposeCompany() async throws -> Response {
        do {
            try boundUploads()
            if let present = try await store.companies.company(ofAccount: principal.accountID),
                present.state != .refused
            {
                throw RequestFailure(
                    en: "your company is named already: \(present.name)", vi: "bạn đã khai báo công ty: \(present.name)"
                )
            }
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
            guard let file = form.files["document"], !file.bytes.isEmpty else {
                throw RequestFailure(
                    en: "add a photo of the business registration", vi: "hãy thêm ảnh giấy đăng ký kinh doanh")
            }
            let papers = try await console.desk.papers(file.bytes, named: file.name, by: principal.actor)
            _ = try await console.desk.propose(
                CompanyDraft(
                    name: name, taxCode: taxCode, contact: String(form["contact"].trimmed.prefix(500)),
                    document: papers), by: principal.name)
            return redirect(
                "/company",
                .good(
                    say(
                        "Sent. An administrator will look at it.", "Đã gửi. Quản trị viên sẽ xem xét.")))
        } catch {
            let refusal = Refusal(error)
            guard refusal.status.code < 500 else { throw error }
            return try await companyPage(flash: .bad(refusal.phrase[language]))
        }
    }

    fileprivate func companiesPage() async throws -> Response {
        let users = try await store.users.all().filter { $0.role == .installer || $0.role == .admin }.map(\.name)
        return page(
            CompaniesPage(
                try await store.companies.all(), users: users, in: try await store.settings.current().zone,
                for: reader), title: say("Companies", "Công ty"))
    }

    fileprivate func addCompany() async throws -> Response {
        let name = form["name"].trimmed
        let taxCode = form["tax-code"].trimmed
        guard (2...200).contains(name.count), CompanyDraft.isTaxCode(taxCode) else {
            return redirect(
                "/companies",
                .bad(say("Write a name and a tax code of 10 digits.", "Hãy nhập tên và mã số thuế 10 chữ số.")))
        }
        _ = try await store.companies.addVerified(name, taxCode: taxCode, act: act)
        return redirect("/companies", .good(say("“\(name)” is verified.", "“\(name)” đã được xác thực.")))
    }

    fileprivate func decideCompany() async throws -> Response {
        let company = try await company()
        let verified = form["decision"] == "verify"
        let reason = String(form["reason"].trimmed.prefix(500))
        guard verified || !reason.isEmpty else {
            return redirect(
                "/companies",
                .bad(
                    say(
                        "Say why it is refused: the installer reads it.", "Hãy ghi lý do từ chối: kỹ thuật viên sẽ đọc."
                    )))
        }
        try await console.desk.decide(
            company, verified: verified, reason: reason, actor: principal.actor)
        return redirect(
            "/companies",
            .good("\(company.name): \((verified ? Company.State.verified : .refused).label[language])"))
    }
}
