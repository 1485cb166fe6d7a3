import Attendance

/// A service provider that files cases once it is verified.
public struct Company: Sendable, Identifiable {
    public enum State: String, Sendable, CaseIterable {
        case waiting, verified, refused

        public var label: Phrase {
            switch self {
            case .waiting: Phrase(en: "waits for verification", vi: "chờ xác thực")
            case .verified: Phrase(en: "verified", vi: "đã xác thực")
            case .refused: Phrase(en: "refused", vi: "bị từ chối")
            }
        }
    }

    public let id: Int64
    public let name: String
    public let taxCode: String
    public let contact: String
    public let state: State
    /// Why it was refused.
    public let reason: String?
    public let madeBy: String
    public let madeAt: Instant
    public let decidedBy: String?
    public let decidedAt: Instant?
    public let hasDocument: Bool

    public init(
        id: Int64, name: String, taxCode: String, contact: String, state: State, reason: String? = nil, madeBy: String,
        madeAt: Instant, decidedBy: String? = nil, decidedAt: Instant? = nil, hasDocument: Bool
    ) {
        self.id = id
        self.name = name
        self.taxCode = taxCode
        self.contact = contact
        self.state = state
        self.reason = reason
        self.madeBy = madeBy
        self.madeAt = madeAt
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
        self.hasDocument = hasDocument
    }
}
