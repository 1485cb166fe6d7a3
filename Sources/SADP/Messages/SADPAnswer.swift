/// What came back, by the request it answers.
///
/// Source: SADP contract 2 (which answers count), 4 (results).
public enum SADPAnswer: Hashable, Sendable {
    case announcement(DeviceAnnouncement)
    case key(KeyAnswer)
    case binding(BindingAnswer)
    /// The device's random string, encrypted for the client's key: base64.
    case exchange(ExchangeAnswer)
    case unbind(UnbindAnswer)

    public enum KeyAnswer: Hashable, Sendable {
        case key(String)
        case notActivated
        case failed
    }

    public enum BindingAnswer: String, Hashable, Sendable {
        case bound
        case notBound
        /// Hik-Connect is switched off on the device.
        case serviceDisabled
        case serviceOffline
        case notActivated
        case failed

        public var state: BindingState {
            switch self {
            case .bound: .bound
            case .notBound: .notBound
            case .serviceDisabled, .serviceOffline, .notActivated, .failed: .unknown
            }
        }
    }

    public enum ExchangeAnswer: Hashable, Sendable {
        case code(String)
        case failed
    }

    public enum UnbindAnswer: Hashable, Sendable {
        case done
        /// With the tries left, where the device says so.
        case wrongPassword(triesLeft: Int?)
        /// With the minutes of the lock, where the device says so.
        case locked(minutes: Int?)
        case failed
    }

    /// Characters of the longest code of an exchange that clients take.
    static let longestExchangeCode = 254

    /// Reads an answer to one of our requests; nil for anything else.
    ///
    /// - Parameter request: whose Uuid the document carries.
    public init?(_ document: SADPDocument, to request: SADPRequest) {
        guard document["Uuid"] == request.uuid, let types = document["Types"], !types.isEmpty else { return nil }
        if case .inquiry = request.operation {
            self = .announcement(DeviceAnnouncement(document))
            return
        }
        // Addressed requests: the device that was asked, the operation that was asked for, a whole document.
        guard document.isWhole, types == request.operation.word else { return nil }
        if let claimed = document["MAC"].flatMap({ MACAddress($0) }), claimed != request.mac { return nil }
        let result = document["Result"] ?? ""
        switch request.operation {
        case .inquiry: return nil
        case .keyCode: self = .key(SADPAnswer.key(result, document["Code"], longest: 127))
        case .encryptedKey: self = .key(SADPAnswer.key(result, document["EncryptString"], longest: 255))
        case .bindingState:
            let answers: [String: BindingAnswer] = [
                "success": .bound, "notBind": .notBound, "unenableHCPlatform": .serviceDisabled,
                "offlineHCPlatform": .serviceOffline, "notActivated": .notActivated,
            ]
            self = .binding(answers[result] ?? .failed)
        case .exchange:
            let code = document["Code"] ?? ""
            let isUsable = result == "success" && !code.isEmpty && code.utf8.count <= SADPAnswer.longestExchangeCode
            self = .exchange(isUsable ? .code(code) : .failed)
        case .unbind:
            switch result {
            case "success": self = .unbind(.done)
            case "PasswordError": self = .unbind(.wrongPassword(triesLeft: document["RetryTimes"].flatMap { Int($0) }))
            case "locked": self = .unbind(.locked(minutes: document["SurplusLockTime"].flatMap { Int($0) }))
            default: self = .unbind(.failed)
            }
        }
    }

    private static func key(_ result: String, _ value: String?, longest: Int) -> KeyAnswer {
        switch result {
        case "success":
            let text = String((value ?? "").prefix(longest))
            return text.isEmpty ? .failed : .key(text)
        case "notActivated": return .notActivated
        default: return .failed
        }
    }
}
