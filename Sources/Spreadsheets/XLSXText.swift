/// A text that cells share. Whether it is too long is found out once, not by every cell that names it.
enum SharedText {
    case text(String)
    case tooLong

    init(_ text: String, _ limits: SpreadsheetLimits) { self = limits.allows(text) ? .text(text) : .tooLong }
}

extension SpreadsheetLimits {
    /// Whether a cell may hold the text: bytes are known at once, and never fewer than the characters.
    func allows(_ text: String) -> Bool { text.utf8.count <= cell || text.utf16.count <= cell }
}

/// Text of cells, in pieces and with escapes.
struct XLSXText {
    private(set) var content = ""
    /// Beyond this many bytes nothing is kept: enough for the longest cell and one sign more, so that it shows.
    private let most: Int

    init(_ limits: SpreadsheetLimits) { most = limits.cell * 4 + 16 }

    mutating func append(_ text: String) {
        if content.utf8.count <= most { content += text }
    }

    mutating func clear() { content = "" }

    /// With `_x000D_` as the sign that it means; a written `_x` comes as `_x005F_x`.
    var unescaped: String {
        guard content.contains("_x") else { return content }
        var result = ""
        var rest = content[...]
        while let start = rest.firstRange(of: "_x") {
            result += rest[..<start.lowerBound]
            let code = rest[start.upperBound...].prefix(5)
            let hexadecimal = code.dropLast()
            if code.utf8.count == 5, code.last == "_", hexadecimal.allSatisfy(\.isHexDigit),
                let scalar = UInt32(hexadecimal, radix: 16).flatMap(Unicode.Scalar.init)
            {
                result.unicodeScalars.append(scalar)
                rest = rest[code.endIndex...]
            } else {
                result += "_x"
                rest = rest[start.upperBound...]
            }
        }
        return result + rest
    }

    /// The texts that cells share; runs of rich text are joined, readings of East Asian signs (`rPh`) left out.
    ///
    /// - Throws: `malformedXML`, `tooLarge`.
    static func shared(
        _ bytes: [UInt8], name: String, limits: SpreadsheetLimits, _ patience: Patience
    ) throws(SpreadsheetFailure) -> [SharedText] {
        var strings: [SharedText] = []
        var current = XLSXText(limits)
        var isInText = false
        var readings = 0
        var allowance = Allowance(limits)
        let isWhole = try SafeXML.read(bytes, patience) { event throws(SpreadsheetFailure) in
            switch event {
            case .start(let element, _):
                switch XLSXName.local(element) {
                case "si": current.clear()
                case "rPh": readings += 1
                case "t": isInText = readings == 0
                default: break
                }
            case .end(let element):
                switch XLSXName.local(element) {
                case "si":
                    try allowance.spend(on: current.content)
                    strings.append(SharedText(current.unescaped, limits))
                case "rPh": readings -= 1
                case "t": isInText = false
                default: break
                }
            case .text(let text): if isInText { current.append(text) }
            }
        }
        guard isWhole else { throw .malformedXML(part: name) }
        return strings
    }
}
