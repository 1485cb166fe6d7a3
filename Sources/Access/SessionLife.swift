import Attendance

/// How long people stay signed in, and how long an invitation waits for them.
public enum SessionLife {
    /// A session that nobody used for so long has ended.
    public static let idle = Duration.hours(12)
    /// A session has ended so long after its beginning, however much it is used.
    public static let longest = Duration.hours(24 * 30)
    public static let invitation = Duration.hours(24 * 7)
}
