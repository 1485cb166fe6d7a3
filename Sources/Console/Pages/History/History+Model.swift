import Attendance
import AttendanceHub

/// What the program and people did, newest first.
struct HistoryPage: PageModel {
    static let template = "history"

    struct Row: Sendable {
        let at: String
        let actor: String
        let event: String
        let subject: String
        let detail: String
    }

    let rows: [Row]
    let next: String?
}

extension HistoryPage {
    /// - Parameter next: where older entries begin; nil where there are none.
    init(_ entries: [HistoryEntry], next: Int64?, in zone: Zone, _ language: Language) {
        rows = entries.map {
            Row(
                at: Texts.time($0.at, in: zone), actor: $0.actor.name, event: $0.event, subject: $0.subject,
                detail: $0.detail[language])
        }
        self.next = next.map { "/history?before=\($0)" }
    }
}
