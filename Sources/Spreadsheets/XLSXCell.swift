/// One cell as it stands in a worksheet, and the text that it means.
struct XLSXCell {
    let column: Int
    let style: Int?
    var isFormula = false

    private let type: String
    private var value: XLSXText
    private var inline: XLSXText
    private var open: String?

    init(column: Int, type: String, style: Int?, _ limits: SpreadsheetLimits) {
        self.column = column
        self.type = type
        self.style = style
        value = XLSXText(limits)
        inline = XLSXText(limits)
    }

    mutating func open(_ element: String) { open = element }

    mutating func close() { open = nil }

    mutating func append(_ text: String) {
        if open == "v" { value.append(text) } else if open == "t" { inline.append(text) }
    }

    /// What the person typed and sees.
    func text(strings: [SharedText], format: NumberFormat, since1904: Bool) throws(CellFailure) -> String {
        let raw = value.content.filter { !$0.isWhitespace }
        switch type {
        case "e": throw CellFailure(reason: .error(raw))
        case "inlineStr": return inline.unescaped
        case "str": return value.unescaped
        default: break
        }
        if raw.isEmpty {
            guard !isFormula else { throw CellFailure(reason: .formulaWithoutValue) }
            return inline.unescaped
        }
        switch type {
        case "s":
            guard let index = Int(raw), strings.indices.contains(index) else {
                throw CellFailure(reason: .unreadable(raw))
            }
            guard case .text(let text) = strings[index] else { throw CellFailure(reason: .tooLong) }
            return text
        case "b":
            guard let word = ["1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"][raw.lowercased()] else {
                throw CellFailure(reason: .unreadable(raw))
            }
            return word
        case "d":
            guard let text = SpreadsheetDate.text(iso: raw) else { throw CellFailure(reason: .unreadable(raw)) }
            return text
        default:
            guard let number = SpreadsheetNumber.value(raw) else {
                throw CellFailure(reason: .unreadable(String(raw.prefix(40))))
            }
            return try text(number, raw, format, since1904: since1904)
        }
    }

    private func text(
        _ number: Double, _ raw: String, _ format: NumberFormat, since1904: Bool
    ) throws(CellFailure) -> String {
        let date: String?
        switch format {
        case .date(let parts): date = SpreadsheetDate.text(number, parts, since1904: since1904)
        case .duration: date = SpreadsheetDate.duration(number)
        case .number, .code:
            guard let digits = SpreadsheetNumber.plain(number) else {
                throw CellFailure(reason: .tooManyDigits(String(raw.prefix(40))))
            }
            guard case .code(let pieces) = format, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return digits
            }
            return NumberFormat.shown(digits, by: pieces)
        }
        guard let date else { throw CellFailure(reason: .noDate(String(raw.prefix(40)))) }
        return date
    }
}

extension CellFault {
}
