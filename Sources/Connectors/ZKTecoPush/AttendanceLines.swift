import Attendance
import ConnectorKit

/// The records of an ATTLOG body (contract 4, 11.1): one a line, fields between tabs. A line that is none is kept as it
/// came, and holds up no other.
struct AttendanceLines {
    private(set) var page = Page()
    /// Those that are not empty.
    private(set) var count = 0
    /// Seconds from UTC that the last record names which disagrees with the zone.
    private(set) var otherOffset: Int?
    private let site: PushSite
    private var clock: WallClock
    private let verifiesCards: Bool

    /// Fields that are looked at; more are ignored.
    private static let mostFields = 12
    /// `YYYY-MM-DD HH:MM:SS`
    private static let timeLength = 19

    init(_ body: [UInt8], at site: PushSite) {
        self.site = site
        clock = WallClock(site.zone)
        verifiesCards = site.facts[.deviceType]?.lowercased() == "pid"
        for line in Lines(body) {
            count += 1
            take(line)
        }
        page.rows = count
    }

    private mutating func take(_ line: ArraySlice<UInt8>) {
        let fields = line.tabbed(AttendanceLines.mostFields)
        // On terminals that read identity cards field 9 tells a mere verification, whose status means something else.
        if verifiesCards, fields.count > 8, fields[8].elementsEqual([UInt8(ascii: "1")]) {
            return page.skip("verification")
        }
        guard let pin = fields[0].utf8Text, let code = AttendanceLines.code(pin) else {
            return keep(line, "noIdentity")
        }
        guard fields.count > 1, let local = AttendanceLines.time(fields[1]) else { return keep(line, "noTime") }
        let at = clock.instant(of: local)
        guard PlausibleTime.accepts(at, now: site.now) else { return keep(line, "impossibleTime") }
        let status = fields.count > 2 ? AttendanceLines.status(fields[2]) : ""
        let offset = Int(local.date.daysSince1970 * 86_400 + Int64(local.secondOfDay) - at.seconds)
        if !verifiesCards, fields.count > 10, let told = AttendanceLines.offset(fields[10]) {
            otherOffset = told == offset ? nil : told
        }
        page.punches.append(
            Punch(
                // By the device's own text, so that a corrected zone makes no record new (contract 4).
                sourceKey: AttendanceLines.key(local.description, status, pin.trimmed), code: code, personName: "",
                at: at, local: local,
                offset: offset, direction: AttendanceLines.direction(status), raw: line))
    }

    private static func key(_ time: String, _ status: String, _ pin: String) -> String { "\(time)\t\(status)\t\(pin)" }

    /// The key of a record that was read over the network before (`PIN|time|state`; `#slot` where the log has no PIN, whose
    /// punch has it as its code). Both hold what contract 13 says; nil for what is no such key.
    static func key(ofPulled key: String, code: String) -> String? {
        let parts = key.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count >= 3 else { return nil }
        let pin = parts.dropLast(2).joined(separator: "|")
        guard !pin.hasPrefix("#") || !code.isEmpty else { return nil }
        return self.key(String(parts[parts.count - 2]), String(parts[parts.count - 1]), pin.hasPrefix("#") ? code : pin)
    }

    private mutating func keep(_ line: ArraySlice<UInt8>, _ reason: String) {
        page.undecodable.append(UndecodableRecord(reason: reason, raw: line))
    }

    /// Nil for nobody's: two people must not become one by what a cleaning takes away.
    static func code(_ pin: String) -> String? {
        guard !pin.unicodeScalars.contains(where: \.isControl) else { return nil }
        let code = EmployeeCode.cleaned(pin)
        return code.isEmpty ? nil : code
    }

    /// The whole of it: half a time is another time.
    private static func time(_ field: ArraySlice<UInt8>) -> LocalTime? {
        guard field.count >= timeLength, field.count <= 2 * timeLength else { return nil }
        return LocalTime(String(decoding: field, as: UTF8.self).trimmed)
    }

    /// A number in its shortest form; what is none as it came, so that two records stay two.
    private static func status(_ field: ArraySlice<UInt8>) -> String {
        let text = String(decoding: field.prefix(64), as: UTF8.self).trimmed
        return Int(text).map { String($0) } ?? text
    }

    private static func direction(_ status: String) -> Direction {
        switch status {
        case "0", "3", "4": .entry
        case "1", "2", "5": .exit
        default: .unknown
        }
    }

    /// `+28800`; empty where the terminal does not know.
    private static func offset(_ field: ArraySlice<UInt8>) -> Int? {
        guard (1...8).contains(field.count), let seconds = Int(String(decoding: field, as: UTF8.self).trimmed),
            (-18 * 3600...18 * 3600).contains(seconds)
        else { return nil }
        return seconds
    }
}
