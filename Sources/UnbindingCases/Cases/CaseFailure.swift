import Attendance

/// What was asked does not fit a case as it stands.
public enum CaseFailure: Failure, Hashable {
    /// No case has this number.
    case unknown(String)
    /// The step does not follow from where the case stands.
    case doesNotGo(number: String, CaseState)
    case isFiledAlready(number: String)
    /// Another reviewer has it.
    case isTaken(number: String, by: String)
    /// Whoever decided had not seen all of its log.
    case hasChanged(number: String)
    case evidenceStays(number: String, CaseState)
    case keyStringStays(number: String, CaseState)
    /// It is not what its log says: somebody changed it beside the program.
    case wasForged(number: String)
    /// The program opened this case by the same key, for other data.
    case keyOpenedAnother(number: String)
    /// What it lacks at this moment.
    case lacks(Phrase)

    public var phrase: Phrase {
        switch self {
        case .unknown(let number): Phrase(en: "there is no case \(number)", vi: "không có yêu cầu \(number)")
        case .doesNotGo(let number, let state):
            Phrase(
                en: "case \(number) is \(state.label.en): that is no longer possible",
                vi: "yêu cầu \(number) \(state.label.vi): không thực hiện được nữa")
        case .isFiledAlready(let number):
            Phrase(en: "case \(number) is filed already", vi: "yêu cầu \(number) đã được gửi rồi")
        case .isTaken(let number, let reviewer):
            Phrase(
                en: "\(reviewer) has taken case \(number): one person decides it",
                vi: "\(reviewer) đã nhận yêu cầu \(number): chỉ một người quyết định")
        case .hasChanged(let number):
            Phrase(
                en: "case \(number) has changed since this page was opened: look at it again",
                vi: "yêu cầu \(number) đã thay đổi từ khi mở trang này: hãy xem lại")
        case .evidenceStays(let number, let state):
            Phrase(
                en: "case \(number) is \(state.label.en): its evidence stays as it is",
                vi: "yêu cầu \(number) \(state.label.vi): không đổi hình ảnh chứng minh được")
        case .keyStringStays(let number, let state):
            Phrase(
                en: "case \(number) is \(state.label.en): its key string stays as it is",
                vi: "yêu cầu \(number) \(state.label.vi): không đổi chuỗi ký tự được")
        case .wasForged(let number):
            Phrase(
                en:
                    "case \(number) was changed outside of Rollcall and stands still: `rollcall unbind verify-log \(number)` says where; restore a backup",
                vi:
                    "yêu cầu \(number) đã bị sửa bên ngoài Rollcall nên dừng lại: `rollcall unbind verify-log \(number)` cho biết chỗ sửa; hãy khôi phục bản sao lưu"
            )
        case .keyOpenedAnother(let number):
            Phrase(
                en: "this idempotency key opened case \(number), for other data: take a new one",
                vi: "khóa chống lặp này đã tạo yêu cầu \(number) với dữ liệu khác: hãy dùng khóa mới")
        case .lacks(let what): what
        }
    }

    public var blame: Blame {
        if case .unknown = self { return .absence }
        return .request
    }
}
