import SeededChance
import Testing
import Wire

/// What browsers and strangers send as a form: read as it was meant, or refused.
@Suite struct FormTests {
    private func values(_ text: String) -> [String: [String]]? { Form(urlEncoded: text)?.values }

    @Test func fieldsAreReadByNameInTheirOrder() throws {
        let form = try #require(Form(urlEncoded: "a=b+c&d=%C3%A9%0a&e&f=&a=2%2B2&=x&&g=h=i"))
        #expect(form.all("a") == ["b c", "2+2"] && form["a"] == "b c")
        #expect(form["d"] == "é\n" && form["e"] == "" && form["f"] == "" && form[""] == "x" && form["g"] == "h=i")
        #expect(form["nothing"] == "" && form.all("nothing").isEmpty)
        #expect(form.names.sorted() == ["", "a", "d", "e", "f", "g"])
        #expect(Form(urlEncoded: "")?.values == [:])
    }

    @Test(arguments: ["a=%", "a=%4", "a=%4x", "a=%x4", "a=%-1", "%=1", "a=%FF", "a=%C3", "a=%C3%28", "b=1&a=%"])
    func aBrokenEscapeSpoilsTheForm(_ text: String) { #expect(values(text) == nil) }

    @Test func theNumberOfFieldsIsBounded() {
        func form(_ count: Int) -> String { Array(repeating: "a=1", count: count).joined(separator: "&") }
        #expect(Form(urlEncoded: form(Form.mostFields))?.all("a").count == Form.mostFields)
        #expect(Form(urlEncoded: form(Form.mostFields + 1)) == nil)
    }

    @Test func namesAndTheTextOfAllFieldsTogetherAreBounded() {
        func name(_ count: Int) -> String { String(repeating: "n", count: count) + "=1" }
        #expect(values(name(Form.longestName)) != nil && values(name(Form.longestName + 1)) == nil)
        // Counted as bytes, not as letters.
        #expect(values(String(repeating: "%C3%A9", count: Form.longestName / 2 + 1) + "=1") == nil)
        let half = String(repeating: "x", count: Form.mostText / 2)
        #expect(values("a=\(half)&b=\(half)") != nil && values("a=\(half)&b=\(half)x") == nil)
        #expect(values("a=" + String(repeating: "%41", count: Form.mostText)) == nil)
        #expect(values("a=" + String(repeating: "%41", count: Form.mostText - 1)) != nil)
    }

    @Test func everyValueGoesThroughTheRuleOfItsField() {
        let form = Form(urlEncoded: "a=x&b=y&a=z") { name, value in "\(name)-\(value)" }
        #expect(form?.all("a") == ["a-x", "a-z"] && form?["b"] == "b-y")
        let parts = Form(multipart: multipart([("a", nil, "x")]), boundary: "b") { name, value in "\(name)-\(value)" }
        #expect(parts?["a"] == "a-x")
    }

    @Test func whatIsWrittenAsAFormIsReadBack() throws {
        var random = SeededGenerator(seed: 5)
        let signs: [Character] = [
            "a", "Z", "9", " ", "+", "%", "&", "=", ";", "é", "đ", "😀", "\n", "\r", "\"", "\u{301}", "~",
        ]
        for _ in 0..<300 {
            var body = FormBody()
            var expected: [String: [String]] = [:]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let name = String(
                    (0..<Int.random(in: 0...4, using: &random)).map { _ in
                        signs[Int.random(in: signs.indices, using: &random)]
                    })
                let value = String(
                    (0..<Int.random(in: 1...9, using: &random)).map { _ in
                        signs[Int.random(in: signs.indices, using: &random)]
                    })
                body.add(name, value)
                expected[name, default: []].append(value)
            }
            let text = String(decoding: body.bytes, as: UTF8.self)
            #expect(text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") })
            let read = try #require(values(text))
            #expect(read.mapValues { $0.map { Array($0.utf8) } } == expected.mapValues { $0.map { Array($0.utf8) } })
        }
    }
}

/// Forms with files (RFC 7578).
@Suite struct MultipartTests {
    private func form(_ bytes: [UInt8]) -> Form? { Form(multipart: bytes, boundary: "b") }

    private func form(head: String, _ content: String = "x") -> Form? {
        form(Array("--b\r\n\(head)\r\n\r\n\(content)\r\n--b--".utf8))
    }

    @Test func fieldsAndFilesAreToldApart() throws {
        let read = try #require(
            form(multipart([("a", nil, "one"), ("f", "x.csv", "é\r\n--c"), ("a", nil, ""), ("g", "", "")])))
        #expect(read.values == ["a": ["one", ""]])
        #expect(read.files.keys.sorted() == ["f", "g"])
        #expect(read.files["f"]?.name == "x.csv" && read.files["f"]?.bytes == Array("é\r\n--c".utf8))
        #expect(read.files["g"]?.name == "" && read.files["g"]?.bytes == [])
    }

    @Test func bytesOfAFileStayAsTheyAre() throws {
        let bytes = (0..<2000).map { UInt8(truncatingIfNeeded: $0 * 7) } + Array("\r\n--a\r\n\r\n-b--\r\n".utf8)
        let body = Array("--b\r\nContent-Disposition: form-data; name=f; filename=p\r\n\r\n".utf8) + bytes
        let read = try #require(form(Array("preamble\r\n".utf8) + body + Array("\r\n--b--\r\nepilogue --b".utf8)))
        #expect(read.files["f"]?.bytes == bytes && read.files["f"]?.name == "p")
    }

    @Test(arguments: [
        ("Content-Disposition: form-data; name=\"a\"; filename=\"x%22y.jpg\"", "x%22y.jpg"),
        ("content-disposition: form-data; name=\"a\"; filename=\"x\\\"y.jpg\"", "x\"y.jpg"),
        ("Content-Type: image/jpeg\r\nCONTENT-DISPOSITION: form-data;name=a;filename=x.jpg", "x.jpg"),
        ("Content-Disposition: form-data; name=\"a\"; filename=\"a; name=b.jpg\"", "a; name=b.jpg"),
        ("Content-Disposition: form-data; FileName=\"ảnh.jpg\"; Name=\"a\"", "ảnh.jpg"),
        ("Content-Disposition: form-data; name=\"a\"; filename=\"C:\\x\\y.jpg\"", "C:\\x\\y.jpg"),
        ("Content-Disposition: form-data; name=\"a\"; filename=\"open", "open"),
        ("Content-Disposition: form-data; name=\"a\"; filename", ""),
    ])
    func aFilesNameIsReadHoweverItIsWritten(_ head: String, _ name: String) {
        #expect(form(head: head)?.files["a"]?.name == name)
    }

    @Test func aFieldsNameIsNotLookedForInsideAnother() {
        let read = form(head: "Content-Disposition: form-data; filename=\"name=b\"; xname=\"c\"; name=\"a\"")
        #expect(read?.files.keys.sorted() == ["a"])
        #expect(form(head: "Content-Disposition: form-data; xname=\"c\"") == nil)
        #expect(form(head: "X-Content-Disposition: form-data; name=\"c\"") == nil)
        #expect(form(head: "Content-Type: text/plain; name=\"c\"") == nil)
    }

    @Test func whatBreaksOffIsRefused() {
        let whole = multipart([("a", nil, "one"), ("f", "x.csv", "two")])
        let end = whole.count - 2
        for length in 0..<end { #expect(form(Array(whole.prefix(length))) == nil, "\(length)") }
        #expect(form(Array(whole.prefix(end))) != nil)
    }

    @Test(arguments: [(0, false), (1, true), (70, true), (71, false)])
    func aBoundaryHasALength(_ length: Int, _ isTaken: Bool) {
        let boundary = String(repeating: "q", count: length)
        let body = "--\(boundary)\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--\(boundary)--"
        #expect((Form(multipart: Array(body.utf8), boundary: boundary) != nil) == isTaken)
    }

    @Test func theNumberOfPartsIsBounded() {
        let parts = Array(repeating: (name: "a", file: String?.none, content: ""), count: Form.mostFields)
        #expect(form(multipart(parts))?.all("a").count == Form.mostFields)
        #expect(form(multipart(parts + [("a", nil, "")])) == nil)
        #expect(form(multipart(parts + [("f", "f", "")])) == nil)
    }

    @Test func namesHeadsAndTextAreBoundedAndFilesAreNotText() {
        func long(_ count: Int) -> String { String(repeating: "n", count: count) }
        #expect(form(multipart([(long(200), nil, "")])) != nil && form(multipart([(long(201), nil, "")])) == nil)
        #expect(form(multipart([(long(200), "f", "")])) != nil && form(multipart([(long(201), "f", "")])) == nil)
        #expect(form(multipart([("f", long(1000), "")])) != nil && form(multipart([("f", long(1001), "")])) == nil)
        let head = "Content-Disposition: form-data; name=a\r\nX: "
        #expect(form(head: head + long(3900)) != nil && form(head: head + long(4200)) == nil)
        let half = long(Form.mostText / 2)
        #expect(form(multipart([("a", nil, half), ("b", nil, half)])) != nil)
        #expect(form(multipart([("a", nil, half), ("b", nil, half + "x")])) == nil)
        #expect(form(multipart([("a", nil, half), ("f", "f", half + half), ("b", nil, half)])) != nil)
    }

    @Test func aFieldThatIsNoTextIsRefusedAndAFileIsNot() {
        func body(_ file: String) -> [UInt8] {
            Array("--b\r\nContent-Disposition: form-data; name=a\(file)\r\n\r\n".utf8) + [0xFF, 0xC3]
                + Array("\r\n--b--".utf8)
        }
        #expect(form(body("")) == nil)
        #expect(form(body("; filename=x"))?.files["a"]?.bytes == [0xFF, 0xC3])
    }
}

/// A multipart body with the boundary `b`; parts without a file's name are fields.
private func multipart(_ parts: [(name: String, file: String?, content: String)]) -> [UInt8] {
    let written = parts.map { part in
        "--b\r\nContent-Disposition: form-data; name=\"\(part.name)\""
            + (part.file.map { "; filename=\"\($0)\"" } ?? "") + "\r\n\r\n\(part.content)\r\n"
    }
    return Array((written.joined() + "--b--\r\n").utf8)
}
