import Attendance
import Foundation
import Wire

/// Addresses as they may stand in a message.
public enum WebAddress {
    /// Scheme, host and port: never a user, a path or a query, which can hold keys.
    public static func origin(of url: String) -> String {
        guard let parts = URLComponents(string: url), let origin = origin(of: parts) else {
            return String(url.prefix { $0 != "?" && $0 != "#" }.prefix(longest))
        }
        return origin
    }

    /// Longer addresses are cut: they come from strangers.
    static let longest = 200

    static func origin(of parts: URLComponents) -> String? {
        guard let scheme = parts.scheme?.lowercased(), let host = parts.encodedHost ?? parts.host, !host.isEmpty else {
            return nil
        }
        let isBareIPv6 = host.contains(":") && !host.hasPrefix("[")
        return "\(scheme)://\(isBareIPv6 ? "[\(host)]" : host)" + (parts.port.map { ":\($0)" } ?? "")
    }
}

extension HTTPReply {
    /// Where a redirect points: scheme, host, port and path, printable and of bounded length; without user, query
    /// and fragment. Nil where this is no redirect or points to no web address.
    ///
    /// - Parameter url: the address that was called; a relative target is resolved by it.
    public func redirectTarget(of url: String) -> String? {
        guard (300...399).contains(status), let location = header("Location")?.trimmed, !location.isEmpty,
            location.utf8.count <= 4096,
            let target = URL(string: location, relativeTo: URL(string: url))?.absoluteURL,
            let parts = URLComponents(url: target, resolvingAgainstBaseURL: true),
            let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let origin = WebAddress.origin(of: parts)
        else { return nil }
        guard isQuotable else { return nil }
        let text = ReplyText.mask.masked(origin + (parts.percentEncodedPath == "/" ? "" : parts.percentEncodedPath))
        // Percent-encoding left nothing else; a parser that is more lenient some day shall not matter here.
        guard text.replacing(SecretMask.bullets, with: "").utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return nil
        }
        return text.count > WebAddress.longest ? text.prefix(WebAddress.longest) + "…" : text
    }

    /// Says where a redirect points and what to do about it; nil where this is none with a target.
    ///
    /// - Parameter name: who answered.
    public func redirectPhrase(of url: String, by name: Phrase) -> Phrase? {
        redirectTarget(of: url).map { target in
            Phrase(
                en: """
                    \(name.en) redirects to \(target) (HTTP \(status)), and redirects are not followed: enter that \
                    address if it is right
                    """,
                vi: """
                    \(name.vi) chuyển hướng sang \(target) (HTTP \(status)); chương trình không theo chuyển hướng: hãy \
                    nhập địa chỉ đó nếu đúng
                    """)
        }
    }
}
