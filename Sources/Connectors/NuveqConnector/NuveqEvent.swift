import Attendance
import ConnectorKit
import Wire

/// One event of the Nuveq cloud (contract 1.2). Every field may be null, whatever the specification says.
struct NuveqEvent {
    var id: Int64?
    var uuid = ""
    var eventName = ""
    var attendance: Bool?
    var visitor: Bool?
    var userName = ""
    var staffNo = ""
    var door = ""
    var direction = ""
    var date = ""
    var time = ""
    var timezone = ""
    var timestamp = ""

    /// - Parameter renamed: the pull's name for each field that a webhook calls otherwise.
    init(reading reader: inout JSONReader, renamed: [String: String]? = nil) throws(JSONFailure) {
        try reader.beginObject()
        while let key = try reader.nextKey() {
            switch renamed.map({ $0[key] ?? "" }) ?? key {
            case "id": id = try reader.integer()
            case "uuid": uuid = (try reader.text() ?? "").trimmed
            case "eventName": eventName = (try reader.text() ?? "").trimmed
            case "attendance": attendance = try reader.flag()
            case "visitor": visitor = try reader.flag()
            case "userName": userName = EmployeeCode.cleaned(try reader.text() ?? "")
            case "staffNo": staffNo = EmployeeCode.cleaned(try reader.text() ?? "")
            case "type": door = EmployeeCode.cleaned(try reader.text() ?? "")
            case "direction": direction = (try reader.text() ?? "").trimmed
            case "date": date = (try reader.text() ?? "").trimmed
            case "time": time = (try reader.text() ?? "").trimmed
            case "timezone": timezone = (try reader.text() ?? "").trimmed
            case "timestamp": timestamp = (try reader.text() ?? "").trimmed
            default: try reader.skipValue()
            }
        }
    }

    /// The event's own id at Nuveq: `uuid`, else `id` (contract 1.4).
    var sourceKey: String? {
        if !uuid.isEmpty { return "u:\(uuid)" }
        return id.map { "i:\($0)" }
    }

    /// Why this event is not an employee's punch; nil when it is one. The attendance rule (contract 1.3): a staff
    /// number, and either valid access or the attendance mark.
    var skipReason: String? {
        if direction == "Status" || eventName.hasPrefix("Controller ") { return "status" }
        if visitor == true || eventName == "Valid visitor" { return "visitor" }
        guard eventName == "Valid access" || attendance == true else {
            return eventName == "Invalid access" ? "invalidAccess" : "otherEvent"
        }
        return staffNo.isEmpty ? "noStaffNumber" : nil
    }
}

/// Turns events into punches; holds what all events of a run share.
struct NuveqEventDecoder {
    let zone: Zone
    let now: Instant
    private var siteZones: [String: Zone] = [:]

    init(zone: Zone, now: Instant) {
        self.zone = zone
        self.now = now
    }

    mutating func sort(_ event: NuveqEvent, raw: ArraySlice<UInt8>, into page: inout Page) {
        if let reason = event.skipReason { return page.skip(reason) }
        guard let key = event.sourceKey else {
            return page.undecodable.append(UndecodableRecord(reason: "noIdentity", raw: raw))
        }
        guard let (at, local, offset) = time(of: event) else {
            return page.undecodable.append(UndecodableRecord(reason: "noTime", raw: raw))
        }
        guard PlausibleTime.accepts(at, now: now) else {
            return page.undecodable.append(UndecodableRecord(reason: "impossibleTime", raw: raw))
        }
        let direction: Direction = event.direction == "Entry" ? .entry : event.direction == "Exit" ? .exit : .unknown
        page.punches.append(
            Punch(
                sourceKey: key, code: event.staffNo, personName: event.userName, at: at, local: local,
                offset: offset, direction: direction, sourceDevice: event.door, raw: raw))
    }

    /// The instant is `timestamp`; the wall clock is the site's own `date` and `time`. Where one of the two is
    /// missing it is made from the other with the site's zone.
    private mutating func time(of event: NuveqEvent) -> (Instant, LocalTime, Int)? {
        let site = siteZone(event.timezone)
        let local = LocalDate(event.date).flatMap { LocalTime(date: $0, timeText: event.time) }
        let stamp = TimeText.instant(rfc3339: event.timestamp)
        guard let at = stamp ?? local.map(site.instant) else { return nil }
        let wall = local ?? site.local(at: at)
        // The offset that ties the two, on the quarter-hour grid of real zones; a sub-second rest falls away.
        let difference = wall.secondsSince1970AtUTC - at.seconds
        let offset = Int((Double(difference) / 900).rounded()) * 900
        guard abs(offset) <= 18 * 3600 else { return (at, site.local(at: at), site.offset(at: at)) }
        return (at, wall, offset)
    }

    private mutating func siteZone(_ identifier: String) -> Zone {
        if identifier.isEmpty || identifier == zone.identifier { return zone }
        if let known = siteZones[identifier] { return known }
        let found = Zone(identifier: identifier) ?? zone
        siteZones[identifier] = found
        return found
    }
}

extension LocalTime {
    fileprivate var secondsSince1970AtUTC: Int64 { date.daysSince1970 * 86_400 + Int64(secondOfDay) }
}
