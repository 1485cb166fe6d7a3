import Synchronization

/// One simulated Hikvision device on the local network: what it answers to the discovery protocol, faults included.
/// Written from the contract alone; shares no code with the client.
public final class SimulatedTerminal: Sendable {
    /// What `getUnbindStatus` answers.
    public enum Binding: String, Sendable, CaseIterable {
        case bound = "success"
        case notBound = "notBind"
        case serviceDisabled = "unenableHCPlatform"
        case serviceOffline = "offlineHCPlatform"
    }

    /// Ways in which real firmwares and bad networks differ.
    public enum Quirk: String, Sendable, CaseIterable {
        /// Answers go to the group instead of the asker.
        case multicast
        case crlf
        case strayBytes = "stray-bytes"
        case lowerCaseMAC = "lower-case-mac"
        /// `Ipv4Address` and its like.
        case oldNames = "old-names"
        /// The word that one firmware writes for `false`.
        case flase
        case trailingSpace = "trailing-space"
        case duplicate
        /// Answers 700 ms later.
        case late
        case silent
        /// Version fields encrypted.
        case encryptedVersions = "encrypted-versions"
        /// The exchange is answered twice, each time with another secret.
        case twoSecrets = "two-secrets"
        /// The exchange is answered with something that is not a secret.
        case badSecret = "bad-secret"
        /// Nothing comes back after the password.
        case silentUnbind = "silent-unbind"
        /// Says that it has unbound itself, and has not.
        case keepsBinding = "keeps-binding"
        /// HTML in the model's name.
        case markup
    }

    public struct Identity: Sendable {
        public var model: String
        /// The full serial; its last nine characters are the short one.
        public var serial: String
        /// Upper case, with dashes.
        public var mac: String
        /// Dotted decimal, as announced; the device answers from it where this machine has it.
        public var address: String
        public var firmware: String

        public init(model: String, serial: String, mac: String, address: String, firmware: String) {
            self.model = model
            self.serial = serial
            self.mac = mac
            self.address = address
            self.firmware = firmware
        }
    }

    public struct Abilities: Sendable {
        public var isActivated = true
        /// Knows Hik-Connect at all.
        public var supportsHikConnect = true
        /// Offers `getUnbindStatus` and `ezvizUnbind`.
        public var offersUnbind = true
        /// Gives its key string with `getencryptstring`.
        public var secondMode = false
        /// Wrong passwords until it locks, and for how long in minutes.
        public var tries = 5
        public var lockMinutes = 30

        public init() {}
    }

    struct State {
        var binding: Binding
        var triesLeft: Int
        var lockedUntil: ContinuousClock.Instant?
        /// The secret of the last exchange, with when it ends.
        var secret: (bytes: [UInt8], until: ContinuousClock.Instant)?
    }

    public let identity: Identity
    public let abilities: Abilities
    public let quirks: Set<Quirk>
    let password: String
    let state: Mutex<State>

    public init(
        _ identity: Identity, password: String, binding: Binding, abilities: Abilities = Abilities(),
        quirks: Set<Quirk> = []
    ) {
        self.identity = identity
        self.password = password
        self.abilities = abilities
        self.quirks = quirks
        state = Mutex(State(binding: binding, triesLeft: abilities.tries))
    }

    public var binding: Binding { state.withLock { $0.binding } }

    /// The MAC address as this device writes it.
    var writtenMAC: String { quirks.contains(.lowerCaseMAC) ? identity.mac.lowercased() : identity.mac }

    /// The key string: 17 bytes with the short serial inside, or a longer text that tells nothing.
    public var keyString: String {
        let serial = Array(identity.serial.utf8.suffix(9))
        if abilities.secondMode {
            let bytes = (0..<96).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ Int(serial[$0 % 9])) }
            return TerminalCipher.base64(bytes)
        }
        return TerminalCipher.base64([3, 0, 0, 0] + serial + [0xDE, 0xAD, 0xBE, 0xEF])
    }
}
