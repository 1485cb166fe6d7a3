/// Records that a target leaves out of a batch that it answers with success, as targets do with people who have left,
/// with days that are closed, or when they are overloaded.
public struct Omission: Sendable {
    var codes: Set<String>
    var records: Set<String>
    var calls: Int

    /// - Parameters:
    ///   - codes: all records of these codes.
    ///   - records: these record ids.
    ///   - calls: for so many calls; afterwards everything is taken.
    public init(codes: Set<String> = [], records: Set<String> = [], calls: Int = .max) {
        self.codes = codes
        self.records = records
        self.calls = calls
    }

    func takes(_ record: String, of code: String) -> Bool {
        calls > 0 && (codes.contains(code) || records.contains(record))
    }

    mutating func callIsOver() { if calls < .max { calls = max(0, calls - 1) } }
}

/// How the answer to a batch tells what became of it.
public enum Telling: Sendable {
    /// `data.count`.
    case count
    /// Success, and nothing else.
    case nothing
    /// A number under another name, in `data` or at the top.
    case number(String, isTop: Bool = false)
    /// The same as text.
    case text(String)
    /// `data` is the number.
    case bare
    /// New, repeated and failed records, each a number.
    case parts
    /// The ids of what was left out, under a name.
    case failedIDs(String)
    case failedCodes(String)
    /// Places in the order of the batch.
    case failedPlaces(String, from: Int)
    /// Objects with id, code and a sentence.
    case failedObjects(String, message: String)
    /// A map from id to a sentence.
    case failedMap(String, message: String)
    /// The ids of what was taken.
    case takenIDs(String)
    /// One result for each record.
    case results
    /// The number of people whose records were taken.
    case people
    /// Always this number.
    case always(Int)
}

/// What became of the records of one call.
struct BatchReport {
    struct Entry {
        let id: String
        let userCode: String
    }

    var size = 0
    var taken: [Entry] = []
    var new = 0
    var leftOut: [(place: Int, entry: Entry)] = []

    func reply(_ telling: Telling, countsOnlyNew: Bool) -> String {
        let count = countsOnlyNew ? new : taken.count
        func data(_ inner: String) -> String { "{\"code\":1,\"message\":\"\",\"data\":{\(inner)}}" }
        func list(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }
        switch telling {
        case .count: return data("\"count\":\(count)")
        case .nothing: return data("")
        case .number(let name, let isTop):
            return isTop ? "{\"code\":1,\"message\":\"\",\"\(name)\":\(count)}" : data("\"\(name)\":\(count)")
        case .text(let name): return data("\"\(name)\":\"\(count)\"")
        case .bare: return "{\"code\":1,\"message\":\"\",\"data\":\(count)}"
        case .parts:
            return data(
                "\"created\":\(new),\"duplicates\":\(taken.count - new),\"failed\":\(leftOut.count),\"total\":\(size)")
        case .failedIDs(let name): return data("\"\(name)\":\(list(leftOut.map { quoted($0.entry.id) }))")
        case .failedCodes(let name):
            return data("\"\(name)\":\(list(Set(leftOut.map(\.entry.userCode)).sorted().map(quoted)))")
        case .failedPlaces(let name, let first):
            return data("\"count\":\(count),\"\(name)\":\(list(leftOut.map { String($0.place + first) }))")
        case .failedObjects(let name, let message):
            let objects = leftOut.map {
                "{\"id\":\(quoted($0.entry.id)),\"user_code\":\(quoted($0.entry.userCode)),\"message\":\(quoted(message))}"
            }
            return data("\"count\":\(count),\"\(name)\":\(list(objects))")
        case .failedMap(let name, let message):
            // An empty map is an empty list, as PHP writes it.
            let members = leftOut.map { "\(quoted($0.entry.id)):\(quoted(message))" }
            return data("\"\(name)\":\(members.isEmpty ? "[]" : "{\(members.joined(separator: ","))}")")
        case .takenIDs(let name): return data("\"\(name)\":\(list(taken.map { quoted($0.id) }))")
        case .results:
            let results =
                taken.map { "{\"id\":\(quoted($0.id)),\"success\":true}" }
                + leftOut.map { "{\"id\":\(quoted($0.entry.id)),\"success\":false,\"message\":\"closed day\"}" }
            return "{\"code\":1,\"message\":\"\",\"results\":\(list(results))}"
        case .people: return data("\"count\":\(Set(taken.map(\.userCode)).count)")
        case .always(let number): return data("\"count\":\(number)")
        }
    }
}
