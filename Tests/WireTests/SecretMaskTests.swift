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
