// Text tables under libFuzzer. Built by script/fuzz together with the sources it tests.

/// Reads bytes as a person's CSV file; what was read is written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let limits = SpreadsheetLimits()
    guard let rows = try? CSV.rows(bytes, limits: limits) else { return 0 }
    check(rows, limits)
    guard rows.allSatisfy(\.faults.isEmpty) else { return 0 }
    // A heading that is sure to be read with commas, so that the separator is none of the question.
    let text = CSV.byteOrderMark + CSV.line(["a", "b", "c"]) + rows.map { CSV.line($0.cells) }.joined()
    if let again = try? CSV.rows(Array(text.utf8)) {
        precondition(Array(again.map(\.cells).dropFirst()) == rows.map(\.cells), "what is written is read back")
    }
    return 0
}

func check(_ rows: [TableRow], _ limits: SpreadsheetLimits) {
    precondition(rows.count <= limits.rows)
    precondition(zip(rows, rows.dropFirst()).allSatisfy { $0.number < $1.number }, "rows keep their order")
    for row in rows {
        precondition(row.cells.count <= limits.columns && row.cells.allSatisfy { $0.utf16.count <= limits.cell })
        precondition(row.faults.allSatisfy { (0..<limits.columns).contains($0.column) })
    }
}
