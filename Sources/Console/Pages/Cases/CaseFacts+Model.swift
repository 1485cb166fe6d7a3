import Access
import Attendance
import LocalNetwork
import SADP
import Serials
import Store
import UnbindingCases
import UnbindingDesk

/// What is known of a case's device, a line a fact; what is not known has no line.
extension CasePage {
    static func facts(
        _ found: UnbindingCase, _ assessment: Assessment, _ zone: Zone, _ reader: Reader
    ) -> [Fact] {
        let key: String =
            switch (assessment.key, found.expiredAt) {
            case (_, _?): reader.say("(forgotten)", "(đã xóa)")
            case (nil, _): reader.say("not yet", "chưa có")
            case (let key?, _):
                key.serial.map { reader.say("stored, names \($0)", "đã lưu, ghi \($0)") }
                    ?? reader.say("stored", "đã lưu")
            }
        let device: String =
            switch found.device {
            case .answered(let answer):
                reader.say(
                    "the device answered: \(answer.state.label.en)", "thiết bị trả lời: \(answer.state.label.vi)")
            case .claimed(let state): reader.say("claimed: \(state.label.en)", "theo khai báo: \(state.label.vi)")
            case nil: ""
            }
        let register = assessment.register.map {
            $0.account.map { reader.say("bound to \($0)", "liên kết với \($0)") } ?? reader.say("free", "chưa liên kết")
        }
        return [
            (reader.say("Serial", "Số seri"), found.fullSerial.isEmpty ? found.serial.text : found.fullSerial),
            (reader.say("Short serial", "Số seri ngắn"), found.serial.text), ("Model", found.model),
            ("MAC", found.mac?.announced ?? ""), ("IPv4", found.ipv4),
            (
                reader.say("Network", "Mạng"),
                found.network == .lan ? reader.say("LAN (SADP)", "mạng nội bộ (SADP)") : reader.say("other", "khác")
            ),
            (reader.say("Binding", "Liên kết"), device), (reader.say("Register", "Sổ đăng ký"), register ?? ""),
            (reader.say("Key string", "Chuỗi ký tự"), key), (reader.say("Installer", "Người gửi"), found.installer),
            (reader.say("On behalf of", "Thay mặt"), found.onBehalfOf ?? ""),
            (reader.say("Their reference", "Mã tham chiếu bên gửi"), found.ownReference ?? ""),
            (
                reader.say("Company", "Công ty"),
                assessment.company.map { "\($0.name) · \($0.taxCode) · \($0.state.label[reader.language])" } ?? ""
            ),
            (reader.say("Opened", "Tạo lúc"), Texts.time(found.createdAt, in: zone)),
            (reader.say("Filed", "Gửi lúc"), found.filedAt.map { Texts.time($0, in: zone) } ?? ""),
            (reader.say("Decided", "Quyết định lúc"), found.decidedAt.map { Texts.time($0, in: zone) } ?? ""),
            (reader.say("Carried out", "Cách thực hiện"), found.authority?.label[reader.language] ?? ""),
            (reader.say("Reference", "Mã tham chiếu"), found.reference ?? ""),
        ].filter { !$0.1.isEmpty }.map { Fact(name: $0.0, value: $0.1) }
    }
}
