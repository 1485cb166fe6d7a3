import Attendance
import HRKit
import Store
import Wire

extension CodeMapping {
    public var json: JSONValue {
        [
            "hr": .string(hrClient), "code": .string(code), "hrCode": .string(hrCode),
            "at": .string(Zone.vietnam.rfc3339(at)), "by": .string(actor.name),
            "alsoKnownAs": .array(alsoKnownAs.prefix(1000).map { .string($0) }),
        ]
    }
}

extension MappedReceipt {
    /// A punch with the code that HR received it under; `at` is the time of the punch.
    public var json: JSONValue {
        [
            "id": .integer(punch.id), "at": .string(punch.atText), "code": .string(punch.code),
            "name": .string(punch.personName), "device": .string(punch.device), "hrCode": .string(hrCode),
            "recordId": .string(punch.recordID), "receivedAt": .string(Zone.vietnam.rfc3339(receivedAt)),
        ]
    }
}

extension MappedReceipts {
    /// `received`, as many as are listed, and `total`.
    public var members: [JSONValue.Member] {
        [
            JSONValue.Member("received", .array(items.map(\.json))), JSONValue.Member("total", JSONValue(total)),
        ]
    }
}

extension MappingChange {
    /// `received` and `total` tell of the mapping that this one replaced.
    public var members: [JSONValue.Member] {
        [
            JSONValue.Member("released", JSONValue(released)),
            JSONValue.Member("formerCode", JSONValue(formerCode)),
        ] + received.members
    }
}

extension MappingRemoval {
    /// What was taken back, and what HR had received under it.
    ///
    /// - Parameters:
    ///   - removal: nil where the code was not mapped.
    ///   - code: as it was written.
    public static func members(
        _ removal: MappingRemoval?, of code: String, at client: HRClient
    ) -> [JSONValue.Member] {
        let others = removal?.alsoKnownAs.prefix(1000) ?? []
        return [
            JSONValue.Member("hr", .string(client.name)), JSONValue.Member("code", .string(code)),
            JSONValue.Member("hrCode", JSONValue(removal?.hrCode)),
            JSONValue.Member("alsoKnownAs", .array(others.map { .string($0) })),
        ] + (removal?.received ?? .none).members
    }

    /// Where the way out of one mistake leads into another; nil where it does not.
    public func caution(_ code: String) -> Phrase? {
        guard !alsoKnownAs.isEmpty else { return nil }
        let names = alsoKnownAs.filter { !$0.isEmpty }
        let known = names.joined(separator: ", ")
        return names.isEmpty
            ? Phrase(
                en: "Careful: at this HR client “\(code)” stands for somebody else too.",
                vi: "Lưu ý: tại HRM client này “\(code)” còn là mã của người khác.")
            : Phrase(
                en: "Careful: at this HR client “\(code)” stands for \(known) too.",
                vi: "Lưu ý: tại HRM client này “\(code)” còn là mã của \(known).")
    }
}

extension MappingWarning {
    /// The warning for a door without a page that asks: that nothing was changed, and how it is confirmed.
    ///
    /// - Parameter way: an order, without a stop.
    public func phrase(confirmedBy way: Phrase) -> Phrase {
        phrase
            + Phrase(
                en: " Nothing was changed. \(way.en) if it is meant.",
                vi: " Chưa thay đổi gì. \(way.vi) nếu đúng ý.")
    }

    /// The people that the warning is about, as machines read them.
    public var members: [JSONValue.Member] {
        [
            JSONValue.Member("knownAs", .string(knownAs.joined(separator: ", "))),
            JSONValue.Member("punches", JSONValue(punches)), JSONValue.Member("days", JSONValue(days)),
            JSONValue.Member("waiting", JSONValue(waiting)),
            JSONValue.Member(
                "people",
                .array(
                    holders.prefix(1000).map {
                        [
                            "code": .string($0.code), "name": .string($0.name), "punches": JSONValue($0.punches),
                            "mapped": .bool($0.isMapped),
                        ]
                    })),
        ]
    }
}
