/// Reads the first visible worksheet of an XLSX file as rows of text.
public enum XLSXReader {
    /// Rows without any text are left out. Dates come as `2026-11-01`, `2026-11-01 08:30:00` or `08:30:00`, numbers
    /// as they were typed; a cell of which the text is not known is a fault of its row.
    ///
    /// - Throws: `SpreadsheetFailure` when the file is not a workbook, is damaged, or passes a limit.
    public static func rows(
        _ bytes: [UInt8], limits: SpreadsheetLimits = .init()
    ) throws(SpreadsheetFailure) -> [TableRow] {
        let package = try XLSXPackage(bytes, limits: limits)
        let patience = package.patience
        let workbook = try XLSXWorkbook(package)
        var strings: [SharedText] = []
        if let name = workbook.sharedStrings, let bytes = try package.part(name) {
            strings = try XLSXText.shared(bytes, name: name, limits: limits, patience)
        }
        var styles = XLSXStyles()
        if let name = workbook.styles, let bytes = try package.part(name) {
            styles = try XLSXStyles(bytes, name: name, patience)
        }
        guard let bytes = try package.part(workbook.sheet) else { throw .noWorkbook }
        var sheet = XLSXSheet(strings: strings, styles: styles, since1904: workbook.since1904, limits: limits)
        let isWhole = try SafeXML.read(bytes, patience) { event throws(SpreadsheetFailure) in try sheet.take(event) }
        guard isWhole else { throw .malformedXML(part: workbook.sheet) }
        return sheet.rows
    }
}
