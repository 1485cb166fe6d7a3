import Foundation
import Testing
import Wire

@Suite struct SecretMaskTests {
    @Test(arguments: [
        "token=S3cr/et+key!", "token=S3cr%2Fet%2Bkey%21", "UzNjci9ldCtrZXkh", "x S3cr/et+key! S3cr/et+key! y",
    ])
    func aSecretIsTakenOutInEveryFormInWhichItComesBack(_ reply: String) {
        ReplyText.$mask.withValue(SecretMask(["S3cr/et+key!"])) {
            let excerpt = ReplyText.excerpt(of: reply.utf8)
            #expect(excerpt.contains("•••") && !excerpt.contains("S3cr") && !excerpt.contains("UzNj"))
        }
    }

    @Test(arguments: [
        "a/b&lt;c&amp;d&quot;e f", "a%2Fb%3Cc%26d%22e%20f", "a%2fb%3cc%26d%22e%20f", "a%2Fb%3Cc%26d%22e+f",
        #"a/b<c&d\"e f"#, #"a\/b<c&d\"e f"#, "YS9iPGMmZCJlIGY=",
    ])
    func howeverTheOtherSideWritesIt(_ form: String) {
        #expect(SecretMask([#"a/b<c&d"e f"#]).masked("x \(form) y") == "x ••• y")
    }

    @Test func itsWayOfWritingMarksIsNotOurs() {
        let mask = SecretMask(["mật khẩu của Lan".decomposedStringWithCanonicalMapping])
        #expect(mask.masked("sai “mật khẩu của Lan”".precomposedStringWithCanonicalMapping) == "sai “•••”")
    }

    @Test func secretsThatOverlapAreBothTakenOut() {
        let mask = SecretMask(["abcdefgh", "efghijkl", "xxabcdefghyy"])
        #expect(mask.masked("1 abcdefghijkl 2 xxabcdefghyy 3 abcdefg") == "1 ••• 2 ••• 3 abcdefg")
    }

    @Test func eachOfSeveralInOneSealedValueIsASecret() {
        let mask = SecretMask([#"[{"token":"spare-one"},{"token":"spare-two","n":1}]"#])
        #expect(mask.masked("spare-two, spare-one") == "•••, •••")
    }

    @Test(arguments: [
        "Cannot POST /hooks/9f8e7d6c5b4a3f2e/in?key=abcdef", "no user pass-word here", "key abcdef is wrong",
        "unknown path 9f8e7d6c5b4a3f2e",
    ])
    func theSecretPartsOfAnAddressAreSecrets(_ said: String) {
        let mask = SecretMask(["https://lan:pass-word@hr.test/hooks/9f8e7d6c5b4a3f2e/in?key=abcdef&v=2"])
        let masked = mask.masked(said)
        for part in ["9f8e7d6c", "abcdef", "pass-word"] { #expect(!masked.contains(part), "\(masked)") }
        #expect(mask.masked("https://hr.test answers with hooks") == "https://hr.test answers with hooks")
    }

    @Test func ofRecordsOnlyWhatCannotBeChanceIsTakenOut() {
        let mask = SecretMask(["123456", "a-token-of-some-length"])
        let row = Array(#"{"id":1234567,"name":"a-token-of-some-length","t":1656123456000}"#.utf8)
        let expected = #"{"id":1234567,"name":"•••","t":1656123456000}"#
        #expect(mask.maskedRecords(row).map { String(decoding: $0, as: UTF8.self) } == expected)
        #expect(mask.maskedRecords(Array(#"{"id":1234567}"#.utf8)) == nil)
    }

    @Test(arguments: 0..<40)
    func aLongSecretIsFoundAtEveryPlace(_ place: Int) {
        let mask = SecretMask(["0123456789abcdef", "another-secret-of-mine-that-is-longer"])
        for secret in ["0123456789abcdef", "another-secret-of-mine-that-is-longer"] {
            for tail in 0..<12 {
                let before = String(repeating: "0", count: place), after = String(repeating: "n", count: tail)
                let found = mask.maskedRecords(Array((before + secret + after).utf8))
                #expect(found.map { String(decoding: $0, as: UTF8.self) } == before + "•••" + after)
            }
        }
    }

    @Test func aSecretAtTheCutIsMaskedBeforeIt() {
        ReplyText.$mask.withValue(SecretMask(["0123456789abcdef"])) {
            let reply = String(repeating: "x", count: 112) + "0123456789abcdef"
            #expect(!ReplyText.excerpt(of: reply.utf8).contains("0123"))
        }
    }

    @Test func shortWordsTearNoSentenceApart() {
        #expect(SecretMask(["a", "no", ""]).masked("a sentence of no secrets") == "a sentence of no secrets")
    }

    @Test func escapingIsByteByByte() {
        #expect(Escaping.html("a\"\u{301}<\u{338}&'") == "a&quot;\u{301}&lt;\u{338}&amp;&#39;")
    }
}
