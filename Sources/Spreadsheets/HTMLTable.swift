import Foundation

/// The tables that Excel saves as a web page under the name `.xls`: HTML, not a workbook.
///
/// The reader takes rows and cells and nothing else: no scripts, no links, no style. The input is hostile, so that
/// every step moves forward and the limits hold.
public enum HTMLTable {
    /// The rows of the first table that has cells; rows without any text are left out.
    ///
    /// - Throws: `SpreadsheetFailure`; `companionFolder` for the frame of a page whose cells lie in another file.
    public static func rows(_ bytes: [UInt8], limits: SpreadsheetLimits = .init()) throws(SpreadsheetFailure)
        -> [TableRow]
    {
        guard bytes.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
        var patience = Patience(limits)
        var scanner = Scanner(text: Array(try decoded(bytes, patience).unicodeScalars))
        var rows: [TableRow] = []
        var row: [String]?
        var number = 0
        var cell: String?
        var hasFrames = false
        var allowance = Allowance(limits)
        var faults: [CellFault] = []
        func closeCell() throws(SpreadsheetFailure) {
            guard var content = cell.map(collapsed) else { return }
            cell = nil
            let column = row?.count ?? 0
            guard column < limits.columns else {
                if content.isEmpty { return }
                throw .tooManyColumns(limit: limits.columns)
            }
            if !limits.allows(content) {
                try allowance.spendOnFault()
                let reference = CellFault.letters(ofColumn: column) + String(number + 1)
                faults.append(CellFault(reference: reference, column: column, reason: .tooLong))
                content = ""
            }
            try allowance.spend(on: content, inRow: number + 1)
            row?.append(CSV.restored(content))
        }
        func closeRow() throws(SpreadsheetFailure) {
            try closeCell()
            guard let cells = row else { return }
            row = nil
            number += 1
            allowance.beginRow()
            defer { faults = [] }
            guard !faults.isEmpty || cells.contains(where: { !$0.isEmpty }) else { return }
            guard rows.count < limits.rows else { throw .tooManyRows(limit: limits.rows) }
            rows.append(TableRow(number: number, cells: cells, faults: faults))
        }
        while let token = try scanner.next(&patience) {
            switch token {
            case .text(let part):
                // Enough for the longest cell and one sign more, so that it shows.
                if let count = cell?.utf8.count, count <= limits.cell * 4 + 16 { cell?.append(part) }
            case .open("tr"):
                try closeRow()
                row = []
            case .open("td"), .open("th"):
                try closeCell()
                if row == nil { row = [] }
                cell = ""
            case .close("td"), .close("th"): try closeCell()
            case .close("tr"): try closeRow()
            case .close("table"):
                try closeRow()
                if !rows.isEmpty { return rows }
            case .open("br"): cell?.append(" ")
            case .open("frameset"), .open("frame"): hasFrames = true
            case .open, .close: break
            }
        }
        try closeRow()
        guard !rows.isEmpty else { throw hasFrames ? .companionFolder : .noWorkbook }
        return rows
    }

    /// Whether the bytes look like a web page: they begin with one of its elements.
    public static func matches(_ bytes: [UInt8]) -> Bool {
        // A look at the letters alone: of UTF-16 without its zeros, of the byte order mark nothing.
        let ascii = bytes.prefix(4096).filter { (0x09..<0x80).contains($0) }
        let start = String(decoding: ascii, as: UTF8.self).trimmingPrefix(while: \.isWhitespace).lowercased()
        return start.hasPrefix("<")
            && ["<html", "<table", "<!doctype html", "<frameset"].contains { start.contains($0) }
    }

    /// Unicode, or what the page says that it is; other code pages only as far as `TextEncoding` is sure.
    private static func decoded(_ bytes: [UInt8], _ patience: Patience) throws(SpreadsheetFailure) -> String {
        if let text = try TextEncoding.unicode(bytes) { return text }
        let head = String(decoding: bytes.prefix(4096).filter { $0 < 0x80 }, as: UTF8.self).lowercased()
        if let range = head.firstRange(of: "charset=") {
            let value = head[range.upperBound...].drop { "\"' ".contains($0) }
            let name = value.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
            // Pages that say Latin-1 mean the code page of western Windows, as browsers read them.
            let codePage = name == "iso-8859-1" || name == "us-ascii" ? "windows-1252" : String(name)
            if codePage.hasPrefix("windows-125"), let text = TextEncoding.decoded(bytes, codePage.uppercased()) {
                return text
            }
        }
        return try TextEncoding.text(bytes, patience)
    }

    private static func collapsed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private enum Token {
        case open(String)
        case close(String)
        case text(String)
    }

    private struct Scanner {
        let text: [Unicode.Scalar]
        var index = 0

        mutating func next(_ patience: inout Patience) throws(SpreadsheetFailure) -> Token? {
            while index < text.count {
                try patience.step()
                guard text[index] == "<" else { return .text(readText()) }
                if let token = readTag() { return token }
            }
            return nil
        }

        private mutating func readText() -> String {
            var content = String.UnicodeScalarView()
            while index < text.count, text[index] != "<" {
                if text[index] == "&", let scalar = readEntity() {
                    content.append(scalar)
                } else {
                    content.append(text[index])
                    index += 1
                }
            }
            return String(content)
        }

        /// A tag's name; nil for comments and the insides of `style` and `script`.
        private mutating func readTag() -> Token? {
            index += 1
            if has(Scanner.commentStart) {
                while index < text.count, !has(Scanner.commentEnd) { index += 1 }
                index = min(index + 3, text.count)
                return nil
            }
            let isClosing = has(["/"])
            if isClosing { index += 1 }
            var name = ""
            while index < text.count, text[index].properties.isAlphabetic || text[index] == "!" {
                if name.utf8.count < 16 { name.unicodeScalars.append(text[index]) }
                index += 1
            }
            var quote: Unicode.Scalar?
            while index < text.count, quote != nil || text[index] != ">" {
                if let open = quote {
                    if text[index] == open { quote = nil }
                } else if text[index] == "\"" || text[index] == "'" {
                    quote = text[index]
                }
                index += 1
            }
            index = min(index + 1, text.count)
            name = name.lowercased()
            if !isClosing, name == "style" || name == "script" {
                while index < text.count, !has(Scanner.closing) { index += 1 }
            }
            return isClosing ? .close(name) : .open(name)
        }

        private static let named: [String: Unicode.Scalar] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ",
        ]

        private mutating func readEntity() -> Unicode.Scalar? {
            let end = min(index + 10, text.count)
            guard let semicolon = (index + 1..<max(index + 1, end)).first(where: { text[$0] == ";" }) else {
                return nil
            }
            let name = String(String.UnicodeScalarView(text[(index + 1)..<semicolon]))
            let number = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
            let scalar = Scanner.named[name] ?? (name.hasPrefix("#") ? number.flatMap(Unicode.Scalar.init) : nil)
            guard let scalar else { return nil }
            index = semicolon + 1
            return scalar.value < 0x20 ? " " : scalar
        }

        private static let commentStart: [Unicode.Scalar] = ["!", "-", "-"]
        private static let commentEnd: [Unicode.Scalar] = ["-", "-", ">"]
        private static let closing: [Unicode.Scalar] = ["<", "/"]

        private func has(_ part: [Unicode.Scalar]) -> Bool {
            index + part.count <= text.count && part.indices.allSatisfy { text[index + $0] == part[$0] }
        }
    }
}
