import Attendance
import Store
import Wire

extension HistoryEntry {
    public func json(_ language: Language) -> JSONValue {
        [
            "at": .string(Zone.vietnam.rfc3339(at)), "actor": .string(actor.name), "event": .string(event),
            "subject": .string(subject), "detail": .string(detail[language]), "importId": JSONValue(importID),
        ]
    }
}
