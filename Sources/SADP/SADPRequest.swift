/// What is asked of devices. There is no other operation here: nothing that activates, resets or changes a device.
///
/// Source: SADP contract 3.
public struct SADPRequest: Hashable, Sendable {
    public enum Operation: Hashable, Sendable {
        case inquiry
        /// The key string, classic.
        case keyCode
        /// The key string of devices that announce the second mode.
        case encryptedKey
        case bindingState
        /// The client's public key: base64 of a PKCS#1 RSAPublicKey.
        case exchange(publicKey: String)
        /// The password as the exchange made it.
        case unbind(password: String)

        /// The word on the wire.
        public var word: String {
            switch self {
            case .inquiry: "inquiry"
            case .keyCode: "getcode"
            case .encryptedKey: "getencryptstring"
            case .bindingState: "getUnbindStatus"
            case .exchange: "exchangecode"
            case .unbind: "ezvizUnbind"
            }
        }
    }

    /// Upper-case UUID with dashes: answers repeat it.
    public let uuid: String
    public let operation: Operation
    /// The device that is meant, as it announced itself; nil for an inquiry, which means all.
    public let mac: MACAddress?

    public static func inquiry(uuid: String) -> SADPRequest {
        SADPRequest(uuid: uuid, operation: .inquiry, mac: nil)
    }

    public init(uuid: String, operation: Operation, of mac: MACAddress) {
        self.init(uuid: uuid, operation: operation, mac: mac)
    }

    private init(uuid: String, operation: Operation, mac: MACAddress?) {
        self.uuid = uuid
        self.operation = operation
        self.mac = mac
    }

    /// One line of XML, as devices take it.
    public var bytes: [UInt8] {
        var body = "<Uuid>\(uuid)</Uuid>"
        if let mac { body += "<MAC>\(mac.announced)</MAC>" }
        body += "<Types>\(operation.word)</Types>"
        switch operation {
        case .exchange(let key): body += "<Code>\(key)</Code>"
        case .unbind(let password): body += "<Password>\(password)</Password>"
        case .inquiry, .keyCode, .encryptedKey, .bindingState: break
        }
        return Array("<?xml version=\"1.0\" encoding=\"utf-8\"?><Probe>\(body)</Probe>".utf8)
    }
}

/// Six pairs of hexadecimal digits; compared without regard to case or separators, sent as it was announced.
public struct MACAddress: Sendable, CustomStringConvertible {
    /// The device's own spelling.
    public let announced: String
    /// `aa-bb-cc-dd-ee-ff`
    public let key: String

    public var description: String { key }

    /// Takes dashes, colons, dots or nothing between the digits.
    public init?(_ text: String) {
        let cleaned = SADPDocument.cleaned(text)
        let digits = cleaned.filter { !"-:.".contains($0) }
        guard digits.utf8.count == 12, digits.utf8.count == digits.count, digits.allSatisfy(\.isHexDigit),
            cleaned.utf8.count <= 17
        else { return nil }
        announced = cleaned
        let pairs = Array(digits.lowercased())
        key = stride(from: 0, to: 12, by: 2).map { String(pairs[$0...($0 + 1)]) }.joined(separator: "-")
    }
}

extension MACAddress: Hashable {
    public static func == (left: MACAddress, right: MACAddress) -> Bool { left.key == right.key }

    public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
