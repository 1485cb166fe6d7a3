import CZip

/// Reads the first worksheet of an XLSX file as rows of text.
public enum XLSXReader {
    public static func rows(path: String, limits: SpreadsheetLimits = .init()) throws(SpreadsheetError) -> [[String]] {
        var status: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &status) else { throw .noWorkbook }
        defer { zip_discard(archive) }
        let strings = try part("xl/sharedStrings.xml", of: archive, limits).map(sharedStrings) ?? []
        guard let sheet = try part("xl/worksheets/sheet1.xml", of: archive, limits) else { throw .noWorkbook }
        return try rows(sheet: sheet, strings: strings, limits: limits)
    }

    /// One member of the archive, unpacked up to the limit: a small file can unpack to gigabytes.
    private static func part(
        _ name: String, of archive: OpaquePointer, _ limits: SpreadsheetLimits
    ) throws(SpreadsheetError) -> [UInt8]? {
        guard let file = zip_fopen(archive, name, 0) else { return nil }
        defer { zip_fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = zip_fread(file, &buffer, zip_uint64_t(buffer.count))
            guard count >= 0 else { throw .malformedXML(part: name) }
            if count == 0 { return bytes }
            guard bytes.count + Int(count) <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
            bytes.append(contentsOf: buffer.prefix(Int(count)))
        }
    }

    private static func sharedStrings(_ bytes: [UInt8]) throws(SpreadsheetError) -> [String] {
        var strings: [String] = []
        var current = ""
        var isInText = false
        let isWhole = SafeXML.parse(bytes) { event in
            switch event {
            case .start("si", _): current = ""
            case .start("t", _): isInText = true
            case .end("t"): isInText = false
            case .end("si"): strings.append(current)
            case .text(let text) where isInText: current += text
            default: break
            }
        }
        guard isWhole else { throw .malformedXML(part: "sharedStrings.xml") }
        return strings
    }

    private static func rows(
        sheet: [UInt8], strings: [String], limits: SpreadsheetLimits
    ) throws(SpreadsheetError) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var column = 0
        var type = ""
        var value = ""
        var isInValue = false
        var isTooLong = false
        let isWhole = SafeXML.parse(sheet) { event in
            switch event {
            case .start("row", _): row = []
            case .start("c", let attributes):
                type = attributes["t"] ?? ""
                column = attributes["r"].flatMap(columnIndex) ?? row.count
                value = ""
            case .start("v", _), .start("t", _): isInValue = true
            case .end("v"), .end("t"): isInValue = false
            case .text(let text) where isInValue: value += text
            case .end("c"):
                guard column < 256 else { return }
                while row.count <= column { row.append("") }
                if type == "s" {
                    row[column] = Int(value).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
                } else {
                    row[column] = value
                }
            case .end("row"):
                if rows.count >= limits.rows {
                    isTooLong = true
                } else if row.contains(where: { !$0.isEmpty }) {
                    rows.append(row.map(CSV.restored))
                }
            default: break
            }
        }
        guard isWhole else { throw .malformedXML(part: "sheet1.xml") }
        guard !isTooLong else { throw .tooManyRows(limit: limits.rows) }
        return rows
    }

    /// 0 for `A7`, 27 for `AB3`.
    private static func columnIndex(_ reference: String) -> Int? {
        var index = 0
        for byte in reference.utf8.prefix(3) where (0x41...0x5A).contains(byte) {
            index = index * 26 + Int(byte) - 0x40
        }
        return index > 0 ? index - 1 : nil
    }
}
