import Attendance
import HRKit
import TestSupport
import Wire

/// Punches as companies have them, sorted as batches are: by employee and time.
enum PunchSample {
    /// The codes of the sample as a system writes them that keeps no leading zeros.
    static let codesWithoutZeros: Set<String> = ["7", "1001", "1002", "AD02"]

    /// Around midnights of several zones; names with accents in one piece and in several, and characters that nobody sees.
    static let batch: [OutgoingPunch] = {
        let people = [
            ("0007", "Đặng Thị Ưng", "Asia/Ho_Chi_Minh"), ("1001", "Nguye\u{302}\u{303}n La\u{300}nh", "Asia/Tokyo"),
            ("1002", "Lê\u{200B} Văn\u{A0}Tám \u{202E}", "Asia/Kathmandu"),
            ("AD02", "Phạm O'Hara 陳", "America/New_York"),
        ]
        let moments = ["2020-07-07T16:59:59Z", "2020-07-07T17:00:00Z", "2020-11-01T05:30:00Z", "2020-11-01T06:30:00Z"]
        return people.enumerated().flatMap { place, person in
            let zone = Zone(identifier: person.2) ?? .vietnam
            return moments.enumerated().map { number, moment in
                punch(10 * place + number + 1, code: person.0, name: person.1, at: Instant(moment), on: zone)
            }
        }
    }()

    /// So many punches of the same people.
    static func many(_ count: Int) -> [OutgoingPunch] {
        let codes = codesWithoutZeros.sorted()
        let each = count / codes.count + 1
        return Array(
            codes.enumerated().flatMap { place, code in
                (0..<each).map { number in
                    punch(
                        1000 + place * each + number, code: code, name: "Nguyễn Lan",
                        at: Instant("2020-07-08T08:00:00+07:00") + .seconds(number), on: .vietnam)
                }
            }.prefix(count))
    }

    private static func punch(
        _ number: Int, code: String, name: String, at instant: Instant, on zone: Zone
    ) -> OutgoingPunch {
        let digits = String(number)
        return OutgoingPunch(
            recordID: String(repeating: "0", count: 24 - digits.count) + digits, code: code, personName: name,
            at: instant, local: zone.local(at: instant), offset: zone.offset(at: instant), direction: .entry,
            device: "Văn phòng", deviceKind: "hanet", sourceIdentity: "13433", sourceDevice: "Cổng chính")
    }

    /// What a system is to know that takes whole punches: when it was on the clock of the device, too.
    static func facts(of punch: OutgoingPunch) -> [String] {
        [
            punch.recordID, punch.code, punch.personName, punch.local.date.description, punch.local.timeText,
            "\(punch.local.date)T\(punch.local.timeText)" + Zone.offsetText(punch.offset), punch.direction.rawValue,
            punch.device, punch.deviceKind, punch.sourceIdentity, punch.sourceDevice,
        ]
    }

    /// The same from JSON, but for the id.
    static func facts(in value: JSONValue?) -> [String] {
        [
            "code", "name", "localDate", "localTime", "at", "direction", "device", "kind", "source", "sourceDevice",
        ].map { value?[$0]?.text ?? "" }
    }

    /// The same from a line of cells without separators in them.
    static func facts(csv line: String) -> [String] {
        line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
}
