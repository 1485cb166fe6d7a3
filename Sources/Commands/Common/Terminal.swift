import AttendanceHub
import Foundation
import Wire

/// Standard output and standard error.
enum Terminal {
    static func print(_ text: String) { write(Array((text + "\n").utf8), to: STDOUT_FILENO) }

    static func print(_ value: JSONValue) { write(value.bytes + [0x0A], to: STDOUT_FILENO) }

    /// An object, one member a line.
    static func print(members value: JSONValue) {
        guard case .object(let members) = value else { return }
        for member in members { print(member.name.padding(18) + member.value.line) }
    }

    static func complain(_ text: String, prefix: String = "rollcall: ") {
        write(Array((prefix + text + "\n").utf8), to: STDERR_FILENO)
    }

    /// Writes all of it; false when the reader has gone.
    @discardableResult
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                return false
            }
            rest = rest.dropFirst(written)
        }
        return true
    }

    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Shows a line that the next one replaces, on a terminal alone.
    static func progress(_ text: String) {
        guard isTerminal else { return }
        write(Array("\r\u{1B}[K\(text)".utf8), to: STDERR_FILENO)
    }

    static func endProgress() { progress("") }
}

/// Columns of text, as wide as their longest cell.
struct TextTable {
    private var rows: [[String]]

    init(_ header: [String]) {
        rows = [header]
    }

    mutating func append(_ row: [String]) { rows.append(row.map(TextTable.printable)) }

    var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).enumerated().map { index, cell in
                index == row.count - 1 ? cell.0 : cell.0 + String(repeating: " ", count: cell.1 - cell.0.count)
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// Names come from devices: nothing in them may steer the terminal.
    static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) else {
            return text
        }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { !($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) }))
    }
}

extension String {
    /// Filled with blanks to a column of this width, with one blank at least.
    func padding(_ width: Int) -> String {
        count >= width ? self + " " : self + String(repeating: " ", count: width - count)
    }
}
