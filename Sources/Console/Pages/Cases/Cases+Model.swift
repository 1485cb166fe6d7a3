import Access
import Attendance
import AttendanceHub
import UnbindingCases

/// The cases that this person may see.
struct CasesPage: PageModel {
    static let template = "cases"

    struct Row: Sendable {
        let number: String
        let device: String
        let state: String
        let tone: String
        let outcome: String?
        let installer: String
        let opened: String
    }

    let rows: [Row]
    let mayFile: Bool
    let mayDecide: Bool
}

extension CasesPage {
    /// - Parameter zone: of the program.
    init(_ cases: [UnbindingCase], in zone: Zone, for reader: Reader) {
        rows = cases.map {
            Row(
                number: $0.number, device: $0.title, state: $0.state.label[reader.language], tone: $0.state.tone,
                outcome: $0.sentence?[reader.language], installer: $0.installer,
                opened: Texts.time($0.createdAt, in: zone))
        }
        mayFile = reader.may(.casesFile)
        mayDecide = reader.may(.casesDecide)
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
