import Access
import Attendance
import ProgramSettings

/// Deeds that concern people, the desk, the network and the program itself.
extension HistoryEvent.Company {
    func deed(to name: String) -> Phrase? {
        switch self {
        case .proposed(let code):
            Phrase(
                en: "entered the company “\(name)” (tax code \(code))",
                vi: "đã khai báo công ty “\(name)” (mã số thuế \(code))")
        case .verified: Phrase(en: "verified the company “\(name)”", vi: "đã xác thực công ty “\(name)”")
        case .refused: Phrase(en: "refused the company “\(name)”", vi: "đã từ chối công ty “\(name)”")
        case .sharesTaxCode: nil
        }
    }
}

extension HistoryEvent.User {
    func deed(to name: String) -> Phrase? {
        switch self {
        case .added(let role):
            let title = HistoryEvent.User.title(role)
            return Phrase(
                en: "added the account “\(name)” (\(title.en))", vi: "đã thêm tài khoản “\(name)” (\(title.vi))")
        case .invited(let role):
            let title = HistoryEvent.User.title(role)
            return Phrase(
                en: "invited somebody with the role \(title.en)", vi: "đã mời một người với vai trò \(title.vi)")
        case .passwordChanged:
            return Phrase(en: "changed the password of “\(name)”", vi: "đã đổi mật khẩu của “\(name)”")
        case .changed(let role):
            let title = HistoryEvent.User.title(role)
            return Phrase(
                en: "gave the account “\(name)” the role \(title.en)",
                vi: "đã đổi vai trò của “\(name)” thành \(title.vi)")
        case .disabled: return Phrase(en: "disabled the account “\(name)”", vi: "đã vô hiệu tài khoản “\(name)”")
        case .company(let company?):
            return Phrase(
                en: "put “\(name)” into the company “\(company)”", vi: "đã đưa “\(name)” vào công ty “\(company)”")
        case .company(nil):
            return Phrase(en: "took “\(name)” out of the company", vi: "đã đưa “\(name)” ra khỏi công ty")
        case .renamed: return nil
        }
    }
}

extension HistoryEvent.Token {
    func deed(to name: String) -> Phrase {
        switch self {
        case .added(let scopes):
            let list = scopes.joined(separator: ", ")
            return Phrase(en: "made the token “\(name)” (\(list))", vi: "đã tạo token “\(name)” (\(list))")
        case .revoked: return Phrase(en: "revoked the token “\(name)”", vi: "đã thu hồi token “\(name)”")
        }
    }
}

extension HistoryEvent.Network {
    func deed(to name: String) -> Phrase {
        switch self {
        case .searched(let found):
            Phrase(
                en: "searched the network “\(name)”: \(found.written(.en)) devices found",
                vi: "đã tìm trong mạng “\(name)”: tìm thấy \(found.written(.vi)) thiết bị")
        case .reported(let found):
            Phrase(
                en: "sent a list of the network “\(name)”: \(found.written(.en)) devices",
                vi: "đã gửi danh sách mạng “\(name)”: \(found.written(.vi)) thiết bị")
        case .removed: Phrase(en: "removed the list of “\(name)”", vi: "đã xóa danh sách mạng “\(name)”")
        case .keyTaken: Phrase(en: "took the key string of “\(name)”", vi: "đã lấy chuỗi ký tự của “\(name)”")
        case .unbound(let outcome):
            Phrase(en: "unbound “\(name)”: \(outcome.en)", vi: "đã hủy liên kết “\(name)”: \(outcome.vi)")
        case .unbindFailed(let outcome):
            Phrase(
                en: "tried to unbind “\(name)”: \(outcome.en)", vi: "đã thử hủy liên kết “\(name)”: \(outcome.vi)")
        }
    }
}

extension HistoryEvent.Desk {
    func deed(to name: String) -> Phrase? {
        switch self {
        case .calendarChanged(let version):
            Phrase(
                en: "stored the working calendar, version \(version)", vi: "đã lưu lịch làm việc, phiên bản \(version)")
        case .bindingNoted(let account):
            Phrase(
                en: "noted that “\(name)” is bound to “\(account)”",
                vi: "đã ghi nhận “\(name)” liên kết với “\(account)”")
        case .bindingFreed:
            Phrase(en: "noted that “\(name)” is free", vi: "đã ghi nhận “\(name)” không còn liên kết")
        case .noticeUndelivered: nil
        }
    }
}

extension HistoryEvent.Program {
    func deed(to name: String) -> Phrase? {
        switch self {
        case .settingChanged(let value):
            Phrase(
                en: "set “\(setting(name).en)” to “\(value)”", vi: "đã đặt “\(setting(name).vi)” thành “\(value)”")
        case .punchesCleaned(let count):
            Phrase(en: "removed \(count.written(.en)) punches", vi: "đã xóa \(count.written(.vi)) bản ghi")
        case .receiptsForgotten(let count):
            Phrase(
                en: "forgot \(count.written(.en)) receipts", vi: "đã xóa ghi nhớ về \(count.written(.vi)) lượt gửi")
        case .clock, .jobFailed, .jobRecovered: nil
        }
    }

    /// A setting as its form calls it; one of another version by its name.
    private func setting(_ name: String) -> Phrase {
        SettingSpecification.all.first { $0.name == name }?.label ?? Phrase(verbatim: name)
    }
}
