import Attendance
import Foundation
import Wire

extension HTTPReply {
    /// Where a redirect points: scheme, host, port and path, printable and of bounded length; without user, query
    /// and fragment. Nil where this is not a redirect or points to no web address.
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
}
