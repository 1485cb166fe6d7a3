import Access
import Attendance
import Casework
import HTTPTypes
import Hub
import Hummingbird
import LocalNetwork
import ProgramSettings
import SADP
import Serials
import Store
import UnbindingDesk
import WorkingTime

/// One case on one screen: for the installer what to do next, for the desk what was found and the decision.
struct CasePage: PageModel {
    static let template = "case"

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

    struct Step: Sendable {
        let from: String
        let to: String
        let length: String
        let why: String
        let counts: Bool
    }

    struct Deadline: Sendable {
        let due: String
        /// Milliseconds since 1970; nil where no clock runs.
        let countdown: Int64?
        let isOverdue: Bool
        let isBeyondCalendar: Bool
        let working: String
        let calendar: Int
        let steps: [Step]
    }

    struct Related: Sendable {
        let number: String
        let text: String
        /// Empty where this person may not open it.
        let address: String?
    }

    /// What the desk can do now.
    struct Desk: Sendable {
        let mayTake: Bool
        let mayRelease: Bool
        let mayDecide: Bool
        let mayAsk: Bool
        let mayExecute: Bool
        /// Entries of the log that this page shows: a decision is about these.
        let seen: Int
        let reviewer: String?
        let reasons: [Choice]
        let authorities: [Choice]
        let isOwn: Bool
    }

    let number: String
    let title: String
    let state: String
    /// The state's word, which a page that is open compares.
    let stateWord: String
    let tone: String
    let sentence: String?
    let words: String?
    let asked: String?
    let facts: [DevicePage.Fact]
    let checks: [Check]
    let photos: [CasePhoto]
    let log: [Entry]
    let deadline: Deadline?
    let related: [Related]
    let isDraft: Bool
    let mayEdit: Bool
    let needsKey: Bool
    let hasKey: Bool
    let mayFile: Bool
    let missing: String?
    let mayAnswer: Bool
    let mayWithdraw: Bool
    let mayFileAgain: Bool
    let consent: String
    let consentVersion: String
    let mayUnbindHere: Bool
    let desk: Desk?
    let mayDossier: Bool
    let token: String
}

extension Visit {
    func casePage() async throws -> Response {
        let found = try await unbindingCase()
        if query("part") == "state" {
            return Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: found.state.rawValue)))
        }
        let assessment = try await console.casework.assess(found, namingAll: may(.casesRead))
        let zone = try await store.settings.current().zone
        let isOwn = principal.owns(found.installerID) && may(.casesFile)
        let mayEdit = isOwn && (found.state == .draft || found.state == .moreAsked)
        let missing = console.casework.missing(
            assessment, of: found, hasConsented: true, by: .person(found.installer))
        let model = CasePage(
            number: found.number, title: found.title, state: found.state.label[language],
            stateWord: found.state.rawValue,
            tone: found.state.tone, sentence: found.sentence?[language],
            words: found.reasonCode == .other ? nil : found.reason,
            asked: found.state == .moreAsked ? found.asked : nil, facts: facts(found, assessment, zone),
            checks: assessment.verdict.checks.map {
                CasePage.Check(
                    name: $0.name.label[language], tone: $0.result.tone, result: $0.result.label[language],
                    detail: $0.detail[language])
            }, photos: photos(assessment, of: found, mayEdit: mayEdit, in: zone),
            log: try await store.cases.log(of: found).map {
                CasePage.Entry(
                    time: Texts.time($0.at, in: zone), actor: $0.actor.name,
                    event: CaseEvent.label(of: $0.event)[language],
                    detail: $0.words[language])
            }, deadline: try await deadline(of: found, zone), related: try await related(found),
            isDraft: found.state == .draft, mayEdit: mayEdit,
            needsKey: found.network == .other || assessment.key == nil, hasKey: assessment.key != nil,
            mayFile: isOwn && found.state == .draft && missing == nil,
            missing: isOwn && found.state == .draft ? missing?[language] : nil,
            mayAnswer: isOwn && found.state == .moreAsked,
            mayWithdraw: isOwn && found.state.after(.withdraw) != nil,
            mayFileAgain: isOwn && (found.state == .rejected || found.state == .withdrawn),
            consent: Consent.current.text[language], consentVersion: Consent.current.version,
            mayUnbindHere: isOwn && may(.unbind) && found.mac != nil && found.state.after(.execute) != nil,
            desk: may(.casesDecide) && (found.state.isOpen && found.state != .draft) ? desk(found) : nil,
            mayDossier: found.state != .draft,
            token: formToken)
        return page(model, title: found.number)
    }

    private func facts(_ found: UnbindingCase, _ assessment: Assessment, _ zone: Zone) -> [DevicePage.Fact] {
        let key: String =
            switch (assessment.key, found.expiredAt) {
            case (_, _?): say("(forgotten)", "(đã xóa)")
            case (nil, _): say("not yet", "chưa có")
            case (let key?, _):
                key.serial.map { say("stored, names \($0)", "đã lưu, ghi \($0)") } ?? say("stored", "đã lưu")
            }
        let device: String =
            switch found.device {
            case .answered(let answer):
                say("the device answered: \(answer.state.label.en)", "thiết bị trả lời: \(answer.state.label.vi)")
            case .claimed(let state): say("claimed: \(state.label.en)", "theo khai báo: \(state.label.vi)")
            case nil: ""
            }
        let register = assessment.register.map {
            $0.account.map { say("bound to \($0)", "liên kết với \($0)") } ?? say("free", "chưa liên kết")
        }
        return [
            (say("Serial", "Số serial"), found.fullSerial.isEmpty ? found.serial.text : found.fullSerial),
            (say("Short serial", "Serial ngắn"), found.serial.text), ("Model", found.model),
            ("MAC", found.mac?.announced ?? ""), ("IPv4", found.ipv4),
            (
                say("Network", "Mạng"),
                found.network == .lan ? say("LAN (SADP)", "mạng nội bộ (SADP)") : say("other", "khác")
            ),
            (say("Binding", "Liên kết"), device), (say("Register", "Sổ đăng ký"), register ?? ""),
            (say("Key string", "Chuỗi ký tự"), key), (say("Installer", "Người gửi"), found.installer),
            (say("On behalf of", "Thay mặt"), found.onBehalfOf ?? ""),
            (say("Their reference", "Mã bên gửi"), found.ownReference ?? ""),
            (
                say("Company", "Công ty"),
                assessment.company.map { "\($0.name) · \($0.taxCode) · \($0.state.label[language])" } ?? ""
            ),
            (say("Opened", "Mở lúc"), Texts.time(found.createdAt, in: zone)),
            (say("Filed", "Gửi lúc"), found.filedAt.map { Texts.time($0, in: zone) } ?? ""),
            (say("Decided", "Quyết định lúc"), found.decidedAt.map { Texts.time($0, in: zone) } ?? ""),
            (say("Carried out", "Cách thực hiện"), found.authority?.label[language] ?? ""),
            (say("Reference", "Mã tham chiếu"), found.reference ?? ""),
        ].filter { !$0.1.isEmpty }.map { DevicePage.Fact(name: $0.0, value: $0.1) }
    }

    private func deadline(of found: UnbindingCase, _ zone: Zone) async throws -> CasePage.Deadline? {
        guard let deadline = try await store.cases.deadline(of: found, now: now) else { return nil }
        let runs = found.state.runsClock
        return CasePage.Deadline(
            due: Texts.time(deadline.dueAt, in: zone), countdown: runs ? deadline.dueAt.milliseconds : nil,
            isOverdue: runs && deadline.dueAt < now, isBeyondCalendar: deadline.isBeyondCalendar,
            working: Texts.length(deadline.working, language), calendar: found.calendarVersion ?? 0,
            steps: deadline.steps.map {
                CasePage.Step(
                    from: Texts.time($0.from, in: zone), to: Texts.time($0.to, in: zone),
                    length: Texts.length($0.duration, language), why: $0.kind.label[language],
                    counts: $0.kind == .counts)
            })
    }

    private func related(_ found: UnbindingCase) async throws -> [CasePage.Related] {
        let before = Set(try await store.cases.line(of: found).dropFirst().map(\.id))
        return try await store.cases.others(for: found).filter { may(.casesRead) || maySeeShared($0) }.map {
            let link = before.contains($0.id) ? say("filed again after it", "gửi lại sau trường hợp này") : $0.installer
            return CasePage.Related(
                number: $0.number, text: "\($0.state.label[language]) · \(link)", address: "/cases/\($0.number)")
        }
    }

    private func desk(_ found: UnbindingCase) -> CasePage.Desk {
        let isOwn = principal.owns(found.installerID)
        let isFree = found.reviewer == nil || found.reviewer == principal.name || found.state == .filed
        let mayDecide = !isOwn && isFree && found.state.after(.approve) != nil
        return CasePage.Desk(
            mayTake: !isOwn && found.state == .filed,
            mayRelease: found.state == .inReview && (found.reviewer == principal.name || may(.deskWrite)),
            mayDecide: mayDecide || (!isOwn && [.failed, .approved, .moreAsked].contains(found.state)),
            mayAsk: mayDecide,
            mayExecute: !isOwn && found.state.after(.execute) != nil,
            seen: found.logHead.count, reviewer: found.state == .inReview ? found.reviewer : nil,
            reasons: RejectionReason.allCases.map { Choice($0.rawValue, $0.sentence[language]) },
            authorities: UnbindingAuthority.allCases.filter { $0 != .sadp || found.mac != nil }.map {
                Choice($0.rawValue, $0.label[language])
            }, isOwn: isOwn)
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
}

extension Texts {
    /// `1 h 5 min` and its like.
    static func length(_ duration: Duration, _ language: Language) -> String {
        let seconds = duration.wholeMilliseconds / 1000
        let parts = [
            (seconds / 86_400, language == .vi ? "ngày" : "d"), (seconds / 3600 % 24, language == .vi ? "giờ" : "h"),
            (seconds / 60 % 60, language == .vi ? "phút" : "min"), (seconds % 60, language == .vi ? "giây" : "s"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return parts.isEmpty ? (language == .vi ? "0 phút" : "0 min") : parts.joined(separator: " ")
    }
}
