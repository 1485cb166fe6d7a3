import Attendance

/// An entry of the history as one sentence: who did what to which thing, or what was found of it.
extension HistoryEntry {
    /// - Parameter kind: the title of a kind by its word; the word itself where it is not known.
    public func sentence(kind: (String) -> Phrase) -> Phrase {
        guard let what else {
            let words = detail
            return subject.isEmpty ? words : Phrase(verbatim: "“\(subject)”: ") + words
        }
        if let deed = what.deed(to: subject, kind: kind) { return actor.title + Phrase(verbatim: " ") + deed }
        guard let thing = what.thing(subject) else { return detail }
        return thing + Phrase(verbatim: ": ") + detail
    }
}

extension Actor {
    /// What people call whoever did something.
    public var title: Phrase {
        switch self {
        case .person(let name): Phrase(verbatim: name)
        case .token(let name): Phrase(en: "Token “\(name)”", vi: "Token “\(name)”")
        case .machine(let machine): machine.title
        }
    }
}

extension Actor.Machine {
    fileprivate var title: Phrase {
        switch self {
        case .command: Phrase(en: "The command line", vi: "Dòng lệnh")
        case .schedule: Phrase(en: "The schedule", vi: "Lịch tự động")
        case .rules: Phrase(en: "The rules", vi: "Quy tắc tự động")
        case .clock: Phrase(en: "The clock's watch", vi: "Bộ theo dõi đồng hồ")
        case .demo: Phrase(en: "The demonstration", vi: "Bản dùng thử")
        case .notices: Phrase(en: "The notices", vi: "Bộ gửi thông báo")
        case .retention: Phrase(en: "The clean-up of what is due", vi: "Bộ dọn dữ liệu hết hạn")
        case .system: Phrase(en: "The program", vi: "Chương trình")
        case .upgrade: Phrase(en: "The update", vi: "Bản cập nhật")
        }
    }
}

extension HistoryEvent {
    /// What somebody did, behind his name; nil for what was found or happened by itself.
    fileprivate func deed(to subject: String, kind: (String) -> Phrase) -> Phrase? {
        switch self {
        case .device(let event): event.deed(to: subject, kind: kind)
        case .deviceImport(let event): event.deed(to: subject)
        case .hrClient(let event): event.deed(to: subject, kind: kind)
        case .code(let event): event.deed(to: subject)
        case .hook(let event): event.deed(to: subject)
        case .company(let event): event.deed(to: subject)
        case .user(let event): event.deed(to: subject)
        case .token(let event): event.deed(to: subject)
        case .network(let event): event.deed(to: subject)
        case .desk(let event): event.deed(to: subject)
        case .program(let event): event.deed(to: subject)
        }
    }

    /// What an observation is about; nil where it stands for itself.
    fileprivate func thing(_ subject: String) -> Phrase? {
        guard !subject.isEmpty else { return nil }
        return switch self {
        case .device, .hook: Phrase(en: "Device “\(subject)”", vi: "Thiết bị “\(subject)”")
        case .hrClient, .code: Phrase(en: "HR client “\(subject)”", vi: "HRM client “\(subject)”")
        case .company: Phrase(en: "Company “\(subject)”", vi: "Công ty “\(subject)”")
        case .user: Phrase(en: "Account “\(subject)”", vi: "Tài khoản “\(subject)”")
        case .desk: Phrase(en: "Notice about “\(subject)”", vi: "Thông báo về “\(subject)”")
        case .program(.clock): nil
        case .program, .network, .token, .deviceImport: Phrase(verbatim: "“\(subject)”")
        }
    }
}

extension HistoryEvent.Device {
    fileprivate func deed(to name: String, kind title: (String) -> Phrase) -> Phrase? {
        switch self {
        case .added(let kind, let adopted):
            let title = title(kind)
            let added = Phrase(
                en: "added the device “\(name)” (\(title.en))", vi: "đã thêm thiết bị “\(name)” (\(title.vi))")
            guard adopted > 0 else { return added }
            return added
                + Phrase(
                    en: "; it adopts \(adopted.written(.en)) kept punches",
                    vi: "; nhận lại \(adopted.written(.vi)) bản ghi đã lưu")
        case .edited: return Phrase(en: "edited the device “\(name)”", vi: "đã sửa thiết bị “\(name)”")
        case .enabled: return Phrase(en: "enabled the device “\(name)”", vi: "đã kích hoạt thiết bị “\(name)”")
        case .disabled: return Phrase(en: "disabled the device “\(name)”", vi: "đã vô hiệu thiết bị “\(name)”")
        case .paused:
            return Phrase(
                en: "paused the timed sync of the device “\(name)”",
                vi: "đã tạm dừng đồng bộ tự động của thiết bị “\(name)”")
        case .resumed:
            return Phrase(
                en: "resumed the timed sync of the device “\(name)”",
                vi: "đã tiếp tục đồng bộ tự động của thiết bị “\(name)”")
        case .tagged(let tags):
            return tags.isEmpty
                ? Phrase(en: "took all tags off the device “\(name)”", vi: "đã gỡ hết nhãn của thiết bị “\(name)”")
                : Phrase(
                    en: "gave the device “\(name)” the tags \(tags)", vi: "đã gắn nhãn \(tags) cho thiết bị “\(name)”")
        case .removed(let punches?):
            return Phrase(
                en: "removed the device “\(name)” with \(punches.written(.en)) punches",
                vi: "đã xóa thiết bị “\(name)” cùng \(punches.written(.vi)) bản ghi")
        case .removed(nil):
            return Phrase(
                en: "removed the device “\(name)”; its punches are kept",
                vi: "đã xóa thiết bị “\(name)”; bản ghi vẫn được giữ")
        case .recovered, .failing, .identified, .moved, .clockWrong, .clockRight, .nearlyFull, .gap, .unread,
            .addresses, .callRefused:
            return nil
        }
    }
}

extension HistoryEvent.Import {
    fileprivate func deed(to file: String) -> Phrase {
        let name = file.isEmpty ? "API" : file
        switch self {
        case .applied(let added, let changed):
            return Phrase(
                en:
                    "imported the list “\(name)”: \(added.written(.en)) devices added, \(changed.written(.en)) changed",
                vi: "đã nhập danh sách “\(name)”: thêm \(added.written(.vi)), sửa \(changed.written(.vi)) thiết bị")
        case .undone(let devices, let kept):
            return Phrase(
                en:
                    "undid the import of “\(name)”: \(devices.written(.en)) devices put back, \(kept.written(.en)) left as they are",
                vi:
                    "đã hoàn tác lần nhập “\(name)”: \(devices.written(.vi)) thiết bị, giữ nguyên \(kept.written(.vi))")
        }
    }
}

extension HistoryEvent.HRClient {
    fileprivate func deed(to name: String, kind title: (String) -> Phrase) -> Phrase? {
        switch self {
        case .added(let kind, let isKnown):
            let title = title(kind)
            let added = Phrase(
                en: "added the HR client “\(name)” (\(title.en))", vi: "đã thêm HRM client “\(name)” (\(title.vi))")
            guard isKnown else { return added }
            return added
                + Phrase(en: "; what it received is remembered", vi: "; những gì đã nhận vẫn được nhớ")
        case .edited: return Phrase(en: "edited the HR client “\(name)”", vi: "đã sửa HRM client “\(name)”")
        case .enabled: return Phrase(en: "enabled the HR client “\(name)”", vi: "đã kích hoạt HRM client “\(name)”")
        case .disabled: return Phrase(en: "disabled the HR client “\(name)”", vi: "đã vô hiệu HRM client “\(name)”")
        case .removed: return Phrase(en: "removed the HR client “\(name)”", vi: "đã xóa HRM client “\(name)”")
        case .recovered, .failing, .partial, .held, .replayed: return nil
        }
    }
}

extension HistoryEvent.Code {
    fileprivate func deed(to client: String) -> Phrase {
        let detail = HistoryEvent.code(self).sentence(about: client)
        return Phrase(
            en: "changed a code of “\(client)”: \(detail.en)", vi: "đã đổi mã chấm công cho “\(client)”: \(detail.vi)")
    }
}

extension HistoryEvent.Hook {
    fileprivate func deed(to name: String) -> Phrase? {
        switch self {
        case .made:
            Phrase(
                en: "made a webhook address for the device “\(name)”",
                vi: "đã tạo địa chỉ webhook cho thiết bị “\(name)”")
        case .removed:
            Phrase(
                en: "removed the webhook address of the device “\(name)”",
                vi: "đã xóa địa chỉ webhook của thiết bị “\(name)”")
        case .notFound: nil
        }
    }
}
