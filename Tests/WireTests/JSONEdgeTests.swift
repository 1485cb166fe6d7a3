import Testing
import Wire

/// The edges of the JSON reader and writer: numbers, depth, escapes, what stands behind.
@Suite struct JSONEdgeTests {
    private func parse(_ text: String) throws(JSONFailure) -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

    @Test(
        arguments: [
            ("17", 17), ("-17", -17), ("9223372036854775807", .max), ("-9223372036854775808", .min), ("1e3", 1000),
            ("1.0", 1), ("-2.50e1", -25), ("8.999e15", 8_999_000_000_000_000), ("9e15", nil),
            ("9223372036854775808", nil),
            ("1.5", nil), ("1e-1", nil), ("", nil), ("abc", nil), ("nan", nil), ("inf", nil), (" 1", nil),
            ("1e999", nil),
        ] as [(String, Int64?)])
    func aWholeNumberIsOneThatIsSurelyExact(_ text: String, _ number: Int64?) {
        #expect(JSONReader.wholeNumber(text) == number)
        #expect(JSONValue.string(text).integer == number)
    }

    @Test func numbersKeepWhatTheyCan() throws {
        #expect(try parse("9007199254740993").integer == 9_007_199_254_740_993)
        #expect(try parse("9007199254740993").text == "9007199254740993")
        #expect(try parse("1656285572000.0").integer == 1_656_285_572_000)
        for text in ["0.5", "true", "[]", "\"x\""] { #expect(try parse(text).integer == nil) }
        for text in ["null", "true", "{}"] { #expect(try parse(text).text == nil) }
        #expect(JSONValue.double(.infinity).description == "null" && JSONValue.double(.nan).description == "null")
        #expect(JSONValue.double(0.1).description == "0.1")
        #expect(try parse(String(repeating: "1", count: 40)).text != nil)
        #expect(throws: JSONFailure.badNumber(offset: 0)) { try parse(String(repeating: "1", count: 41)) }
        #expect(throws: JSONFailure.self) { try parse("1-1") }
    }

    @Test func depthIsCountedWhereItIsDeepAndNotWhereItIsWide() throws {
        func nested(_ depth: Int, _ open: String, _ close: String) -> String {
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        }
        #expect(throws: Never.self) { try parse(nested(64, "[", "]")) }
        #expect(throws: JSONFailure.tooDeep(limit: 64)) { try parse(nested(65, "[", "]")) }
        #expect(throws: Never.self) { try parse(nested(64, "{\"a\":", "}")) }
        #expect(throws: JSONFailure.tooDeep(limit: 64)) { try parse(nested(65, "{\"a\":", "}")) }
        #expect(
            try parse("[" + Array(repeating: "[],{}", count: 500).joined(separator: ",") + "]").array?.count == 1000)
        // What is skipped has the same bound.
        var reader = JSONReader(Array(nested(65, "[", "]").utf8))
        #expect(throws: JSONFailure.tooDeep(limit: 64)) { try reader.skipValue() }
    }

    @Test(arguments: [
        ("\\ud83d\\ude00", "😀"), ("\\uD800\\uDC00", "\u{10000}"), ("\\udbff\\udfff", "\u{10FFFF}"),
        ("\\ud7ff", "\u{D7FF}"), ("\\ue000", "\u{E000}"), ("\\ud83d", "\u{FFFD}"), ("\\ude00", "\u{FFFD}"),
        ("\\ud83dA", "\u{FFFD}A"), ("\\ud83d\\u0041", "\u{FFFD}A"), ("\\ud83d\\ud83d\\ude00", "\u{FFFD}😀"),
        ("\\ud83d\\n", "\u{FFFD}\n"), ("\\u0000", "\0"), ("\\b\\f\\n\\r\\t\\/\\\\\\\"", "\u{8}\u{C}\n\r\t/\\\""),
        ("a\\u00e9b", "aéb"),
    ])
    func escapesMeanWhatTheySay(_ written: String, _ text: String) throws {
        #expect(try parse("\"\(written)\"").text.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
        // What is skipped ends at the same quote.
        var reader = JSONReader(Array("[\"\(written)\",7]".utf8))
        try reader.beginArray()
        #expect(try reader.nextElement())
        try reader.skipValue()
        #expect(try reader.nextElement())
        #expect(try reader.integer() == 7)
    }

    @Test func everySignIsWrittenSoThatItIsReadAgain() throws {
        for value in Array(0..<0x180) + [0x2028, 0xFFFF, 0x1F600] {
            let sign = try #require(Unicode.Scalar(UInt32(value)))
            let written = JSONValue.object([.init(String(sign), .string("a" + String(sign)))])
            #expect(written.bytes.allSatisfy { $0 >= 0x20 })
            #expect(try JSONValue(parsing: written.bytes) == written, "\(value)")
        }
        #expect(JSONValue.string("\u{1}\u{1F}\n\"\\").description == #""\u0001\u001f\n\"\\""#)
    }

    @Test(arguments: [
        ("[1] x", JSONFailure.trailingBytes(offset: 4)), ("{\"a\" 1}", .unexpected(byte: 0x31, offset: 5)),
        ("[1 2]", .unexpected(byte: 0x32, offset: 3)), ("[\"\\x\"]", .badEscape(offset: 3)),
        ("[\"\\u00g0\"]", .badEscape(offset: 6)), ("[\"abc", .endOfDocument), ("[", .endOfDocument),
        ("[tru3]", .unexpected(byte: 0x33, offset: 4)), ("[,1]", .unexpected(byte: 0x2C, offset: 1)),
        ("{1:2}", .unexpected(byte: 0x31, offset: 1)), ("[\"\\u12", .endOfDocument), ("[--]", .badNumber(offset: 1)),
    ])
    func aRefusalSaysWhereItStands(_ text: String, _ error: JSONFailure) {
        #expect(throws: error) { try parse(text) }
    }

    @Test func flagsComeInEveryDress() throws {
        var reader = JSONReader(Array(#"[true,1,"1","true",false,0,"0","false",2,"yes",null,[1]]"#.utf8))
        var flags: [Bool?] = []
        try reader.beginArray()
        while try reader.nextElement() { flags.append(try reader.flag()) }
        #expect(flags == [true, true, true, true, false, false, false, false, nil, nil, nil, nil])
    }

    @Test func anObjectsFirstValueOfANameIsTheOne() throws {
        let value = try parse(#"{"a":1,"a":2,"b":{"a":3}}"#)
        #expect(value["a"] == 1 && value["b"]?["a"] == 3 && value["c"] == nil && JSONValue.array([])["a"] == nil)
    }

    @Test func smallDocumentsAreMade() {
        #expect(JSONValue(counts: ["b": 2, "a": 1]).description == #"{"a":1,"b":2}"#)
        let object: JSONValue = ["a": true]
        #expect(object.adding("b", nil).description == #"{"a":true,"b":null}"#)
        #expect(JSONValue.array([1]).adding("b", nil) == [1])
        #expect(JSONValue(String?.none) == .null && JSONValue(Int?(7)) == 7 && JSONValue(Int64?.none) == .null)
        #expect(
            JSONValue.bool(true).bool == true && JSONValue.integer(1).bool == nil && JSONValue.integer(1).array == nil)
    }
}
