import Attendance
import UnbindingCases

extension SettingSpecification {
    /// How unbinding cases are decided, and what is kept of them.
    static let cases: [SettingSpecification] = [
        SettingSpecification(
            "automatic-rejections", \.automation.rejects, .flag,
            label: Phrase(en: "Reject by rule", vi: "Tự động từ chối"),
            help: Phrase(
                en:
                    "Where a label's own code names another device, or the device itself answers not bound or Hik-Connect off.",
                vi:
                    "Khi mã trên nhãn là của thiết bị khác, hoặc chính thiết bị trả lời chưa liên kết hay chưa bật Hik-Connect."
            )),
        SettingSpecification(
            "automatic-approvals", \.automation.approves, .flag,
            label: Phrase(en: "Approve by rule", vi: "Tự động duyệt"),
            help: Phrase(
                en: "Only where a code carries the serial, nothing contradicts it and the device is known to be bound.",
                vi: "Chỉ khi có mã ghi đúng số seri, không có gì mâu thuẫn và biết chắc thiết bị đang liên kết.")),
        SettingSpecification(
            "decision-minutes", \.decisionMinutes, .duration(1...10_000, .minutes, upTo: .hours),
            label: Phrase(
                en: "Decide within (working time)", vi: "Thời hạn quyết định (giờ làm việc)"),
            help: Phrase(
                en: "By the working calendar; filed cases keep theirs.",
                vi: "Theo lịch làm việc; yêu cầu đã gửi giữ hạn cũ.")),
        SettingSpecification(
            "evidence-days", \.evidenceDays, .duration(1...3660, .days),
            label: Phrase(
                en: "Keep photos and keys for", vi: "Lưu ảnh và chuỗi ký tự trong"),
            help: Phrase(en: "After the end of a case; its log stays.", vi: "Tính từ khi kết thúc; nhật ký vẫn giữ.")),
        SettingSpecification(
            "installer-registration", \.allowsRegistration, .flag,
            label: Phrase(en: "Installers may register", vi: "Kỹ thuật viên được tự đăng ký"),
            help: Phrase(
                en: "Without an invitation. Filing needs a verified company all the same.",
                vi: "Không cần lời mời. Vẫn phải có công ty đã xác thực mới gửi được yêu cầu.")),
    ]
}
