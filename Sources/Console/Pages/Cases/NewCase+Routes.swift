import Access
import Attendance
import AttendanceHub
import Hummingbird
import LocalNetwork
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import Wire

/// A case begins: with a serial that is typed or read on a photo, or with a device that a search found.
struct NewCasePages: Pages {
    let desk: Desk
    let cases: CaseRepository
    let lists: NetworkLists
    let uploads: UploadLimit

    var routes: [Route] {
        [
            Route(.get, "/cases/new", .permission(.casesFile)) { try await show($0) },
            Route(.post, "/cases/new", .permission(.casesFile), openTyped),
            Route(.post, "/cases/scan", .permission(.casesFile), bodyLimit: UploadLimit.photo, scan),
            Route(.post, "/network/{id}/{place}/case", .permission(.casesFile), openFound),
        ]
    }

    private func show(
        _ visit: Visit, serial: String = "", hint: Phrase? = nil, _ problems: FormProblems = FormProblems()
    ) async throws -> Response {
        var problems = problems
        problems.lead(along: [NewCasePage.serialID])
        let model = NewCasePage(
            try await lists.all(shownTo: visit.principal), stop: try await stop(visit), serial: serial, hint: hint,
            problems, for: visit.reader)
        return visit.page(
            model, title: visit.say("New case", "Yêu cầu mới"),
            status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    /// Why this account cannot file; nil when it can.
    private func stop(_ visit: Visit) async throws -> Phrase? {
        try await desk.filingFailure(of: visit.principal.accountID)?.phrase
    }

    /// A photo of the label fills the field; nothing of the photo is kept.
    @Sendable private func scan(_ visit: Visit) async throws -> Response {
        try uploads.take(by: visit.principal)
        do {
            let photo = try visit.photo()
            let serial = try await desk.serial(on: photo.bytes, named: photo.name, by: visit.principal.actor)
            return try await show(
                visit, serial: serial.text,
                hint: Phrase(
                    en: "Read on the photo. Compare it with the label.", vi: "Đọc từ ảnh. Hãy đối chiếu với nhãn."))
        } catch {
            guard Refusal(error).status.code < 500 else { throw error }
            var problems = FormProblems()
            problems.add(error)
            return try await show(visit, problems)
        }
    }

    @Sendable private func openTyped(_ visit: Visit) async throws -> Response {
        try uploads.take(by: visit.principal)
        var problems = FormProblems()
        if let stop = try await stop(visit) {
            problems.add(stop)
            return try await show(visit, problems)
        }
        let typed = visit.form["serial"].trimmed
        var draft: CaseDraft
        do throws(SerialFailure) { draft = try CaseDraft(typed: typed) } catch {
            problems.add(error, at: NewCasePage.serialID)
            return try await show(visit, serial: String(typed.prefix(100)), problems)
        }
        draft.model = FullSerial(typed)?.model ?? ""
        let opened = try await cases.open(draft, installer: visit.principal.name, now: visit.now)
        return visit.redirect("/cases/\(opened.number)")
    }

    @Sendable private func openFound(_ visit: Visit) async throws -> Response {
        let (list, place, device) = try await lists.device(of: visit)
        guard let serial = device.shortSerial else {
            return visit.redirect(
                "/network/\(list.id)/\(place)",
                .bad(
                    visit.say(
                        "No short serial can be read from this device's serial, so that no case can be opened for it.",
                        "Không xác định được số seri ngắn từ số seri của thiết bị nên chưa tạo được yêu cầu.")))
        }
        try uploads.take(by: visit.principal)
        if try await stop(visit) != nil { return visit.redirect("/cases/new") }
        let draft = await desk.draft(for: device, serial: serial, isReported: list.isReported)
        let opened = try await cases.open(draft, installer: visit.principal.name, now: visit.now)
        return visit.redirect("/cases/\(opened.number)", .opened(opened, visit))
    }
}

extension Flash {
    /// Says that a case is open.
    static func opened(_ found: UnbindingCase, _ visit: Visit) -> Flash {
        .good(visit.say("Case \(found.number) is open.", "Đã tạo yêu cầu \(found.number)."))
    }
}
