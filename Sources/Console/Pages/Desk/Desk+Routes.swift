import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import LocalNetwork
import ProgramSettings
import SADP
import Store
import UnbindingCases
import UnbindingDesk
import Wire

/// The desk's side: the queue, the decision, the execution, the dossier.
extension Console {
    var caseDeskRoutes: [Route] {
        [
            Route(.get, "/desk", .permission(.casesDecide)) { try await $0.deskPage() },
            Route(.post, "/cases/{number}/take", .permission(.casesDecide)) { try await $0.decide(.take) },
            Route(.post, "/cases/{number}/release", .permission(.casesDecide)) { try await $0.decide(.release) },
            Route(.post, "/cases/{number}/approve", .permission(.casesDecide)) { try await $0.decide(.approve) },
            Route(.post, "/cases/{number}/ask", .permission(.casesDecide)) { try await $0.decide(.askMore) },
            Route(.post, "/cases/{number}/reject", .permission(.casesDecide)) { visit in
                guard let reason = RejectionReason(rawValue: visit.form["reason"]) else {
                    throw Refusal(.badRequest, Phrase(en: "choose a reason", vi: "hãy chọn lý do"))
                }
                return try await visit.decide(.reject(reason))
            },
            Route(.post, "/cases/{number}/execute", .signedIn) { try await $0.execute() },
            Route(.get, "/cases/{number}/dossier.zip", .signedIn) { visit in
                let found = try await visit.unbindingCase()
                let bytes = try await visit.console.desk.dossier(
                    of: found, namingAll: visit.may(.casesRead))
                return Response(
                    status: .ok,
                    headers: [
                        .contentType: "application/zip", .cacheControl: "no-store",
                        .contentDisposition: "attachment; filename=\"\(found.number).zip\"",
                    ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
            },
        ]
    }
}

extension Visit {
    fileprivate func deskPage() async throws -> Response {
        let revision = try await store.cases.revision()
        let model = DeskPage(
            try await store.cases.queue(), revision: revision, objections: console.desk.photos.knownObjections,
            now: now, in: try await store.settings.current().zone, language)
        if query("part") == "desk" { return livePart(of: model) }
        return page(model, title: say("Desk", "Bàn duyệt"))
    }

    fileprivate func decide(_ event: CaseEvent) async throws -> Response {
        try await onCase(try await unbindingCase(), at: "#decide") { found in
            // Four eyes: whoever files a case does not decide it, whatever else they may.
            guard !principal.owns(found.installerID) else {
                throw RequestFailure(
                    en: "you filed this case: somebody else decides it",
                    vi: "bạn đã gửi trường hợp này: người khác sẽ quyết định")
            }
            var step = CaseStep(event)
            step.seenEntries = Int(form["seen"])
            let words = String(form["words"].trimmed.prefix(2000))
            step.overridesReviewer = event == .release && may(.deskWrite)
            switch event {
            case .askMore: step.asked = words
            case .approve, .reject: step.reason = words.isEmpty ? nil : words
            default: break
            }
            let moved = try await console.desk.decide(found, by: step, actor: principal.actor)
            return .good("\(moved.number): \(moved.state.label[language])")
        }
    }

    fileprivate func execute() async throws -> Response {
        let found = try await unbindingCase()
        let authority = UnbindingAuthority(rawValue: form["authority"]) ?? .sadp
        // The installer has the device's password and nothing else to unbind with.
        let isOwn = principal.owns(found.installerID) && may(.casesFile) && may(.unbind) && authority == .sadp
        guard isOwn || (may(.casesDecide) && !principal.owns(found.installerID)) else {
            throw Refusal(
                .forbidden, Phrase(en: "this is for the desk to do", vi: "việc này do bộ phận duyệt thực hiện"))
        }
        return try await onCase(found, at: "#decide") { found in
            let execution: Execution
            switch authority {
            case .sadp: execution = .sadp(try DevicePassword(form["password"]))
            case .hikPartnerPro: execution = .hikPartnerPro
            case .register: execution = .register
            case .manual: execution = .manual(reference: String(form["reference"].trimmed.prefix(200)))
            }
            let done = try await execute(found, execution)
            return done.problem.map { .bad($0[language]) } ?? .good(CaseNotice.done[language])
        }
    }
}
