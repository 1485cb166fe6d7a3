import Access
import Attendance
import AttendanceHub
import Hummingbird
import LocalNetwork
import SADP
import UnbindingCases
import UnbindingDesk
import Wire

/// What reviewers do with a case: take it, ask, decide, carry it out. Its installer does the last, too, with the device's own
/// password.
struct CaseDecisionPages: Pages {
    let desk: Desk
    let executions: CaseExecutions

    var routes: [Route] {
        [
            Route(.post, "/cases/{number}/take", .permission(.casesDecide)) { try await decide($0, .take) },
            Route(.post, "/cases/{number}/release", .permission(.casesDecide)) { try await decide($0, .release) },
            Route(.post, "/cases/{number}/approve", .permission(.casesDecide)) { try await decide($0, .approve) },
            Route(.post, "/cases/{number}/ask", .permission(.casesDecide)) { try await decide($0, .askMore) },
            Route(.post, "/cases/{number}/reject", .permission(.casesDecide), reject),
            Route(.post, "/cases/{number}/execute", .signedIn, execute),
        ]
    }

    @Sendable private func reject(_ visit: Visit) async throws -> Response {
        guard let reason = RejectionReason(rawValue: visit.form["reason"]) else {
            throw Refusal(.badRequest, Phrase(en: "choose a reason", vi: "hãy chọn lý do"))
        }
        return try await decide(visit, .reject(reason))
    }

    private func decide(_ visit: Visit, _ event: CaseEvent) async throws -> Response {
        let rights = visit.caseRights
        let found = try await desk.find(visit.parameter("number"), shownTo: rights)
        return try await visit.onCase(found, at: "#decide") {
            var step = CaseStep(event)
            step.seenEntries = Int(visit.form["seen"])
            let words = String(visit.form["words"].trimmed.prefix(2000))
            switch event {
            case .askMore: step.asked = words
            case .approve, .reject: step.reason = words.isEmpty ? nil : words
            default: break
            }
            let moved = try await desk.decide(found, by: step, with: rights)
            return .good("\(moved.number): \(moved.state.label[visit.language])")
        }
    }

    @Sendable private func execute(_ visit: Visit) async throws -> Response {
        let rights = visit.caseRights
        let found = try await desk.find(visit.parameter("number"), shownTo: rights)
        let authority = UnbindingAuthority(rawValue: visit.form["authority"]) ?? .sadp
        // Whoever has not the right is turned away, not led back to the form.
        try rights.requireExecution(of: found, by: authority)
        return try await visit.onCase(found, at: "#decide") {
            let execution: Execution
            switch authority {
            case .sadp: execution = .sadp(try DevicePassword(visit.form["password"]))
            case .hikPartnerPro: execution = .hikPartnerPro
            case .register: execution = .register
            case .manual: execution = .manual(reference: String(visit.form["reference"].trimmed.prefix(200)))
            }
            let done = try await executions.run(found, by: execution, with: rights)
            return done.problem.map { .bad($0[visit.language]) } ?? .good(CaseNotice.done[visit.language])
        }
    }
}
