import Access
import Attendance
import LocalNetwork
import ProgramSettings
import SADP
import Serials
import Store
import UnbindingCases

/// How an approved case is to be carried out.
public enum Execution: Sendable {
    /// One attempt with the device's password.
    case sadp(DevicePassword)
    case hikPartnerPro
    case register
    /// The vendor has done it; its reference.
    case manual(reference: String)

    public var authority: UnbindingAuthority {
        switch self {
        case .sadp: .sadp
        case .hikPartnerPro: .hikPartnerPro
        case .register: .register
        case .manual: .manual
        }
    }
}

/// Names of what the program keeps sealed for its Hik-Partner Pro account.
public enum DeskSecret {
    public static let hikPartnerKey = "hik-partner-app-key"
    public static let hikPartnerSecret = "hik-partner-secret-key"
}

extension Desk {
    /// What came of an attempt.
    enum Outcome {
        /// Done, and asked again: with what said so.
        case verified(String)
        case failed(Phrase)
    }

    /// Unbinds the device of an approved case and asks again. The case is *unbound* or *failed* afterwards; a failed one
    /// can be tried again.
    ///
    /// - Returns: the case, and why it failed where it did.
    /// - Throws: `CaseRightsFailure` where it is for others to do; `RequestFailure` where the case is not approved, or the
    ///   authority cannot be used for it.
    public func execute(
        _ found: UnbindingCase, by execution: Execution, with rights: CaseRights
    ) async throws -> (unbindingCase: UnbindingCase, problem: Phrase?) {
        try rights.requireExecution(of: found, by: execution.authority)
        return try await execute(found, by: execution, actor: rights.principal.actor)
    }

    func execute(
        _ unbindingCase: UnbindingCase, by execution: Execution, actor: Actor
    ) async throws -> (unbindingCase: UnbindingCase, problem: Phrase?) {
        if let objection = try await objection(to: execution, for: unbindingCase) {
            throw RequestFailure(objection)
        }
        guard let hold = try store.cases.hold(unbindingCase) else {
            throw RequestFailure(
                Phrase(
                    en: "somebody is carrying case \(unbindingCase.number) out right now",
                    vi: "yêu cầu \(unbindingCase.number) đang được thực hiện"))
        }
        var step = CaseStep(.execute, detail: execution.authority.rawValue)
        step.authority = execution.authority
        if case .manual(let reference) = execution { step.reference = reference }
        let begun = try await store.cases.move(unbindingCase, by: step, act: Act(by: actor, at: now()))
        // Whatever happens from here on ends in a state: a person who goes away must not leave it under way.
        return try await Task {
            defer { withExtendedLifetime(hold) {} }
            switch await attempt(begun, by: execution, isRetry: unbindingCase.state == .failed, actor: actor) {
            case .verified(let source):
                return (try await decide(begun, by: CaseStep(.verify, detail: source), actor: actor), nil)
            case .failed(let phrase):
                let step = CaseStep(.fail, detail: phrase.bothLanguages)
                return (try await decide(begun, by: step, actor: actor), phrase)
            }
        }.value
    }

    /// Why an authority cannot be used for a case; nil when it can.
    public func objection(to execution: Execution, for unbindingCase: UnbindingCase) async throws -> Phrase? {
        switch execution {
        case .sadp:
            guard unbindingCase.mac == nil else { return nil }
            return Phrase(
                en: "the case names no device of the network: its MAC address is not known",
                vi: "yêu cầu không gắn với thiết bị trong mạng: chưa biết địa chỉ MAC")
        case .hikPartnerPro:
            guard try await hikPartnerPro() == nil else { return nil }
            return Phrase(
                en: "Hik-Partner Pro is not set up: enter its address, key and secret in the desk's settings",
                vi: "chưa thiết lập Hik-Partner Pro: hãy nhập địa chỉ, AppKey và SecretKey")
        case .register:
            guard try await store.bindings.entry(unbindingCase.serial) == nil else { return nil }
            return Phrase(
                en: "the register of bindings does not know \(unbindingCase.serial)",
                vi: "sổ đăng ký liên kết không có \(unbindingCase.serial)")
        case .manual(let reference):
            guard reference.trimmingPrefix(while: \.isWhitespace).isEmpty else { return nil }
            return Phrase(en: "give the vendor's reference", vi: "hãy ghi mã tham chiếu của hãng")
        }
    }

    private func attempt(
        _ unbindingCase: UnbindingCase, by execution: Execution, isRetry: Bool, actor: Actor
    ) async -> Outcome {
        do {
            switch execution {
            case .sadp(let password): return try await attemptSADP(unbindingCase, password, isRetry: isRetry)
            case .hikPartnerPro: return try await attemptHikPartnerPro(unbindingCase)
            case .register:
                try await store.bindings.set(unbindingCase.serial, account: nil, act: Act(by: actor, at: now()))
                let isFree = try await store.bindings.entry(unbindingCase.serial).map { $0.account == nil } ?? false
                return isFree ? .verified("register") : .failed(Desk.stillBound)
            case .manual: return try await verifyManual(unbindingCase)
            }
        } catch {
            return .failed(error.explained.phrase)
        }
    }

    private func attemptSADP(
        _ unbindingCase: UnbindingCase, _ password: DevicePassword, isRetry: Bool
    ) async throws -> Outcome {
        guard let mac = unbindingCase.mac else { return .failed(Desk.stillBound) }
        let devices = devices(on: unbindingCase.interface)
        if isRetry {
            // An earlier attempt whose end nobody saw may have done it: no password is sent for nothing then.
            switch try? await devices.answer(of: mac, serial: unbindingCase.serial) {
            case .notBound?, .serviceDisabled?: return .verified("the device answered: not bound")
            default: break
            }
        }
        let (_, answer) = try await devices.unbind(mac) { device in
            // The password goes to the device of the case and to no other at its address.
            guard device.shortSerial == unbindingCase.serial else {
                throw RequestFailure(
                    Phrase(
                        en:
                            "the device at \(mac.announced) has serial \(device.serial), the case is for \(unbindingCase.serial): nothing was sent",
                        vi:
                            "thiết bị \(mac.announced) có số seri \(device.serial), yêu cầu này là của \(unbindingCase.serial): chưa gửi gì"
                    ))
            }
            return password
        }
        guard answer == .done else { return .failed(answer.phrase) }
        // A device may need a moment before it says what it did.
        for attempt in 0..<3 {
            if attempt > 0 { try? await Task.sleep(for: confirmationPause) }
            switch try? await devices.answer(of: mac, serial: unbindingCase.serial) {
            case .notBound?, .serviceDisabled?: return .verified("the device answered: not bound")
            case .bound?: continue
            default: continue
            }
        }
        return .failed(
            Phrase(
                en: "the device took the password, and does not confirm that it is free: ask it again",
                vi: "thiết bị đã nhận mật khẩu nhưng chưa xác nhận đã hủy liên kết: hãy kiểm tra lại"))
    }

    private func attemptHikPartnerPro(_ unbindingCase: UnbindingCase) async throws -> Outcome {
        guard let vendor = try await hikPartnerPro() else { return .failed(Desk.stillBound) }
        let session = try await vendor.signIn()
        guard let id = try await vendor.device(unbindingCase.serial, session) else {
            throw HikPartnerFailure.notOurs
        }
        try await vendor.delete(id, session)
        guard try await vendor.device(unbindingCase.serial, session) == nil else { return .failed(Desk.stillBound) }
        return .verified("Hik-Partner Pro lists it no more")
    }

    /// The vendor's word is held against whatever can be asked.
    func verifyManual(_ unbindingCase: UnbindingCase) async throws -> Outcome {
        if let mac = unbindingCase.mac,
            let answer = try? await devices(on: unbindingCase.interface).answer(
                of: mac, serial: unbindingCase.serial)
        {
            switch answer {
            case .bound: return .failed(Desk.stillBound)
            case .notBound, .serviceDisabled: return .verified("the device answered: not bound")
            default: break
            }
        }
        if let entry = try await store.bindings.entry(unbindingCase.serial), entry.account != nil {
            return .failed(
                Phrase(
                    en: "the register of bindings still has the device: free it there first",
                    vi: "sổ đăng ký vẫn ghi thiết bị đã liên kết: hãy gỡ ở đó trước"))
        }
        return .verified("the vendor's reference; the device could not be asked")
    }

    func hikPartnerPro() async throws -> HikPartnerPro? {
        let settings = try await store.settings.current()
        guard !settings.hikPartnerURL.isEmpty,
            let key = try await store.programSecrets.load(DeskSecret.hikPartnerKey), !key.isEmpty,
            let secret = try await store.programSecrets.load(DeskSecret.hikPartnerSecret), !secret.isEmpty
        else { return nil }
        return HikPartnerPro(
            http: http, base: settings.hikPartnerURL, appKey: key, secretKey: secret,
            header: settings.hikPartnerHeader, now: now)
    }

    static let stillBound = Phrase(
        en: "asked again, the device is still bound", vi: "kiểm tra lại thì thiết bị vẫn còn liên kết")
}

extension Phrase {
    /// For a log that people of both languages read.
    var bothLanguages: String { en == vi ? en : "\(vi) / \(en)" }
}
