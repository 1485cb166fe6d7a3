import Attendance
import Store
import UnbindingCases

/// What an installer and programs are told of a case.
public enum CaseNotice {
    /// Nil for what nobody but the desk's own people sees.
    public static func text(of event: CaseEvent, _ unbindingCase: UnbindingCase) -> Phrase? {
        let name = "\(unbindingCase.number) (\(unbindingCase.serial))"
        switch event {
        case .file: return Phrase(en: "\(name): filed.", vi: "\(name): đã gửi.")
        case .approve:
            return Phrase(
                en: "\(name): approved. The unbinding can begin.", vi: "\(name): đã duyệt. Có thể hủy liên kết.")
        case .reject(let reason):
            return Phrase(
                en: "\(name): rejected. \(reason.sentence.en)", vi: "\(name): bị từ chối. \(reason.sentence.vi)")
        case .askMore:
            let asked = unbindingCase.asked ?? ""
            return Phrase(en: "\(name): more is asked for: \(asked)", vi: "\(name): cần bổ sung: \(asked)")
        case .verify: return Phrase(en: "\(name): \(done.en)", vi: "\(name): \(done.vi)")
        case .fail:
            return Phrase(
                en: "\(name): the unbinding failed; see the case.",
                vi: "\(name): hủy liên kết không thành công; mở yêu cầu để xem lý do.")
        case .take, .release, .answer, .withdraw, .execute: return nil
        }
    }

    /// The sentence of success.
    public static let done = Phrase(en: "The device has been unbound.", vi: "Thiết bị đã được hủy liên kết.")
}
