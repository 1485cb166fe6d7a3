import SeededChance
import Testing

@testable import Wire

/// Which parts of a sealed value are secrets, how long they must be, and that none is left standing.
@Suite struct SecretShapeTests {
    @Test(arguments: [("12345", false), ("123456", true), ("đđđ", true), ("ab cd", false), ("ab cde", true)])
    func sixBytesAreASecretAndFiveAreAWord(_ secret: String, _ isMasked: Bool) {
        let masked = SecretMask([secret]).masked("x \(secret) y")
        #expect(masked == (isMasked ? "x ••• y" : "x \(secret) y"))
    }

    @Test(arguments: [(15, false), (16, true)])
    func ofRecordsSixteenBytesAre(_ length: Int, _ isMasked: Bool) {
        let secret = String(String(repeating: "k3y-", count: 4).prefix(length))
        let row = Array("{\"a\":\"\(secret)\"}".utf8)
        let masked = SecretMask([secret]).maskedRecords(row)
        #expect(masked.map { String(decoding: $0, as: UTF8.self) } == (isMasked ? "{\"a\":\"•••\"}" : nil))
    }

    @Test func ofJSONEveryTextIsASecretHoweverDeepAndNoNumberIs() {
        let sealed = #"{"list":[{"token":"deep-token","n":1234567}],"name":"top-name","ok":true}"#
        let mask = SecretMask([sealed])
        #expect(mask.masked("deep-token top-name 1234567") == "••• ••• 1234567")
        // And the whole of it, as it was sealed.
        #expect(mask.masked("got " + sealed) == "got •••")
        // What only looks like JSON is one text.
        #expect(SecretMask(["{not json"]).masked("a {not json") == "a •••")
        #expect(SecretMask(["[\"in-an-array\"]"]).masked("in-an-array") == "•••")
    }

    @Test(arguments: [
        ("https://hr.test/eleven-byte/x", "eleven-byte", false),
        ("https://hr.test/twelve-bytes/x", "twelve-bytes", true),
        ("https://hr.test/x?key=abcdef", "abcdef", true), ("https://hr.test/x?key=abcde", "abcde", false),
        ("https://lan:hidden@hr.test/x", "hidden", true), ("https://hr.test/a/b?c=d&e=f", "/a/b?c=d&e=f", true),
        ("https://hr.test/a?c=d", "/a?c=d", false), ("https://hr.test/x?k=a%2Bbcdef", "a+bcdef", true),
        ("https://hr.test/x?k=a%2Bbcdef", "a%2Bbcdef", true),
        ("ftp-secret://x/key-in-a-long-step", "key-in-a-long-step", false),
        ("http-is-a-word-of-mine", "http-is-a-word-of-mine", true), ("https://hr.test/x", "hr.test", false),
    ])
    func ofAnAddressWhatOnlyThoseKnowWhoWereGivenIt(_ address: String, _ part: String, _ isMasked: Bool) {
        #expect(SecretMask([address]).masked("no \(part) here") == (isMasked ? "no ••• here" : "no \(part) here"))
    }

    @Test(arguments: [
        "S3cr%2Fet%2Bkey%21%20x", "S3cr%2fet%2bkey%21%20x", "S3cr%2Fet%2Bkey%21+x", "S3cr\\/et+key! x",
        "UzNjci9ldCtrZXkhIHg=", "S3cr/et+key! x",
    ])
    func noFormOfASecretIsLeftAtTheStartTheEndOrTwiceInARow(_ form: String) {
        let mask = SecretMask(["S3cr/et+key! x"])
        #expect(mask.masked(form) == "•••" && mask.masked(form + " " + form) == "••• •••")
        #expect(mask.masked("a" + form + form + "b") == "a•••b")
    }

    @Test func base64ForAddressesIsAForm() {
        // Both signs that it writes in another way: `+` and `/`.
        let secret = "~~>>>???~~ÿÿ"
        let mask = SecretMask([secret])
        let base64 = "fn4+Pj4/Pz9+fsO/w78="
        #expect(mask.masked(base64) == "•••")
        #expect(mask.masked("fn4-Pj4_Pz9-fsO_w78=") == "•••")
    }

    @Test func aTextWithoutSecretsIsTheSameText() {
        let mask = SecretMask(["0123456789abcdef"])
        for text in ["", "0", "0123456789abcde", "123456789abcdef0", "0123456789abcdeX"] {
            #expect(mask.masked(text) == text)
        }
        #expect(SecretMask.none.masked("anything") == "anything" && SecretMask.none.maskedRecords([1, 2]) == nil)
    }

    /// Against a search that looks at every place: strings of two letters overlap in all ways.
    @Test func nothingOfAnyStringIsLeftAndNothingElseIsTaken() {
        var random = SeededGenerator(seed: 11)
        for round in 0..<2000 {
            func text(_ length: ClosedRange<Int>) -> [UInt8] {
                (0..<Int.random(in: length, using: &random)).map { _ in UInt8.random(in: 0x61...0x62, using: &random) }
            }
            let strings = (0..<Int.random(in: 1...4, using: &random)).map { _ in text(round % 3 == 0 ? 1...9 : 4...9) }
            let place = text(0...40)
            var isCovered = [Bool](repeating: false, count: place.count)
            for string in strings where string.count >= 4 {
                for start in place.indices where place[start...].starts(with: string) {
                    for index in start..<(start + string.count) { isCovered[index] = true }
                }
            }
            var expected: [UInt8] = []
            for (index, byte) in place.enumerated() {
                if !isCovered[index] {
                    expected.append(byte)
                } else if index == 0 || !isCovered[index - 1] {
                    expected.append(0x2A)
                }
            }
            let found = ByteStrings(strings).replaced(in: place, by: [0x2A])
            #expect((found ?? place) == expected && (found == nil) == !isCovered.contains(true))
        }
    }
}

/// A stranger's words for an error message.
@Suite struct ReplyTextTests {
    private func excerpt(_ text: String, limit: Int = 120) -> String { ReplyText.excerpt(of: text.utf8, limit: limit) }

    @Test func aLineIsCutBeyondItsLimitAndNotAtIt() {
        #expect(excerpt(String(repeating: "x", count: 120)) == String(repeating: "x", count: 120))
        #expect(excerpt(String(repeating: "x", count: 121)) == String(repeating: "x", count: 120) + "…")
        #expect(excerpt("abcdef", limit: 5) == "abcde…" && excerpt("abcde", limit: 5) == "abcde")
    }

    @Test(arguments: [
        ("<title>A  b</title>rest", "a b"), ("x</title><title>", "x</title><title>"), ("<title>open", "<title>open"),
        ("<title></title>rest", ""), ("a\u{7F}b\0c\td", "a b c d"), ("", ""), ("  a \r\n b  ", "a b"),
    ])
    func anExcerptIsOneLine(_ text: String, _ line: String) { #expect(excerpt(text) == line) }

    @Test func noHalfOfASecretIsShown() {
        ReplyText.$mask.withValue(SecretMask(["0123456789abcdef"])) {
            // Blanks are not shown, so that whatever stands behind thousands of them is: at the ends of what is read.
            for end in [4096, 8192] {
                for place in 0..<40 {
                    let reply = String(repeating: " ", count: end - place) + "0123456789abcdef and more"
                    #expect(!excerpt(reply).contains("0123"), "\(end) \(place)")
                }
            }
            for place in 100..<130 {
                #expect(!excerpt(String(repeating: "x", count: place) + "0123456789abcdef").contains("0123"))
            }
            #expect(excerpt("<TITLE>0123456789abcdef</TITLE>") == "•••")
        }
    }

    @Test func ofALongReplyOnlyTheBeginningIsRead() {
        #expect(excerpt(String(repeating: " ", count: 100_000) + "late") == "")
    }
}
