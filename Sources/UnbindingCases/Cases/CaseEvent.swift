import Attendance

/// What moves a case on. Every event becomes an entry of its log.
public enum CaseEvent: Hashable, Sendable {
    /// The installer hands it in.
    case file
    /// A reviewer takes it, so that no second one decides it too.
    case take
    /// The reviewer gives it back to the queue.
    case release
    /// The reviewer asks the installer for more.
    case askMore
    /// The installer has answered.
    case answer
    case approve
    case reject(RejectionReason)
    case withdraw
    /// An authority begins to unbind.
    case execute
    /// The device was asked again and is not bound any more.
    case verify
    /// The authority could not.
    case fail

    /// The word in the log.
    public var word: String {
        switch self {
        case .file: "filed"
        case .take: "taken"
        case .release: "released"
        case .askMore: "more-asked"
        case .answer: "answered"
        case .approve: "approved"
        case .reject: "rejected"
        case .withdraw: "withdrawn"
        case .execute: "executing"
        case .verify: "unbound"
        case .fail: "failed"
        }
    }
}

extension CaseEvent {
    /// What an entry of a log says happened, for a person; the word itself where it is none of these.
    public static func label(of word: String) -> Phrase {
        switch word {
        case "opened": Phrase(en: "opened", vi: "tạo yêu cầu")
        case CaseEvent.file.word: Phrase(en: "filed", vi: "gửi")
        case CaseEvent.take.word: Phrase(en: "taken for review", vi: "nhận xem xét")
        case CaseEvent.release.word: Phrase(en: "given back to the queue", vi: "trả lại hàng chờ")
        case CaseEvent.askMore.word: Phrase(en: "more asked for", vi: "yêu cầu bổ sung")
        case CaseEvent.answer.word: Phrase(en: "answered", vi: "đã bổ sung")
        case CaseEvent.approve.word: Phrase(en: "approved", vi: "duyệt")
        case CaseEvent.reject(.other).word: Phrase(en: "rejected", vi: "từ chối")
        case CaseEvent.withdraw.word: Phrase(en: "withdrawn", vi: "rút")
        case CaseEvent.execute.word: Phrase(en: "unbinding begun", vi: "bắt đầu hủy liên kết")
        case CaseEvent.verify.word: Phrase(en: "unbound", vi: "đã hủy liên kết")
        case CaseEvent.fail.word: Phrase(en: "failed", vi: "không thành công")
        case "evidence-added": Phrase(en: "photo added", vi: "thêm ảnh")
        case "evidence-removed": Phrase(en: "photo taken back", vi: "bỏ ảnh")
        case "evidence-struck": Phrase(en: "photo struck out", vi: "gạch bỏ ảnh")
        case "evidence-restored": Phrase(en: "photo taken in again", vi: "dùng lại ảnh")
        case "evidence-expired": Phrase(en: "photos and key string forgotten", vi: "đã xóa ảnh và chuỗi ký tự")
        case "key-given": Phrase(en: "key string given", vi: "gửi chuỗi ký tự")
        case "device-heard": Phrase(en: "device asked", vi: "hỏi thiết bị")
        case "checked": Phrase(en: "checked", vi: "kiểm tra")
        case "sealed": Phrase(en: "sealed by a newer version", vi: "niêm phong khi nâng cấp")
        case "attempted": Phrase(en: "attempt", vi: "thử thực hiện")
        default: Phrase(verbatim: word)
        }
    }
}

extension CaseState {
    /// The state that follows; nil where the event does not belong here. This is the whole of the rules: no step can be
    /// skipped because no other way leads anywhere.
    public func after(_ event: CaseEvent) -> CaseState? {
        switch (self, event) {
        case (.draft, .file), (.inReview, .release), (.moreAsked, .answer): .filed
        case (.filed, .take): .inReview
        case (.inReview, .askMore): .moreAsked
        case (.filed, .approve), (.inReview, .approve): .approved
        case (.filed, .reject), (.inReview, .reject), (.moreAsked, .reject), (.approved, .reject), (.failed, .reject):
            .rejected
        case (.draft, .withdraw), (.filed, .withdraw), (.inReview, .withdraw), (.moreAsked, .withdraw),
            (.approved, .withdraw), (.failed, .withdraw):
            .withdrawn
        case (.approved, .execute), (.failed, .execute): .executing
        case (.executing, .verify): .unbound
        case (.executing, .fail): .failed
        default: nil
        }
    }
}
