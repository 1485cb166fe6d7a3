import Attendance

/// What an installer takes responsibility for. A case keeps the version that was agreed to.
public struct Consent: Hashable, Sendable {
    public let version: String
    public let text: Phrase

    /// The text in force. A changed text is a new version; the old ones stay readable below.
    public static let current = Consent(
        version: "2026-11",
        text: Phrase(
            en:
                "I act for the rightful owner of this device, with the owner's agreement. What I state and show here is true. I take responsibility for any loss or dispute that follows from unbinding the device, and I agree that the evidence is kept for the time that the operator of this desk has set.",
            vi:
                "Tôi thực hiện theo ủy quyền và được sự đồng ý của chủ sở hữu hợp pháp của thiết bị. Thông tin và hình ảnh tôi cung cấp là đúng sự thật. Tôi chịu trách nhiệm về mọi thiệt hại, tranh chấp phát sinh từ việc hủy liên kết thiết bị, và đồng ý để bằng chứng được lưu trong thời hạn do đơn vị vận hành quy định."
        ))

    public static let all = [current]

    public static func version(_ version: String) -> Consent? { all.first { $0.version == version } }
}
