import Attendance
import ConnectorKit
import Wire

/// Person types of check-in rows (contract 4).
enum HanetPersonType: Int64 {
    case employee = 0
    case customer = 1
    case stranger = 2
}

/// Decodes the rows of one check-in page. Holds what all rows share.
struct HanetRowDecoder {
    let placeID: String
    let counted: Set<HanetPersonType>
    let now: Instant
    private var offsets: OffsetCache

    init(placeID: String, personTypes: [String], zone: Zone, now: Instant) {
        self.placeID = placeID
        let named = personTypes.isEmpty ? ["employee"] : personTypes
        counted = Set(named.compactMap { $0 == "customer" ? .customer : $0 == "employee" ? .employee : nil })
        self.now = now
        offsets = OffsetCache(zone)
    }

    /// Reads `data` of a list call into `page`, one row after the other.
    mutating func read(_ reader: inout JSONReader, into page: inout HanetPage) throws(JSONFailure) {
        guard try reader.peek() == .array else {
            try reader.skipValue()
            return
        }
        try reader.beginArray()
        while try reader.nextElement() {
            // The peek has moved behind the white space: the row's bytes begin here.
            guard try reader.peek() == .object else {
                try reader.skipValue()
                page.content.rows += 1
                continue
            }
            let start = reader.position
            let row = try HanetRow(reading: &reader)
            page.content.rows += 1
            sort(row, raw: reader.bytes[start..<reader.position], into: &page)
        }
    }

    private mutating func sort(_ row: HanetRow, raw: ArraySlice<UInt8>, into page: inout HanetPage) {
        page.keys.insert(row.sourceKey)
        if !row.placeID.isEmpty, row.placeID != placeID {
            page.content.undecodable.append(UndecodableRecord(reason: "otherPlace", raw: raw))
            return
        }
        switch row.type {
        case .some(let value):
            guard let type = HanetPersonType(rawValue: value) else { return page.content.skip("otherType") }
            guard counted.contains(type) else { return page.content.skip("\(type)") }
        case nil:
            // A row that says neither its type nor whom it saw is a stranger; any other is kept.
            if row.personID.isEmpty, row.aliasID.isEmpty { return page.content.skip("stranger") }
        }
        guard let at = row.checkinTime else {
            page.content.undecodable.append(UndecodableRecord(reason: "noTime", raw: raw))
            return
        }
        guard PlausibleTime.accepts(at, now: now) else {
            page.content.undecodable.append(UndecodableRecord(reason: "impossibleTime", raw: raw))
            return
        }
        let offset = offsets.offset(at: at)
        page.content.punches.append(
            Punch(
                sourceKey: row.sourceKey, code: row.aliasID, personName: row.personName, at: at,
                local: offsets.local(at: at), offset: offset,
                sourceDevice: row.deviceName.isEmpty ? row.deviceID : row.deviceName, raw: raw))
    }
}

/// A page as it is read: what goes on to the store, and the keys that tell whether paging moves.
struct HanetPage: Sendable {
    var content = Page()
    var keys: Set<String> = []
}

/// One check-in row (contract 4.1), as lenient as vendors require: numbers as text, nulls anywhere.
struct HanetRow {
    var personName = ""
    /// Name and alias as they were sent but for control characters: parts of the key of who has no personID. They must
    /// stay what they were when the first of these rows was stored.
    private var sentName = ""
    private var sentAlias = ""
    var checkinTime: Instant?
    var checkinText = ""
    var aliasID = ""
    var placeID = ""
    var personID = ""
    var deviceID = ""
    var deviceName = ""
    var type: Int64?

    init(reading reader: inout JSONReader) throws(JSONFailure) {
        try reader.beginObject()
        while let key = try reader.nextKey() {
            switch key {
            case "personName":
                sentName = try reader.text() ?? ""
                personName = EmployeeCode.cleaned(sentName)
            case "checkinTime":
                checkinText = (try reader.text() ?? "").trimmed
                checkinTime = JSONReader.wholeNumber(checkinText).map { Instant(milliseconds: $0) }
            case "aliasID":
                sentAlias = try reader.text() ?? ""
                aliasID = EmployeeCode.cleaned(sentAlias)
            case "placeID": placeID = try reader.text() ?? ""
            case "personID": personID = try reader.text() ?? ""
            case "deviceID": deviceID = try reader.text() ?? ""
            case "deviceName": deviceName = EmployeeCode.cleaned(try reader.text() ?? "")
            case "type": type = try reader.integer()
            default: try reader.skipValue()
            }
        }
    }

    /// `(checkinTime, personID, deviceID)` within the place (contract 6, rule 4): pull rows carry no record id.
    /// The time comes first, so that new keys lie side by side in the store's index. Where personID is empty, the
    /// alias and the name stand in, so that two such people stay apart.
    var sourceKey: String {
        var key = checkinTime.map { String($0.milliseconds) } ?? checkinText
        key += "|"
        key +=
            personID.isEmpty
            ? "~\(EmployeeCode.withoutControls(sentAlias))~\(EmployeeCode.withoutControls(sentName))" : personID
        key += "|"
        key += deviceID
        return key
    }
}
