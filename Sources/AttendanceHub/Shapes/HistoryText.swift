import Access
import Attendance
import Store
import UnbindingCases

/// What an entry of the history says, for people.
extension HistoryEntry {
    public var detail: Phrase {
        if let what { return what.sentence(about: subject) }
        // Of another version: as it was worded then, else its word.
        return kept.en.isEmpty && kept.vi.isEmpty ? Phrase(verbatim: event) : kept
    }
}

extension HistoryEvent {
    /// - Parameter subject: of the entry.
    public func sentence(about subject: String) -> Phrase {
        switch self {
        case .device(let event): event.sentence
        case .deviceImport(let event): event.sentence
        case .hrClient(let event): event.sentence
        case .code(let event): event.sentence
        case .hook(let event): event.sentence
        case .company(let event): event.sentence
        case .user(let event): event.sentence(about: subject)
        case .token(let event): event.sentence
        case .network(let event): event.sentence
        case .desk(let event): event.sentence
        case .program(let event): event.sentence(about: subject)
        }
    }

    fileprivate static let edited = Phrase(en: "edited", vi: "đã chỉnh sửa")
    fileprivate static let enabled = Phrase(en: "enabled", vi: "đã kích hoạt")
    fileprivate static let disabled = Phrase(en: "disabled", vi: "đã vô hiệu")
}

extension HistoryEvent.Device {
    fileprivate var sentence: Phrase {
        switch self {
        case .added(let kind, let adopted):
            adopted == 0
                ? Phrase(en: "added (\(kind))", vi: "đã thêm (\(kind))")
                : Phrase(
                    en: "added (\(kind)); adopts \(adopted.written(.en)) kept punches",
                    vi: "đã thêm (\(kind)); nhận lại \(adopted.written(.vi)) bản ghi đã lưu")
        case .edited: HistoryEvent.edited
        case .enabled: HistoryEvent.enabled
        case .disabled: HistoryEvent.disabled
        case .paused: Phrase(en: "timed sync paused", vi: "đã tạm dừng đồng bộ tự động")
        case .resumed: Phrase(en: "timed sync resumed", vi: "đã tiếp tục đồng bộ tự động")
        case .tagged(let tags):
            tags.isEmpty
                ? Phrase(en: "has no tag any more", vi: "không còn nhãn")
                : Phrase(en: "has the tags \(tags)", vi: "có nhãn \(tags)")
        case .removed(let punches?):
            Phrase(
                en: "removed with \(punches.written(.en)) punches", vi: "đã xóa cùng \(punches.written(.vi)) bản ghi")
        case .removed(nil): Phrase(en: "removed; its punches are kept", vi: "đã xóa; bản ghi vẫn được giữ")
        case .recovered: Phrase(en: "syncs again", vi: "đã đồng bộ lại được")
        case .failing(let reason): reason
        case .identified(let serial):
            Phrase(en: "answered with serial number \(serial)", vi: "đã trả lời với số seri \(serial)")
        case .moved(let from, let to):
            Phrase(
                en: "found again at \(to), by its serial number; it was at \(from)",
                vi: "đã tìm lại được tại \(to) theo số seri; trước đó ở \(from)")
        case .clockWrong(let drift): DeviceFacts.sentence(wrongClock: drift)
        case .clockRight:
            Phrase(en: "its clock is right again", vi: "đồng hồ của thiết bị đã đúng trở lại")
        case .nearlyFull(let records, let capacity): DeviceFacts.sentence(records: records, of: capacity)
        case .gap(let from, let to):
            Phrase(
                en:
                    "records from \(Zone.written(rfc3339: from)) to \(Zone.written(rfc3339: to)) can no longer be asked for: the outage outlasted the vendor's limit",
                vi:
                    "không thể lấy bản ghi từ \(Zone.written(rfc3339: from)) đến \(Zone.written(rfc3339: to)): thời gian gián đoạn vượt giới hạn của hãng"
            )
        case .unread(let from, let to, let since):
            Phrase(
                en:
                    "records from \(Zone.written(rfc3339: from)) to \(Zone.written(rfc3339: to)) were not read: so much history is read only when somebody asks for it (was the clock wrong?). Sync the device from \(LocalDate.written(iso: since)) to read them",
                vi:
                    "chưa đọc bản ghi từ \(Zone.written(rfc3339: from)) đến \(Zone.written(rfc3339: to)): khoảng dài như vậy chỉ đọc khi có người yêu cầu (đồng hồ máy chủ đã sai?). Hãy đồng bộ thiết bị từ ngày \(LocalDate.written(iso: since)) để đọc"
            )
        case .addresses(let one, let other): TerminalWords.twoAddresses(one, other)
        case .callRefused(let reason, let address): TerminalWords.refused(reason, from: address)
        }
    }
}

extension HistoryEvent.Import {
    fileprivate var sentence: Phrase {
        switch self {
        case .applied(let added, let changed):
            Phrase(
                en: "\(added.written(.en)) added, \(changed.written(.en)) changed",
                vi: "thêm \(added.written(.vi)), sửa \(changed.written(.vi))")
        case .undone(let devices, let kept):
            Phrase(
                en: "undone: \(devices.written(.en)) devices put back, \(kept.written(.en)) left as they are",
                vi: "đã hoàn tác \(devices.written(.vi)) thiết bị, giữ nguyên \(kept.written(.vi))")
        }
    }
}

extension HistoryEvent.HRClient {
    fileprivate var sentence: Phrase {
        switch self {
        case .added(let kind, let isKnown):
            isKnown
                ? Phrase(
                    en: "added again (\(kind)); what it received is remembered",
                    vi: "đã thêm lại (\(kind)); những gì đã nhận vẫn được nhớ")
                : Phrase(en: "added (\(kind))", vi: "đã thêm (\(kind))")
        case .edited: HistoryEvent.edited
        case .enabled: HistoryEvent.enabled
        case .disabled: HistoryEvent.disabled
        case .removed: Phrase(en: "removed", vi: "đã xóa")
        case .recovered: Phrase(en: "receives again", vi: "đã nhận lại được")
        case .failing(let reason): reason
        case .partial(let difference): difference
        case .held(let count, let days):
            Phrase(
                en: "\(count.written(.en)) punches older than \(days) days are held: push their dates to send them",
                vi:
                    "\(count.written(.vi)) bản ghi cũ hơn \(days) ngày đang được giữ lại: hãy chọn “Đồng bộ lên HRM” theo ngày để gửi"
            )
        case .replayed(let count):
            Phrase(
                en: "\(count.written(.en)) parked punches go: HR knows their codes now",
                vi: "\(count.written(.vi)) bản ghi tạm giữ được gửi: HRM đã có mã chấm công")
        }
    }
}

extension HistoryEvent.Code {
    fileprivate var sentence: Phrase {
        switch self {
        case .mapped(let code, let hrCode, let former, let released, let received, let over):
            var phrase = Phrase(
                en: "\(code) goes as \(hrCode); \(released.written(.en)) punches wait no longer",
                vi: "\(code) được gửi là \(hrCode); \(released.written(.vi)) bản ghi được gửi lại")
            if let former {
                phrase =
                    phrase
                    + Phrase(
                        en: "; no longer as \(former): HR had received \(received.written(.en)) punches",
                        vi: "; không còn là \(former): HRM đã nhận \(received.written(.vi)) bản ghi")
            }
            if let over {
                let names = over.isEmpty ? "?" : over.joined(separator: ", ")
                phrase =
                    phrase + Phrase(en: "; confirmed over \(names)", vi: "; đã xác nhận dù đang là mã của \(names)")
            }
            return phrase
        case .unmapped(let code, let hrCode, let received):
            return Phrase(
                en: "\(code) goes as it is, no longer as \(hrCode); HR had received \(received.written(.en)) punches",
                vi: "\(code) được gửi nguyên mã, không còn là \(hrCode); HRM đã nhận \(received.written(.vi)) bản ghi")
        }
    }
}

extension HistoryEvent.Hook {
    fileprivate var sentence: Phrase {
        switch self {
        case .made: Phrase(en: "webhook address made", vi: "đã tạo địa chỉ webhook")
        case .removed: Phrase(en: "webhook address removed", vi: "đã xóa địa chỉ webhook")
        case .notFound(let name, let code, let at):
            Phrase(
                en:
                    "a webhook announced “\(name)” (\(code)) at \(Zone.written(rfc3339: at)), but the vendor's own list does not have it",
                vi:
                    "webhook báo “\(name)” (\(code)) lúc \(Zone.written(rfc3339: at)), nhưng danh sách của hãng không có"
            )
        }
    }
}

extension HistoryEvent.Company {
    fileprivate var sentence: Phrase {
        switch self {
        case .proposed(let code): Phrase(verbatim: code)
        case .verified: UnbindingCases.Company.State.verified.label
        case .refused: UnbindingCases.Company.State.refused.label
        case .sharesTaxCode(let code):
            Phrase(
                en: "another company has the tax code \(code) too: refuse one of them",
                vi: "công ty khác cũng có mã số thuế \(code): hãy từ chối một bên")
        }
    }
}

extension HistoryEvent.User {
    fileprivate func sentence(about name: String) -> Phrase {
        switch self {
        case .added(let role), .invited(let role): HistoryEvent.User.title(role)
        case .passwordChanged: Phrase(en: "password changed", vi: "đã đổi mật khẩu")
        case .changed(let role):
            Phrase(en: "role \(HistoryEvent.User.title(role).en)", vi: "vai trò \(HistoryEvent.User.title(role).vi)")
        case .disabled: HistoryEvent.disabled
        case .company(let company): Phrase(verbatim: company ?? "-")
        case .renamed(let former):
            Phrase(
                en: "was “\(former)”, a name that the program itself signs with: signs in as “\(name)” from now on",
                vi: "trước là “\(former)”, tên dành riêng cho chương trình: từ nay đăng nhập bằng “\(name)”")
        }
    }

    /// A role of another version is shown by its word.
    static func title(_ role: String) -> Phrase { Role(rawValue: role)?.title ?? Phrase(verbatim: role) }
}

extension HistoryEvent.Token {
    fileprivate var sentence: Phrase {
        switch self {
        case .added(let scopes): Phrase(verbatim: scopes.joined(separator: " "))
        case .revoked: Phrase(en: "revoked", vi: "đã thu hồi")
        }
    }
}

extension HistoryEvent.Network {
    fileprivate var sentence: Phrase {
        switch self {
        case .searched(let found), .reported(let found):
            Phrase(en: "\(found.written(.en)) devices found", vi: "tìm thấy \(found.written(.vi)) thiết bị")
        case .removed: Phrase(en: "list removed", vi: "đã xóa danh sách")
        case .keyTaken: Phrase(en: "key string taken", vi: "đã lấy chuỗi ký tự")
        case .unbound(let outcome), .unbindFailed(let outcome): outcome
        }
    }
}

extension HistoryEvent.Desk {
    fileprivate var sentence: Phrase {
        switch self {
        case .calendarChanged(let version):
            Phrase(en: "working calendar, version \(version)", vi: "lịch làm việc, phiên bản \(version)")
        case .bindingNoted(let account): Phrase(verbatim: account)
        case .bindingFreed: Phrase(verbatim: "-")
        case .noticeUndelivered(let problem): problem
        }
    }
}

extension HistoryEvent.Program {
    fileprivate func sentence(about subject: String) -> Phrase {
        switch self {
        case .settingChanged(let value): Phrase(verbatim: "\(subject) = \(value)")
        case .punchesCleaned(let count):
            Phrase(en: "\(count.written(.en)) punches removed", vi: "đã xóa \(count.written(.vi)) bản ghi")
        case .receiptsForgotten(let count):
            Phrase(
                en: "\(count.written(.en)) receipts forgotten", vi: "đã xóa ghi nhớ về \(count.written(.vi)) lượt gửi")
        case .clock(_, let text): text
        case .jobFailed(let consequence, let reason):
            Phrase(
                en: "\(consequence.en) until this is mended: \(reason.en)",
                vi: "\(consequence.vi) cho đến khi khắc phục: \(reason.vi)")
        case .jobRecovered: Phrase(en: "works again", vi: "đã hoạt động trở lại")
        }
    }
}
