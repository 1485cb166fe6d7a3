import Attendance
import Spreadsheets
import Store

/// Punches as rows of a table file.
public enum PunchTable {
    /// The header. The byte order mark makes Excel read Vietnamese letters as UTF-8.
    public static func csvStart(_ language: Language) -> String {
        "\u{FEFF}" + CSV.line(PunchColumn.header(language))
    }

    public static func csvLine(_ punch: PunchWithDeliveries, _ language: Language) -> String {
        CSV.line(PunchColumn.cells(punch, language))
    }

    /// An XLSX file, row by row.
    public struct Workbook {
        private let writer: XLSXWriter
        private let language: Language

        /// - Throws: `SpreadsheetFailure`.
        public init(path: String, language: Language) throws {
            writer = try XLSXWriter(path: path)
            self.language = language
            try writer.append(PunchColumn.header(language))
        }

        public mutating func append(_ punch: PunchWithDeliveries) throws {
            try writer.append(PunchColumn.cells(punch, language))
        }

        public mutating func close() throws { try writer.close() }
    }
}
