import Attendance
import Serials

/// Which cases a program asks for.
public struct CaseSearch: Sendable {
    /// Whose; nil is everybody's.
    public var companyID: Int64?
    /// Whose last step was taken at this instant or later.
    public var changedSince: Instant?
    public var state: CaseState?
    public var serial: ShortSerial?
    public var ownReference: String?

    public init() {}
}

/// Where a page of cases ends.
public struct CaseCursor: Hashable, Sendable {
    public let changedAt: Instant
    public let id: Int64

    public var text: String { "\(changedAt.milliseconds).\(id)" }

    public init(_ unbindingCase: UnbindingCase) {
        changedAt = unbindingCase.changedAt
        id = unbindingCase.id
    }

    public init?(_ text: String) {
        let words = text.split(separator: ".", omittingEmptySubsequences: false)
        let parts = words.count == 2 ? words.compactMap { Int64($0) } : []
        guard parts.count == 2 else { return nil }
        changedAt = Instant(milliseconds: parts[0])
        id = parts[1]
    }
}
