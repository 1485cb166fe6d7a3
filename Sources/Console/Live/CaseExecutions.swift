import Attendance
import UnbindingCases
import UnbindingDesk

/// Carries cases out, one attempt at a time for one device's password.
struct CaseExecutions: Sendable {
    let desk: Desk
    let searches: NetworkSearches

    /// - Throws: what `Desk.execute` throws; `RequestFailure` where somebody else is at this device.
    func run(
        _ found: UnbindingCase, by execution: Execution, with rights: CaseRights
    ) async throws -> (unbindingCase: UnbindingCase, problem: Phrase?) {
        let work = { @Sendable in try await desk.execute(found, by: execution, with: rights) }
        guard let mac = found.mac, case .sadp = execution else { return try await work() }
        guard let moved = try await searches.attempting(mac, work) else {
            throw RequestFailure(
                en: "somebody else is unbinding this device right now: nothing was sent",
                vi: "người khác đang hủy liên kết thiết bị này: chưa gửi gì")
        }
        return moved
    }
}
