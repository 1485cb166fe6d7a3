import Access
import Attendance
import AttendanceHub

extension StatusPage {
    /// A number, and the way to exactly what it counts; nil where nothing is counted or whoever reads may not go there.
    struct Number: Sendable {
        let value: String
        let address: String?
    }

    struct Total: Sendable {
        let text: String
        let value: String
        let address: String?
    }

    /// Whose deliveries a number counts.
    enum Whose {
        case all
        case device(Int64)
        case client(Int64)
    }

    /// The ways to what numbers of a range of days count.
    struct Ways {
        let range: StatusRange
        let reader: Reader

        func number(_ state: DeliveryState, _ counts: StatusCounts, of whose: Whose?) -> Number {
            Number(
                value: Texts.number(counts[state], reader.language),
                address: counts[state] > 0 ? whose.flatMap { address(state, of: $0) } : nil)
        }

        private func address(_ state: DeliveryState, of whose: Whose) -> String? {
            if state == .delivered || !reader.may(.punchesRead) { return nil }
            let owner =
                switch whose {
                case .all: ""
                case .device(let id): "&device=\(id)"
                case .client(let id): "&hr=\(id)"
                }
            if range.isSearchable { return "/punches?state=\(state)&from=\(range.first)&to=\(range.last)\(owner)" }
            // More days than a search shows at a time: there is a page for what is open of all time.
            switch (whose, state) {
            case (.device, _): return "/punches?state=\(state)\(owner)"
            case (.all, .waiting): return reader.may(.hrRead) ? "/hr" : nil
            case (.client(let id), .waiting): return reader.may(.hrRead) ? "/hr/\(id)#waiting" : nil
            case (.all, _): return "/parked"
            case (.client(let id), _): return "/parked?hr=\(id)"
            }
        }
    }
}

extension StatusRange {
    /// Whether a search of punches shows all of its days at a time.
    var isSearchable: Bool { !isAll && first.adding(months: 3) > last }
}
