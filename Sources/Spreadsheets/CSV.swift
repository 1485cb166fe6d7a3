/// Comma-separated values (RFC 4180), UTF-8, lines ended by CR LF.
public enum CSV {
    /// At the start of a file it makes Excel read the rest as UTF-8.
    public static let byteOrderMark = "\u{FEFF}"

    /// A line of the file, quoted where a cell needs it.
    ///
    /// Cells that a spreadsheet would run as a formula (`= + - @`, tab, carriage return at the start) get an
    /// apostrophe in front, plain numbers excepted: names come from devices and are hostile.
    public static func line(_ cells: [String]) -> String {
        cells.map { quoted(neutralized($0)) }.joined(separator: ",") + "\r\n"
    }

    public static func neutralized(_ cell: String) -> String {
        guard let first = cell.utf8.first, [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first) else { return cell }
        let isNumber = cell.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
        return isNumber && cell.utf8.count > 1 && first != 0x3D && first != 0x40 ? cell : "'" + cell
    }

    /// Takes off the apostrophe that `neutralized` put in front.
    public static func restored(_ cell: String) -> String {
        guard cell.utf8.first == UInt8(ascii: "'") else { return cell }
        let rest = String(decoding: cell.utf8.dropFirst(), as: UTF8.self)
        return neutralized(rest).utf8.elementsEqual(cell.utf8) ? rest : cell
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else { return cell }
        // Byte by byte: a quote with a combining mark behind it is no `Character` of its own.
        var bytes = [UInt8(ascii: "\"")]
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        return String(decoding: bytes + [UInt8(ascii: "\"")], as: UTF8.self)
    }

    /// A line for programs: quoted where a cell needs it, and nothing else altered.
    public static func plainLine(_ cells: [String]) -> String {
        cells.map { quoted($0) }.joined(separator: ",") + "\r\n"
    }
}
