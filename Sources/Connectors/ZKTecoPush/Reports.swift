import Attendance

/// What a terminal reports of orders (contract 6, 11.4): a line each, `ID=12&Return=0&CMD=DATA`; what it says of itself
/// follows in lines of their own.
struct Reports {
    private(set) var reports: [TerminalReport] = []
    private(set) var facts = TerminalFacts()

    /// More are not sent in one body: no more orders are open.
    private static let most = 100

    init(_ body: [UInt8]) {
        for line in Lines(body) {
            if let report = Reports.report(line) {
                if reports.count < Reports.most { reports.append(report) }
            } else {
                Reports.note(line, in: &facts)
            }
        }
    }

    private static func report(_ line: ArraySlice<UInt8>) -> TerminalReport? {
        guard line.without(prefix: "ID=") != nil, line.count <= 1024 else { return nil }
        let query = ADMSQuery(String(decoding: line, as: UTF8.self))
        guard let id = query["id"].flatMap({ Int64($0) }), id > 0, !query.ambiguous.contains("id"),
            let code = query["return"].flatMap({ Int32($0) })
        else { return nil }
        let count = query["attlogsum"].flatMap { Int32($0) }.flatMap { $0 >= 0 ? Int($0) : nil }
        return TerminalReport(id: id, code: Int(code), count: count)
    }

    /// The options of a terminal: `key=value` (contract 5, 6).
    static func note(_ text: ArraySlice<UInt8>, in facts: inout TerminalFacts) {
        guard text.count <= 1024, let sign = text.firstIndex(of: UInt8(ascii: "=")) else { return }
        let name = String(decoding: text[text.startIndex..<sign], as: UTF8.self).trimmed
        guard let fact = names[name.hasPrefix("~") ? String(name.dropFirst()) : name] else { return }
        facts.set(fact, String(decoding: text[(sign + 1)...], as: UTF8.self))
    }

    private static let names: [String: TerminalFacts.Name] = [
        "FWVersion": .firmware, "DeviceName": .model, "UserCount": .users, "TransactionCount": .records,
        "MaxAttLogCount": .capacity, "IPAddress": .ownAddress, "PushVersion": .pushVersion,
    ]

    /// The facts of a body of options: `key=value`, between commas or a line each.
    static func options(_ body: [UInt8]) -> TerminalFacts {
        var facts = TerminalFacts()
        for line in Lines(body) {
            for part in line.split(separator: UInt8(ascii: ",")) { note(part, in: &facts) }
        }
        return facts
    }
}
