import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import LocalNetwork
import ProgramSettings
import SADP
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import Wire

/// The installer's side of unbinding cases: list, begin, put together, file, take back, file again.
extension Console {
    /// A photo at its largest, and the frame around it.
    static let photoLimit = 25 << 20

    var caseRoutes: [Route] {
        [
            Route(.get, "/cases", .signedIn) { try await $0.casesPage() },
            Route(.get, "/cases/new", .permission(.casesFile)) { try await $0.newCasePage() },
            Route(.post, "/cases/new", .permission(.casesFile)) { try await $0.openTypedCase() },
            Route(.post, "/cases/scan", .permission(.casesFile), bodyLimit: Console.photoLimit) {
                try await $0.scanSerial()
            },
            Route(.get, "/cases/{number}", .signedIn) { try await $0.casePage() },
            Route(.post, "/cases/{number}/key", .permission(.casesFile), bodyLimit: Console.photoLimit) {
                try await $0.giveKey()
            },
            Route(.post, "/cases/{number}/file", .permission(.casesFile)) { visit in
                try await visit.inOwnCase(at: "/filed") { found in
                    _ = try await visit.console.desk.file(
                        found, hasConsented: visit.form["consent"] == "1", by: visit.principal.actor)
                    return nil
                }
            },
            Route(.get, "/cases/{number}/filed", .permission(.casesFile)) { try await $0.filedPage() },
            Route(.post, "/cases/{number}/answer", .permission(.casesFile)) { visit in
                try await visit.inOwnCase { found in
                    _ = try await visit.console.desk.answer(found, by: visit.principal.actor)
                    return .good(visit.say("Sent: the clock goes on.", "Đã gửi: tiếp tục tính giờ."))
                }
            },
            Route(.post, "/cases/{number}/withdraw", .permission(.casesFile)) { visit in
                let found = try await visit.ownCase()
                let moved = try await visit.store.cases.move(
                    found, by: CaseStep(.withdraw), act: visit.act)
                return visit.redirect(
                    "/cases/\(moved.number)", .good(visit.say("The case is withdrawn.", "Đã rút trường hợp.")))
            },
            Route(.post, "/cases/{number}/again", .permission(.casesFile)) { try await $0.fileAgain() },
            Route(.post, "/network/{id}/{place}/case", .permission(.casesFile)) { try await $0.openCase() },
        ]
    }
}

extension Visit {
    /// The case that the address names, where this person may see it. Another's case is as good as none.
    func unbindingCase() async throws -> UnbindingCase {
        let found = try await store.cases.find(parameter("number"))
        guard may(.casesRead) || maySeeShared(found) else {
            throw CaseFailure.unknown(parameter("number"))
        }
        return found
    }

    /// Whether it is this person's own case or a colleague's.
    func maySeeShared(_ found: UnbindingCase) -> Bool {
        may(.casesFile) && principal.shares(found.installerID, found.companyID)
    }

    /// The same, where it is this person's own.
    func ownCase() async throws -> UnbindingCase {
        let found = try await store.cases.find(parameter("number"))
        guard principal.owns(found.installerID) else { throw CaseFailure.unknown(parameter("number")) }
        return found
    }

    /// Does something to a case and goes on to a place of it, or back to its page with the reason where it was refused.
    func onCase(
        _ found: UnbindingCase, at place: String = "", _ work: (UnbindingCase) async throws -> Flash?
    ) async throws -> Response {
        do { return redirect("/cases/\(found.number)\(place)", try await work(found)) } catch {
            let refusal = Refusal(error)
            guard refusal.status.code < 500 else { throw error }
            let page = place.hasPrefix("#") ? place : ""
            return redirect("/cases/\(found.number)\(page)", .bad(refusal.phrase[language]))
        }
    }

    func inOwnCase(at place: String = "", _ work: (UnbindingCase) async throws -> Flash?) async throws -> Response {
        try await onCase(try await ownCase(), at: place, work)
    }

    /// Bounds what costs a processor or asks a device: photos, new cases.
    func boundUploads() throws {
        guard let wait = console.uploads.take(principal.name) else { return }
        throw Refusal(
            .tooManyRequests,
            Phrase(
                en: "too much at once: wait \(wait) seconds", vi: "gửi quá nhanh: hãy đợi \(wait) giây"),
            retryAfter: wait)
    }

    fileprivate func casesPage() async throws -> Response {
        guard may(.casesRead) || may(.casesFile) else {
            throw Refusal(.forbidden, Phrase(en: "you may not see cases", vi: "bạn không được xem trường hợp"))
        }
        let cases = try await store.cases.all(
            of: may(.casesRead) ? nil : principal.accountID ?? 0, company: principal.companyID)
        return page(
            CasesPage(cases, in: try await store.settings.current().zone, for: reader),
            title: say("Unbinding cases", "Trường hợp hủy liên kết"))
    }

    /// Why this account cannot file; nil when it can.
    func whyNotFiling() async throws -> Phrase? {
        switch try await store.companies.company(ofAccount: principal.accountID)?.state {
        case .verified: nil
        case .waiting:
            Phrase(
                en: "Your company waits for verification. You can file once an administrator has accepted it.",
                vi: "Công ty của bạn đang chờ xác thực. Bạn gửi được sau khi quản trị viên chấp nhận.")
        case .refused, nil:
            Phrase(
                en: "Only companies that are verified as service providers file cases. Have yours verified first.",
                vi: "Chỉ công ty cung cấp dịch vụ đã xác thực mới gửi được. Hãy xác thực công ty trước.")
        }
    }

    fileprivate func newCasePage(
        serial: String = "", hint: String? = nil, flash: Flash? = nil
    ) async throws -> Response {
        let model = NewCasePage(
            try await visibleNetworks(), stop: try await whyNotFiling(), serial: serial, hint: hint, for: reader)
        return page(
            model, title: say("New case", "Trường hợp mới"), status: flash == nil ? .ok : .unprocessableContent,
            flash: flash)
    }

    /// A photo of the label fills the field; nothing of the photo is kept.
    fileprivate func scanSerial() async throws -> Response {
        try boundUploads()
        do {
            guard let photo = form.files["photo"], !photo.bytes.isEmpty else {
                throw RequestFailure(en: "choose a photo first", vi: "hãy chọn ảnh trước")
            }
            let serial = try await console.desk.serial(on: photo.bytes, named: photo.name, by: principal.actor)
            return try await newCasePage(
                serial: serial.text,
                hint: say("Read on the photo. Compare it with the label.", "Đọc từ ảnh. Hãy đối chiếu với nhãn."))
        } catch {
            let refusal = Refusal(error)
            guard refusal.status.code < 500 else { throw error }
            return try await newCasePage(flash: .bad(refusal.phrase[language]))
        }
    }

    fileprivate func openTypedCase() async throws -> Response {
        try boundUploads()
        if let stop = try await whyNotFiling() { return try await newCasePage(flash: .bad(stop[language])) }
        let typed = form["serial"].trimmed
        guard let serial = ShortSerial(in: typed) else {
            return try await newCasePage(
                serial: String(typed.prefix(100)),
                flash: .bad(
                    say(
                        "This is no Hikvision serial: nine characters such as Q01728482, or the full one that ends in them.",
                        "Đây không phải số serial Hikvision: chín ký tự như Q01728482, hoặc số đầy đủ kết thúc bằng chín ký tự đó."
                    )))
        }
        var draft = CaseDraft(network: .other, serial: serial)
        draft.fullSerial = FullSerial(typed)?.text ?? ""
        draft.model = FullSerial(typed)?.model ?? ""
        let opened = try await store.cases.open(draft, installer: principal.name, now: now)
        return redirect("/cases/\(opened.number)")
    }

    /// Begins a case for a found device. What the device itself can tell is taken from it now, where this server
    /// reaches it; what it does not tell is left open.
    fileprivate func openCase() async throws -> Response {
        let (list, place, device) = try await found()
        guard let serial = device.shortSerial else {
            return redirect(
                "/network/\(list.id)/\(place)",
                .bad(
                    say(
                        "No short serial can be read from this device's serial, so that no case can be opened for it.",
                        "Không xác định được serial ngắn từ số serial của thiết bị nên chưa mở được trường hợp.")))
        }
        try boundUploads()
        if try await whyNotFiling() != nil { return redirect("/cases/new") }
        var draft = CaseDraft(device, serial: serial)
        if let mac = device.mac, !list.isReported, device.rivalry == nil {
            draft.interface = device.interface
            let network = console.network.devices(on: device.interface)
            if let answer = try? await network.answer(of: mac, serial: serial) { draft.device = .answered(answer) }
            if device.isActivated { draft.key = try? await network.keyString(of: mac).key }
        }
        let opened = try await store.cases.open(draft, installer: principal.name, now: now)
        return redirect(
            "/cases/\(opened.number)",
            .good(say("Case \(opened.number) is open.", "Đã mở trường hợp \(opened.number).")))
    }

    /// Says that it was filed and leads to it; where rules have decided already, what they decided is the news.
    fileprivate func filedPage() async throws -> Response {
        let found = try await ownCase()
        guard found.state.runsClock else { return redirect("/cases/\(found.number)") }
        return page(
            CaseFiledPage(
                number: found.number, title: found.title,
                due: Texts.time(found.dueAt, in: try await store.settings.current().zone)),
            title: say("Case reported successfully", "Trình báo vụ việc thành công"))
    }

    fileprivate func giveKey() async throws -> Response {
        try await inOwnCase(at: "#key") { found in
            let key: KeyString
            if let photo = form.files["photo"], !photo.bytes.isEmpty {
                try boundUploads()
                key = try await console.desk.key(on: photo.bytes, named: photo.name, by: principal.actor)
            } else if let file = form.files["file"], !file.bytes.isEmpty {
                key = try KeyString(file: file.bytes)
            } else {
                key = try KeyString(form["key"])
            }
            try await store.cases.give(key, to: found, act: act)
            guard let named = key.serial else {
                return .good(
                    say(
                        "The key string is kept. This kind does not name its device.",
                        "Đã lưu chuỗi ký tự. Loại này không ghi số serial."))
            }
            return named == found.serial
                ? .good(say("The key string names \(named): it fits.", "Chuỗi ký tự ghi \(named): khớp."))
                : .bad(
                    say(
                        "The key string names \(named), the case is for \(found.serial). Check which device it is from.",
                        "Chuỗi ký tự ghi \(named), trường hợp này là của \(found.serial). Hãy kiểm tra lấy từ thiết bị nào."
                    ))
        }
    }

    /// A new draft for the same device, tied to the first.
    fileprivate func fileAgain() async throws -> Response {
        let found = try await ownCase()
        guard found.state == .rejected || found.state == .withdrawn else {
            throw RequestFailure(
                Phrase(
                    en: "case \(found.number) is not over: it cannot be filed again",
                    vi: "trường hợp \(found.number) chưa kết thúc: chưa gửi lại được"))
        }
        var draft = CaseDraft(network: found.network, serial: found.serial)
        draft.fullSerial = found.fullSerial
        draft.model = found.model
        draft.mac = found.mac
        draft.ipv4 = found.ipv4
        draft.interface = found.interface
        draft.device = found.device
        draft.previous = found
        if let mac = found.mac, let heard = try? await console.desk.hear(mac, on: found.interface) {
            draft.device = heard
        }
        draft.key = try await store.cases.key(of: found)
        let opened = try await store.cases.open(draft, installer: principal.name, now: now)
        return redirect(
            "/cases/\(opened.number)",
            .good(say("Case \(opened.number) is open.", "Đã mở trường hợp \(opened.number).")))
    }
}
