import Spreadsheets
import Testing

@Suite struct TextEncodingTests {
    private static let heading = "name,kind\r\n"

    private func cells(_ bytes: [UInt8]) throws -> [[String]] { try CSV.rows(bytes).map(\.cells) }

    /// A list whose second row begins with these bytes.
    private func list(_ name: [UInt8]) -> [UInt8] { Array(Self.heading.utf8) + name + Array(",hanet\r\n".utf8) }

    @Test func unicodeIsReadWithAndWithoutItsMark() throws {
        let text = "tên;loại\r\nCổng chính 🚪;hanet\r\n"
        let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let forms: [[UInt8]] = [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), little, [0xFF, 0xFE] + little, big,
            [0xFE, 0xFF] + big,
        ]
        for form in forms {
            #expect(try cells(form) == [["tên", "loại"], ["Cổng chính 🚪", "hanet"]], "\(form.prefix(4))")
        }
    }

    @Test func aDecomposedNameComesComposed() throws {
        let read = try cells(Array("te\u{302}n\r\nHa\u{300} No\u{323}\u{302}i\r\n".utf8))
        #expect(read.map { $0.map { Array($0.unicodeScalars) } } == [[Array("tên".unicodeScalars)], [Array("Hà Nội".unicodeScalars)]])
    }

    @Test func brokenUnicodeIsRefused() {
        let broken: [[UInt8]] = [
            [0xEF, 0xBB, 0xBF, 0x61, 0xF4], [0xFF, 0xFE, 0x61, 0x00, 0x00, 0xD8], [0xFF, 0xFE, 0x61], [0x61, 0xC3, 0x28],
        ]
        for bytes in broken { #expect(throws: SpreadsheetError.self, "\(bytes)") { try cells(bytes) } }
    }

    @Test func zerosAreNoText() {
        let zeros: [[UInt8]] = [
            Array("name\0,kind\r\n".utf8), [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], Array("name,kind\r\nA\0,hanet".utf8),
            [UInt8](repeating: 0, count: 64), [0xEF, 0xBB, 0xBF, 0x61, 0],
        ]
        for bytes in zeros { #expect(throws: SpreadsheetError.notText, "\(bytes)") { try cells(bytes) } }
    }

    @Test(arguments: [
        ([0x43, 0xF4, 0xD2, 0x6E, 0x67, 0x20, 0x63, 0x68, 0xED, 0x6E, 0x68, 0x20, 0x48, 0xE0, 0x20, 0x4E, 0xF4, 0xF2, 0x69], "Cổng chính Hà Nội"),
        ([0x4B, 0x68, 0x6F, 0x20, 0x54, 0x68, 0x75, 0xD2, 0x20, 0xD0, 0xFD, 0xEC, 0x63], "Kho Thủ Đức"),
        ([0x4D, 0xE1, 0x79, 0x20, 0x63, 0x68, 0xE2, 0xEC, 0x6D, 0x20, 0x63, 0xF4, 0x6E, 0x67], "Máy chấm công"),
        ([0x54, 0xE2, 0xCC, 0x6E, 0x67, 0x20, 0x74, 0x72, 0xEA, 0xF2, 0x74], "Tầng trệt"),
    ] as [([UInt8], String)])
    func vietnameseWindowsIsRead(_ bytes: [UInt8], _ name: String) throws {
        #expect(try cells(list(bytes))[1] == [name, "hanet"])
    }

    @Test(arguments: [
        ("Western Windows: Hôtel Château", [0x48, 0xF4, 0x74, 0x65, 0x6C, 0x20, 0x43, 0x68, 0xE2, 0x74, 0x65, 0x61, 0x75]),
        ("Western Windows: Büro Köln", [0x42, 0xFC, 0x72, 0x6F, 0x20, 0x4B, 0xF6, 0x6C, 0x6E]),
        ("Western Windows: Lý", [0x4C, 0xFD]),
        ("VISCII: Nguyễn Thị Hồng", [0x4E, 0x67, 0x75, 0x79, 0xAD, 0x6E, 0x20, 0x54, 0x68, 0xB8, 0x20, 0x48, 0xB0, 0x6E, 0x67]),
        ("VISCII, valid UTF-8: Xưởng", [0x58, 0xDF, 0xB7, 0x6E, 0x67]),
        ("VISCII, valid UTF-8: Đất", [0xD0, 0xA4, 0x74]),
        ("TCVN 3: Máy chấm công", [0x4D, 0xB8, 0x79, 0x20, 0x63, 0x68, 0xCA, 0x6D, 0x20, 0x63, 0xAB, 0x6E, 0x67]),
        ("VNI: Haø Noäi", [0x48, 0x61, 0xF8, 0x20, 0x4E, 0x6F, 0xE4, 0x69]),
        ("GBK: 北京", [0xB1, 0xB1, 0xBE, 0xA9]), ("GBK, valid UTF-8: 通", [0xCD, 0xA8]),
        ("Shift JIS: 本社", [0x96, 0x7B, 0x8E, 0xD0]), ("Cyrillic Windows: Офис", [0xCE, 0xF4, 0xE8, 0xF1]),
        ("ISO 2022: 東", [0x1B, 0x24, 0x42, 0x45, 0x6C, 0x1B, 0x28, 0x42]),
        ("Vietnamese Windows that lost a letter: Cổng ch?nh", [0x43, 0xF4, 0xD2, 0x6E, 0x67, 0x20, 0x63, 0x68, 0x3F, 0x6E, 0x68]),
    ] as [(String, [UInt8])])
    func lettersThatAreNotSureAreRefused(_ what: String, _ bytes: [UInt8]) {
        #expect(throws: SpreadsheetError.unknownEncoding, "\(what)") { try cells(list(bytes)) }
    }

    @Test(arguments: ["Бюро Офис", "Ελλάδα", "Łódź", "東京オフィス", "서울", "สำนักงาน", "Đỗ", "ở", "Ô", "Été"])
    func otherAlphabetsInUnicodeAreRead(_ name: String) throws {
        #expect(try cells(list(Array(name.utf8)))[1] == [name, "hanet"])
    }

    @Test func aPageThatSaysItsCodePageIsReadByIt() throws {
        let start = Array("<html><meta http-equiv=Content-Type content=\"text/html; charset=windows-1258\"><table><tr><td>C".utf8)
        let page = start + [0xF4, 0xD2] + Array("ng</td></tr></table></html>".utf8)
        #expect(try HTMLTable.rows(page).map(\.cells) == [["Cổng"]])
        let unsaid = Array("<html><table><tr><td>B".utf8) + [0xFC] + Array("ro</td></tr></table></html>".utf8)
        #expect(throws: SpreadsheetError.unknownEncoding) { try HTMLTable.rows(unsaid) }
    }
}
