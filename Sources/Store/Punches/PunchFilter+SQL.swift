import Attendance
import Database

extension PunchFilter {
    func condition() -> (sql: String, arguments: Arguments) {
        var parts: [String] = []
        var arguments: Arguments = []
        if let code {
            parts.append("punch.code = ?")
            arguments += [code]
        }
        if let sourceID {
            parts.append("punch.source_id = ?")
            arguments += [sourceID]
        }
        if let from {
            parts.append("punch.at >= ?")
            arguments += [from]
        }
        if let to {
            parts.append("punch.at < ?")
            arguments += [to]
        }
        return (parts.isEmpty ? "TRUE" : parts.joined(separator: " AND "), arguments)
    }
}
