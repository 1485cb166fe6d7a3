import Attendance
import LocalNetwork
import SADP
import Store
import UnbindingCases

/// What an entry of a log says, for people: its detail is kept in words that programs read and that never change.
extension CaseLogEntry {
    public var words: Phrase {
        switch event {
        case CaseEvent.reject(.other).word: rejection
        case CaseEvent.execute.word: execution
        case "checked": verdict
        case "opened", "key-given", "device-heard", "evidence-added", "evidence-removed", "evidence-struck",
            "evidence-restored", CaseEvent.file.word:
            list(detail)
        case CaseEvent.verify.word:
            detail.following("asked again after a restart: ").map { rest in
                let source = CaseLogEntry.part(rest)
                return Phrase(
                    en: "asked again after a restart: \(source.en)",
                    vi: "kiểm tra lại sau khi khởi động lại: \(source.vi)")
            } ?? CaseLogEntry.part(detail)
        default: Phrase(verbatim: detail)
        }
    }

    /// `serialMismatch; …`
    private var rejection: Phrase {
        let parts = detail.split(separator: ";", maxSplits: 1).map(\.trimmed)
        guard let reason = parts.first.flatMap(RejectionReason.init) else { return Phrase(verbatim: detail) }
        let rest = parts.count > 1 ? " \(parts[1])" : ""
        if reason == .other { return Phrase(verbatim: rest.trimmed) }
        return Phrase(en: reason.sentence.en + rest, vi: reason.sentence.vi + rest)
    }

    /// `sadp; reference`
    private var execution: Phrase {
        let parts = detail.split(separator: ";", maxSplits: 1).map(\.trimmed)
        guard let authority = parts.first.flatMap(UnbindingAuthority.init) else { return Phrase(verbatim: detail) }
        let rest = parts.count > 1 ? ": \(parts[1])" : ""
        return Phrase(en: authority.label.en + rest, vi: authority.label.vi + rest)
    }

    /// `needsReview: evidence.serial pass, …`
    private var verdict: Phrase {
        let parts = detail.split(separator: ":", maxSplits: 1).map(\.trimmed)
        guard parts.count == 2, let kind = CaseVerdict.Kind(rawValue: parts[0]) else { return Phrase(verbatim: detail) }
        let results = parts[1].split(separator: ",").map { part -> Phrase in
            let words = part.split(separator: " ").map(String.init)
            guard words.count == 2, let name = CaseCheck.Name(rawValue: words[0]),
                let result = CaseCheck.Result(rawValue: words[1])
            else { return Phrase(verbatim: part.trimmed) }
            return Phrase(
                en: "\(name.label.en) \(result.label.en)", vi: "\(name.label.vi) \(result.label.vi)")
        }
        return Phrase(
            en: "\(kind.label.en): " + results.map(\.en).joined(separator: ", "),
            vi: "\(kind.label.vi): " + results.map(\.vi).joined(separator: ", "))
    }

    private func list(_ text: String) -> Phrase {
        let parts = text.split(separator: ",").map { CaseLogEntry.part($0.trimmed) }
        return Phrase(
            en: parts.map(\.en).joined(separator: ", "), vi: parts.map(\.vi).joined(separator: ", "))
    }

    /// One piece: a word, and what follows it.
    private static func part(_ text: String) -> Phrase {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = words.count > 1 ? words[1] : ""
        switch (words.first, rest) {
        case ("serial", _): return Phrase(en: text, vi: "số seri \(rest)")
        case ("network", "lan"): return Phrase(en: "on the local network", vi: "trong mạng nội bộ")
        case ("network", _): return Phrase(en: "on another network", vi: "mạng khác")
        case ("device", _):
            let said = part(rest)
            return Phrase(en: "device: \(said.en)", vi: "thiết bị: \(said.vi)")
        case ("answered", _):
            guard let answer = SADPAnswer.BindingAnswer(rawValue: rest) else { return Phrase(verbatim: text) }
            return Phrase(en: "answered \(answer.state.label.en)", vi: "trả lời \(answer.state.label.vi)")
        case ("claimed", _):
            guard let state = BindingState(rawValue: rest) else { return Phrase(verbatim: text) }
            return Phrase(en: "claimed \(state.label.en)", vi: "theo khai báo \(state.label.vi)")
        case ("key", "string taken"): return Phrase(en: "key string taken", vi: "đã lấy chuỗi ký tự")
        case ("after", _): return Phrase(en: text, vi: "sau \(rest)")
        case ("for", _): return Phrase(en: text, vi: "cho \(rest)")
        case ("photo", _): return Phrase(en: text, vi: "ảnh \(rest)")
        case ("consent", _):
            return Phrase(en: "consent, version \(rest)", vi: "đồng ý chịu trách nhiệm phiên bản \(rest)")
        case ("due", _): return Phrase(en: "due \(rest)", vi: "hạn \(rest)")
        case ("calendar", _): return Phrase(en: "calendar \(rest)", vi: "lịch số \(rest)")
        case ("names", "no serial"): return Phrase(en: "names no serial", vi: "không ghi số seri")
        case ("names", _): return Phrase(en: text, vi: "ghi số seri \(rest)")
        case ("the", "device answered: not bound"):
            return Phrase(en: text, vi: "thiết bị trả lời: chưa liên kết")
        case ("the", "vendor's reference; the device could not be asked"):
            return Phrase(en: text, vi: "theo mã tham chiếu của hãng; không hỏi được thiết bị")
        case ("Hik-Partner", _): return Phrase(en: text, vi: "Hik-Partner Pro không còn liệt kê thiết bị")
        case ("register", ""): return Phrase(en: "own register of bindings", vi: "sổ đăng ký liên kết")
        default: return Phrase(verbatim: text)
        }
    }
}

extension String {
    /// What follows a beginning; nil where it begins otherwise.
    fileprivate func following(_ beginning: String) -> String? {
        hasPrefix(beginning) ? String(dropFirst(beginning.count)) : nil
    }
}
