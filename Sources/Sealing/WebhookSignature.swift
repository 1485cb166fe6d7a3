import Foundation

/// The symmetric signature of Standard Webhooks 1.0: HMAC-SHA-256 over `id.timestamp.body`.
public enum WebhookSignature {
    /// The key bytes of a `whsec_…` text; nil unless 24 to 64 bytes are in it.
    public static func key(of secret: String) -> [UInt8]? {
        guard secret.hasPrefix("whsec_"), let data = Data(base64Encoded: String(secret.dropFirst(6))),
            (24...64).contains(data.count)
        else { return nil }
        return Array(data)
    }

    /// The value of `webhook-signature`. `timestamp` is that of this attempt, in seconds.
    public static func header(id: String, timestamp: Int64, body: [UInt8], key: [UInt8]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        return "v1," + Data(Digest.hmacSHA256(signed, key: key)).base64EncodedString()
    }
}
