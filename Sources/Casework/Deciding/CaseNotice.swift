import Attendance
import Store
import UnbindingDesk

/// What an installer is told of a case.
public enum CaseNotice {
    /// Nil for what the installer does himself.
    public static func text(of event: CaseEvent, _ unbindingCase: UnbindingCase) -> Phrase? {
        let name = "\(unbindingCase.number) (\(unbindingCase.serial))"
        switch event {
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
                vi: "\(name): hủy liên kết không thành công; xem trong trường hợp.")
        case .file, .take, .release, .answer, .withdraw, .execute: return nil
        }
    }

    /// The sentence of success.
    public static let done = Phrase(en: "The device has been unbound.", vi: "Thiết bị đã được hủy liên kết.")
}
