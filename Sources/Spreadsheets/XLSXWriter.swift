import CXLSXWriter
import Foundation

/// Writes an XLSX file row by row with constant memory. Every cell is text, so no cell can be a formula.
public final class XLSXWriter {
    private let path: String
    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private var row: UInt32 = 0
    private var isClosed = false

    /// The most rows of the format, the header included.
    public static let mostRows = 1_048_576
    private static let longestText = 32_000

    public init(path: String) throws(SpreadsheetFailure) {
        self.path = path
        var options = lxw_workbook_options()
        options.constant_memory = 1
        guard let workbook = workbook_new_opt(path, &options) else {
            throw .cannotWrite(reason: "\(path) cannot be created")
        }
        self.workbook = workbook
        guard let sheet = workbook_add_worksheet(workbook, nil) else {
            workbook_close(workbook)
            throw .cannotWrite(reason: "no worksheet could be added")
        }
        self.sheet = sheet
    }

    public func append(_ cells: [String]) throws(SpreadsheetFailure) {
        guard row < UInt32(XLSXWriter.mostRows) else { throw .tooManyRows(limit: XLSXWriter.mostRows) }
        for (column, cell) in cells.enumerated() {
            worksheet_write_string(sheet, row, UInt16(column), XLSXWriter.cut(cell), nil)
        }
        row += 1
    }

    /// As Excel counts, in UTF-16: the library leaves a longer text out, and Excel calls the file damaged.
    private static func cut(_ text: String) -> String {
        guard text.utf8.count > longestText, text.utf16.count > longestText else { return text }
        let units = text.utf16.prefix(longestText)
        // Between the halves of a sign there is no text.
        return String(units) ?? String(units.dropLast()) ?? ""
    }

    public func close() throws(SpreadsheetFailure) {
        guard !isClosed else { return }
        isClosed = true
        let status = workbook_close(workbook)
        guard status == LXW_NO_ERROR else {
            throw .cannotWrite(reason: String(cString: lxw_strerror(status)))
        }
    }

    deinit {
        if !isClosed { workbook_close(workbook) }
    }
}
