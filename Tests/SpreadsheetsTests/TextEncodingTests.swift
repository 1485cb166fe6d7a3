import Spreadsheets
import Testing

@Suite struct TextEncodingTests {
    private static let heading = "name,kind\r\n"

    private func cells(_ bytes: [UInt8]) throws -> [[String]] { try CSV.rows(bytes).map(\.cells) }

    /// The bytes that these scalars number.
    private static func bytes(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }

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
        let scalars = read.map { Array($0[0].unicodeScalars) }
        #expect(scalars == ["tên", "Hà Nội"].map { Array($0.unicodeScalars) })
    }

    @Test func brokenUnicodeIsRefused() {
        let broken: [[UInt8]] = [
            [0xEF, 0xBB, 0xBF, 0x61, 0xF4], [0xFF, 0xFE, 0x61, 0x00, 0x00, 0xD8], [0xFF, 0xFE, 0x61],
            [0x61, 0xC3, 0x28],
        ]
        for bytes in broken { #expect(throws: SpreadsheetFailure.self, "\(bytes)") { try cells(bytes) } }
    }

    @Test func zerosAreNoText() {
        let zeros: [[UInt8]] = [
            Array("name\0,kind\r\n".utf8), [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], Array("name,kind\r\nA\0,hanet".utf8),
            [UInt8](repeating: 0, count: 64), [0xEF, 0xBB, 0xBF, 0x61, 0],
        ]
        for bytes in zeros { #expect(throws: SpreadsheetFailure.notText, "\(bytes)") { try cells(bytes) } }
    }

    @Test(arguments: [
        ("C\u{F4}\u{D2}ng ch\u{ED}nh H\u{E0} N\u{F4}\u{F2}i", "Cổng chính Hà Nội"),
        ("Kho Thu\u{D2} \u{D0}\u{FD}\u{EC}c", "Kho Thủ Đức"),
        ("M\u{E1}y ch\u{E2}\u{EC}m c\u{F4}ng", "Máy chấm công"),
        ("T\u{E2}\u{CC}ng tr\u{EA}\u{F2}t", "Tầng trệt"),
    ])
    func vietnameseWindowsIsRead(_ bytes: String, _ name: String) throws {
        #expect(try cells(list(Self.bytes(bytes)))[1] == [name, "hanet"])
    }

    @Test(arguments: [
        ("Western Windows: Hôtel Château", "H\u{F4}tel Ch\u{E2}teau"),
        ("Western Windows: Büro Köln", "B\u{FC}ro K\u{F6}ln"),
        ("Western Windows: Lý", "L\u{FD}"),
        ("VISCII: Nguyễn Thị Hồng", "Nguy\u{AD}n Th\u{B8} H\u{B0}ng"),
        ("VISCII, valid UTF-8: Xưởng", "X\u{DF}\u{B7}ng"),
        ("VISCII, valid UTF-8: Đất", "\u{D0}\u{A4}t"),
        ("TCVN 3: Máy chấm công", "M\u{B8}y ch\u{CA}m c\u{AB}ng"),
        ("VNI: Haø Noäi", "Ha\u{F8} No\u{E4}i"),
        ("GBK: 北京", "\u{B1}\u{B1}\u{BE}\u{A9}"), ("GBK, valid UTF-8: 通", "\u{CD}\u{A8}"),
        ("Shift JIS: 本社", "\u{96}{\u{8E}\u{D0}"), ("Cyrillic Windows: Офис", "\u{CE}\u{F4}\u{E8}\u{F1}"),
        ("ISO 2022: 東", "\u{1B}$BEl\u{1B}(B"),
        ("Vietnamese Windows that lost a letter: Cổng ch?nh", "C\u{F4}\u{D2}ng ch?nh"),
    ])
    func lettersThatAreNotSureAreRefused(_ what: String, _ bytes: String) {
        #expect(throws: SpreadsheetFailure.unknownEncoding, "\(what)") { try cells(list(Self.bytes(bytes))) }
    }

    @Test(arguments: ["Бюро Офис", "Ελλάδα", "Łódź", "東京オフィス", "서울", "สำนักงาน", "Đỗ", "ở", "Ô", "Été"])
    func otherAlphabetsInUnicodeAreRead(_ name: String) throws {
        #expect(try cells(list(Array(name.utf8)))[1] == [name, "hanet"])
    }

    @Test func aPageThatSaysItsCodePageIsReadByIt() throws {
        let meta = "<meta http-equiv=Content-Type content=\"text/html; charset=windows-1258\">"
        let page = Self.bytes("<html>\(meta)<table><tr><td>C\u{F4}\u{D2}ng</td></tr></table></html>")
        #expect(try HTMLTable.rows(page).map(\.cells) == [["Cổng"]])
        let unsaid = Self.bytes("<html><table><tr><td>B\u{FC}ro</td></tr></table></html>")
        #expect(throws: SpreadsheetFailure.unknownEncoding) { try HTMLTable.rows(unsaid) }
    }
}
