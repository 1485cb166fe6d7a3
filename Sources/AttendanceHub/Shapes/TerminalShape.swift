import Attendance
import Wire

extension StrangeTerminal {
    /// - Parameter zone: in which times are written.
    public func json(in zone: Zone) -> JSONValue {
        [
            "serial": .string(serial), "kind": .string(kind), "address": .string(address),
            "firstCallAt": .string(zone.rfc3339(firstAt)), "lastCallAt": .string(zone.rfc3339(lastAt)),
            "calls": JSONValue(calls), "facts": facts.json,
        ]
    }
}

extension TerminalFacts {
    public var json: JSONValue {
        .object(
            values.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                JSONValue.Member($0.key.rawValue, .string($0.value))
            })
    }
}
