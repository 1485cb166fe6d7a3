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

/// Why a case was rejected or is being rejected.
public enum RejectionReason: String, Hashable, Sendable, CaseIterable {
    case serialMismatch
    case notBound
    case serviceDisabled
    case unreadableEvidence
    case duplicateEvidence
    case other

    /// The sentence for the installer.
    public var sentence: Phrase {
        switch self {
        case .serialMismatch:
            Phrase(
                en: "The serial in the evidence is not the serial of the case.",
                vi: "Số serial trong hình ảnh không trùng khớp với thiết bị cần hủy liên kết.")
        case .notBound:
            Phrase(
                en: "The device is not bound to any account.", vi: "Thiết bị chưa liên kết với tài khoản nào.")
        case .serviceDisabled:
            Phrase(
                en: "Hik-Connect is not enabled on the device.", vi: "Thiết bị chưa bật dịch vụ Hik-Connect.")
        case .unreadableEvidence:
            Phrase(
                en: "No serial can be read in the evidence.", vi: "Không đọc được số serial trong hình ảnh.")
        case .duplicateEvidence:
            Phrase(
                en: "The evidence was used in another case.", vi: "Hình ảnh đã được dùng trong trường hợp khác.")
        case .other: Phrase(en: "See the reviewer's words.", vi: "Xem giải thích của người duyệt.")
        }
    }
}
