import Attendance
import HRKit
import Store
import SyncEngine
import Wire

extension HRClient {
    public var state: Phrase {
        if !isEnabled { return Phrase(en: "disabled", vi: "vô hiệu") }
        if attention != nil { return Phrase(en: "needs attention", vi: "cần xử lý") }
        return failures > 0 ? Phrase(en: "retrying", vi: "đang thử lại") : Phrase(en: "fine", vi: "bình thường")
    }

    /// - Parameter nextDue: when its next waiting punch is due.
    public func json(nextDue: Instant?, _ language: Language) -> JSONValue {
        [
            "id": .integer(id), "name": .string(name), "kind": .string(kind), "enabled": .bool(isEnabled),
            "needsAttention": JSONValue(attention?[language]),
            "failingSince": JSONValue(failingSince.map(Zone.vietnam.rfc3339)), "reason": JSONValue(failure?[language]),
            "nextTryAt": JSONValue(nextTry(nextDue).map(Zone.vietnam.rfc3339)),
        ]
    }
}

extension HRClient {
    /// When the schedule tries a failing client again; nil while all is well.
    public func nextTry(_ nextDue: Instant?) -> Instant? {
        guard failingSince != nil, isEnabled else { return nil }
        return max(nextAttemptAt, nextDue ?? nextAttemptAt)
    }
}

extension Hub {
    /// All clients and how they are, without their fields.
    public func shapes(_ clients: [HRClient], _ language: Language) async throws -> [JSONValue] {
        var shapes: [JSONValue] = []
        for client in clients {
            shapes.append(client.json(nextDue: try await store.deliveries.nextDue(client), language))
        }
        return shapes
    }

    /// A client with its fields and what waits for it; of secrets only whether they are set.
    public func shape(_ client: HRClient, _ language: Language) async throws -> JSONValue {
        let names = try await store.hrClients.secretNames(of: client)
        let set = engine.hrKinds[client.kind]?.fields ?? FieldSet([])
        let report = try await report(on: client)
        return report.json().reduce(client.json(nextDue: report.nextDue, language)) { $0.adding($1.name, $1.value) }
            .adding("fields", client.fields.json(secretNames: names, of: set))
    }
}

extension HRKind {
    public func json(_ language: Language) -> JSONValue {
        ["kind": .string(id), "title": .string(title[language]), "fields": fields.json(language)]
    }
}
