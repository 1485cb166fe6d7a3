import Attendance
import AttendanceHub
import UnbindingCases

/// The desk's queue.
struct DeskPage: PageModel {
    static let template = "desk"
    static let livePart: String? = "desk-part"

    struct Row: Sendable {
        let number: String
        let device: String
        let state: String
        let tone: String
        let installer: String
        let reviewer: String
        let due: String
        let countdown: Int64?
        let isOverdue: Bool
    }

    /// Of all cases, before the rows were read.
    let revision: Int64
    /// What is amiss with the reading of photos.
    let objections: [String]
    let rows: [Row]
}

extension DeskPage {
    /// - Parameters:
    ///   - revision: of all cases, before these were read.
    ///   - now: decides what is overdue.
    ///   - zone: of the program.
    init(
        _ queue: [UnbindingCase], revision: Int64, objections: [Phrase], now: Instant, in zone: Zone,
        _ language: Language
    ) {
        self.revision = revision
        self.objections = objections.map { Texts.sentence($0[language]) }
        rows = queue.map { found in
            let due = found.state.runsClock ? found.dueAt : nil
            return Row(
                number: found.number, device: found.title, state: found.state.label[language], tone: found.state.tone,
                installer: found.installer, reviewer: found.state == .inReview ? found.reviewer ?? "" : "",
                due: found.state.runsClock ? Texts.time(found.dueAt, in: zone) : "–", countdown: due?.milliseconds,
                isOverdue: due.map { $0 < now } ?? false)
        }
    }
}
