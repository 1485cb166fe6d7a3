import Attendance
import Database
import Wire

extension TerminalContact {
    init(_ row: Row) {
        self.init(
            deviceID: row["device_id"], lastAt: row["last_at"], address: row["address"],
            facts: TerminalFacts(stored: row["facts"]))
        otherAddress = row["other_address"]
        otherAddressAt = row["other_address_at"]
        let reason: String? = row["refusal"]
        if let reason = reason.flatMap(Refusal.Reason.init), let at: Instant = row["refusal_at"] {
            let address: String? = row["refusal_address"]
            refusal = Refusal(reason, from: address ?? "", at: at)
        }
        wrongModeAt = row["wrong_mode_at"]
        otherOffset = row["other_offset"]
        failingSince = row["failing_since"]
        lines = row["lines"]
        undecodable = row["undecodable"]
    }
}

extension StrangeTerminal {
    init(_ row: Row) {
        self.init(
            kind: row["kind"], serial: row["serial"], firstAt: row["first_at"], lastAt: row["last_at"],
            address: row["address"], calls: row["calls"], facts: TerminalFacts(stored: row["facts"]))
    }
}

extension WaitingOrder {
    /// Nil for an order that this version does not know.
    init?(_ row: Row) {
        let from: Instant? = row["window_from"]
        let to: Instant? = row["window_to"]
        let window = from.flatMap { from in to.flatMap { Window(from: from, to: $0) } }
        guard let order = TerminalOrder(word: row["word"], window: window) else { return nil }
        self.init(id: row["id"], order: order)
    }
}

extension TerminalFacts {
    /// As it lies in a column: JSON.
    var stored: String {
        JSONValue.object(
            values.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                JSONValue.Member($0.key.rawValue, .string($0.value))
            }
        ).description
    }

    init(stored text: String) {
        self.init()
        guard case .object(let members)? = try? JSONValue(parsing: Array(text.utf8)) else { return }
        for member in members {
            if let name = Name(rawValue: member.name), let value = member.value.text { set(name, value) }
        }
    }
}
