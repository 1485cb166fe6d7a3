import Access
import Attendance
import ProgramSettings
import Store
import UnbindingCases
import WorkingTime

/// Tells the desk's own people what waits for them: nobody has to have a page open.
extension Desk {
    /// Leaves what is due of every open case, each notice for each person once.
    ///
    /// - Throws: the first of what went wrong, after all others were told of: one case holds up no other.
    public func tellDesk() async throws {
        let reviewers = try await accounts { $0.contains(.casesDecide) }
        let zone = try await store.settings.current().zone
        var problem: (any Error)?
        for found in try await store.cases.queue() where found.state.runsClock {
            guard let due = found.dueAt else { continue }
            do {
                let stage = try await stage(of: found, due: due)
                try await leave(.new, of: found, reviewers, due, zone)
                if stage != .new { try await leave(stage, of: found, reviewers, due, zone) }
            } catch { problem = problem ?? error }
        }
        if let problem { throw problem }
    }

    /// Tells the webhook once a day where the logs of cases end: whoever keeps what it got finds out when a log is written
    /// anew, even by somebody who has the data directory and its key.
    public func tellLogs() async throws {
        guard try await hasWebhook() else { return }
        let day = try await store.settings.current().zone.date(at: now())
        _ = try await store.cases.tellLogHeads(on: day.description, now: now())
    }

    private func leave(
        _ notice: DeskNotice, of found: UnbindingCase, _ reviewers: [Int64], _ due: Instant, _ zone: Zone
    ) async throws {
        let name = "\(found.number) (\(found.serial))"
        var draft = NoticeDraft(
            notice.rawValue, notice.text(name, due: zone.written(due)),
            about: .unbindingCase(found))
        draft.isOnce = true
        // Whoever files a case does not decide it.
        try await store.notices.leave(
            draft, for: reviewers.filter { $0 != found.installerID }, hasWebhook: false, now: now())
        guard notice == .overdue else { return }
        var program = NoticeDraft("overdue", draft.text, about: .unbindingCase(found))
        program.isOnce = true
        try await store.notices.leave(program, for: [], hasWebhook: try await hasWebhook(), now: now())
    }

    private func stage(of found: UnbindingCase, due: Instant) async throws -> DeskNotice {
        if due < now() { return .overdue }
        let near = try await store.cases.deadline(of: found, part: DeskNotice.nearlyDuePart, now: now())
        return near.map { $0.dueAt <= now() } == true ? .nearlyDue : .new
    }

    /// Accounts whose rights are these.
    func accounts(_ may: (Set<Permission>) -> Bool) async throws -> [Int64] {
        try await store.users.all().filter { may($0.principal.permissions) }.map(\.id)
    }
}
