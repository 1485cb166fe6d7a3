import Attendance
import SADP
import Serials

extension SADPFailure: Failure {
    /// What happened and what to do, for the person at the keyboard.
    public var phrase: Phrase {
        switch self {
        case .unknownInterface(let word, let known):
            let list = known.map(\.description).joined(separator: ", ")
            return Phrase(
                en: "there is no interface “\(word)” with an IPv4 address on this machine; there are: \(list)",
                vi: "máy này không có giao tiếp mạng “\(word)” có địa chỉ IPv4; hiện có: \(list)")
        case .noInterface:
            return Phrase(
                en: "this machine has no network interface with an IPv4 address; connect it to the devices' network",
                vi: "máy này không có giao tiếp mạng nào có địa chỉ IPv4; hãy kết nối vào mạng của thiết bị")
        case .invalidGroup(let group):
            return Phrase(en: "“\(group)” is not an IPv4 address", vi: "“\(group)” không phải địa chỉ IPv4")
        case .portInUse(let port, let interface):
            return Phrase(
                en:
                    "UDP port \(port) on \(interface) is held by another program that does not share it, most likely another SADP tool: close that program and try again",
                vi:
                    "cổng UDP \(port) trên \(interface) đang bị chương trình khác giữ riêng, thường là một công cụ SADP khác: hãy đóng chương trình đó rồi thử lại"
            )
        case .notPermitted(let interface):
            return Phrase(
                en:
                    "the system does not let this program send on \(interface): allow outgoing UDP to 239.255.255.250 port 37020 in the firewall; a container needs the host's network",
                vi:
                    "hệ thống không cho phép gửi trên \(interface): hãy mở UDP đi tới 239.255.255.250 cổng 37020 trên tường lửa; container cần dùng mạng của máy chủ"
            )
        case .noRoute(let interface):
            return Phrase(
                en:
                    "nothing can be sent to the devices' group on \(interface): the interface is down or has no route for multicast; as root: ip link set NAME up, ip route add 224.0.0.0/4 dev NAME",
                vi:
                    "không gửi được tới nhóm multicast trên \(interface): giao tiếp mạng đang tắt hoặc thiếu định tuyến multicast; với quyền root: ip link set TÊN up, ip route add 224.0.0.0/4 dev TÊN"
            )
        case .network(let interface, let reason):
            return Phrase(
                en: "the network on \(interface) could not be used: \(reason)",
                vi: "không dùng được mạng trên \(interface): \(reason)")
        case .busy: return Phrase(en: "a search is already under way", vi: "đang có một lượt tìm khác")
        case .cancelled: return Phrase(en: "stopped", vi: "đã dừng")
        case .notFound(let mac, let duration):
            return Phrase(
                en:
                    "no device \(mac) answered within \(duration.text): is it on, and in the same network segment? Searches do not cross routers",
                vi:
                    "không có thiết bị \(mac) trả lời trong \(duration.text): thiết bị có bật và cùng phân đoạn mạng không? Tìm kiếm không đi qua bộ định tuyến"
            )
        case .noAnswer("ezvizUnbind", let duration):
            return Phrase(
                en:
                    "the device did not answer within \(duration.text) after the password was sent, so it is not known whether it was unbound: look with “unbind status” before trying again",
                vi:
                    "thiết bị không trả lời trong \(duration.text) sau khi đã gửi mật khẩu, nên chưa rõ đã hủy liên kết hay chưa: hãy dùng “unbind status” kiểm tra trước khi thử lại"
            )
        case .noAnswer(_, let duration):
            return Phrase(
                en: "the device was found but did not answer this question within \(duration.text): try again",
                vi: "đã tìm thấy thiết bị nhưng thiết bị không trả lời yêu cầu này trong \(duration.text): hãy thử lại")
        case .neverAnswered:
            return Phrase(
                en: "the device announced itself but never answered, so nothing is sent to it",
                vi: "thiết bị chỉ tự thông báo mà không trả lời, nên không gửi gì tới thiết bị")
        case .contested(let mac, let rivalry):
            return Phrase(
                en: "nothing is sent to \(mac): \(rivalry.refusal.en)",
                vi: "chưa gửi gì tới \(mac): \(rivalry.refusal.vi)")
        case .addressMismatch(let announced, let actual):
            return Phrase(
                en:
                    "the device says that it is at \(announced), but answers from \(actual): its password is not sent. Put this machine into the device's own network segment",
                vi:
                    "thiết bị thông báo địa chỉ \(announced) nhưng trả lời từ \(actual): không gửi mật khẩu. Hãy đặt máy này vào cùng phân đoạn mạng với thiết bị"
            )
        case .impostor(let address):
            return Phrase(
                en:
                    "WARNING: \(address) answered in the device's place. The password was not sent. Somebody on this network may be after it: find that machine before trying again",
                vi:
                    "CẢNH BÁO: \(address) đã trả lời thay cho thiết bị. Mật khẩu chưa được gửi. Có thể ai đó trong mạng đang tìm cách lấy mật khẩu: hãy tìm máy đó trước khi thử lại"
            )
        case .answeredTwice:
            return Phrase(
                en:
                    "WARNING: the exchange was answered twice. The password was not sent. Somebody on this network may be after it: use a trusted segment, such as a cable straight to the device",
                vi:
                    "CẢNH BÁO: có hai câu trả lời cho bước trao đổi khóa. Mật khẩu chưa được gửi. Có thể ai đó trong mạng đang tìm cách lấy mật khẩu: hãy dùng mạng tin cậy, ví dụ cắm cáp thẳng vào thiết bị"
            )
        case .unusableExchange:
            return Phrase(
                en: "what the device sent for protecting the password is of no use, so the password was not sent",
                vi: "dữ liệu thiết bị gửi để bảo vệ mật khẩu không dùng được, nên mật khẩu chưa được gửi")
        case .unbindNotOffered:
            return Phrase(
                en: "this device does not offer unbinding on the local network: open a case instead",
                vi: "thiết bị này không hỗ trợ hủy liên kết trong mạng nội bộ: hãy tạo yêu cầu hủy liên kết")
        }
    }

    public var blame: Blame {
        switch self {
        case .unknownInterface, .invalidGroup, .unbindNotOffered: .request
        case .busy, .portInUse: .conflict
        case .cancelled: .cancellation
        case .noInterface, .notPermitted, .noRoute, .network, .notFound, .noAnswer, .neverAnswered, .contested,
            .addressMismatch, .impostor, .answeredTwice, .unusableExchange:
            .peer
        }
    }
}

extension Duration {
    /// Seconds, for a person.
    fileprivate var text: String {
        let tenths = components.seconds * 10 + components.attoseconds / 100_000_000_000_000_000
        return tenths.isMultiple(of: 10) ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}
