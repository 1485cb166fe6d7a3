import Attendance
import ConnectorKit
import ZKTeco

/// Makes punches of a terminal's records.
struct TerminalRecords {
    let zone: Zone
    let now: Instant
    /// By user id, and by slot, as the terminal's user list has them.
    let people: TerminalPeople

    /// A record of the log; nil where it cannot be one, with why.
    func punch(
        _ record: AttendanceRecord, _ raw: ArraySlice<UInt8>, layout: RecordLayout
    ) throws(RecordFailure) -> Punch {
        let local = try local(record.time)
        let at = zone.instant(of: local)
        guard PlausibleTime.accepts(at, now: now) else { throw RecordFailure(reason: "impossibleTime") }
        let (key, code, name) =
            switch record.person {
            case .userID(let id): (id, id, people.name(of: id))
            // The slot is in the key: who has it can change, and what is stored stays one punch.
            case .slot(let slot): ("#\(slot)", people.userID(of: slot), people.name(of: slot))
            }
        return Punch(
            sourceKey: TerminalRecords.key(key, local, record.state), code: EmployeeCode.cleaned(code),
            personName: name, at: at, local: local, offset: zone.offset(at: at),
            raw: TerminalRecords.raw(raw, as: layout.rawValue, record.verify, record.state))
    }

    /// A punch that was told while it happened; in the log it will have the same key.
    func punch(_ live: LivePunch, _ raw: [UInt8]) throws(RecordFailure) -> Punch {
        let local = try local(live.time)
        let at = zone.instant(of: local)
        guard PlausibleTime.accepts(at, now: now) else { throw RecordFailure(reason: "impossibleTime") }
        return Punch(
            sourceKey: TerminalRecords.key(live.userID, local, live.state), code: EmployeeCode.cleaned(live.userID),
            personName: people.name(of: live.userID), at: at, local: local, offset: zone.offset(at: at),
            raw: TerminalRecords.raw(raw[...], as: "event", live.verify, live.state))
    }

    struct RecordFailure: Error {
        let reason: String
    }

    private func local(_ time: TerminalTime) throws(RecordFailure) -> LocalTime {
        guard let date = LocalDate(year: time.year, month: time.month, day: time.day),
            let local = LocalTime(date: date, hour: time.hour, minute: time.minute, second: time.second)
        else { throw RecordFailure(reason: "noTime") }
        return local
    }

    /// What the terminal repeats of a punch (contract 13): the person as its record has it, its own time, the key pressed.
    private static func key(_ person: String, _ local: LocalTime, _ state: UInt8) -> String {
        "\(person)|\(local)|\(state)"
    }

    /// The key of a record that the terminal pushed before (`time`, `status` and `PIN` between tabs); nil for what is none.
    static func key(ofPushed key: String) -> String? {
        let parts = key.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let local = LocalTime(String(parts[0])), let state = UInt8(parts[1]) else { return nil }
        return TerminalRecords.key(String(parts[2]), local, state)
    }

    /// The record's bytes in hexadecimal digits, and what was read of it that a punch has no place for.
    static func raw(_ bytes: ArraySlice<UInt8>, as form: String, _ verify: UInt8?, _ state: UInt8?) -> ArraySlice<UInt8>
    {
        var text = "{\"form\":\"\(form)\",\"bytes\":\""
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        text += "\""
        if let verify, let state { text += ",\"verify\":\(verify),\"state\":\(state)" }
        return Array((text + "}").utf8)[...]
    }

    private static let digits = Array("0123456789abcdef")
}

/// Who is who at a terminal.
struct TerminalPeople {
    private let names: [String: String]
    private let slots: [UInt16: TerminalUser]

    init(_ users: [TerminalUser]) {
        names = Dictionary(users.map { ($0.userID, $0.name) }) { first, _ in first }
        slots = Dictionary(users.map { ($0.slot, $0) }) { first, _ in first }
    }

    func name(of userID: String) -> String { names[userID].map(EmployeeCode.cleaned) ?? "" }

    func name(of slot: UInt16) -> String { slots[slot].map { EmployeeCode.cleaned($0.name) } ?? "" }

    /// The slot's number where nobody is enrolled in it any more (contract 6).
    func userID(of slot: UInt16) -> String { slots[slot]?.userID ?? String(slot) }
}
