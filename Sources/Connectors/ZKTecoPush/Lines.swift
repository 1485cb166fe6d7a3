/// The lines of a body, without their ends (LF or CRLF) and without empty ones: what an acknowledgement counts (contract
/// 4, 11.3). They share the body's bytes.
struct Lines: Sequence, IteratorProtocol {
    private var rest: ArraySlice<UInt8>

    init(_ body: [UInt8]) {
        rest = body[...]
    }

    mutating func next() -> ArraySlice<UInt8>? {
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
            var line = rest[rest.startIndex..<end]
            rest = end < rest.endIndex ? rest[(end + 1)...] : rest[end...]
            while line.last == 0x0D { line.removeLast() }
            if !line.isEmpty { return line }
        }
        return nil
    }
}

extension ArraySlice<UInt8> {
    /// The first `count` fields between tabs.
    func tabbed(_ count: Int) -> [ArraySlice<UInt8>] {
        var fields: [ArraySlice<UInt8>] = []
        fields.reserveCapacity(count)
        var rest = self
        while fields.count < count {
            guard let tab = rest.firstIndex(of: 0x09) else {
                fields.append(rest)
                break
            }
            fields.append(rest[rest.startIndex..<tab])
            rest = rest[(tab + 1)...]
        }
        return fields
    }

    /// As text; nil where it is not UTF-8.
    var utf8Text: String? { String(validating: self, as: UTF8.self) }
}
