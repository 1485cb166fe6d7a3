import Attendance
import ProgramSettings
import Wire

extension Settings {
    /// The settings under their camel-case names, numbers and flags as such.
    public var json: JSONValue {
        .object(SettingSpecification.all.map { JSONValue.Member($0.jsonName, $0.json(in: self)) })
    }
}

extension SettingSpecification {
    /// `auto-sync-minutes` as a key: `autoSyncMinutes`.
    public var jsonName: String { name.camelCased }

    fileprivate func json(in settings: Settings) -> JSONValue {
        let text = text(in: settings)
        return switch shape {
        case .integer: Int64(text).map { .integer($0) } ?? .string(text)
        case .flag: .bool(text == "true")
        // A mail user may be called 4711.
        case .choice, .text: .string(text)
        }
    }

    /// The changes that a document names, in the order of the settings.
    public static func changes(in document: JSONValue) -> [SettingChange] {
        all.compactMap { setting in
            document[setting.jsonName].map { value in
                (setting.name, value.bool.map { String($0) } ?? value.text ?? "")
            }
        }
    }
}

extension String {
    /// `auto-sync-minutes` as a JSON key: `autoSyncMinutes`.
    var camelCased: String {
        let words = split(separator: "-")
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
