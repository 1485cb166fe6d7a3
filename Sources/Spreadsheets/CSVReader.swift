extension CSV {
    /// Reads a whole file into rows of cells.
    ///
    /// Text is UTF-8, UTF-16, or Vietnamese code page 1258 (`TextEncoding`). Cells are separated by what an Excel
    /// line `sep=;` says, else by the tab, semicolon or comma that the heading line has most of outside quotes.
    /// Lines end in CR LF, LF, or CR. Rows without any text are dropped.
    ///
    /// - Throws: `SpreadsheetFailure` when the text is not known, a quote is not closed, or a limit is passed.
    public static func rows(_ bytes: [UInt8], limits: SpreadsheetLimits = .init()) throws(SpreadsheetFailure)
        -> [TableRow]
    {
        guard bytes.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
        let patience = Patience(limits)
        let text = try TextEncoding.text(bytes, patience)
        var reader = CSVReader(text, limits, patience)
        return try reader.read()
    }
}

private struct CSVReader {
    private static let quote = UInt8(ascii: "\"")

    private let text: [UInt8]
    private let limits: SpreadsheetLimits
    private var separator: [UInt8] = [UInt8(ascii: ",")]
    private var index = 0
    private var allowance: Allowance
    private var patience: Patience
    private var rows: [TableRow] = []
    private var number = 1
    private var row: [String] = []
    private var cell: [UInt8] = []
    private var faults: [CellFault] = []

    init(_ text: String, _ limits: SpreadsheetLimits, _ patience: Patience) {
        self.patience = patience
        self.text = Array(text.utf8)
        self.limits = limits
        allowance = Allowance(limits)
        if let line = CSVReader.separatorLine(self.text) {
            index = line.end
            // As a text editor and a person's finger count: the line is there.
            number = 2
            separator = line.separator ?? CSVReader.separator(self.text[index...])
        } else {
            separator = CSVReader.separator(self.text[...])
        }
    }

    mutating func read() throws(SpreadsheetFailure) -> [TableRow] {
        var isQuoted = false
        var wasQuoted = false
        while index < text.count {
            let byte = text[index]
            index += 1
            if isQuoted {
                if byte != CSVReader.quote {
                    cell.append(byte)
                } else if index < text.count, text[index] == CSVReader.quote {
                    cell.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if byte == CSVReader.quote, cell.isEmpty, !wasQuoted {
                isQuoted = true
                wasQuoted = true
            } else if byte == separator[0], text[(index - 1)...].starts(with: separator) {
                index += separator.count - 1
                try closeCell()
                wasQuoted = false
            } else if byte == 0x0A || byte == 0x0D {
                if byte == 0x0D, index < text.count, text[index] == 0x0A { index += 1 }
                try closeRow()
                wasQuoted = false
            } else {
                cell.append(byte)
            }
        }
        guard !isQuoted else { throw .unclosedQuote(row: number) }
        if !cell.isEmpty || !row.isEmpty { try closeRow() }
        return rows
    }

    private mutating func closeCell() throws(SpreadsheetFailure) {
        var content = CSV.restored(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
        guard row.count < limits.columns || content.isEmpty else { throw .tooManyColumns(limit: limits.columns) }
        guard row.count < limits.columns else { return }
        if !limits.allows(content) {
            try allowance.spendOnFault()
            let reference = CellFault.letters(ofColumn: row.count) + String(number)
            faults.append(CellFault(reference: reference, column: row.count, reason: .tooLong))
            content = ""
        }
        try allowance.spend(on: content, inRow: number)
        row.append(content)
    }

    private mutating func closeRow() throws(SpreadsheetFailure) {
        try closeCell()
        if row.contains(where: { !$0.isEmpty }) || !faults.isEmpty {
            guard rows.count < limits.rows else { throw .tooManyRows(limit: limits.rows) }
            rows.append(TableRow(number: number, cells: row, faults: faults))
        }
        number += 1
        row = []
        faults = []
        allowance.beginRow()
        try patience.step()
    }

    /// Excel's first line `sep=;`, quoted or not: where the next line begins, and the separator if it names one.
    private static func separatorLine(_ text: [UInt8]) -> (end: Int, separator: [UInt8]?)? {
        let end = text.prefix(64).firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
        var line = text[..<end]
        guard line.count < 64 else { return nil }
        if line.count > 1, line.first == quote, line.last == quote { line = line.dropFirst().dropLast() }
        guard String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=" else { return nil }
        var sign = Array(line.dropFirst(4))
        while sign.count > 1, sign.last == 0x20 { sign.removeLast() }
        let isOne = String(decoding: sign, as: UTF8.self).unicodeScalars.count == 1 && sign != [quote]
        guard sign.isEmpty || isOne else { return nil }
        let next = end + (text[end...].starts(with: [0x0D, 0x0A]) ? 2 : 1)
        return (min(next, text.count), sign.isEmpty ? nil : sign)
    }

    /// The sign that the first line with text in it has most of outside quotes; a tab wins, as no heading has one.
    private static func separator(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let signs = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
        var counts = [0, 0, 0]
        var isQuoted = false
        var hasText = false
        for byte in text {
            if byte == quote {
                isQuoted.toggle()
            } else if !isQuoted, byte == 0x0A || byte == 0x0D {
                if hasText { break }
                counts = [0, 0, 0]
            } else if !isQuoted, let index = signs.firstIndex(of: byte) {
                counts[index] += 1
            } else {
                hasText = true
            }
        }
        if counts[0] > 0 { return [signs[0]] }
        guard let most = counts.max(), most > 0, let index = counts.firstIndex(of: most) else { return [signs[2]] }
        return [signs[index]]
    }
}
