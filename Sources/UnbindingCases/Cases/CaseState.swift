import Attendance

/// Where a case stands. The words are those of the command line and the API.
public enum CaseState: String, Hashable, Sendable, CaseIterable {
    /// Being put together by its installer; to `filed`, `withdrawn`.
    case draft
    /// Waits for the desk; to `inReview`, `approved`, `rejected`, `withdrawn`.
    case filed
    /// A reviewer has it; to `filed`, `moreAsked`, `approved`, `rejected`, `withdrawn`.
    case inReview
    /// Waits for the installer, its clock stands still; to `filed`, `withdrawn`, and `rejected` where nothing comes.
    case moreAsked
    /// To `executing`; to `rejected` where it was a mistake, `withdrawn` where it is not needed any more.
    case approved
    /// An authority is at it; to `unbound`, `failed`. Where the program ended in the middle it asks again by itself.
    case executing
    /// Done and asked again. The end.
    case unbound
    /// The end; the installer may file a new case that is linked to it.
    case rejected
    /// The authority could not; to `executing`, `rejected`, `withdrawn`.
    case failed
    /// The end.
    case withdrawn

    public var isOpen: Bool {
        switch self {
        case .draft, .filed, .inReview, .moreAsked, .approved, .executing, .failed: true
        case .unbound, .rejected, .withdrawn: false
        }
    }

    /// Whether the desk has spoken by it.
    public var isDecision: Bool { self == .approved || self == .rejected }

    /// Whether the clock of the decision runs.
    public var runsClock: Bool { self == .filed || self == .inReview }

    public var label: Phrase {
        switch self {
        case .draft: Phrase(en: "draft", vi: "bản nháp")
        case .filed: Phrase(en: "filed", vi: "đã gửi")
        case .inReview: Phrase(en: "in review", vi: "đang xem xét")
        case .moreAsked: Phrase(en: "more is asked for", vi: "cần bổ sung")
        case .approved: Phrase(en: "approved", vi: "đã duyệt")
        case .executing: Phrase(en: "being unbound", vi: "đang hủy liên kết")
        case .unbound: Phrase(en: "unbound", vi: "đã hủy liên kết")
        case .rejected: Phrase(en: "rejected", vi: "bị từ chối")
        case .failed: Phrase(en: "failed", vi: "không thành công")
        case .withdrawn: Phrase(en: "withdrawn", vi: "đã rút")
        }
    }
}
