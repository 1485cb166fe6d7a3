import Attendance
import ConnectorKit
import Store
import SyncEngine
import Wire

extension Device {
    public var state: Phrase {
        if !isEnabled { return Phrase(en: "disabled", vi: "vô hiệu") }
        if attention != nil { return Phrase(en: "needs attention", vi: "cần xử lý") }
        if failures > 0 { return Phrase(en: "retrying", vi: "đang thử lại") }
        if isPaused { return Phrase(en: "paused", vi: "tạm dừng") }
        return lastRun == nil ? Phrase(en: "new", vi: "mới") : Phrase(en: "fine", vi: "bình thường")
    }

    public func json(_ warnings: Warnings, _ language: Language) -> JSONValue {
        [
            "id": .integer(id), "name": .string(name), "kind": .string(kind), "identity": .string(identity),
            "enabled": .bool(isEnabled), "paused": .bool(isPaused), "timeZone": .string(zone.identifier),
            "syncFrom": JSONValue(syncFrom?.description), "hrClients": .array(hrClients.map { .string($0) }),
            "tags": .array(tags.words.map { .string($0) }),
            "deliversTo": .array(warnings.takers(of: self).map { .string($0) }),
            "punchCount": .integer(Int64(punchCount)), "latestPunchAt": JSONValue(latestPunchAt.map(zone.rfc3339)),
            "lastRun": lastRun.map { run in
                [
                    "at": .string(zone.rfc3339(run.endedAt ?? run.startedAt)), "ok": run.ok.map { .bool($0) } ?? .null,
                    "error": JSONValue(run.error?[language]), "fetched": JSONValue(run.fetched),
                    "new": JSONValue(run.new),
                ]
            } ?? .null,
            "completeFrom": JSONValue(completeFrom.map(zone.rfc3339)),
            "completeUpTo": JSONValue(completeUpTo.map(zone.rfc3339)),
            "lastSuccessAt": JSONValue(lastSuccessAt.map(zone.rfc3339)), "warnings": warnings.of(self).json(language),
            "needsAttention": JSONValue(attention?[language]), "nextRunAt": .string(zone.rfc3339(nextRunAt)),
            "facts": facts?.json(zone) ?? .null,
        ]
    }
}

extension Hub {
    /// A device with its fields; of secrets only whether they are set.
    public func shape(_ device: Device, _ language: Language) async throws -> JSONValue {
        let names = try await store.devices.secretNames(of: device)
        let set = engine.deviceKinds[device.kind]?.fields ?? FieldSet([])
        return device.json(try await warnings(), language).adding(
            "fields", device.fields.json(secretNames: names, of: set))
    }
}

extension DeviceKind {
    public func json(_ language: Language) -> JSONValue {
        [
            "kind": .string(id), "title": .string(title[language]), "identity": .string(identityLabel),
            "unverified": JSONValue(unverified?[language]), "fields": fields.json(language),
            "policy": [
                "first": .string(policy.first.description), "periodic": .string(policy.periodic.description),
                "device": .string(policy.device.description), "all": .string(policy.all.description),
                "hourly": JSONValue(policy.lookBack == policy.periodic ? nil : policy.lookBack?.description),
                "lookBack": JSONValue((policy.lookBack ?? policy.periodic).description),
                "furthestBackMonths": JSONValue(policy.furthestBackMonths),
                "periodSeconds": JSONValue(policy.periodSeconds),
            ],
        ]
    }
}
