import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import SADP
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import Wire

/// Unbinding cases for other programs, such as a distributor's own app: tried, opened, filed, followed.
struct CaseOperations: Sendable {
    let desk: Desk
    let cases: CaseRepository
    let opening: CaseOpening
    let uploads: UploadLimit

    /// Who may look at cases.
    static let readers = RouteAccess.any([.casesRead, .casesFile, .casesDecide])
    private static let key = Operation.Parameter(
        name: "Idempotency-Key", schema: .string(minimum: 1, maximum: 200),
        about: "The same key does nothing twice: the answer is the case as it is now")

    var operations: [Operation] {
        [
            Operation(
                .post, "/case-checks", .casesFile, "checkCase",
                "What the checks would make of a case; nothing is filed or kept",
                body: .object([
                    .init("serial", .serialText), .init("photos", .array(.photoFile, maximum: 8), required: false),
                    .init("key", .string(minimum: 1, maximum: 4096), required: false),
                    .init("consent", .boolean, required: false),
                    .init("installer", .string(minimum: 1, maximum: 200), required: false),
                ]), reply: .json(.ok, .caseVerdict), bodyLimit: UploadLimit.photoInJSON, check),
            Operation(
                .get, "/cases", access: CaseOperations.readers, "listCases",
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
                ], reply: .json(.ok, .page(.unbindingCase)), list),
            Operation(
                .post, "/cases", access: .permission(.casesFile), "openCase",
                "Begin a case for an account, or for a person of a company who has none",
                headers: [CaseOperations.key],
                body: .object([
                    .init("serial", .serialText), .init("model", .string(maximum: 64), required: false),
                    .init("installer", .string(minimum: 1, maximum: 200), required: false),
                    .init("company", .id, required: false),
                    .init("onBehalfOf", .string(minimum: 1, maximum: 200), required: false),
                    .init("ownReference", .string(minimum: 1, maximum: 200), required: false),
                    .init("previous", .string(minimum: 1, maximum: 40), required: false),
                ]), reply: .json(.created, .unbindingCase), open),
            Operation(
                .get, "/cases/{number}", access: CaseOperations.readers, "showCase",
                "One case with its checks, photos and log", reply: .json(.ok, .wholeCase), show),
            Operation(
                .post, "/cases/{number}/filing", access: .permission(.casesFile), "fileCase",
                "File a draft: from here its clock runs, and rules may decide at once", headers: [CaseOperations.key],
                body: .object([.init("consent", .boolean)]), reply: .json(.ok, .unbindingCase), file),
            Operation(
                .post, "/cases/{number}/answer", .casesFile, "answerCase",
                "What was asked for is there: the clock goes on", reply: .json(.ok, .unbindingCase), answer),
            Operation(
                .post, "/cases/{number}/withdrawal", .casesFile, "withdrawCase", "Take an open case back",
                reply: .json(.ok, .unbindingCase), withdraw),
            Operation(
                .get, "/deadline", access: CaseOperations.readers, "previewDeadline",
                "When a case that is filed then would be due, and why",
                query: [.init(name: "from", schema: .time, about: "now by default")], reply: .json(.ok, .deadline),
                deadline),
        ]
    }

    @Sendable private func check(_ call: Call) async throws -> Response {
        try uploads.take(by: call.visit.principal)
        var question = CaseQuestion(serial: try ShortSerial(typed: call.body["serial"]?.text ?? ""))
        question.photos = try (call.body["photos"]?.array ?? []).map { try Call.photo($0) }
        if let text = call.body["key"]?.text { question.key = try Call.key(text) }
        question.hasConsent = call.body["consent"]?.bool == true ? true : nil
        question.user = try await opening.installer(call)?.name
        return .json(try await desk.check(question).json(call.language))
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        var search = CaseSearch()
        search.companyID = call.visit.principal.companyID
        search.changedSince = call.query("updatedSince").flatMap { TimeText.instant(rfc3339: $0) }
        search.state = call.query("state").flatMap(CaseState.init)
        search.ownReference = call.query("ownReference")
        if let text = call.query("serial") { search.serial = try ShortSerial(typed: text) }
        let (found, next) = try await cases.search(
            search, after: try call.cursor(CaseCursor.init), limit: call.number("limit") ?? 100)
        return .page(found.map { $0.json(call.language) }, next: next?.text)
    }

    @Sendable private func open(_ call: Call) async throws -> Response {
        try uploads.take(by: call.visit.principal)
        return .json(try await opening.open(call).json(call.language), status: .created)
    }

    @Sendable private func show(_ call: Call) async throws -> Response {
        let rights = call.visit.caseRights
        let found = try await desk.find(call.visit.parameter("number"), shownTo: rights)
        let assessment = try await desk.assess(found, namingAll: rights.namesAll)
        let photos = (assessment.evidence + assessment.struckEvidence).map { $0.json(for: found.serial, call.language) }
        return .json(
            found.json(assessment.verdict, log: try await cases.log(of: found), call.language)
                .adding("verdict", .string(assessment.verdict.kind.rawValue)).adding("photos", .array(photos)))
    }

    private func own(_ call: Call) async throws -> UnbindingCase {
        try await desk.find(call.visit.parameter("number"), changedBy: call.visit.caseRights)
    }

    @Sendable private func file(_ call: Call) async throws -> Response {
        let filed = try await desk.file(
            try await own(call), hasConsented: call.body["consent"]?.bool ?? false, by: call.visit.principal.actor,
            key: call.idempotencyKey)
        return .json(filed.json(call.language))
    }

    @Sendable private func answer(_ call: Call) async throws -> Response {
        .json(try await desk.answer(try await own(call), by: call.visit.principal.actor).json(call.language))
    }

    @Sendable private func withdraw(_ call: Call) async throws -> Response {
        .json(try await desk.withdraw(try await own(call), by: call.visit.principal.actor).json(call.language))
    }

    @Sendable private func deadline(_ call: Call) async throws -> Response {
        let start = call.query("from").flatMap { TimeText.instant(rfc3339: $0) } ?? call.visit.now
        return .json(try await desk.deadline(from: start).json(call.language))
    }
}
