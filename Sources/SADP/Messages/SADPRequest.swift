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
