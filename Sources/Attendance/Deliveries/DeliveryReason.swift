/// The stored words for why a delivery does not move.
public enum DeliveryReason {
    public static let emptyCode = "emptyCode"
    public static let unknownCode = "unknownCode"
    /// Waiting, however old: a person asked for it.
    public static let asked = "asked"
    /// Held: older than what goes to HR unasked.
    public static let tooOld = "tooOld"

    public static let emptyCodePhrase = Phrase(
        en: "the person has no employee code at the vendor; enter it there and the punch goes with the next sync",
        vi:
            "người này chưa có mã chấm công trên hệ thống của hãng; nhập mã tại đó, bản ghi sẽ được gửi sau lần đồng bộ tới"
    )

    public static let heldPhrase = Phrase(
        en: "held: it goes with the next timed push, or when somebody pushes",
        vi: "đang giữ lại: sẽ được gửi trong lần gửi định kỳ tới, hoặc khi có người chọn “Đồng bộ lên HRM”")
    public static let disabledPhrase = Phrase(
        en: "the HR client is disabled; enable it and the punch goes",
        vi: "HRM client đang bị vô hiệu; kích hoạt lại thì bản ghi sẽ được gửi")

    public static let tooOldPhrase = Phrase(
        en:
            "older than \(RunPlan.longestCatchUp.components.seconds / 86_400) days when it was read: it goes to HR only when somebody pushes its dates",
        vi:
            "cũ hơn \(RunPlan.longestCatchUp.components.seconds / 86_400) ngày khi được đọc: chỉ gửi lên HRM khi có người chọn “Đồng bộ lên HRM” theo ngày"
    )

    /// The sentence of a stored word; nil for words whose sentence is stored beside them.
    public static func phrase(of code: String?) -> Phrase? {
        switch code {
        case emptyCode: emptyCodePhrase
        case tooOld: tooOldPhrase
        default: nil
        }
    }
}
