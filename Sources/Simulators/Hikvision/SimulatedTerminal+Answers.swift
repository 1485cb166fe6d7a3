import Synchronization

/// What a simulated device says to a probe.
///
/// Source: SADP contract 4 (replies), 7 (the device's side of the password), 10 (the simulator's rules).
extension SimulatedTerminal {
    /// One datagram to send.
    struct Reply: Sendable {
        let bytes: [UInt8]
        let delay: Duration
        let toGroup: Bool
    }

    /// How long the secret of an exchange holds.
    private static let secretHolds = Duration.seconds(60)

    /// The announcement that a device sends of its own accord.
    var hello: Reply { reply(announcement(uuid: nil, types: "hello")) }

    /// Nothing where the probe means another device, or nothing that this device knows.
    func replies(to probe: TerminalProbe, at now: ContinuousClock.Instant) -> [Reply] {
        guard !quirks.contains(.silent) else { return [] }
        if probe.types == "inquiry" || probe.types == "inquiry_v32" {
            return sent(announcement(uuid: probe.uuid, types: probe.types))
        }
        guard let mac = probe.mac, mac.lowercased() == identity.mac.lowercased() else { return [] }
        switch probe.types {
        case "getcode" where !abilities.secondMode:
            return sent(
                abilities.isActivated
                    ? answer(probe, "success", ["Code": keyString]) : answer(probe, "notActivated"))
        case "getencryptstring" where abilities.secondMode:
            return sent(
                abilities.isActivated
                    ? answer(probe, "success", ["EncryptString": keyString]) : answer(probe, "notActivated"))
        case "getcode", "getencryptstring": return sent(answer(probe, "failed"))
        case "getUnbindStatus" where abilities.offersUnbind:
            return sent(answer(probe, abilities.isActivated ? binding.rawValue : "notActivated"))
        case "exchangecode" where abilities.offersUnbind: return exchange(probe, now)
        case "ezvizUnbind" where abilities.offersUnbind:
            let (result, values) = unbind(probe, now)
            return quirks.contains(.silentUnbind) ? [] : sent(answer(probe, result, values))
        default: return []
        }
    }

    private func exchange(_ probe: TerminalProbe, _ now: ContinuousClock.Instant) -> [Reply] {
        var replies: [Reply] = []
        for _ in 0..<(quirks.contains(.twoSecrets) ? 2 : 1) {
            let secret = TerminalCipher.secret()
            guard let key = probe.code, let code = TerminalCipher.encrypt(secret, forPublicKey: key) else {
                return sent(answer(probe, "failed"))
            }
            state.withLock { $0.secret = (secret, now + SimulatedTerminal.secretHolds) }
            let written = quirks.contains(.badSecret) ? TerminalCipher.base64(Array("no secret".utf8)) : code
            replies += sent(answer(probe, "success", ["Code": written]))
        }
        return replies
    }

    private func unbind(
        _ probe: TerminalProbe, _ now: ContinuousClock.Instant
    ) -> (result: String, values: [String: String]) {
        state.withLock { state in
            if let until = state.lockedUntil, until > now {
                let minutes = Int((until - now).components.seconds / 60) + 1
                return ("locked", ["SurplusLockTime": String(minutes)])
            }
            // A secret serves once.
            defer { state.secret = nil }
            guard let secret = state.secret, secret.until > now, let word = probe.password,
                let typed = TerminalCipher.password(word, secret: secret.bytes)
            else { return ("failed", [:]) }
            guard typed == Array(password.utf8) else {
                state.triesLeft -= 1
                guard state.triesLeft > 0 else {
                    state.lockedUntil = now + .seconds(60 * abilities.lockMinutes)
                    state.triesLeft = abilities.tries
                    return ("locked", ["SurplusLockTime": String(abilities.lockMinutes)])
                }
                return ("PasswordError", ["RetryTimes": String(state.triesLeft)])
            }
            state.triesLeft = abilities.tries
            guard state.binding == .bound else { return ("failed", [:]) }
            if !quirks.contains(.keepsBinding) { state.binding = .notBound }
            return ("success", [:])
        }
    }

    private func answer(_ probe: TerminalProbe, _ result: String, _ values: [String: String] = [:]) -> String {
        let types = probe.types + (quirks.contains(.trailingSpace) ? " " : "")
        let rest = values.map { "<\($0.key)>\($0.value)</\($0.key)>" }.joined()
        return "<ProbeMatch><Uuid>\(probe.uuid)</Uuid><MAC>\(writtenMAC)</MAC><Types>\(types)</Types>"
            + "<Result>\(result)</Result>\(rest)</ProbeMatch>"
    }

    private func announcement(uuid: String?, types: String) -> String {
        let ip = quirks.contains(.oldNames) ? "Ipv4" : "IPv4"
        let network = identity.address.split(separator: ".").dropLast().joined(separator: ".")
        var elements: [(String, String)] = uuid.map { [("Uuid", $0)] } ?? []
        elements += [
            ("Types", types + (quirks.contains(.trailingSpace) ? " " : "")), ("DeviceType", "10510"),
            ("DeviceDescription", quirks.contains(.markup) ? "&lt;img src=x onerror=alert(1)&gt;" : identity.model),
            ("DeviceSN", identity.serial), ("CommandPort", "8000"), ("HttpPort", "80"), ("MAC", writtenMAC),
            ("\(ip)Address", identity.address), ("\(ip)SubnetMask", "255.255.255.0"), ("\(ip)Gateway", network + ".1"),
            ("IPv6Address", "::"), ("IPv6Gateway", "::"), ("IPv6MaskLen", "64"), ("DHCP", "false"),
            ("AnalogChannelNum", "0"), ("DigitalChannelNum", "0"),
            ("SoftwareVersion", quirks.contains(.encryptedVersions) ? "" : identity.firmware),
            ("DSPVersion", "V1.0, build 180613"), ("BootTime", "2026-01-16 11:06:06"), ("OEMInfo", "N/A"),
            ("Activated", String(abilities.isActivated)), ("PasswordResetAbility", "true"), ("DeviceLock", "true"),
            ("PasswordResetModeSecond", String(abilities.secondMode)),
            ("SupportHCPlatform", String(abilities.supportsHikConnect)),
        ]
        if quirks.contains(.encryptedVersions) {
            elements.append(("SoftwareVersionEncrypt", TerminalCipher.encryptedField(identity.firmware)))
        }
        if abilities.supportsHikConnect {
            let off = quirks.contains(.flase) ? "flase" : "false"
            elements.append(("HCPlatformEnable", binding == .serviceDisabled ? off : "true"))
        }
        if abilities.offersUnbind {
            elements.append(("supportEzvizUnbind", "true"))
            let status = [Binding.bound: "1", .notBound: "2"][binding] ?? "0"
            elements.append(("EZVIZBindStatus", status))
        }
        let separator = quirks.contains(.crlf) ? "\r\n" : ""
        let body = elements.map { "<\($0.0)>\($0.1)</\($0.0)>" }.joined(separator: separator)
        return "<ProbeMatch>\(separator)\(body)\(separator)</ProbeMatch>"
    }

    private func sent(_ document: String) -> [Reply] {
        let one = reply(document)
        return quirks.contains(.duplicate) ? [one, one] : [one]
    }

    private func reply(_ document: String) -> Reply {
        var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\(document)".utf8)
        if quirks.contains(.strayBytes) { bytes = [0, 0x20, 0xFF] + bytes + [0x0D, 0x0A, 0] }
        return Reply(
            bytes: bytes, delay: quirks.contains(.late) ? .milliseconds(700) : .zero,
            toGroup: quirks.contains(.multicast))
    }
}
