/// The number formats of a workbook's cells, by the style that a cell names.
struct XLSXStyles {
    private var formats: [NumberFormat] = []

    /// No styles part: every cell is a plain number or text.
    init() {}

    /// - Throws: `malformedXML`.
    init(_ bytes: [UInt8], name: String, _ patience: Patience) throws(SpreadsheetFailure) {
        var codes: [Int: String] = [:]
        var ids: [Int] = []
        var isInCells = false
        let isWhole = try SafeXML.read(bytes, patience) { event in
            switch event {
            case .start(let element, let attributes):
                switch XLSXName.local(element) {
                case "numFmt":
                    guard let id = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
                    codes[id] = attributes["formatCode"]
                case "cellXfs": isInCells = true
                case "xf" where isInCells: ids.append(attributes["numFmtId"].flatMap { Int($0) } ?? 0)
                default: break
                }
            case .end(let element): if XLSXName.local(element) == "cellXfs" { isInCells = false }
            case .text: break
            }
        }
        guard isWhole else { throw .malformedXML(part: name) }
        var known: [Int: NumberFormat] = [:]
        formats = ids.map { id in
            if let format = known[id] { return format }
            let format = codes[id].map { NumberFormat(code: $0) } ?? NumberFormat(builtIn: id)
            known[id] = format
            return format
        }
    }

    /// The format of a cell's style; a cell without one has the first.
    subscript(style: Int?) -> NumberFormat {
        let index = style ?? 0
        return formats.indices.contains(index) ? formats[index] : .number
    }
}
