// Excel's web pages under libFuzzer. Built by script/fuzz together with the sources it tests.

/// Reads bytes as a table that Excel saved as a web page.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let limits = SpreadsheetLimits()
    _ = HTMLTable.matches(bytes)
    guard let rows = try? HTMLTable.rows(bytes, limits: limits) else { return 0 }
    precondition(!rows.isEmpty && rows.count <= limits.rows)
    for row in rows {
        precondition(row.cells.count <= limits.columns && row.cells.allSatisfy { $0.utf16.count <= limits.cell })
    }
    return 0
}
