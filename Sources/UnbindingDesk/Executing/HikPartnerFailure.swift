import Attendance
import HTTPTransport

/// Why Hik-Partner Pro did not do what was asked.
enum HikPartnerFailure: Failure, Hashable {
    /// No reply, or a status that is not a success without a code of the vendor.
    case exchange(ExchangeFailure)
    case unreadable
    /// A code of the vendor, such as `LAP500004`.
    case code(String)
    /// The account has no device of that serial.
    case notOurs

    /// For the person who unbinds. Codes: cloud contract 5.
    var phrase: Phrase {
        switch self {
        case .exchange(let failure): failure.phrase
        case .unreadable:
            Phrase(
                en: "Hik-Partner Pro answered something that is not its interface: check the address",
                vi: "phản hồi không phải của Hik-Partner Pro: hãy kiểm tra địa chỉ")
        case .notOurs:
            Phrase(
                en: "the device is not in this Hik-Partner Pro account: choose another way",
                vi: "thiết bị không thuộc tài khoản Hik-Partner Pro này: hãy chọn cách khác")
        case .code(let code):
            switch code {
            case "LAP300001", "LAP300002", "LAP300003", "LAP500005", "OPEN000001", "OPEN000002", "OPEN000003":
                Phrase(
                    en: "Hik-Partner Pro refused the application key or secret (\(code)): enter them again",
                    vi: "Hik-Partner Pro từ chối AppKey hoặc SecretKey (\(code)): hãy nhập lại")
            case "LAP500002", "LAP500003", "LAP500004", "OPEN000006", "OPEN000007":
                Phrase(
                    en: "Hik-Partner Pro did not take its token (\(code)): try the other header form in the settings",
                    vi: "Hik-Partner Pro không nhận token (\(code)): hãy thử dạng header khác trong thiết lập")
            case "EVZ20018", "LAP006009", "EVZ20002":
                Phrase(
                    en: "the device is not in this Hik-Partner Pro account (\(code)): choose another way",
                    vi: "thiết bị không thuộc tài khoản Hik-Partner Pro này (\(code)): hãy chọn cách khác")
            case "LAP500007", "EVZ10007", "EVZ10029":
                Phrase(
                    en: "Hik-Partner Pro asks to slow down (\(code)): try again in a minute",
                    vi: "Hik-Partner Pro yêu cầu chậm lại (\(code)): hãy thử lại sau một phút")
            case "EVZ20007", "VMS021314":
                Phrase(
                    en: "the device is offline (\(code)): check its power and network, then try again",
                    vi: "thiết bị đang mất kết nối (\(code)): hãy kiểm tra nguồn và mạng rồi thử lại")
            default:
                Phrase(
                    en: "Hik-Partner Pro refused with \(code); the device is still bound",
                    vi: "Hik-Partner Pro từ chối với mã \(code); thiết bị vẫn còn liên kết")
            }
        }
    }

    var blame: Blame { .peer }
}
