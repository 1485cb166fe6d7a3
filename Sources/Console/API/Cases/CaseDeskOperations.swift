import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import LocalNetwork
import SADP
import Store
import UnbindingCases
import UnbindingDesk
import Wire

/// The desk's side of cases, for programs: taken, decided, carried out.
extension Console {
    var caseDeskOperations: [Operation] {
        [
            Operation(
                .post, "/cases/{number}/taking", .casesDecide, "takeCase",
                "Take a case, so that nobody else decides it",
                reply: .json(.ok, .unbindingCase)
            ) { call in .json(try await call.decided(.take).json(call.language)) },
            Operation(
                .post, "/cases/{number}/release", .casesDecide, "releaseCase", "Give a taken case back to the queue",
                reply: .json(.ok, .unbindingCase)
            ) { call in .json(try await call.decided(.release).json(call.language)) },
            Operation(
                .post, "/cases/{number}/decision", .casesDecide, "decideCase",
                "Approve, reject with a reason, or ask for more. A program does not decide what it opened",
                body: .object([
                    .init("decision", .choice(["approve", "reject", "askMore"])),
                    .init("reasonCode", .choice(RejectionReason.allCases.map(\.rawValue)), required: false),
                    .init("words", .words, required: false),
                    .init("seenEntries", .integer(0...1_000_000), required: false),
                ]), reply: .json(.ok, .unbindingCase)
            ) { call in .json(try await call.decided(try call.decision()).json(call.language)) },
            Operation(
                .post, "/cases/{number}/execution", .unbind, "executeCase",
                "Carry an approved case out, and ask again whether the device is free. One attempt",
                body: .object([
                    .init("authority", .choice(UnbindingAuthority.allCases.map(\.rawValue))),
                    .init("password", .string(minimum: 1, maximum: 64), required: false),
                    .init("reference", .string(minimum: 1, maximum: 200), required: false),
                ]),
                reply: .json(
                    .ok, .object([.init("case", .unbindingCase), .init("problem", .nullable(.string()))]))
            ) { call in
                let found = try await call.visit.programsCase()
                let execution = try call.execution()
                // Its own device's password is all that a company unbinds with.
                if execution.authority != .sadp { try call.forTheDeskAlone() }
                let done = try await call.visit.execute(found, execution)
                return .json([
                    "case": done.unbindingCase.json(call.language),
                    "problem": JSONValue(done.problem.map { $0[call.language] }),
                ])
            },
        ]
    }
}

extension Visit {
    /// Carries a case out, one at a time for one device.
    func execute(
        _ found: UnbindingCase, _ execution: Execution
    ) async throws -> (unbindingCase: UnbindingCase, problem: Phrase?) {
        if let objection = try await console.desk.objection(to: execution, for: found) {
            throw RequestFailure(objection)
        }
        let work = { @Sendable in try await console.desk.execute(found, by: execution, actor: principal.actor) }
        guard let mac = found.mac, case .sadp = execution else { return try await work() }
        guard let moved = try await console.network.attempting(mac, work) else {
            throw RequestFailure(
                en: "somebody else is unbinding this device right now: nothing was sent",
                vi: "người khác đang hủy liên kết thiết bị này: chưa gửi gì")
        }
        return moved
    }
}

extension Call {
    fileprivate func decision() throws -> CaseEvent {
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

    fileprivate func decided(_ event: CaseEvent) async throws -> UnbindingCase {
        let found = try await visit.programsCase()
        try forTheDeskAlone()
        // Four eyes: whoever opens a case does not decide it, whatever else it may.
        guard found.program != visit.principal.name else {
            throw RequestFailure(
                en: "this program opened the case: somebody else decides it",
                vi: "chương trình này đã mở trường hợp: bên khác sẽ quyết định")
        }
        var step = CaseStep(event)
        step.seenEntries = body["seenEntries"]?.integer.map(Int.init)
        let words = body["words"]?.text.flatMap { $0.isEmpty ? nil : $0 }
        if event == .askMore { step.asked = words } else { step.reason = words }
        return try await visit.console.desk.decide(found, by: step, actor: visit.principal.actor)
    }

    fileprivate func execution() throws -> Execution {
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
