import Attendance
import ConnectorKit
import ZKTeco

extension TerminalFailure {
    /// Whether the line itself is gone, so that another one may do better.
    var isOfTheLine: Bool {
        switch problem {
        case .connectionLost, .noAnswer, .damaged, .foreign: true
        default: false
        }
    }

    /// For the person who must act.
    func explained(_ context: ConnectorContext) -> ConnectorFailure {
        let address = context.terminalAddress
        let place = "\(address.host):\(address.port)"
        switch problem {
        case .unknownHost:
            return failure(
                .configuration, en: "no machine is called \(address.host)", vi: "không có máy nào tên \(address.host)",
                Phrase(
                    en: "Enter the IP address that the terminal shows under Menu → Comm. → Ethernet.",
                    vi: "Hãy nhập địa chỉ IP xem tại Menu → Kết nối → Ethernet trên máy chấm công."))
        case .unreachable:
            return failure(
                .unreachable, en: "nobody answers at \(place)", vi: "không có trả lời tại \(place)",
                Phrase(
                    en:
                        "Is the terminal on and its cable plugged in, and is the IP address still the one in its menu (Comm. → Ethernet)?",
                    vi:
                        "Máy chấm công có bật và cắm dây mạng không, địa chỉ IP có còn đúng như trong menu (Kết nối → Ethernet) không?"
                ))
        case .portClosed:
            return failure(
                .unreachable,
                en: "the machine at \(address.host) is there, but nothing listens on port \(address.port)",
                vi: "có máy tại \(address.host) nhưng cổng \(address.port) không mở",
                Phrase(
                    en: "Check the port (Comm. → PC Connection), and whether it is the terminal's IP address.",
                    vi: "Hãy kiểm tra cổng (Kết nối → Kết nối PC) và xem đây có đúng địa chỉ của máy chấm công không."))
        case .noAnswer:
            return failure(
                .timedOut, en: "no answer from \(place)", vi: "\(place) không trả lời",
                Phrase(
                    en:
                        "Most terminals serve one program at a time: close others that are connected to it. If it stays silent, restart the terminal.",
                    vi:
                        "Đa số máy chỉ phục vụ một phần mềm: hãy tắt phần mềm khác đang kết nối. Nếu vẫn không trả lời, hãy khởi động lại máy chấm công."
                ))
        case .connectionLost:
            return failure(
                .unreachable, en: "\(place) ended the connection", vi: "\(place) đã ngắt kết nối",
                Phrase(
                    en:
                        "It is tried again by itself. If that goes on, close other programs that are connected to the terminal.",
                    vi: "Chương trình sẽ tự thử lại. Nếu vẫn vậy, hãy tắt phần mềm khác đang kết nối với máy chấm công."
                ))
        case .keyRefused(given: false):
            return failure(
                .credentials, en: "the terminal asks for a comm key", vi: "máy chấm công yêu cầu mật khẩu kết nối",
                Phrase(
                    en: "Enter the comm key from Menu → Comm. → PC Connection.",
                    vi: "Hãy nhập Comm Key xem tại Menu → Kết nối → Kết nối PC."))
        case .keyRefused(given: true):
            return failure(
                .credentials, en: "the terminal refuses the comm key", vi: "máy chấm công từ chối mật khẩu kết nối",
                Phrase(
                    en: "Compare it with Menu → Comm. → PC Connection; another program may have changed it.",
                    vi: "Hãy so với Menu → Kết nối → Kết nối PC; có thể phần mềm khác đã đổi."))
        case .refused(let code):
            return failure(
                .vendorFault, en: "the terminal refuses this question (\(code))",
                vi: "máy chấm công từ chối yêu cầu này (\(code))", ConnectorFailure.triedAgain)
        case .damaged:
            return failure(
                .badReply, en: "what \(place) sent arrived damaged", vi: "dữ liệu từ \(place) bị hỏng khi truyền",
                Phrase(
                    en:
                        "Nothing of it is stored, and it is tried again. If that goes on, choose protocol tcp or check the network.",
                    vi:
                        "Không lưu gì từ dữ liệu này, chương trình sẽ thử lại. Nếu vẫn vậy, hãy chọn giao thức tcp hoặc kiểm tra mạng."
                ))
        case .foreign:
            return failure(
                .configuration, en: "what answers at \(place) is not a terminal of this kind",
                vi: "thiết bị trả lời tại \(place) không phải máy chấm công loại này",
                Phrase(
                    en: "Check the IP address and the port, or choose another connection type.",
                    vi: "Hãy kiểm tra địa chỉ IP và cổng, hoặc chọn loại kết nối khác."))
        case .accessPanel:
            return failure(
                .configuration, en: "an access control panel (C3, inBIO) answers at \(place)",
                vi: "tại \(place) là bộ điều khiển cửa (C3, inBIO)",
                Phrase(
                    en:
                        "It speaks another protocol and keeps door events, not attendance: connect the terminal itself.",
                    vi:
                        "Thiết bị này dùng giao thức khác và không phải máy chấm công: hãy kết nối trực tiếp máy chấm công."
                ))
        case .incomplete(let got, let promised):
            return failure(
                .incomplete, en: "only \(got) of \(promised) bytes came",
                vi: "chỉ nhận được \(got) trên \(promised) byte",
                Phrase(
                    en: "Nothing of it is stored, and it is tried again. A weak network may be the reason.",
                    vi: "Không lưu gì từ dữ liệu này, chương trình sẽ thử lại. Có thể do mạng yếu."))
        case .endless:
            return failure(
                .badReply, en: "the terminal promises more than any terminal keeps",
                vi: "máy chấm công báo lượng dữ liệu lớn bất thường", ConnectorFailure.triedAgain)
        case .layout(let refusal): return explained(refusal)
        case .cancelled: return ConnectorFailure.stopped(step: stepWords)
        }
    }

    private func explained(_ refusal: LayoutRefusal) -> ConnectorFailure {
        let enter = Phrase(
            en:
                "Nothing is stored, so that no wrong punch arises. Enter the record length at the device (manual: ZKTeco, “record length”).",
            vi:
                "Không lưu gì để tránh bản ghi sai. Hãy nhập độ dài bản ghi của thiết bị (xem hướng dẫn ZKTeco, “độ dài bản ghi”)."
        )
        switch refusal {
        case .unknown(let bytes, let counted):
            return failure(
                .badReply, en: "the record length is not known: \(bytes) bytes for \(counted) punches fit none",
                vi: "không xác định được độ dài bản ghi: \(bytes) byte cho \(counted) bản ghi không khớp loại nào",
                Phrase(
                    en:
                        "Nothing is stored, so that no wrong punch arises. Is the terminal's clock set? If it is, tell us the model.",
                    vi:
                        "Không lưu gì để tránh bản ghi sai. Đồng hồ của máy đã đúng chưa? Nếu đúng, hãy báo cho chúng tôi kiểu máy."
                ))
        case .ambiguous(let layouts):
            let names = layouts.map(\.rawValue).joined(separator: ", ")
            return failure(
                .configuration, en: "the punches fit several record lengths: \(names)",
                vi: "bản ghi khớp với nhiều độ dài: \(names)", enter)
        case .tooFew(let layout, let count):
            return failure(
                .incomplete,
                en: "\(count) punches are too few to be sure of the record length (\(layout.rawValue) fits)",
                vi: "\(count) bản ghi là quá ít để xác định chắc độ dài bản ghi (\(layout.rawValue) có vẻ khớp)",
                Phrase(
                    en: "It decides itself after a few more punches; or enter \(layout.rawValue) as record length.",
                    vi:
                        "Chương trình sẽ tự xác định sau vài lần chấm công nữa; hoặc nhập \(layout.rawValue) làm độ dài bản ghi."
                ))
        case .changed(let former, let new):
            return failure(
                .configuration,
                en: "the record length was \(former.rawValue) and now looks like \(new.rawValue)",
                vi: "độ dài bản ghi trước đây là \(former.rawValue), nay giống \(new.rawValue)", enter)
        case .otherThanConfigured(let found):
            return failure(
                .configuration, en: "the punches have the record length \(found.rawValue), another one was entered",
                vi: "bản ghi có độ dài \(found.rawValue), khác với giá trị đã nhập",
                Phrase(
                    en: "Set record length to auto or \(found.rawValue).",
                    vi: "Hãy đặt độ dài bản ghi là auto hoặc \(found.rawValue)."))
        }
    }

    private func failure(
        _ code: ConnectorFailure.Code, en: String, vi: String, _ remedy: Phrase
    ) -> ConnectorFailure {
        ConnectorFailure(code, step: stepWords, problem: Phrase(en: en, vi: vi), remedy: remedy)
    }

    private var stepWords: Phrase {
        switch step {
        case .connect: Phrase(en: "connect", vi: "kết nối")
        case .authenticate: Phrase(en: "comm key", vi: "mật khẩu kết nối")
        case .identity: Phrase(en: "read the serial number", vi: "đọc số seri")
        case .sizes: Phrase(en: "count the punches", vi: "đếm bản ghi")
        case .time: Phrase(en: "read the clock", vi: "đọc đồng hồ")
        case .log: Phrase(en: "read the punches", vi: "đọc bản ghi")
        case .users: Phrase(en: "read the user list", vi: "đọc danh sách người dùng")
        case .listen: Phrase(en: "listen", vi: "nhận bản ghi trực tiếp")
        }
    }
}
