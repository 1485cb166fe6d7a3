import Foundation

/// Addresses: put together for a call, and taken apart for a message.
public enum WebAddress {
    /// Scheme, host and port: never a user, a path or a query, which can hold keys.
    public static func origin(of url: String) -> String {
        guard let parts = URLComponents(string: url), let origin = origin(of: parts) else {
            return String(url.prefix { $0 != "?" && $0 != "#" }.prefix(longest))
        }
        return origin
    }

    /// `base` and `path`, which begins with a slash, with no second one between them.
    public static func join(_ base: String, _ path: String) -> String { withoutSlash(base) + path }

    /// The address without slashes at its end.
    public static func withoutSlash(_ address: String) -> String {
        var rest = address[...]
        while rest.hasSuffix("/") { rest = rest.dropLast() }
        return String(rest)
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
