import Attendance
import Store
import Wire

extension Settings {
    /// The settings under their camel-case names, numbers and flags as such.
    public var json: JSONValue {
        .object(
            listed.map { name, value in
                JSONValue.Member(
                    name.camelCased,
                    Int64(value).map { .integer($0) } ?? Bool(value).map { .bool($0) } ?? .string(value))
            })
    }
}

extension String {
    /// `auto-sync-minutes` as a JSON key: `autoSyncMinutes`.
    public var camelCased: String {
        let words = split(separator: "-")
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
