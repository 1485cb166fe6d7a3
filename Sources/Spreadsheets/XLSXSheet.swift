/// Reads the cells of one worksheet, row by row.
struct XLSXSheet {
    private let strings: [SharedText]
    private let styles: XLSXStyles
    private let since1904: Bool
    private let limits: SpreadsheetLimits
    private var allowance: Allowance
    private(set) var rows: [TableRow] = []

    private var isInData = false
    /// Depth inside an element of which nothing is read.
    private var skipped = 0
    private var number = 0
    private var cells: [String] = []
    private var faults: [CellFault] = []
    private var nextColumn = 0
    private var cell: XLSXCell?

    init(strings: [SharedText], styles: XLSXStyles, since1904: Bool, limits: SpreadsheetLimits) {
        self.strings = strings
        self.styles = styles
        self.since1904 = since1904
        self.limits = limits
        allowance = Allowance(limits)
    }

    mutating func take(_ event: SafeXML.Event) throws(SpreadsheetFailure) {
        switch event {
        case .start(let element, let attributes):
            if skipped > 0 { skipped += 1 } else { start(XLSXName.local(element), attributes) }
        case .end(let element):
            if skipped > 0 { skipped -= 1 } else { try end(XLSXName.local(element)) }
        case .text(let text): if skipped == 0 { cell?.append(text) }
        }
    }

    private mutating func start(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "sheetData": isInData = true
        case "row" where isInData:
            let said = attributes["r"].flatMap { Int($0) }
            number = said.flatMap { (1...XLSXWriter.mostRows).contains($0) ? $0 : nil } ?? number + 1
            cells = []
            faults = []
            nextColumn = 0
            allowance.beginRow()
        case "c" where isInData:
            let column = attributes["r"].flatMap(XLSXSheet.column) ?? nextColumn
            nextColumn = column + 1
            cell = XLSXCell(
                column: column, type: attributes["t"] ?? "n", style: attributes["s"].flatMap { Int($0) }, limits)
        case "v", "t": cell?.open(element)
        case "f": cell?.isFormula = true
        // Readings of East Asian signs, and what later editions add.
        case "rPh", "extLst": skipped = 1
        default: break
        }
    }

    private mutating func end(_ element: String) throws(SpreadsheetFailure) {
        switch element {
        case "sheetData": isInData = false
        case "v", "t": cell?.close()
        case "c": try closeCell()
        case "row" where isInData: try closeRow()
        default: break
        }
    }

    private mutating func closeCell() throws(SpreadsheetFailure) {
        guard let cell else { return }
        self.cell = nil
        var text = ""
        do throws(CellFailure) {
            text = CSV.restored(try cell.text(strings: strings, format: styles[cell.style], since1904: since1904))
            guard limits.allows(text) else { throw CellFailure(reason: .tooLong) }
        } catch {
            guard cell.column < limits.columns else { throw .tooManyColumns(limit: limits.columns) }
            text = ""
            try allowance.spendOnFault()
            let reference = CellFault.letters(ofColumn: cell.column) + String(number)
            faults.append(CellFault(reference: reference, column: cell.column, reason: error.reason))
        }
        // Formats reach to the last column; only text counts.
        guard !text.isEmpty else { return }
        guard cell.column < limits.columns else { throw .tooManyColumns(limit: limits.columns) }
        try allowance.spend(on: text, inRow: number)
        while cells.count <= cell.column {
            try allowance.spend(on: "")
            cells.append("")
        }
        cells[cell.column] = text
    }

    private mutating func closeRow() throws(SpreadsheetFailure) {
        guard !cells.isEmpty || !faults.isEmpty else { return }
        guard rows.count < limits.rows else { throw .tooManyRows(limit: limits.rows) }
        rows.append(TableRow(number: number, cells: cells, faults: faults))
    }

    /// 0 for `A7`, 27 for `AB3`.
    private static func column(_ reference: String) -> Int? {
        var index = 0
        for byte in reference.utf8.prefix(3) {
            let letter = byte & 0xDF
            guard (0x41...0x5A).contains(letter) else { break }
            index = index * 26 + Int(letter) - 0x40
        }
        return index > 0 ? index - 1 : nil
    }
}
