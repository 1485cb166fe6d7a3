/// What a cell's number format makes of its number, as far as the meaning goes.
enum NumberFormat: Hashable {
    case number
    case date(SpreadsheetDate.Parts)
    /// Hours that may pass a day: `[h]:mm`.
    case duration
    /// Codes: digits with zeros in front, and fixed signs between them (`00000`, `000-000`).
    case code([Piece])

    enum Piece: Hashable {
        case digit
        case sign(Unicode.Scalar)
    }

    /// The formats that a workbook names without writing them down (ECMA-376 part 1, 18.8.30).
    init(builtIn id: Int) {
        switch id {
        case 14...17: self = .date(.init(date: true, time: false))
        case 18...21, 45, 47: self = .date(.init(date: false, time: true))
        // Some of the formats of East Asia are times: the number itself tells.
        case 22, 27...36, 50...58: self = .date(.init(date: true, time: true))
        case 46: self = .duration
        default: self = .number
        }
    }

    init(code: String) {
        var section = Section(code)
        section.read()
        self = section.format
    }

    /// A whole number as the format shows it.
    static func shown(_ digits: String, by pieces: [Piece]) -> String {
        var rest = Array(digits.unicodeScalars)
        var missing = max(0, pieces.count { $0 == .digit } - rest.count)
        var extra = max(0, rest.count - pieces.count { $0 == .digit })
        var text = String.UnicodeScalarView()
        for piece in pieces {
            switch piece {
            case .sign(let sign): text.append(sign)
            case .digit where missing > 0:
                text.append("0")
                missing -= 1
            case .digit:
                text.append(contentsOf: rest.prefix(extra + 1))
                rest.removeFirst(extra + 1)
                extra = 0
            }
        }
        return String(text)
    }
}

/// The first section of a format code, which is that of positive numbers.
private struct Section {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    /// The letters that mean something, in lower case.
    private var plain = ""
    private var pieces: [NumberFormat.Piece] = []
    private var isElapsed = false
    private var isConditional = false

    init(_ code: String) {
        // Excel bounds a code at 255 characters.
        scalars = Array(code.unicodeScalars.prefix(1024))
    }

    mutating func read() {
        while let scalar = next() {
            switch scalar {
            case ";": return
            case "\"":
                while let quoted = next(), quoted != "\"" { pieces.append(.sign(quoted)) }
            case "\\": if let sign = next() { pieces.append(.sign(sign)) }
            // The width of the next sign, and the next sign repeated: neither is text.
            case "_", "*": _ = next()
            case "[":
                var inside = ""
                while let part = next(), part != "]" { inside.unicodeScalars.append(part) }
                inside = inside.lowercased()
                if let unit = inside.first, "hms".contains(unit), inside.allSatisfy({ $0 == unit }) { isElapsed = true }
                if let sign = inside.first, "<>=".contains(sign) { isConditional = true }
            case "0":
                pieces.append(.digit)
                plain.append("0")
            default:
                if "-/ ():+".unicodeScalars.contains(scalar) { pieces.append(.sign(scalar)) }
                plain += String(scalar).lowercased()
            }
        }
    }

    private mutating func next() -> Unicode.Scalar? {
        guard index < scalars.count else { return nil }
        index += 1
        return scalars[index - 1]
    }

    var format: NumberFormat {
        if isElapsed { return .duration }
        var letters = plain
        for word in ["general", "standard", "e+", "e-"] { letters = letters.replacing(word, with: "") }
        let hasNoon = letters.contains("am/pm") || letters.contains("a/p")
        letters = letters.replacing("am/pm", with: "").replacing("a/p", with: "")
        // Fractions of a second are the one place where a time has a digit's sign.
        while letters.contains("s.0") { letters = letters.replacing("s.0", with: "s.") }
        if letters.contains(where: { "0#?".contains($0) }) { return digits ?? .number }
        let hasTime = hasNoon || letters.contains { "hs".contains($0) }
        let hasMonth = letters.contains("mmm") || letters.contains("m") && !hasTime
        let hasDate = hasMonth || letters.contains { "ydegb".contains($0) } || letters.contains("aaa")
        return hasDate || hasTime ? .date(.init(date: hasDate, time: hasTime)) : .number
    }

    /// Only zeros and signs, and at least two zeros: `0" phút"` shows a number with its unit, `"K"000` a code.
    private var digits: NumberFormat? {
        let isCode = plain.allSatisfy { "0-/ ():+".contains($0) } && pieces.count { $0 == .digit } > 1
        return isCode && !isConditional ? .code(pieces) : nil
    }
}
