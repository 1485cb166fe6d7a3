import Attendance

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
                vi: "Số seri trong hình ảnh không trùng khớp với thiết bị cần hủy liên kết.")
        case .notBound:
            Phrase(
                en: "The device is not bound to any account.", vi: "Thiết bị chưa liên kết với tài khoản nào.")
        case .serviceDisabled:
            Phrase(
                en: "Hik-Connect is not enabled on the device.", vi: "Thiết bị chưa bật dịch vụ Hik-Connect.")
        case .unreadableEvidence:
            Phrase(
                en: "No serial can be read in the evidence.", vi: "Không đọc được số seri trong hình ảnh.")
        case .duplicateEvidence:
            Phrase(
                en: "The evidence was used in another case.", vi: "Hình ảnh đã được dùng trong yêu cầu khác.")
        case .other: Phrase(en: "See the reviewer's words.", vi: "Xem giải thích của người duyệt.")
        }
    }
}
