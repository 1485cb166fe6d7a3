import Access
import Attendance
import Hummingbird
import ProgramSettings
import Store
import UnbindingCases
import UnbindingDesk

/// The desk's queue, and the dossier of a case.
struct DeskPages: Pages {
    let desk: Desk
    let cases: CaseRepository
    let settings: SettingsRepository

    var routes: [Route] {
        [
            Route(.get, "/desk", .permission(.casesDecide), show),
            Route(.get, "/cases/{number}/dossier.zip", .signedIn, dossier),
        ]
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let revision = try await cases.revision()
        let model = DeskPage(
            try await cases.queue(), revision: revision, objections: desk.photos.knownObjections, now: visit.now,
            in: try await settings.current().zone, visit.language)
        if visit.query("part") == "desk" { return visit.livePart(of: model) }
        return visit.page(model, title: visit.say("Desk", "Duyệt yêu cầu"))
    }

    @Sendable private func dossier(_ visit: Visit) async throws -> Response {
        let rights = visit.caseRights
        let found = try await desk.find(visit.parameter("number"), shownTo: rights)
        let bytes = try await desk.dossier(of: found, namingAll: rights.namesAll)
        return .file(bytes, "application/zip", named: "\(found.number).zip")
    }
}
