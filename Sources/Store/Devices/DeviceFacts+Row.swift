import Attendance
import Database
import Wire

extension Column {
    static func text(_ facts: DeviceFacts) -> String {
        JSONValue.object(
            [
                JSONValue.Member("serialNumber", JSONValue(facts.serialNumber)),
                JSONValue.Member("model", JSONValue(facts.model)),
                JSONValue.Member("firmware", JSONValue(facts.firmware)),
                JSONValue.Member("users", JSONValue(facts.users)),
                JSONValue.Member("records", JSONValue(facts.records)),
                JSONValue.Member("recordCapacity", JSONValue(facts.recordCapacity)),
                JSONValue.Member("clockDrift", .init(facts.clockDrift?.wholeMilliseconds)),
                JSONValue.Member("heardAt", .init(facts.heardAt?.milliseconds)),
                JSONValue.Member(
                    "notes",
                    .object(facts.notes.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) })),
            ].filter { $0.value != .null }
        ).description
    }

    static func facts(_ text: String) -> DeviceFacts {
        var facts = DeviceFacts()
        guard let value = try? JSONValue(parsing: Array(text.utf8)) else { return facts }
        func number(_ name: String) -> Int? { value[name]?.integer.map(Int.init) }
        facts.serialNumber = value["serialNumber"]?.text
        facts.model = value["model"]?.text
        facts.firmware = value["firmware"]?.text
        facts.users = number("users")
        facts.records = number("records")
        facts.recordCapacity = number("recordCapacity")
        facts.clockDrift = value["clockDrift"]?.integer.map { .milliseconds($0) }
        facts.heardAt = value["heardAt"]?.integer.map { Instant(milliseconds: $0) }
        if case .object(let members)? = value["notes"] {
            for member in members { facts.notes[member.name] = member.value.text }
        }
        return facts
    }
}

extension Database {
    /// Keeps what a device told, on top of what it told before.
    func keep(_ news: DeviceFacts, of device: Device, now: Instant) throws {
        let id = device.id
        let known = try String.fetchOne(
            try cachedStatement(sql: "SELECT facts FROM device_facts WHERE device_id = ?"), arguments: [id]
        ).map(Column.facts)
        let facts = known?.merging(news) ?? news
        for event in facts.news(after: known) {
            try recordHistory(.device(event), of: device.name, act: Act(by: .schedule, at: now))
        }
        try cachedStatement(
            sql: """
                INSERT INTO device_facts (device_id, facts) VALUES (?, ?)
                ON CONFLICT (device_id) DO UPDATE SET facts = excluded.facts
                """
        ).execute(arguments: [id, Column.text(facts)])
    }

    func forgetFacts(ofDevice id: Int64) throws {
        try execute(sql: "DELETE FROM device_facts WHERE device_id = ?", arguments: [id])
    }
}
