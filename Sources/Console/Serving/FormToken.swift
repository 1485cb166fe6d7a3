import Foundation
import Sealing

/// What every form of a session carries and no stranger's page can know. Each page has another spelling of it: in a page
/// that is sent compressed, the length would give away one that is always the same.
public enum FormToken {
    private static let length = 32

    /// - Parameter session: the session's secret.
    public static func make(for session: String) -> String {
        let token = Array(secret(of: session).utf8)
        let pad = Array(BearerSecret.make().utf8.prefix(length))
        return String(decoding: pad, as: UTF8.self) + hexadecimal(zip(token, pad).map { $0 ^ $1 })
    }

    static func isRight(_ text: String, for session: String) -> Bool {
        let pad = Array(text.utf8.prefix(length))
        guard pad.count == length, let mask = bytes(text.dropFirst(length)), mask.count == length else { return false }
        return BearerSecret.areEqual(
            String(decoding: zip(mask, pad).map { $0 ^ $1 }, as: UTF8.self), secret(of: session))
    }

    private static func secret(of session: String) -> String { BearerSecret.derived(from: session, purpose: "form") }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 0xF, radix: 16) }.joined()
    }

    /// Nil where it is no hexadecimal text.
    private static func bytes(_ text: Substring) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
