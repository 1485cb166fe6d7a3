import Access
import Attendance
import Casework
import HTTPTypes
import Hub
import Hummingbird
import LocalNetwork
import SADP
import Serials
import Store
import UnbindingDesk

/// Unbinding cases: an installer's own, or everybody's for whoever decides.
extension Console {
    var caseRoutes: [Route] {
        [
            Route(.get, "/cases", .signedIn) { try await $0.casesPage() },
            Route(.get, "/cases/{number}", .signedIn) { try await $0.casePage() },
            Route(.post, "/cases/{number}/withdraw", .permission(.casesFile)) { visit in
                let found = try await visit.unbindingCase()
                let moved = try await visit.store.cases.move(
                    found, by: CaseStep(.withdraw), actor: visit.principal.name, now: visit.now)
                return visit.redirect(
                    "/cases/\(moved.number)",
                    .good(visit.say("The case is withdrawn.", "Đã rút trường hợp.")))
            },
            Route(.post, "/network/{id}/{place}/case", .permission(.casesFile)) { try await $0.openCase() },
        ]
    }
}

struct CasesPage: Sendable {
    struct Row: Sendable {
        let number: String
        let device: String
        let state: String
        let tone: String
        let installer: String
        let opened: String
    }

    let rows: [Row]
    let mayFile: Bool
}

struct CasePage: Sendable {
    struct Check: Sendable {
        let name: String
        let tone: String
        let result: String
        let detail: String
    }

    struct Entry: Sendable {
        let time: String
        let actor: String
        let event: String
        let detail: String
    }

    let number: String
    let title: String
    let state: String
    let tone: String
    let sentence: String?
    let facts: [DevicePage.Fact]
    let checks: [Check]
    let log: [Entry]
    let isDraft: Bool
    let mayWithdraw: Bool
    let token: String
}

extension Visit {
    /// The case that the address names, where this person may see it. Another's case is as good as none.
    fileprivate func unbindingCase() async throws -> UnbindingCase {
        let found = try await store.cases.find(parameter("number"))
        guard may(.casesRead) || (may(.casesFile) && found.installer == principal.name) else {
            throw StoreError.noSuch(.unbindingCase, parameter("number"))
        }
        return found
    }

    fileprivate func casesPage() async throws -> Response {
        guard may(.casesRead) || may(.casesFile) else {
            throw Refusal(.forbidden, Phrase(en: "you may not see cases", vi: "bạn không được xem trường hợp"))
        }
        let cases = try await store.cases.all(of: may(.casesRead) ? nil : principal.name)
        let zone = try await store.settings.current().zone
        return page(
            "cases",
            CasesPage(
                rows: cases.map {
                    CasesPage.Row(
                        number: $0.number, device: $0.title, state: $0.state.label[language], tone: $0.state.tone,
                        installer: $0.installer, opened: Texts.time($0.createdAt, in: zone))
                }, mayFile: may(.casesFile)), title: say("Unbinding cases", "Trường hợp hủy liên kết"))
    }

    fileprivate func casePage() async throws -> Response {
        let found = try await unbindingCase()
        let key = try await store.cases.key(of: found)
        let verdict = try await console.casework.assess(found).verdict
        let zone = try await store.settings.current().zone
        let facts = [
            (say("Serial", "Số serial"), found.fullSerial.isEmpty ? found.serial.text : found.fullSerial),
            (say("Short serial", "Serial ngắn"), found.serial.text), ("Model", found.model),
            ("MAC", found.mac?.announced ?? ""), ("IPv4", found.ipv4),
            (say("Key string", "Chuỗi ký tự"), key == nil ? say("not yet", "chưa có") : say("(stored)", "(đã lưu)")),
            (say("Installer", "Người gửi"), found.installer),
            (say("Opened", "Mở lúc"), Texts.time(found.createdAt, in: zone)),
        ]
        let model = CasePage(
            number: found.number, title: found.title, state: found.state.label[language], tone: found.state.tone,
            sentence: found.reasonCode?.sentence[language],
            facts: facts.filter { !$0.1.isEmpty }.map { DevicePage.Fact(name: $0.0, value: $0.1) },
            checks: verdict.checks.map {
                CasePage.Check(
                    name: $0.name.label[language], tone: $0.result.tone, result: $0.result.label[language],
                    detail: $0.detail[language])
            },
            log: try await store.cases.log(of: found).map {
                CasePage.Entry(
                    time: Texts.time($0.at, in: zone), actor: $0.actor, event: CaseEvent.label(of: $0.event)[language],
                    detail: $0.detail)
            }, isDraft: found.state == .draft,
            mayWithdraw: may(.casesFile) && found.installer == principal.name
                && found.state.after(.withdraw) != nil,
            token: formToken)
        return page("case", model, title: found.number)
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
        var draft = CaseDraft(device, serial: serial)
        if let mac = device.mac, !list.isReported, !device.isContested {
            let network = console.network.devices(on: device.interface)
            if let answer = try? await network.answer(of: mac) { draft.device = .answered(answer) }
            if device.isActivated { draft.key = try? await network.keyString(of: mac).key }
        }
        let opened = try await store.cases.open(draft, installer: principal.name, now: now)
        return redirect(
            "/cases/\(opened.number)",
            .good(say("Case \(opened.number) is open.", "Đã mở trường hợp \(opened.number).")))
    }
}

extension CaseState {
    var tone: String {
        switch self {
        case .draft, .withdrawn: ""
        case .filed, .inReview, .executing: "busy"
        case .moreAsked: "warn"
        case .approved, .unbound: "good"
        case .rejected, .failed: "bad"
        }
    }
}

extension CaseCheck.Result {
    fileprivate var tone: String {
        switch self {
        case .pass: "good"
        case .fail: "bad"
        case .unknown: ""
        }
    }

    fileprivate var label: Phrase {
        switch self {
        case .pass: Phrase(en: "fine", vi: "đạt")
        case .fail: Phrase(en: "not fine", vi: "không đạt")
        case .unknown: Phrase(en: "open", vi: "chưa rõ")
        }
    }
}
