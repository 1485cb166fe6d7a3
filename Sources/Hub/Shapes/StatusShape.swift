import Attendance
import Store
import Wire

extension Status {
    public func json(_ language: Language, _ bounds: (from: Instant?, to: Instant?)) -> JSONValue {
        [
            "from": JSONValue(bounds.from.map(Zone.vietnam.rfc3339)),
            "to": JSONValue(bounds.to.map(Zone.vietnam.rfc3339)),
            "pulled": JSONValue(total.pulled), "delivered": JSONValue(total.delivered),
            "waiting": JSONValue(total.waiting), "parked": JSONValue(total.parked),
            "rejected": JSONValue(total.rejected), "undecoded": JSONValue(total.undecoded),
            "devices": .array(devices.map { $0.json("device", "completeUpTo", language) }),
            "hrClients": .array(hrClients.map { $0.json("hr", "deliveredUpTo", language) }),
        ]
    }
}

extension Status.Line {
    fileprivate func json(_ nameKey: String, _ upToKey: String, _ language: Language) -> JSONValue {
        .object([
            JSONValue.Member(nameKey, .string(name)), JSONValue.Member("pulled", JSONValue(counts.pulled)),
            JSONValue.Member("delivered", JSONValue(counts.delivered)),
            JSONValue.Member("waiting", JSONValue(counts.waiting)),
            JSONValue.Member("parked", JSONValue(counts.parked)),
            JSONValue.Member("rejected", JSONValue(counts.rejected)),
            JSONValue.Member("undecoded", JSONValue(counts.undecoded)),
            JSONValue.Member(upToKey, JSONValue(upTo.map(Zone.vietnam.rfc3339))),
            JSONValue.Member("needsAttention", JSONValue(attention?[language])),
        ])
    }
}
