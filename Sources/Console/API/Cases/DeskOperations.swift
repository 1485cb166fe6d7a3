import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import Wire
import WorkingTime

/// What the desk works by, for programs: companies, the register of bindings, the calendar.
extension Console {
    private static let readers = RouteAccess.any([.deskWrite, .casesDecide])

    var deskOperations: [Operation] {
        companyOperations + [
            Operation(
                .get, "/bindings", access: Console.readers, "listBindings",
                "The register of bindings, the newest first",
                reply: .json(.ok, .page(.binding))
            ) { call in .page(try await call.visit.store.bindings.all(limit: 1000).map(\.json)) },
            Operation(
                .put, "/bindings/{serial}", .deskWrite, "noteBinding",
                "Note which account holds a device; null: none does",
                body: .object([.init("account", .nullable(.string(minimum: 1, maximum: 200)))]),
                reply: .json(.ok, .binding)
            ) { call in
                try call.forTheDeskAlone()
                guard let serial = ShortSerial(in: call.visit.parameter("serial")) else {
                    throw Refusal(
                        .unprocessableContent, Phrase(en: "this is no serial", vi: "đây không phải số serial"),
                        field: "serial")
                }
                try await call.visit.store.bindings.set(
                    serial, account: call.body["account"]?.text, act: call.visit.act)
                guard let entry = try await call.visit.store.bindings.entry(serial) else {
                    throw EvidenceFailure.unknown(serial.text)
                }
                return .json(entry.json)
            },
            Operation(
                .get, "/calendar", access: Console.readers, "showCalendar", "The working calendar in force",
                reply: .json(.ok, .anything)
            ) { call in
                let calendar = try await call.visit.store.calendars.current()
                return .json(CalendarDocument.json(calendar).adding("version", JSONValue(calendar.version)))
            },
            Operation(
                .put, "/calendar", .deskWrite, "replaceCalendar",
                "Put another calendar in force, in the form that GET gives; filed cases keep theirs",
                body: .object([], allowsOthers: true), reply: .json(.ok, .anything)
            ) { call in
                try call.forTheDeskAlone()
                let calendar = try await call.visit.store.calendars.replace(
                    call.body, act: call.visit.act)
                return .json(CalendarDocument.json(calendar).adding("version", JSONValue(calendar.version)))
            },
        ]
    }

    private var companyOperations: [Operation] {
        [
            Operation(
                .get, "/companies", access: .any([.deskWrite, .casesFile, .companyPropose]), "listCompanies",
                "Companies that file cases; a program of one company sees that one",
                reply: .json(.ok, .page(.company))
            ) { call in
                let own = call.visit.principal.companyID
                let companies = try await call.visit.store.companies.all().filter { own == nil || $0.id == own }
                return .page(companies.map(\.json))
            },
            Operation(
                .post, "/companies", .deskWrite, "addCompany", "Take a company in, verified",
                body: .object([
                    .init("name", .string(minimum: 2, maximum: 200)),
                    .init("taxCode", .string(minimum: 10, maximum: 14)),
                ]), reply: .json(.created, .company)
            ) { call in
                try call.forTheDeskAlone()
                let company = try await call.visit.store.companies.addVerified(
                    call.body["name"]?.text ?? "", taxCode: try call.taxCode(), act: call.visit.act)
                return .json(company.json, status: .created)
            },
            Operation(
                .post, "/company-proposals", .companyPropose, "proposeCompany",
                "Name the company of an account, with a photo of its papers; the desk verifies it",
                body: .object([
                    .init("installer", .string(minimum: 1, maximum: 200)),
                    .init("name", .string(minimum: 2, maximum: 200)),
                    .init("taxCode", .string(minimum: 10, maximum: 14)),
                    .init("contact", .string(minimum: 1, maximum: 500)), .init("document", .photoFile),
                ]), reply: .json(.created, .company), bodyLimit: 34 << 20
            ) { call in .json(try await call.proposed().json, status: .created) },
            Operation(
                .post, "/companies/{id}/decision", .deskWrite, "decideCompany",
                "Accept a company, or refuse it with a reason",
                body: .object([
                    .init("verified", .boolean), .init("reason", .string(minimum: 1, maximum: 500), required: false),
                ]), reply: .json(.ok, .company)
            ) { call in
                try call.forTheDeskAlone()
                guard let id = Int64(call.visit.parameter("id")) else {
                    throw CompanyFailure.unknown(call.visit.parameter("id"))
                }
                let company = try await call.visit.store.companies.find(id)
                let isVerified = call.body["verified"]?.bool ?? false
                let reason = call.body["reason"]?.text ?? ""
                guard isVerified || !reason.isEmpty else {
                    throw Refusal(
                        .unprocessableContent, Phrase(en: "say why it is refused", vi: "hãy ghi lý do từ chối"),
                        field: "reason")
                }
                try await call.visit.console.desk.decide(
                    company, verified: isVerified, reason: reason, actor: call.visit.principal.actor)
                return .json(try await call.visit.store.companies.find(id).json)
            },
        ]
    }
}

extension Call {
    fileprivate func taxCode() throws -> String {
        let text = body["taxCode"]?.text ?? ""
        guard CompanyDraft.isTaxCode(text) else {
            throw Refusal(.unprocessableContent, CompanyDraft.taxCodeRule, field: "taxCode")
        }
        return text
    }

    fileprivate func proposed() async throws -> Company {
        // Which company an account is of decides what it sees: a company's own token does not.
        try forTheDeskAlone()
        try visit.boundUploads()
        let user = try await visit.store.users.find(body["installer"]?.text ?? "")
        let file = try Call.photo(body["document"] ?? .null)
        let taxCode = try taxCode()
        let papers = try await visit.console.desk.papers(file.bytes, named: file.name, by: visit.principal.actor)
        return try await visit.console.desk.propose(
            CompanyDraft(
                name: body["name"]?.text ?? "", taxCode: taxCode, contact: body["contact"]?.text ?? "",
                document: papers), by: user.name)
    }

    /// A token that speaks for a company does not do the desk's work, whatever its scopes.
    func forTheDeskAlone() throws {
        guard visit.principal.companyID == nil else {
            throw Refusal(
                .forbidden,
                Phrase(en: "this token speaks for a company, not for the desk", vi: "token này là của một công ty"))
        }
    }
}
