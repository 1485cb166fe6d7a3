import Foundation
import Testing
import Wire

@Suite struct JSONReaderTests {
    private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

    @Test func valuesOfEveryKindAreRead() throws {
        let value = try parse(#" { "a" : [1, -2.5e1, "x\ny\u00e9\ud83d\ude00", true, false, null], "b" : {} } "#)
        #expect(value["a"]?.array == [1, .double(-25), "x\nyé😀", true, false, nil])
        #expect(value["b"] == .object([]))
    }

    @Test func aByteOrderMarkAndControlCharactersInStringsAreForgiven() throws {
        let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("{\"alias\":\"\u{1C}7\u{8}\"}".utf8)
        #expect(try JSONValue(parsing: bytes)["alias"] == "\u{1C}7\u{8}")
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "[1 2]", "nul", "truex", "\"abc", "{\"a\":1}}", "01a", "[\"\\x\"]",
        "[\"\\u12\"]", "-", "<html></html>", "[1]garbage",
    ])
    func whatIsNoJSONIsRefused(_ text: String) {
        #expect(throws: JSONFailure.self) { try self.parse(text) }
    }

    @Test func depthIsBounded() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONFailure.tooDeep(limit: 64)) { try self.parse(deep) }
    }

    @Test func everyPrefixOfADocumentIsRefusedWithoutACrash() {
        let document = Array(
            #"{"returnCode":1,"data":[{"personName":"Nguyễn \u00e1","checkinTime":1656285572000}]}"#.utf8)
        for length in 0..<document.count {
            #expect(throws: JSONFailure.self) { try JSONValue(parsing: Array(document.prefix(length))) }
        }
    }

    @Test func changedBytesNeverCrashTheReader() {
        let document = Array(#"{"returnCode":1,"data":[{"a":"x\u00e1\"","b":[1,2.5e3,null,true]}]}"#.utf8)
        var state: UInt64 = 1
        for _ in 0..<20_000 {
            var bytes = document
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
            }
            _ = try? JSONValue(parsing: bytes)
        }
    }

    @Test func scalarsAreReadWhateverTypeTheyCameIn() throws {
        var reader = JSONReader(Array(#"["17", 17, 1.7e1, null, {"x":1}, "abc"]"#.utf8))
        try reader.beginArray()
        var numbers: [Int64?] = []
        while try reader.nextElement() { numbers.append(try reader.integer()) }
        #expect(numbers == [17, 17, 17, nil, nil, nil])
        try reader.finish()
    }

    @Test func whatIsWrittenIsReadByThePlatformToo() throws {
        let value: JSONValue = [
            "text": "a\"\\\n\t\u{1}é😀", "number": 9_007_199_254_740_993, "list": [true, nil, .double(0.5)],
        ]
        let read = try #require(
            JSONSerialization.jsonObject(with: Data(value.bytes)) as? [String: Any])
        #expect(read["text"] as? String == "a\"\\\n\t\u{1}é😀")
        #expect(try JSONValue(parsing: value.bytes) == value)
    }
}

@Suite struct FormBodyTests {
    @Test func everythingButUnreservedCharactersIsEncoded() {
        var form = FormBody(["a b": "x&y=z+é"])
        form.add("empty", "")
        form.add("nothing", nil)
        form.add("token", "t-1_~.")
        #expect(String(decoding: form.bytes, as: UTF8.self) == "a+b=x%26y%3Dz%2B%C3%A9&token=t-1_~.")
    }

    @Test func anExcerptOfAStrangersReplyIsOneShortLine() {
        #expect(ReplyText.excerpt(of: Array("<html><head><TITLE>502 Bad Gateway</TITLE>".utf8)) == "502 bad gateway")
        #expect(ReplyText.excerpt(of: Array("a\n\u{1B}[31m b".utf8)) == "a [31m b")
        #expect(ReplyText.excerpt(of: Array(repeating: UInt8(ascii: "x"), count: 900)).count == 121)
    }
}
