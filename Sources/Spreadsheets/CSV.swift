/// Comma-separated values (RFC 4180), UTF-8, lines ended by CR LF.
public enum CSV {
    /// A line of the file, quoted where a cell needs it.
    ///
    /// Cells that a spreadsheet would run as a formula (`= + - @`, tab, carriage return at the start) get an
    /// apostrophe in front, plain numbers excepted: names come from devices and are hostile.
    public static func line(_ cells: [String]) -> String {
        cells.map { quoted(neutralized($0)) }.joined(separator: ",") + "\r\n"
    }

    public static func neutralized(_ cell: String) -> String {
        guard let first = cell.utf8.first, [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first) else { return cell }
        let isNumber = cell.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
        return isNumber && cell.utf8.count > 1 && first != 0x3D && first != 0x40 ? cell : "'" + cell
    }

    /// Takes off the apostrophe that `neutralized` put in front.
    public static func restored(_ cell: String) -> String {
        guard cell.first == "'" else { return cell }
        let rest = String(cell.dropFirst())
        return neutralized(rest) == cell ? rest : cell
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }

    /// Reads a whole file into rows of cells. Commas, or semicolons where the first line has more of them (as
    /// Excel writes in Vietnamese Windows); a byte order mark is skipped; blank lines are dropped.
    ///
    /// - Throws: `SpreadsheetError` when a quote is not closed or a limit is passed.
    public static func rows(_ bytes: [UInt8], limits: SpreadsheetLimits = .init()) throws(SpreadsheetError)
        -> [[String]]
    {
        guard bytes.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
        var input = bytes[...]
        if input.starts(with: [0xEF, 0xBB, 0xBF]) { input = input.dropFirst(3) }
        let firstLine = input.prefix { $0 != 0x0A }
        let semicolons = firstLine.count { $0 == UInt8(ascii: ";") }
        let separator = semicolons > firstLine.count { $0 == UInt8(ascii: ",") } ? UInt8(ascii: ";") : UInt8(ascii: ",")
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var index = input.startIndex
        func closeCell() {
            row.append(restored(String(decoding: cell, as: UTF8.self)))
            cell.removeAll(keepingCapacity: true)
        }
        func closeRow() throws(SpreadsheetError) {
            closeCell()
            if row.count > 1 || row[0] != "" { rows.append(row) }
            row = []
            guard rows.count <= limits.rows else { throw .tooManyRows(limit: limits.rows) }
        }
        while index < input.endIndex {
            let byte = input[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\"") where isQuoted:
                if index < input.endIndex, input[index] == UInt8(ascii: "\"") {
                    cell.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
            case UInt8(ascii: "\"") where cell.isEmpty: isQuoted = true
            case _ where isQuoted: cell.append(byte)
            case separator: closeCell()
            case 0x0D: continue
            case 0x0A: try closeRow()
            default: cell.append(byte)
            }
        }
        guard !isQuoted else { throw .unclosedQuote(row: rows.count + 1) }
        if !cell.isEmpty || !row.isEmpty { try closeRow() }
        return rows
    }

    /// A line for programs: quoted where a cell needs it, and nothing else altered.
    public static func plainLine(_ cells: [String]) -> String {
        cells.map { quoted($0) }.joined(separator: ",") + "\r\n"
    }
}

public struct SpreadsheetLimits: Sendable {
    /// Of the file, and of each part of an XLSX after unpacking.
    public var bytes = 32 << 20
    public var rows = 100_000

    public init() {}
}

/// Why a table cannot be read or written.
public enum SpreadsheetError: Error, Hashable, Sendable {
    case tooLarge(limit: Int)
    case tooManyRows(limit: Int)
    case unclosedQuote(row: Int)
    /// No ZIP archive, or one without a worksheet in it.
    case noWorkbook
    /// A web page saved by Excel whose cells lie in the folder beside it.
    case companionFolder
    /// Excel's binary format of before 2007.
    case oldWorkbook
    case malformedXML(part: String)
    case cannotWrite(reason: String)
}
