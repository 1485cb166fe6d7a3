import Attendance

/// The date form of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, the only form that may be sent).
enum HTTPDate {
    static func instant(_ text: String) -> Instant? {
        let parts = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]),
            let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]),
            let date = LocalDate(year: year, month: month + 1, day: day)
        else { return nil }
        return TimeText.instant(rfc3339: "\(date)T\(parts[4])Z")
    }
}
