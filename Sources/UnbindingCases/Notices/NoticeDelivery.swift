/// A browser that takes notices (RFC 8030, RFC 8291).
public struct PushSubscription: Sendable, Identifiable {
    public let id: Int64
    public let userName: String
    public let endpoint: String
    /// The browser's public key: 65 bytes, an uncompressed point of P-256.
    public let publicKey: [UInt8]
    /// 16 bytes.
    public let authSecret: [UInt8]

    public init(id: Int64, userName: String, endpoint: String, publicKey: [UInt8], authSecret: [UInt8]) {
        self.id = id
        self.userName = userName
        self.endpoint = endpoint
        self.publicKey = publicKey
        self.authSecret = authSecret
    }
}

/// A notice on its way to one place outside.
public struct NoticeDelivery: Sendable, Identifiable {
    public enum Channel: String, Sendable { case mail, push, webhook }

    public let id: Int64
    public let notice: Notice
    public let channel: Channel
    /// A mail address, the number of a subscription, or nothing.
    public let target: String
    public let attempts: Int

    public init(id: Int64, notice: Notice, channel: Channel, target: String, attempts: Int) {
        self.id = id
        self.notice = notice
        self.channel = channel
        self.target = target
        self.attempts = attempts
    }
}
