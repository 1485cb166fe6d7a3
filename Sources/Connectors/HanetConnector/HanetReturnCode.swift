import Attendance
import ConnectorKit

/// Return codes that Hanet documents (contract 1.2), as far as they ask for different actions.
enum HanetReturnCode {
    static let success: Int64 = 1
    static let tokenExpired: Int64 = -103
    static let systemError: Int64 = -503

    /// - Parameter message: what Hanet says of it, as it may be shown.
    static func failure(
        _ code: Int64, message: Phrase = Phrase(verbatim: ""), step: Phrase, placeID: String
    ) -> ConnectorFailure {
        let said = Phrase(en: "\(code) \(message.en)".trimmed, vi: "\(code) \(message.vi)".trimmed)
        switch code {
        case systemError:
            return ConnectorFailure(
                .vendorFault, step: step,
                problem: Phrase(en: "Hanet has a system error (\(said.en))", vi: "Hanet báo lỗi hệ thống (\(said.vi))"),
                remedy: ConnectorFailure.triedAgain)
        case -2035:
            return ConnectorFailure(
                .credentials, step: step,
                problem: Phrase(
                    en: "this token may not read place \(placeID) (\(said.en))",
                    vi: "token này không có quyền đọc địa điểm \(placeID) (\(said.vi))"),
                remedy: Phrase(
                    en: "Use the token of the account that created the place.",
                    vi: "Hãy dùng token của tài khoản đã tạo địa điểm."))
        case -1006 ... -1001:
            return ConnectorFailure(
                .configuration, step: step,
                problem: Phrase(
                    en: "Hanet knows no place \(placeID) for this token (\(said.en))",
                    vi: "Hanet không có địa điểm \(placeID) với token này (\(said.vi))"),
                remedy: Phrase(
                    en: "Open the place at connect.hanet.ai and enter the number of its address as place-id.",
                    vi: "Mở địa điểm tại connect.hanet.ai và nhập số trên đường link vào place-id."))
        case -1, -404:
            return ConnectorFailure(
                .configuration, step: step,
                problem: Phrase(
                    en: "Hanet refuses the request (\(said.en))", vi: "Hanet từ chối yêu cầu (\(said.vi))"),
                remedy: Phrase(
                    en: "Check place-id and base-url.", vi: "Hãy kiểm tra place-id và base-url."))
        default:
            return ConnectorFailure(
                .vendorFault, step: step,
                problem: Phrase(en: "Hanet reports \(said.en)", vi: "Hanet báo \(said.vi)"),
                remedy: ConnectorFailure.triedAgain)
        }
    }
}
