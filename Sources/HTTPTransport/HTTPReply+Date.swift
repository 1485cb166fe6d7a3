import Attendance

extension HTTPReply {
    /// The server's clock as it sent the reply: its `Date` header, with the time that a cache held the reply added
    /// (`Age`). Whole seconds; nil where there is no readable date.
    public var date: Instant? {
        guard let date = header("Date").flatMap({ HTTPDate.instant($0.trimmed) }) else { return nil }
        let age = header("Age").flatMap { Int($0.trimmed) } ?? 0
        return date + .seconds(min(max(age, 0), 86_400))
    }
}
