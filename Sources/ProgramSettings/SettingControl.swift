import Attendance

/// How a page asks for a setting, where that is more than a field for its text or a choice of its words.
public enum SettingControl: Sendable {
    case plain
    /// A number and one of the units, the first of which is the stored one. With `hasOff`, 0 is “off”.
    case duration([TimeUnit], hasOff: Bool)
    /// Always, or spans of the day: the text of `SyncHours`.
    case hours
    case zone
}
