import Attendance
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import Wire

extension UnbindingCase {
    /// Model and serial, for a title.
    public var title: String { [model, serial.text].filter { !$0.isEmpty }.joined(separator: " ") }

    /// How it ended, or why it is rejected; nil while it is under way.
    public var sentence: Phrase? {
        if state == .unbound { return CaseNotice.done }
        guard state == .rejected, let reasonCode else { return nil }
        if reasonCode == .other, let reason, !reason.isEmpty { return Phrase(verbatim: reason) }
        return reasonCode.sentence
    }

    /// One line of `unbind list`.
    public func json(_ language: Language) -> JSONValue {
        [
            "number": .string(number), "state": .string(state.rawValue), "reasonCode": JSONValue(reasonCode?.rawValue),
            "serial": .string(serial.text), "network": .string(network.rawValue), "model": .string(model),
            "installer": .string(installer), "fullSerial": .string(fullSerial), "company": JSONValue(companyID),
            "onBehalfOf": JSONValue(onBehalfOf), "ownReference": JSONValue(ownReference),
            "changedAt": .string(Zone.vietnam.rfc3339(changedAt)),
            "createdAt": .string(Zone.vietnam.rfc3339(createdAt)),
            "filedAt": JSONValue(filedAt.map(Zone.vietnam.rfc3339)),
            "dueAt": JSONValue(dueAt.map(Zone.vietnam.rfc3339)),
            "decidedAt": JSONValue(decidedAt.map(Zone.vietnam.rfc3339)),
            "reason": JSONValue(sentence.map { $0[language] }), "reviewersWords": JSONValue(reason),
            "asked": JSONValue(state == .moreAsked ? asked : nil), "authority": JSONValue(authority?.rawValue),
            "reference": JSONValue(reference),
        ]
    }

    /// A whole case, as `unbind show` and the API give it.
    public func json(_ verdict: CaseVerdict, log: [CaseLogEntry], _ language: Language) -> JSONValue {
        json(language)
            .adding("checks", .array(verdict.checks.map { $0.json(language) }))
            .adding("log", .array(log.map(\.json)))
    }
}

extension CaseVerdict {
    /// As `unbind check` gives it, without the photos.
    public func json(_ language: Language) -> JSONValue {
        let why = reason.map { $0.sentence } ?? (kind == .needsReview ? open.first?.detail : nil)
        return [
            "verdict": .string(kind.rawValue), "reason": JSONValue(why.map { $0[language] }),
            "reasonCode": JSONValue(reason?.rawValue), "checks": .array(checks.map { $0.json(language) }),
        ]
    }

    /// The checks that did not pass, those that failed first.
    public var open: [CaseCheck] {
        checks.filter { $0.result == .fail } + checks.filter { $0.result == .unknown }
    }
}

extension CaseCheck {
    public func json(_ language: Language) -> JSONValue {
        [
            "name": .string(name.rawValue), "result": .string(result.rawValue), "detail": .string(detail[language]),
        ]
    }
}

extension CaseLogEntry {
    public var json: JSONValue {
        [
            "at": .string(Zone.vietnam.rfc3339(at)), "actor": .string(actor.name), "event": .string(event),
            "detail": .string(detail), "record": JSONValue(record), "hash": .string(hash),
            "seal": JSONValue(seal),
        ]
    }
}

extension CaseVerdict.Kind {
    public var label: Phrase {
        switch self {
        case .wouldApprove: Phrase(en: "would be approved", vi: "sẽ được duyệt")
        case .wouldReject: Phrase(en: "would be rejected", vi: "sẽ bị từ chối")
        case .needsReview: Phrase(en: "a person must look", vi: "cần người xem")
        }
    }
}

extension CaseCheck.Result {
    public var label: Phrase {
        switch self {
        case .pass: Phrase(en: "fine", vi: "đạt")
        case .fail: Phrase(en: "not fine", vi: "không đạt")
        case .unknown: Phrase(en: "open", vi: "chưa rõ")
        }
    }
}

extension CaseCheck.Name {
    public var label: Phrase {
        switch self {
        case .evidenceSerial: Phrase(en: "serial on the photos", vi: "số seri trên ảnh")
        case .evidenceFormat: Phrase(en: "form of the photos", vi: "định dạng ảnh")
        case .evidenceReuse: Phrase(en: "photos used before", vi: "ảnh đã dùng")
        case .keySerial: Phrase(en: "key string", vi: "chuỗi ký tự")
        case .binding: Phrase(en: "binding", vi: "liên kết")
        case .company: Phrase(en: "company", vi: "công ty")
        case .consent: Phrase(en: "consent", vi: "đồng ý chịu trách nhiệm")
        }
    }
}

extension CaseLogFailure {
    /// A stable word.
    public var word: String {
        switch self {
        case .broken: "broken"
        case .shortened: "shortened"
        case .unsealed: "unsealed"
        case .changed: "changed"
        case .notAsNoted: "notAsNoted"
        }
    }

    /// What is wrong, for whoever relies on the log.
    public func phrase(of number: String) -> Phrase {
        switch self {
        case .broken(let index):
            Phrase(
                en:
                    "the log of case \(number) does not verify: entry \(index + 1) was changed, moved or taken out, or the end does not fit",
                vi:
                    "nhật ký của yêu cầu \(number) không hợp lệ: mục \(index + 1) đã bị sửa, đổi chỗ hoặc xóa, hoặc phần cuối không khớp"
            )
        case .unsealed(let index):
            Phrase(
                en:
                    "entry \(index + 1) of the log of case \(number) is not sealed with this data directory's key: it was written without it, or the key was replaced since",
                vi:
                    "mục \(index + 1) trong nhật ký của yêu cầu \(number) không được niêm phong bằng khóa này: có người ghi mà không có khóa, hoặc khóa đã được thay"
            )
        case .changed:
            Phrase(
                en:
                    "case \(number) is not what it was after the last entry of its log: its state, serial, people, consent or photos were changed outside of Rollcall",
                vi:
                    "yêu cầu \(number) không còn như sau mục nhật ký cuối: trạng thái, số seri, người gửi hoặc người duyệt, phần đồng ý chịu trách nhiệm hoặc ảnh đã bị sửa bên ngoài Rollcall"
            )
        case .notAsNoted(let entries):
            Phrase(
                en:
                    "the log of case \(number) has not the entry \(entries) that was noted outside: it was cut off or written anew",
                vi:
                    "nhật ký của yêu cầu \(number) không có mục \(entries) như đã ghi lại bên ngoài: đã bị cắt hoặc viết lại"
            )
        case .shortened(let entries, let expected):
            Phrase(
                en: "the log of case \(number) does not verify: it has \(entries) entries and should have \(expected)",
                vi: "nhật ký của yêu cầu \(number) không hợp lệ: có \(entries) mục thay vì \(expected)")
        }
    }
}
