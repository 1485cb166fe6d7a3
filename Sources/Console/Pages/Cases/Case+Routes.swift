import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import ProgramSettings
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import Wire

/// One case: shown to its parties, and put together, filed, answered, taken back and filed again by its installer.
struct CasePages: Pages {
    let desk: Desk
    let cases: CaseRepository
    let settings: SettingsRepository
    let uploads: UploadLimit

    var routes: [Route] {
        [
            Route(.get, "/cases/{number}", .signedIn, show),
            Route(.post, "/cases/{number}/key", .permission(.casesFile), bodyLimit: UploadLimit.photo, giveKey),
            Route(.post, "/cases/{number}/file", .permission(.casesFile), file),
            Route(.get, "/cases/{number}/filed", .permission(.casesFile), showFiled),
            Route(.post, "/cases/{number}/answer", .permission(.casesFile), answer),
            Route(.post, "/cases/{number}/withdraw", .permission(.casesFile), withdraw),
            Route(.post, "/cases/{number}/again", .permission(.casesFile), fileAgain),
        ]
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let rights = visit.caseRights
        let unbinding = try await desk.find(visit.parameter("number"), shownTo: rights)
        if visit.query("part") == "state" {
            return Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: unbinding.state.rawValue)))
        }
        let assessment = try await desk.assess(unbinding, namingAll: rights.namesAll)
        let found = CasePage.Found(
            unbinding: unbinding, assessment: assessment, log: try await cases.log(of: unbinding),
            deadline: try await cases.deadline(of: unbinding, now: visit.now),
            related: try await cases.others(for: unbinding).filter(rights.maySee),
            before: Set(try await cases.line(of: unbinding).dropFirst().map(\.id)),
            missing: desk.missing(
                assessment, of: unbinding, hasConsented: true, by: .person(unbinding.installer)), now: visit.now)
        return visit.page(
            CasePage(found, in: try await settings.current().zone, for: visit.reader), title: unbinding.number)
    }

    private func own(_ visit: Visit) async throws -> UnbindingCase {
        try await desk.find(visit.parameter("number"), changedBy: visit.caseRights)
    }

    @Sendable private func giveKey(_ visit: Visit) async throws -> Response {
        let found = try await own(visit)
        return try await visit.onCase(found, at: "#key") {
            let key = try await key(of: visit)
            try await cases.give(key, to: found, act: visit.act)
            guard let named = key.serial else {
                return .good(
                    visit.say(
                        "The key string is kept. This kind does not name its device.",
                        "Đã lưu chuỗi ký tự. Loại chuỗi này không ghi số seri."))
            }
            return named == found.serial
                ? .good(
                    visit.say("The key string names \(named): it fits.", "Chuỗi ký tự ghi \(named): khớp."))
                : .bad(
                    visit.say(
                        "The key string names \(named), the case is for \(found.serial). Check which device it is from.",
                        "Chuỗi ký tự ghi \(named), yêu cầu này là của \(found.serial). Hãy kiểm tra chuỗi được lấy từ thiết bị nào."
                    ))
        }
    }

    /// A key string as a photo of its code, as the exported file, or as text.
    private func key(of visit: Visit) async throws -> KeyString {
        if let photo = visit.form.files["photo"], !photo.bytes.isEmpty {
            try uploads.take(by: visit.principal)
            return try await desk.key(on: photo.bytes, named: photo.name, by: visit.principal.actor)
        }
        if let file = visit.form.files["file"], !file.bytes.isEmpty { return try KeyString(file: file.bytes) }
        return try KeyString(visit.form["key"])
    }

    @Sendable private func file(_ visit: Visit) async throws -> Response {
        let found = try await own(visit)
        return try await visit.onCase(found, at: "/filed") {
            _ = try await desk.file(found, hasConsented: visit.form["consent"] == "1", by: visit.principal.actor)
            return nil
        }
    }

    /// Says that it was filed and leads to it; where rules have decided already, what they decided is the news.
    @Sendable private func showFiled(_ visit: Visit) async throws -> Response {
        let found = try await own(visit)
        guard found.state.runsClock else { return visit.redirect("/cases/\(found.number)") }
        return visit.page(
            CaseFiledPage(
                number: found.number, title: found.title,
                due: Texts.time(found.dueAt, in: try await settings.current().zone)),
            title: visit.say("Case reported successfully", "Trình báo vụ việc thành công"))
    }

    @Sendable private func answer(_ visit: Visit) async throws -> Response {
        let found = try await own(visit)
        return try await visit.onCase(found) {
            _ = try await desk.answer(found, by: visit.principal.actor)
            return .good(visit.say("Sent: the clock goes on.", "Đã gửi: tiếp tục tính giờ."))
        }
    }

    @Sendable private func withdraw(_ visit: Visit) async throws -> Response {
        let moved = try await desk.withdraw(try await own(visit), by: visit.principal.actor)
        return visit.redirect(
            "/cases/\(moved.number)", .good(visit.say("The case is withdrawn.", "Đã rút yêu cầu.")))
    }

    /// A new draft for the same device, tied to the first.
    @Sendable private func fileAgain(_ visit: Visit) async throws -> Response {
        let draft = try await desk.draft(after: try await own(visit))
        let opened = try await cases.open(draft, installer: visit.principal.name, now: visit.now)
        return visit.redirect("/cases/\(opened.number)", .opened(opened, visit))
    }
}
