import UnbindingCases
import Wire

/// Ends of logs as they are written outside of the data directory: in the file beside a backup, in a webhook's body, in
/// a dossier.
extension CaseLog.Head {
    /// - Parameter cases: the number of all cases, so that one that was taken out is missed.
    public static func document(_ heads: [CaseLog.Head], of cases: Int) -> JSONValue {
        ["cases": JSONValue(cases), "heads": .array(heads.map(\.json))]
    }

    private var json: JSONValue {
        ["number": .string(number), "entries": JSONValue(entries), "hash": .string(hash)]
    }

    /// What any of those documents says; nil where it is none of them.
    public static func noted(in document: JSONValue) -> (heads: [CaseLog.Head], cases: Int?)? {
        let whole = document["data"] ?? document
        if let list = whole["heads"]?.array {
            let heads = list.compactMap { entry -> CaseLog.Head? in
                guard let number = entry["number"]?.text, let entries = entry["entries"]?.integer,
                    let hash = entry["hash"]?.text
                else { return nil }
                return CaseLog.Head(number: number, entries: Int(entries), hash: hash)
            }
            guard heads.count == list.count else { return nil }
            return (heads, whole["cases"]?.integer.map { Int($0) })
        }
        guard let number = document["number"]?.text, let hash = document["logHead"]?.text,
            let entries = document["logEntries"]?.integer
        else { return nil }
        return ([CaseLog.Head(number: number, entries: Int(entries), hash: hash)], nil)
    }
}
