import Attendance
import ConnectorKit
import Spreadsheets

/// The first row of a table of devices: what its columns are.
struct ImportHeader {
    /// Its number in the file.
    let row: Int
    /// Our names of the columns, in the file's order; empty for a column that is not read.
    let columns: [String]
    /// What the person should know of columns that are not read.
    let warnings: [Phrase]
    /// How the file heads the columns that are read, by our names.
    private let headings: [String: String]

    /// - Throws: `RequestFailure` where a heading cannot be told, or nothing says which devices are meant.
    init(_ row: TableRow, _ kinds: DeviceKinds) throws(RequestFailure) {
        if let fault = row.faults.first { throw RequestFailure(fault.phrase) }
        var headings: [String: String] = [:]
        var unknown: [String] = []
        var warnings: [Phrase] = []
        columns = row.cells.map { cell in
            let heading = cell.asCell
            guard !heading.isEmpty else { return "" }
            guard let column = DeviceTable.column(heading, kinds) else {
                unknown.append("“\(heading.shortened)”")
                return ""
            }
            if let first = headings[column] {
                warnings.append(
                    Phrase(
                        en: "the column “\(heading.shortened)” is not read: “\(first)” means the same",
                        vi: "không đọc cột “\(heading.shortened)”: trùng ý nghĩa với cột “\(first)”"))
                return ""
            }
            headings[column] = heading.shortened
            return column
        }
        guard headings["name"] != nil else {
            let list = DeviceTable.columns(kinds).joined(separator: ", ")
            throw RequestFailure(
                en:
                    "the first row has no column “name” (device name): take the template, or these columns: \(list)",
                vi:
                    "hàng đầu tiên không có cột “Tên thiết bị” (name): hãy dùng tệp mẫu, hoặc các cột: \(list)")
        }
        if !unknown.isEmpty {
            let shown = unknown.prefix(20).joined(separator: ", ") + (unknown.count > 20 ? " …" : "")
            warnings.append(
                Phrase(
                    en: "columns that are not known were left out: \(shown)",
                    vi: "bỏ qua các cột không nhận ra: \(shown)"))
        }
        self.row = row.number
        self.headings = headings
        self.warnings = warnings
    }

    /// The row's cells by their columns.
    func content(of row: TableRow) -> [String: String] {
        Dictionary(zip(columns, row.cells.map(\.asCell)).filter { !$0.0.isEmpty }) { first, _ in first }
    }

    /// A cell of a column that is read and of which nobody knows what it says.
    func fault(of row: TableRow) -> CellFault? {
        row.faults.first { columns.indices.contains($0.column) && !columns[$0.column].isEmpty }
    }

    /// What a column is called: as the file heads it, with the label of its field where that is another word.
    func title(of column: String, _ kinds: DeviceKinds) -> Phrase {
        let label = DeviceTable.label(of: column, kinds)
        guard let heading = headings[column] else { return Phrase(en: "“\(label.en)”", vi: "“\(label.vi)”") }
        func title(_ label: String) -> String {
            DeviceTable.squeezed(label) == DeviceTable.squeezed(heading) ? "“\(heading)”" : "“\(heading)” (\(label))"
        }
        return Phrase(en: title(label.en), vi: title(label.vi))
    }
}

extension String {
    /// At most eighty characters: a file may hold anything.
    var shortened: String { count > 80 ? prefix(79) + "…" : self }
}
