import Access
import Attendance
import AttendanceHub
import Foundation
import HTTPTypes
import Hummingbird
import SADP
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import Wire

/// Unbinding cases for other programs, such as a distributor's own app: tried, opened, filed, followed.
extension Console {
    /// Who may look at cases.
    static let caseReaders = RouteAccess.any([.casesRead, .casesFile, .casesDecide])
    private static let key = Operation.Parameter(
        name: "Idempotency-Key", schema: .string(minimum: 1, maximum: 200),
        about: "The same key does nothing twice: the answer is the case as it is now")

    var caseOperations: [Operation] {
        [
            Operation(
                .post, "/case-checks", .casesFile, "checkCase",
                "What the checks would make of a case; nothing is filed or kept",
                body: .object([
                    .init("serial", .serialText), .init("photos", .array(.photoFile, maximum: 8), required: false),
                    .init("key", .string(minimum: 1, maximum: 4096), required: false),
                    .init("consent", .boolean, required: false),
                    .init("installer", .string(minimum: 1, maximum: 200), required: false),
                ]), reply: .json(.ok, .caseVerdict), bodyLimit: 34 << 20
            ) { call in .json(try await call.checked().json(call.language)) },
            Operation(
                .get, "/cases", access: Console.caseReaders, "listCases",
                "Cases in the order of their last steps: ask again with the changedAt of the last one, and none is missed",
                query: [
                    .init(name: "updatedSince", schema: .time, about: "whose last step was then or later"),
                    .init(
                        name: "state", schema: .choice(CaseState.allCases.map(\.rawValue)), about: "only in this state"),
                    .init(name: "serial", schema: .serialText, about: "only for this device"),
                    .init(
                        name: "ownReference", schema: .string(minimum: 1, maximum: 200),
                        about: "only what was opened under it"),
                    .init(name: "cursor", schema: .string(minimum: 1, maximum: 100), about: "next of the page before"),
                    .init(name: "limit", schema: .integer(1...500), about: "100 by default"),
                ], reply: .json(.ok, .page(.unbindingCase))
            ) { call in
                let (cases, next) = try await call.visit.store.cases.search(
                    try call.caseSearch(), after: try call.caseCursor(), limit: call.number("limit") ?? 100)
                return .page(cases.map { $0.json(call.language) }, next: next?.text)
            },
            Operation(
                .post, "/cases", access: .permission(.casesFile), "openCase",
                "Begin a case for an account, or for a person of a company who has none",
                headers: [Console.key],
                body: .object([
                    .init("serial", .serialText), .init("model", .string(maximum: 64), required: false),
                    .init("installer", .string(minimum: 1, maximum: 200), required: false),
                    .init("company", .id, required: false),
                    .init("onBehalfOf", .string(minimum: 1, maximum: 200), required: false),
                    .init("ownReference", .string(minimum: 1, maximum: 200), required: false),
                    .init("previous", .string(minimum: 1, maximum: 40), required: false),
                ]), reply: .json(.created, .unbindingCase)
            ) { call in .json(try await call.opened().json(call.language), status: .created) },
            Operation(
                .get, "/cases/{number}", access: Console.caseReaders, "showCase",
                "One case with its checks, photos and log", reply: .json(.ok, .wholeCase)
            ) { call in .json(try await call.whole(try await call.visit.programsCase())) },
            Operation(
                .post, "/cases/{number}/filing", access: .permission(.casesFile), "fileCase",
                "File a draft: from here its clock runs, and rules may decide at once", headers: [Console.key],
                body: .object([.init("consent", .boolean)]), reply: .json(.ok, .unbindingCase)
            ) { call in
                let found = try await call.visit.programsCase()
                let filed = try await call.visit.console.desk.file(
                    found, hasConsented: call.body["consent"]?.bool ?? false, by: call.visit.principal.actor,
                    key: call.idempotencyKey)
                return .json(filed.json(call.language))
            },
            Operation(
                .post, "/cases/{number}/answer", .casesFile, "answerCase",
                "What was asked for is there: the clock goes on",
                reply: .json(.ok, .unbindingCase)
            ) { call in
                let found = try await call.visit.programsCase()
                let moved = try await call.visit.console.desk.answer(found, by: call.visit.principal.actor)
                return .json(moved.json(call.language))
            },
            Operation(
                .post, "/cases/{number}/withdrawal", .casesFile, "withdrawCase", "Take an open case back",
                reply: .json(.ok, .unbindingCase)
            ) { call in
                let moved = try await call.visit.store.cases.move(
                    try await call.visit.programsCase(), by: CaseStep(.withdraw), act: call.visit.act)
                return .json(moved.json(call.language))
            },
            Operation(
                .get, "/deadline", access: Console.caseReaders, "previewDeadline",
                "When a case that is filed then would be due, and why",
                query: [.init(name: "from", schema: .time, about: "now by default")], reply: .json(.ok, .deadline)
            ) { call in
                let start = call.query("from").flatMap { TimeText.instant(rfc3339: $0) } ?? call.visit.now
                return .json(try await call.visit.console.desk.deadline(from: start).json(call.language))
            },
        ]
    }
}

extension Visit {
    /// The case that the address names, where this program may know it: one that speaks for a company knows that
    /// company's alone.
    func programsCase() async throws -> UnbindingCase {
        let found = try await store.cases.find(parameter("number"))
        guard principal.companyID == nil || found.companyID == principal.companyID else {
            throw CaseFailure.unknown(parameter("number"))
        }
        return found
    }
}

extension Call {
    var idempotencyKey: String? { HTTPField.Name("Idempotency-Key").flatMap { visit.request.headers[$0] } }

    func whole(_ found: UnbindingCase) async throws -> JSONValue {
        let assessment = try await visit.console.desk.assess(
            found, namingAll: visit.principal.companyID == nil && visit.may(.casesRead))
        let photos = (assessment.evidence + assessment.struckEvidence).map { $0.json(for: found.serial, language) }
        return found.json(assessment.verdict, log: try await visit.store.cases.log(of: found), language)
            .adding("verdict", .string(assessment.verdict.kind.rawValue)).adding("photos", .array(photos))
    }

    fileprivate func caseCursor() throws -> CaseCursor? {
        try cursor(CaseCursor.init)
    }

    fileprivate func caseSearch() throws -> CaseSearch {
        var search = CaseSearch()
        search.companyID = visit.principal.companyID
        search.changedSince = query("updatedSince").flatMap { TimeText.instant(rfc3339: $0) }
        search.state = query("state").flatMap(CaseState.init)
        search.ownReference = query("ownReference")
        if let text = query("serial") { search.serial = try serial(text) }
        return search
    }

    fileprivate func serial(_ text: String) throws -> ShortSerial {
        guard let serial = ShortSerial(in: text) else {
            throw Refusal(
                .unprocessableContent,
                Phrase(
                    en:
                        "this is no Hikvision serial: nine characters such as Q01728482, or the full one that ends in them",
                    vi:
                        "đây không phải số serial Hikvision: chín ký tự như Q01728482, hoặc số đầy đủ kết thúc bằng chín ký tự đó"
                ), field: "serial")
        }
        return serial
    }

    /// The account that the body names, where this program may speak for it.
    private func installer() async throws -> String? {
        guard let name = body["installer"]?.text else { return nil }
        let user = try await visit.store.users.find(name)
        let company = try await visit.store.companies.company(ofAccount: user.id)
        guard visit.principal.companyID == nil || company?.id == visit.principal.companyID else {
            throw UserFailure.unknown(name)
        }
        return user.name
    }

    fileprivate func checked() async throws -> CaseAnswer {
        try visit.boundUploads()
        var question = CaseQuestion(serial: try serial(body["serial"]?.text ?? ""))
        question.photos = try (body["photos"]?.array ?? []).map { try Call.photo($0) }
        if let text = body["key"]?.text { question.key = try Call.key(text) }
        question.hasConsent = body["consent"]?.bool == true ? true : nil
        question.user = try await installer()
        return try await visit.console.desk.check(question)
    }

    fileprivate func opened() async throws -> UnbindingCase {
        try visit.boundUploads()
        let text = body["serial"]?.text ?? ""
        var draft = CaseDraft(network: .other, serial: try serial(text))
        draft.fullSerial = FullSerial(text)?.text ?? ""
        draft.model = body["model"]?.text ?? FullSerial(text)?.model ?? ""
        if let number = body["previous"]?.text {
            let previous = try await visit.store.cases.find(number)
            guard visit.principal.companyID == nil || previous.companyID == visit.principal.companyID,
                previous.serial == draft.serial, !previous.state.isOpen
            else {
                throw Refusal(
                    .unprocessableContent,
                    Phrase(
                        en: "“previous” is a case for the same device that is over",
                        vi: "“previous” phải là trường hợp đã kết thúc của cùng thiết bị"), field: "previous")
            }
            draft.previous = previous
        }
        let account = try await installer()
        var program = ProgramsCase(name: visit.principal.name)
        program.onBehalfOf = body["onBehalfOf"]?.text
        program.ownReference = body["ownReference"]?.text
        program.idempotencyKey = idempotencyKey
        if account == nil { program.companyID = try await companyID() }
        draft.program = program
        return try await visit.store.cases.open(draft, installer: account ?? visit.principal.name, now: visit.now)
    }

    /// The company that files where no account does.
    private func companyID() async throws -> Int64 {
        let named = body["company"]?.integer
        guard let id = visit.principal.companyID ?? named else {
            throw Refusal(
                .unprocessableContent,
                Phrase(
                    en: "name who files: “installer” (an account), or “company” (an id of GET /companies)",
                    vi: "hãy ghi ai gửi: “installer” (tài khoản) hoặc “company” (id trong GET /companies)"),
                field: "company")
        }
        guard named == nil || named == id else { throw CompanyFailure.unknown(String(named ?? 0)) }
        return try await visit.store.companies.find(id).id
    }

    static func photo(_ value: JSONValue) throws -> (name: String, bytes: [UInt8]) {
        guard let data = value["data"]?.text.flatMap({ Data(base64Encoded: $0) }) else {
            throw Refusal(
                .unprocessableContent,
                Phrase(en: "“data” is the photo's bytes in base64", vi: "“data” là nội dung ảnh ở dạng base64"),
                field: "data")
        }
        return (value["name"]?.text ?? "photo", Array(data))
    }

    static func key(_ text: String) throws -> KeyString {
        do throws(KeyStringFailure) { return try KeyString(text) } catch {
            throw Refusal(.unprocessableContent, error.phrase, field: "key")
        }
    }
}
