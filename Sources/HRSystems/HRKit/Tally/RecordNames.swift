import Attendance
import Wire

/// What an entry of a reply's list may call a record of the batch by.
final class RecordNames {
    /// Which records an entry means.
    enum Meaning {
        case record(Int)
        /// All of a code, or some of them.
        case code(Set<Int>)
        /// A place in an order that is not known: from 0 or from 1.
        case place(Int)
    }

    let count: Int
    private let batch: [OutgoingPunch]
    private let code: (String) -> String

    // Most replies name nobody: what names are looked up in is made when the first one is met.
    private lazy var byID = Dictionary(batch.indices.map { (batch[$0].recordID.lowercased(), $0) }) { first, _ in first
    }
    private lazy var byCode = Dictionary(grouping: batch.indices) { code(batch[$0].code) }.mapValues(Set.init)

    init(_ batch: [OutgoingPunch], code: @escaping (String) -> String) {
        count = batch.count
        self.batch = batch
        self.code = code
    }

    /// The record, code or place that a text or number is.
    func meaning(of text: String) -> Meaning? {
        let text = text.trimmed
        if let record = record(text) { return .record(record) }
        if let records = byCode[code(text)] { return only(records) }
        if let record = recordNamed(in: text) { return .record(record) }
        if let place = Int(text), (0...count).contains(place) { return .place(place) }
        return nil
    }

    /// The record of that very id.
    func record(_ id: String) -> Int? { byID[id.trimmed.lowercased()] }

    func record(of members: [JSONValue.Member]) -> Int? {
        for member in members where RecordNames.idNames.contains(RecordNames.plain(member.name)) {
            if let record = member.value.text.flatMap({ record($0) }) { return record }
        }
        return nil
    }

    /// What an object means, by whichever of its members tells the most.
    func meaning(of members: [JSONValue.Member]) -> Meaning? {
        func text(_ names: [String]) -> String? {
            for name in names {
                if let text = members.first(where: { RecordNames.plain($0.name) == name })?.value.text { return text }
            }
            return nil
        }
        if let record = record(of: members) { return .record(record) }
        for name in RecordNames.codeNames {
            guard let records = text([name]).flatMap({ byCode[code($0.trimmed)] }) else { continue }
            let second = text(["time", "ts", "timestamp"]).flatMap { Int64($0) }
            let exact = records.filter { batch[$0].at.seconds == second }
            return only(exact.isEmpty ? records : exact)
        }
        if let place = text(RecordNames.placeNames).flatMap({ Int($0) }), (0...count).contains(place) {
            return .place(place)
        }
        for member in members {
            guard RecordNames.innerNames.contains(RecordNames.plain(member.name)),
                case .object(let inner) = member.value, let meaning = meaning(of: inner)
            else { continue }
            return meaning
        }
        return nil
    }

    /// Record ids are long enough to be found in a sentence.
    private func recordNamed(in text: String) -> Int? {
        guard text.utf8.count > 24, text.utf8.count < 4096 else { return nil }
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) where word.count == 24 {
            if let record = byID[String(word)] { return record }
        }
        return nil
    }

    private func only(_ records: Set<Int>) -> Meaning {
        if records.count == 1, let record = records.first { return .record(record) }
        return .code(records)
    }

    static func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter } }

    private static let idNames = ["id", "recordid", "logid", "punchid", "uuid", "key", "ref", "externalid"]
    private static let codeNames = [
        "usercode", "employeecode", "checkincode", "timekeepingcode", "deviceuserid", "userid", "employeeid", "user",
        "employee", "code", "id",
    ]
    private static let placeNames = ["index", "idx", "position", "row", "line"]
    private static let innerNames: Set<String> = ["record", "log", "item", "data", "entry", "punch", "input"]
}
