import Attendance
import Foundation
import HRKit
import Store
import Wire

extension PunchWithDeliveries {
    public func json(_ language: Language) -> JSONValue {
        [
            "id": .integer(punch.id), "device": .string(punch.device), "code": .string(punch.code),
            "name": .string(punch.personName), "at": .string(punch.atText),
            "localDate": .string(punch.local.date.description), "localTime": .string(punch.local.timeText),
            "sourceDevice": .string(punch.sourceDevice), "direction": .string(punch.direction.rawValue),
            "recordId": .string(punch.recordID), "deliveries": .array(deliveries.map { $0.json(punch, language) }),
        ]
    }
}

extension Delivery {
    public func json(_ punch: StoredPunch, _ language: Language) -> JSONValue {
        [
            "hr": .string(hrClient), "state": .string(state.word), "attempts": JSONValue(attempts),
            "at": JSONValue(at.map(Zone.vietnam.rfc3339)), "reason": JSONValue(reason?[language]),
            "nextTryAt": JSONValue(nextTryAt.map(Zone.vietnam.rfc3339)),
            "dueAt": JSONValue(nextTryAt.map(Zone.vietnam.rfc3339)),
            "failingSince": JSONValue(failingSince.map(Zone.vietnam.rfc3339)),
        ]
    }
}

extension PunchTrace {
    public func json(_ language: Language) -> JSONValue {
        let rawText = String(decoding: raw, as: UTF8.self)
        let run: JSONValue =
            run.map { run in
                [
                    "id": .integer(run.id), "startedAt": .string(Zone.vietnam.rfc3339(run.startedAt)),
                    "from": JSONValue(run.window.map { Zone.vietnam.rfc3339($0.from) }),
                    "to": JSONValue(run.window.map { Zone.vietnam.rfc3339($0.to) }),
                ]
            } ?? .null
        return PunchWithDeliveries(punch: punch, deliveries: deliveries).json(language)
            .adding("kind", .string(punch.kind))
            .adding("sourceIdentity", .string(punch.identity))
            .adding("sourceKey", .string(punch.sourceKey))
            .adding("vendorRecord", (try? JSONValue(parsing: raw)) ?? .string(rawText))
            .adding("vendorRecordText", .string(rawText))
            .adding("run", run)
            .adding(
                "corrections",
                .array(
                    corrections.map {
                        [
                            "at": .string(Zone.vietnam.rfc3339($0.at)), "oldCode": .string($0.oldCode),
                            "newCode": .string($0.newCode),
                        ]
                    }))
    }
}

extension DeliveryState {
    public var label: Phrase {
        switch self {
        case .waiting: Phrase(en: "waiting", vi: "đang chờ")
        case .delivered: Phrase(en: "delivered", vi: "đã gửi")
        case .parked: Phrase(en: "parked", vi: "tạm giữ")
        case .rejected: Phrase(en: "rejected", vi: "bị từ chối")
        }
    }
}

extension Delivery {
    /// A parked or rejected punch in one line, with its reason.
    public func json(parked punch: StoredPunch, _ language: Language) -> JSONValue {
        [
            "id": .integer(punch.id), "hr": .string(hrClient), "device": .string(punch.device),
            "code": .string(punch.code), "name": .string(punch.personName), "at": .string(punch.atText),
            "state": .string(state.word), "attempts": JSONValue(attempts), "reason": JSONValue(reason?[language]),
        ]
    }
}
