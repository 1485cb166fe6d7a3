import Attendance
import ProgramSettings
import Store
import Wire

extension Settings {
    /// The settings under their camel-case names, numbers and flags as such.
    public var json: JSONValue {
        .object(
            listed.map { name, value in
                // A mail user may be called 4711.
                let plain: JSONValue? =
                    Settings.texts.contains(name)
                    ? nil : Int64(value).map { .integer($0) } ?? Bool(value).map { .bool($0) }
                return JSONValue.Member(name.camelCased, plain ?? .string(value))
            })
    }
}

extension Settings {
    /// Settings whose value is text, whatever it looks like.
    private static let texts: Set<String> = [
        "sync-hours", "time-zone", "notice-webhook", "mail-server", "mail-from", "mail-user", "hik-partner-url",
        "inside-hosts",
    ]
}

extension String {
    /// `auto-sync-minutes` as a JSON key: `autoSyncMinutes`.
    public var camelCased: String {
        let words = split(separator: "-")
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
