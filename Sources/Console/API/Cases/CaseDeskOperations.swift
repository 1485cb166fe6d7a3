import Access
import Attendance
import AttendanceHub
import Hummingbird
import LocalNetwork
import SADP
import UnbindingCases
import UnbindingDesk
import Wire

/// The desk's side of cases, for programs: taken, decided, carried out.
struct CaseDeskOperations: Sendable {
    let desk: Desk
    let executions: CaseExecutions

    var operations: [Operation] {
        [
            Operation(
                .post, "/cases/{number}/taking", .casesDecide, "takeCase",
                "Take a case, so that nobody else decides it", reply: .json(.ok, .unbindingCase)
            ) { try await decide($0, .take) },
            Operation(
                .post, "/cases/{number}/release", .casesDecide, "releaseCase", "Give a taken case back to the queue",
                reply: .json(.ok, .unbindingCase)
            ) { try await decide($0, .release) },
            Operation(
                .post, "/cases/{number}/decision", .casesDecide, "decideCase",
                "Approve, reject with a reason, or ask for more. A program does not decide what it opened",
                body: .object([
                    .init("decision", .choice(["approve", "reject", "askMore"])),
                    .init("reasonCode", .choice(RejectionReason.allCases.map(\.rawValue)), required: false),
                    .init("words", .words, required: false),
                    .init("seenEntries", .integer(0...1_000_000), required: false),
                ]), reply: .json(.ok, .unbindingCase)
            ) { try await decide($0, try CaseDeskOperations.decision(in: $0.body)) },
            Operation(
                .post, "/cases/{number}/execution", .unbind, "executeCase",
                "Carry an approved case out, and ask again whether the device is free. One attempt",
                body: .object([
                    .init("authority", .choice(UnbindingAuthority.allCases.map(\.rawValue))),
                    .init("password", .string(minimum: 1, maximum: 64), required: false),
                    .init("reference", .string(minimum: 1, maximum: 200), required: false),
                ]),
                reply: .json(
                    .ok, .object([.init("case", .unbindingCase), .init("problem", .nullable(.string()))])), execute),
        ]
    }

    private func decide(_ call: Call, _ event: CaseEvent) async throws -> Response {
        let rights = call.visit.caseRights
        let found = try await desk.find(call.visit.parameter("number"), shownTo: rights)
        var step = CaseStep(event)
        step.seenEntries = call.body["seenEntries"]?.integer.map(Int.init)
        let words = call.body["words"]?.text.flatMap { $0.isEmpty ? nil : $0 }
        if event == .askMore { step.asked = words } else { step.reason = words }
        return .json(try await desk.decide(found, by: step, with: rights).json(call.language))
    }

    private static func decision(in body: JSONValue) throws -> CaseEvent {
        switch body["decision"]?.text {
        case "approve": return .approve
        case "askMore": return .askMore
        default:
            guard let reason = body["reasonCode"]?.text.flatMap(RejectionReason.init) else {
                throw Refusal(
                    .unprocessableContent, Phrase(en: "say why: “reasonCode”", vi: "hãy ghi lý do: “reasonCode”"),
                    field: "reasonCode")
            }
            return .reject(reason)
        }
    }

    @Sendable private func execute(_ call: Call) async throws -> Response {
        let rights = call.visit.caseRights
        let found = try await desk.find(call.visit.parameter("number"), shownTo: rights)
        let done = try await executions.run(
            found, by: try CaseDeskOperations.execution(in: call.body), with: rights)
        return .json([
            "case": done.unbindingCase.json(call.language),
            "problem": JSONValue(done.problem.map { $0[call.language] }),
        ])
    }

    private static func execution(in body: JSONValue) throws -> Execution {
        switch body["authority"]?.text.flatMap(UnbindingAuthority.init) ?? .manual {
        case .hikPartnerPro: return .hikPartnerPro
        case .register: return .register
        case .manual: return .manual(reference: body["reference"]?.text ?? "")
        case .sadp:
            do throws(DevicePasswordFailure) {
                return .sadp(try DevicePassword(body["password"]?.text ?? ""))
            } catch { throw Refusal(.unprocessableContent, error.phrase, field: "password") }
        }
    }
}
