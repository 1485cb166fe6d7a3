import Attendance
import SADP
import Serials

/// One check and what it found.
public struct CaseCheck: Hashable, Sendable {
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case evidenceSerial = "evidence.serial"
        case evidenceFormat = "evidence.format"
        case evidenceReuse = "evidence.reuse"
        case keySerial = "key.serial"
        case binding
        case company
        case consent
    }

    public enum Result: String, Hashable, Sendable { case pass, fail, unknown }

    public let name: Name
    public let result: Result
    public let detail: Phrase
}

/// What the rules make of a case, before anybody decides it.
public struct CaseVerdict: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable { case wouldApprove, wouldReject, needsReview }

    public let kind: Kind
    /// Why it would be rejected.
    public let reason: RejectionReason?
    /// In the order of `CaseCheck.Name`.
    public let checks: [CaseCheck]
}

/// The rules by which a case can be decided without a person. They lean towards asking one: a label's code and its
/// letters decide together, either alone only hints, and nothing that is unknown counts for the installer or against him.
///
/// - Rejected: what the photos show can only be another device (`EvidenceRules`); the device itself answers that it is not
///   bound, or that its Hik-Connect is off.
/// - Approved: the photos prove the serial (`EvidenceRules`), the key string does not contradict it, the device is known to
///   be bound, and no check fails.
/// - Everything else waits for a person.
public enum CaseRules {
    public static func verdict(_ facts: CaseFacts) -> CaseVerdict {
        let checks = CaseCheck.Name.allCases.map { check($0, facts) }
        func result(_ name: CaseCheck.Name) -> CaseCheck.Result { checks.first { $0.name == name }?.result ?? .unknown }
        if result(.evidenceSerial) == .fail {
            return CaseVerdict(kind: .wouldReject, reason: .serialMismatch, checks: checks)
        }
        if result(.binding) == .fail {
            let isOff = facts.device == .answered(.serviceDisabled)
            return CaseVerdict(kind: .wouldReject, reason: isOff ? .serviceDisabled : .notBound, checks: checks)
        }
        let isProven = result(.evidenceSerial) == .pass && result(.binding) == .pass
        let isClean = !checks.contains { $0.result == .fail }
        return CaseVerdict(kind: isProven && isClean ? .wouldApprove : .needsReview, reason: nil, checks: checks)
    }

    private static func check(_ name: CaseCheck.Name, _ facts: CaseFacts) -> CaseCheck {
        let (result, detail): (CaseCheck.Result, Phrase) =
            switch name {
            case .evidenceSerial: EvidenceRules.judge(facts.photos ?? [], claimed: facts.claimed)
            case .evidenceFormat: evidenceFormat(facts)
            case .evidenceReuse: evidenceReuse(facts)
            case .keySerial: keySerial(facts)
            case .binding: binding(facts)
            case .company:
                yesOrNo(
                    facts.isCompanyVerified,
                    yes: Phrase(en: "the company is verified", vi: "công ty đã được xác thực"),
                    no: Phrase(en: "the company is not verified", vi: "công ty chưa được xác thực"))
            case .consent:
                yesOrNo(
                    facts.hasConsent, yes: Phrase(en: "consent was given", vi: "đã đồng ý chịu trách nhiệm"),
                    no: Phrase(en: "consent is missing", vi: "chưa đồng ý chịu trách nhiệm"))
            }
        return CaseCheck(name: name, result: result, detail: detail)
    }

    private static func evidenceFormat(_ facts: CaseFacts) -> (CaseCheck.Result, Phrase) {
        guard let photos = facts.photos, !photos.isEmpty else {
            return (.unknown, Phrase(en: "there is no photo yet", vi: "chưa có ảnh"))
        }
        return photos.allSatisfy(\.isPicture)
            ? (.pass, Phrase(en: "every file is a picture", vi: "mọi tệp đều là ảnh"))
            : (.fail, Phrase(en: "a file is not a picture that can be read", vi: "có tệp không phải ảnh đọc được"))
    }

    private static func evidenceReuse(_ facts: CaseFacts) -> (CaseCheck.Result, Phrase) {
        guard let photos = facts.photos, !photos.isEmpty else {
            return (.unknown, Phrase(en: "there is no photo yet", vi: "chưa có ảnh"))
        }
        switch photos.compactMap(\.usedIn).first {
        case nil: return (.pass, Phrase(en: "no other case has this photo", vi: "chưa yêu cầu nào dùng ảnh này"))
        case .named(let number)?:
            return (
                .fail, Phrase(en: "case \(number) has this photo too", vi: "yêu cầu \(number) cũng dùng ảnh này")
            )
        case .elsewhere?:
            return (
                .fail,
                Phrase(
                    en: "a case of somebody else has this photo too",
                    vi: "một yêu cầu của bên khác cũng dùng ảnh này")
            )
        }
    }

    private static func keySerial(_ facts: CaseFacts) -> (CaseCheck.Result, Phrase) {
        guard let key = facts.key else {
            return (.unknown, Phrase(en: "there is no key string", vi: "chưa có chuỗi ký tự"))
        }
        guard let serial = key.serial else {
            return (
                .unknown,
                Phrase(
                    en: "this kind of key string does not name its device",
                    vi: "loại chuỗi ký tự này không ghi số seri")
            )
        }
        return serial == facts.claimed
            ? (.pass, Phrase(en: "the key string names \(serial)", vi: "chuỗi ký tự ghi \(serial)"))
            : (
                .fail,
                Phrase(
                    en: "the key string names \(serial), the case is for \(facts.claimed)",
                    vi: "chuỗi ký tự ghi \(serial), yêu cầu này là của \(facts.claimed)")
            )
    }

    private static func binding(_ facts: CaseFacts) -> (CaseCheck.Result, Phrase) {
        switch facts.device {
        case .answered(.bound):
            return (.pass, Phrase(en: "the device answers that it is bound", vi: "thiết bị trả lời là đã liên kết"))
        case .answered(.notBound): return (.fail, RejectionReason.notBound.sentence)
        case .answered(.serviceDisabled): return (.fail, RejectionReason.serviceDisabled.sentence)
        case .answered(.serviceOffline), .answered(.notActivated), .answered(.failed), .claimed, nil: break
        }
        if facts.isBoundByRegister == true {
            return (.pass, Phrase(en: "the register knows it as bound", vi: "sổ đăng ký ghi là đã liên kết"))
        }
        if facts.isBoundByRegister == false { return (.fail, RejectionReason.notBound.sentence) }
        guard case .claimed(let state) = facts.device, state != .unknown else {
            return (
                .unknown,
                Phrase(en: "nobody knows whether it is bound", vi: "chưa rõ thiết bị có đang liên kết không")
            )
        }
        return (
            .unknown,
            state == .bound
                ? Phrase(en: "said to be bound, not asked", vi: "được báo là đã liên kết, chưa hỏi trực tiếp")
                : Phrase(en: "said not to be bound, not asked", vi: "được báo là chưa liên kết, chưa hỏi trực tiếp")
        )
    }

    private static func yesOrNo(_ fact: Bool?, yes: Phrase, no: Phrase) -> (CaseCheck.Result, Phrase) {
        switch fact {
        case true: (.pass, yes)
        case false: (.fail, no)
        case nil: (.unknown, Phrase(en: "not given", vi: "chưa có"))
        }
    }
}
