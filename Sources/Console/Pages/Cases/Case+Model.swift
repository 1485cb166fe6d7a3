import Access
import Attendance
import AttendanceHub
import UnbindingCases
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
    let facts: [Fact]
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

extension CasePage {
    /// What is known of the case at one moment.
    struct Found: Sendable {
        let unbinding: UnbindingCase
        let assessment: Assessment
        let log: [CaseLogEntry]
        let deadline: WorkingTime.Deadline?
        /// Cases of the same device that this person may see.
        let related: [UnbindingCase]
        /// Of these, the ones that this case was filed again after.
        let before: Set<Int64>
        /// What its installer still has to give before it can be filed.
        let missing: Phrase?
        let now: Instant
    }

    /// - Parameter zone: of the program.
    init(_ found: Found, in zone: Zone, for reader: Reader) {
        let (unbinding, assessment, language) = (found.unbinding, found.assessment, reader.language)
        let state = unbinding.state
        let rights = CaseRights(reader.principal)
        let isOwn = rights.mayChange(unbinding)
        number = unbinding.number
        title = unbinding.title
        self.state = state.label[language]
        stateWord = state.rawValue
        tone = state.tone
        sentence = unbinding.sentence?[language]
        words = unbinding.reasonCode == .other ? nil : unbinding.reason
        asked = state == .moreAsked ? unbinding.asked : nil
        facts = CasePage.facts(unbinding, assessment, zone, reader)
        checks = assessment.verdict.checks.map {
            Check(
                name: $0.name.label[language], tone: $0.result.tone, result: $0.result.label[language],
                detail: $0.detail[language])
        }
        mayEdit = isOwn && (state == .draft || state == .moreAsked)
        photos = CasePhoto.all(assessment, of: unbinding, mayEdit: mayEdit, in: zone, for: reader)
        log = found.log.map {
            Entry(
                time: Texts.time($0.at, in: zone), actor: $0.actor.name, event: CaseEvent.label(of: $0.event)[language],
                detail: $0.words[language])
        }
        deadline = found.deadline.map { Deadline($0, of: unbinding, now: found.now, in: zone, language) }
        related = found.related.map { Related($0, isBefore: found.before.contains($0.id), reader) }
        isDraft = state == .draft
        needsKey = unbinding.network == .other || assessment.key == nil
        hasKey = assessment.key != nil
        mayFile = isOwn && state == .draft && found.missing == nil
        missing = isOwn && state == .draft ? found.missing?[language] : nil
        mayAnswer = isOwn && state == .moreAsked
        mayWithdraw = isOwn && state.after(.withdraw) != nil
        mayFileAgain = isOwn && (state == .rejected || state == .withdrawn)
        consent = Consent.current.text[language]
        consentVersion = Consent.current.version
        mayUnbindHere = isOwn && reader.may(.unbind) && unbinding.mac != nil && state.after(.execute) != nil
        desk = reader.may(.casesDecide) && state.isOpen && state != .draft ? Desk(unbinding, reader) : nil
        mayDossier = state != .draft
        token = reader.formToken
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
