import Attendance
import HRKit
import Wire

/// The `logs` field of `mass_sync` (contract 1.1): punches by employee, then by the office's local day.
enum MassSyncLogs {
    static func text(_ punches: [OutgoingPunch], zone: Zone) -> String {
        var people: [String] = []
        var days: [String: [LocalDate]] = [:]
        var logs: [String: [LocalDate: [JSONValue]]] = [:]
        for punch in punches {
            let code = BaseCode.normalized(punch.code)
            let day = zone.date(at: punch.at)
            if logs[code] == nil { people.append(code) }
            if logs[code]?[day] == nil { days[code, default: []].append(day) }
            logs[code, default: [:]][day, default: []].append(log(punch))
        }
        let value = people.map { code -> JSONValue in
            let dates = (days[code] ?? []).map { day -> JSONValue in
                [
                    "date": .integer(zone.startOfDay(day).seconds),
                    "logs": .array(logs[code]?[day] ?? []),
                ]
            }
            return ["user_code": .string(code), "dates": .array(dates)]
        }
        return String(decoding: JSONValue.array(value).bytes, as: UTF8.self)
    }

    private static func log(_ punch: OutgoingPunch) -> JSONValue {
        [
            "id": .string(punch.recordID), "deviceUserId": .string(punch.code), "time": .integer(punch.at.seconds),
            "ip": .string(punch.sourceIdentity),
        ]
    }
}
