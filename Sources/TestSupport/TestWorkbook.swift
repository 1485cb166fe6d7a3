/// An XLSX file, part by part as a test writes them: shapes that no library of ours would write.
public struct TestWorkbook {
    public static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    public static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    public static let package = "http://schemas.openxmlformats.org/package/2006/relationships"

    /// By their names in the archive.
    public var parts: [String: String]

    public init(parts: [String: String]) {
        self.parts = parts
    }

    /// One sheet of these rows (`<row>…</row>`).
    public init(rows: String, styles: String = "", strings: String = "", workbookPr: String = "") {
        self.init(parts: [
            "_rels/.rels": TestWorkbook.relationships([("rId1", "officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": TestWorkbook.workbook(
                "<sheet name=\"Devices\" sheetId=\"1\" r:id=\"rId1\"/>", before: workbookPr),
            "xl/_rels/workbook.xml.rels": TestWorkbook.relationships([
                ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"),
                ("rId3", "sharedStrings", "sharedStrings.xml"),
            ]),
            "xl/worksheets/sheet1.xml": TestWorkbook.sheet(rows),
        ])
        if !styles.isEmpty {
            parts["xl/styles.xml"] = "<styleSheet xmlns=\"\(TestWorkbook.main)\">\(styles)</styleSheet>"
        }
        if !strings.isEmpty { parts["xl/sharedStrings.xml"] = "<sst xmlns=\"\(TestWorkbook.main)\">\(strings)</sst>" }
    }

    /// One cell, at B2, of a number under a format of the given code.
    public init(number: String, format: String) {
        self.init(
            rows: "<row r=\"2\"><c r=\"B2\" s=\"1\"><v>\(number)</v></c></row>",
            styles: """
                <numFmts><numFmt numFmtId="164" formatCode="\(TestWorkbook.escaped(format))"/></numFmts>
                <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
                <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>
                """)
    }

    public static func sheet(_ rows: String) -> String {
        "<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData></worksheet>"
    }

    public static func workbook(_ sheets: String, before: String = "") -> String {
        "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\">\(before)<sheets>\(sheets)</sheets></workbook>"
    }

    public static func relationships(_ list: [(id: String, kind: String, target: String)]) -> String {
        let items = list.map {
            "<Relationship Id=\"\($0.id)\" Type=\"\(office)/\($0.kind)\" Target=\"\($0.target)\"/>"
        }
        return "<Relationships xmlns=\"\(package)\">\(items.joined())</Relationships>"
    }

    /// Rows of inline text, from row 1.
    public static func rows(_ rows: [[String]]) -> String {
        rows.enumerated().map { number, cells in
            let list = cells.map { "<c t=\"inlineStr\"><is><t>\(escaped($0))</t></is></c>" }
            return "<row r=\"\(number + 1)\">\(list.joined())</row>"
        }.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }

    /// The file: a ZIP archive that stores its parts as they are.
    public var bytes: [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, text) in parts.sorted(by: { $0.key < $1.key }) {
            let content = Array(text.utf8)
            let sizes = [TestWorkbook.checksum(content), UInt32(content.count), UInt32(content.count)]
            // Version 2.0, no flags, stored, at midnight of 1980-01-01.
            var head: [UInt8] = [20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]
            for size in sizes { head += TestWorkbook.little(size) }
            head += TestWorkbook.little(UInt32(name.utf8.count))
            directory += [0x50, 0x4B, 1, 2, 20, 0] + head + [UInt8](repeating: 0, count: 10)
            directory += TestWorkbook.little(UInt32(archive.count)) + Array(name.utf8)
            archive += [0x50, 0x4B, 3, 4] + head + Array(name.utf8) + content
        }
        let count = UInt8(parts.count)
        return archive + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0, count, 0, count, 0]
            + TestWorkbook.little(UInt32(directory.count)) + TestWorkbook.little(UInt32(archive.count)) + [0, 0]
    }

    private static func little(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private static let remainders: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }

    /// CRC-32 as ZIP has it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        remainders.withUnsafeBufferPointer { table in
            for byte in bytes { sum = sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] }
        }
        return ~sum
    }
}
