import Access
import Attendance
import Store
import Wire

extension User {
    public var json: JSONValue {
        [
            "id": .integer(id), "name": .string(name), "role": .string(role.rawValue), "enabled": .bool(isEnabled),
            "lastLoginAt": JSONValue(lastLoginAt.map(Zone.vietnam.rfc3339)),
        ]
    }
}

extension APIToken {
    public var json: JSONValue {
        [
            "id": .integer(id), "name": .string(name),
            "scopes": .array(scopes.map(\.rawValue).sorted().map { .string($0) }), "madeBy": .string(madeBy),
            "createdAt": .string(Zone.vietnam.rfc3339(createdAt)),
            "lastUsedAt": JSONValue(lastUsedAt.map(Zone.vietnam.rfc3339)),
        ]
    }
}
