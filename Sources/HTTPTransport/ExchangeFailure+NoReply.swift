import Attendance

extension ExchangeFailure {
    /// What it means that no whole reply came.
    ///
    /// - Parameter name: who was called; without it, the address's origin.
    public init(_ failure: HTTPFailure, calling url: String, of name: Phrase? = nil) {
        let name = name ?? Phrase(verbatim: WebAddress.origin(of: url))
        let (problem, remedy) = ExchangeFailure.words(failure, name)
        self.init(.noReply(failure), problem, remedy: remedy)
    }

    private static func words(_ failure: HTTPFailure, _ name: Phrase) -> (problem: Phrase, remedy: Phrase?) {
        switch failure {
        case .invalidAddress:
            (Phrase(en: "\(name.en) is not a web address", vi: "\(name.vi) không phải địa chỉ web"), nil)
        case .unreachable(let reason):
            (
                Phrase(
                    en: "\(name.en) cannot be reached (\(reason))", vi: "không kết nối được \(name.vi) (\(reason))"),
                Phrase(
                    en: "Check this machine's network and the address.",
                    vi: "Hãy kiểm tra mạng của máy này và địa chỉ.")
            )
        case .insecure(let reason):
            (
                Phrase(
                    en: "the certificate of \(name.en) was not accepted (\(reason))",
                    vi: "chứng chỉ của \(name.vi) không được chấp nhận (\(reason))"),
                Phrase(
                    en: "Check the address and this machine's clock; a company proxy may be in between.",
                    vi: "Hãy kiểm tra địa chỉ và đồng hồ máy chủ; có thể có proxy của công ty ở giữa.")
            )
        case .timedOut(let limit):
            (
                Phrase(
                    en: "\(name.en) did not answer within \(limit.components.seconds) seconds",
                    vi: "\(name.vi) không trả lời trong \(limit.components.seconds) giây"),
                Phrase(
                    en: "If that goes on, allow it a longer time-out.", vi: "Nếu vẫn vậy, hãy tăng thời gian chờ.")
            )
        case .interrupted(let reason):
            (
                Phrase(
                    en: "the answer of \(name.en) broke off (\(reason))",
                    vi: "phản hồi của \(name.vi) bị ngắt giữa chừng (\(reason))"), nil
            )
        case .replyTooLarge(let limit):
            (
                Phrase(
                    en: "the answer of \(name.en) is larger than \(limit >> 20) MiB and was not read",
                    vi: "phản hồi của \(name.vi) lớn hơn \(limit >> 20) MiB nên không được đọc"),
                ExchangeFailure.checkAddress
            )
        case .cancelled: (Phrase(en: "stopped", vi: "đã dừng"), nil)
        }
    }

    static let checkAddress = Phrase(
        en: "Check that the address is that of the interface.", vi: "Hãy kiểm tra địa chỉ có đúng là của API không.")
}
