// Workbooks under libFuzzer. Built by script/fuzz together with the sources it tests.

/// Reads bytes as a workbook; or, since hardly any change of a ZIP archive is one, as a part of a workbook. The first
/// byte says which.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    var workbook = TestWorkbook(
        rows: "<row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>45000.5</v></c></row>",
        styles: "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>", strings: "<si><t>x</t></si>")
    switch bytes.first {
    case UInt8(ascii: "s"): workbook = TestWorkbook(rows: text, strings: "<si><t>x</t></si>")
    case UInt8(ascii: "t"): workbook.parts["xl/sharedStrings.xml"] = text
    case UInt8(ascii: "f"): workbook.parts["xl/styles.xml"] = text
    case UInt8(ascii: "w"): workbook.parts["xl/workbook.xml"] = text
    case UInt8(ascii: "r"): workbook.parts["xl/_rels/workbook.xml.rels"] = text
    default:
        check(bytes)
        return 0
    }
    check(workbook.bytes)
    return 0
}

private func check(_ bytes: [UInt8]) {
    let limits = SpreadsheetLimits()
    guard let rows = try? XLSXReader.rows(bytes, limits: limits) else { return }
    precondition(rows.count <= limits.rows)
    for row in rows {
        precondition(row.cells.count <= limits.columns && row.cells.allSatisfy { $0.utf16.count <= limits.cell })
        precondition(row.faults.allSatisfy { (0..<limits.columns).contains($0.column) })
    }
}
