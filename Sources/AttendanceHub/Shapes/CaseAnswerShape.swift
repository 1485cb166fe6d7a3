import Attendance
import Labels
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import Wire
import WorkingTime

extension CaseAnswer {
    /// As `unbind check` and the API give it.
    public func json(_ language: Language) -> JSONValue {
        func list(_ finds: [(serial: ShortSerial, source: LabelFind.Source)]) -> JSONValue {
            .array(finds.map { ["serial": .string($0.serial.text), "source": .string($0.source.rawValue)] })
        }
        let photoList = photos.map { photo -> JSONValue in
            var problem: String?
            if case .failure(let refusal) = photo.result { problem = refusal.phrase[language] }
            return [
                "file": .string(photo.fileName), "milliseconds": .integer(photo.duration.wholeMilliseconds),
                "problem": JSONValue(problem), "serialsFound": list(photo.serialsFound),
            ]
        }
        return verdict.json(language).adding("serialsFound", list(photos.flatMap(\.serialsFound)))
            .adding("photos", .array(photoList))
    }
}

extension PhotoReading {
    /// Serials with what named them, codes first.
    public var serialsFound: [(serial: ShortSerial, source: LabelFind.Source)] {
        guard case .success(let read) = result else { return [] }
        return read.serials.compactMap { serial in
            let finds = read.finds.filter { $0.serial == serial }
            return (finds.first(where: \.source.isCode) ?? finds.first).map { (serial, $0.source) }
        }
    }
}

extension Evidence {
    /// A photo of a case with what was read on it.
    ///
    /// - Parameter claimed: what the case is for.
    public func json(for claimed: ShortSerial, _ language: Language) -> JSONValue {
        let facts = reading.map { [$0.facts()] } ?? [PhotoFacts(isPicture: false, finds: [])]
        let (result, phrase) = EvidenceRules.judge(facts, claimed: claimed)
        let serials = (reading?.finds ?? []).compactMap { find in
            find.serial.map { serial -> JSONValue in
                [
                    "serial": .string(serial.text), "source": .string(find.source.rawValue),
                    "own": .bool(find.isDevicesOwn),
                ]
            }
        }
        return [
            "id": .integer(id), "file": .string(fileName), "sha256": .string(digest),
            "result": .string(result.rawValue), "detail": .string(phrase[language]), "serials": .array(serials),
            "addedBy": .string(addedBy), "addedAt": .string(Zone.vietnam.rfc3339(addedAt)),
            "struckBy": JSONValue(struck?.by), "struckAt": JSONValue(struck.map { Zone.vietnam.rfc3339($0.at) }),
            "kept": .bool(isKept),
        ]
    }
}

extension Company {
    public var json: JSONValue {
        [
            "id": .integer(id), "name": .string(name), "taxCode": .string(taxCode), "contact": .string(contact),
            "state": .string(state.rawValue), "reason": JSONValue(reason),
            "createdAt": .string(Zone.vietnam.rfc3339(madeAt)),
        ]
    }
}

extension BindingRegister.Entry {
    public var json: JSONValue {
        [
            "serial": .string(serial.text), "account": JSONValue(account), "by": .string(actor.name),
            "at": .string(Zone.vietnam.rfc3339(at)),
        ]
    }
}

extension Deadline {
    public func json(_ language: Language) -> JSONValue {
        let list = steps.map { step -> JSONValue in
            [
                "from": .string(Zone.vietnam.rfc3339(step.from)), "to": .string(Zone.vietnam.rfc3339(step.to)),
                "counts": .bool(step.kind == .counts), "reason": .string(step.kind.label[language]),
            ]
        }
        return [
            "start": .string(Zone.vietnam.rfc3339(start)), "dueAt": .string(Zone.vietnam.rfc3339(dueAt)),
            "workingMinutes": .integer(working.wholeMilliseconds / 60_000),
            "beyondCalendar": .bool(isBeyondCalendar), "steps": .array(list),
        ]
    }
}
