/// A row of a person's file, as text.
public struct TableRow: Hashable, Sendable {
    /// Its number in the file, from 1, as Excel numbers it. Empty rows are left out of a table and still count.
    public let number: Int
    public let cells: [String]
    /// Cells of which the text is not known; they are empty in `cells`.
    public let faults: [CellFault]

    public init(number: Int, cells: [String], faults: [CellFault] = []) {
        self.number = number
        self.cells = cells
        self.faults = faults
    }
}

/// A cell that holds something of which nobody can say what the person meant.
public struct CellFault: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        case formulaWithoutValue
        /// As Excel shows it: `#N/A`.
        case error(String)
        /// A number with more digits before its point than Excel keeps (15).
        case tooManyDigits(String)
        /// More than the 32,767 characters of an Excel cell.
        case tooLong
        /// A number under a date's format that is not a date: before 1900, after 9999.
        case noDate(String)
        case unreadable(String)
    }

    /// As Excel names it: `G2`.
    public let reference: String
    /// From 0.
    public let column: Int
    public let reason: Reason

    public init(reference: String, column: Int, reason: Reason) {
        self.reference = reference
        self.column = column
        self.reason = reason
    }

    /// `G` for 6, `AB` for 27.
    static func letters(ofColumn column: Int) -> String {
        var letters = ""
        var rest = column
        repeat {
            letters = String(UnicodeScalar(UInt8(0x41 + rest % 26))) + letters
            rest = rest / 26 - 1
        } while rest >= 0
        return letters
    }
}

public struct SpreadsheetLimits: Sendable {
    /// Of the file, and of each part of an XLSX after unpacking.
    public var bytes = 16 << 20
    /// Of all parts of an XLSX together, and of all text that a table holds: a small file can name one long text
    /// a million times.
    public var totalBytes = 48 << 20
    public var rows = 20_000
    public var columns = 256
    /// Characters of a cell in UTF-16, as Excel counts them.
    public var cell = 32_767
    /// Bytes of all cells of a row.
    public var row = 256 << 10
    /// From the first byte to the last row.
    public var time = Duration.seconds(10)

    public init() {}
}

/// Why a table cannot be read or written.
public enum SpreadsheetFailure: Error, Hashable, Sendable {
    case tooLarge(limit: Int)
    case tooManyRows(limit: Int)
    case tooManyColumns(limit: Int)
    case rowTooLong(row: Int, limit: Int)
    case tooSlow(limit: Duration)
    /// Nobody waits for the table any more.
    case cancelled
    case unclosedQuote(row: Int)
    /// Bytes that are not text in UTF-8 or UTF-16, and not surely text in the code page of Vietnamese Windows.
    case unknownEncoding
    /// Zero bytes, as programs and pictures have them: no text.
    case notText
    /// No ZIP archive, or one without a visible worksheet in it.
    case noWorkbook
    /// A web page saved by Excel whose cells lie in the folder beside it.
    case companionFolder
    /// Excel's binary format of before 2007, or a workbook behind a password.
    case oldWorkbook
    case malformedXML(part: String)
    case cannotWrite(reason: String)
}
