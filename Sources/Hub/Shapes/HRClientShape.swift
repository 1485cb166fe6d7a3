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

    public func json(_ language: Language) -> JSONValue {
        [
            "id": .integer(id), "name": .string(name), "kind": .string(kind), "enabled": .bool(isEnabled),
            "needsAttention": JSONValue(attention?[language]),
        ]
    }
}

extension Engine {
    /// A client with its fields; of secrets only whether they are set.
    public func shape(_ client: HRClient, _ language: Language) async throws -> JSONValue {
        let names = try await store.hrClients.secretNames(of: client)
        let set = hrKinds[client.kind]?.fields ?? FieldSet([])
        return client.json(language).adding("fields", client.fields.json(secretNames: names, of: set))
    }
}

extension HRKind {
    public func json(_ language: Language) -> JSONValue {
        ["kind": .string(id), "title": .string(title[language]), "fields": fields.json(language)]
    }
}
