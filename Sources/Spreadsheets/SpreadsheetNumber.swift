import Foundation

/// Numbers of cells as the person typed them.
enum SpreadsheetNumber {
    /// The most digits before the point that Excel keeps.
    static let mostDigits = 15

    /// `1.3433E4` as 13433; nil for what is not a number.
    static func value(_ text: String) -> Double? {
        // Swift reads more than the format means: `nan`, `inf`, hexadecimal.
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }) else { return nil }
        return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }

    /// Plain digits with the 15 that Excel shows of a number: no exponent, no zeros behind the last digit of a
    /// fraction. Nil when the number has more digits before its point, the last of which Excel lost.
    static func plain(_ value: Double) -> String? {
        guard abs(value) < 1e15 else { return nil }
        let parts = String(format: "%.14e", value).split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return nil }
        let isNegative = parts[0].hasPrefix("-")
        var digits = parts[0].filter(\.isNumber)
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        if digits == "0" { return "0" }
        if exponent >= mostDigits { return nil }
        let text: String
        if exponent < 0 {
            text = "0." + String(repeating: "0", count: -exponent - 1) + digits
        } else if digits.count <= exponent + 1 {
            text = digits + String(repeating: "0", count: exponent + 1 - digits.count)
        } else {
            text = digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
        }
        return isNegative ? "-" + text : text
    }
}
