import Attendance
import TestSupport
import Testing
import Wire

@testable import HTTPTransport

/// What may stand in a message of an address, of a redirect's target, of a server's clock.
@Suite struct WordsTests {
    @Test(arguments: [
        ("https://user:pass@Host.test:8443/p?q=1#f", "https://Host.test:8443"), ("HTTP://a.test", "http://a.test"),
        ("http://[::1]:80/x", "http://[::1]:80"), ("http://a.test?token=x", "http://a.test"),
        ("no address?token=x", "no address"), ("path#secret", "path"),
    ])
    func anOriginHoldsNoKeys(_ url: String, _ origin: String) {
        #expect(WebAddress.origin(of: url) == origin)
    }

    @Test func whatIsNoAddressIsCut() {
        #expect(WebAddress.origin(of: String(repeating: "a", count: 500)).count == 200)
    }

    private func target(
        _ location: String?, status: Int = 302, of url: String = "https://a.test/base/list?token=x",
        isQuotable: Bool = true
    ) -> String? {
        let headers = location.map { [(name: "location", value: $0)] } ?? []
        return HTTPReply(status: status, headers: headers, isQuotable: isQuotable).redirectTarget(of: url)
    }

    @Test(arguments: [
        ("https://b.test/v2?token=secret#f", "https://b.test/v2"), ("/v2", "https://a.test/v2"),
        ("v2", "https://a.test/base/v2"), ("//c.test/", "https://c.test"), (" https://b.test/x ", "https://b.test/x"),
        ("https://user:pass@b.test/x", "https://b.test/x"), ("https://b.test:8443/", "https://b.test:8443"),
        ("https://[::1]/x", "https://[::1]/x"),
    ])
    func aRedirectIsToldByItsTarget(_ location: String, _ told: String) {
        #expect(target(location) == told)
    }

    @Test(arguments: ["", " ", "javascript:alert(1)", "ftp://b.test/", "file:///etc/passwd", "data:text/html,x"])
    func whatIsNoWebAddressIsNoTarget(_ location: String) {
        #expect(target(location) == nil)
    }

    @Test func onlyARedirectHasATarget() {
        #expect(target("/v2", status: 299) == nil && target("/v2", status: 400) == nil)
        #expect(target("/v2", status: 300) != nil && target("/v2", status: 399) != nil)
        #expect(target(nil) == nil && target("/v2", isQuotable: false) == nil)
    }

    @Test func aTargetIsOfBoundedLengthAndBetraysNoSecret() {
        let long = target("https://b.test/" + String(repeating: "a", count: 1000))
        #expect(long?.count == 201 && long?.hasSuffix("…") == true)
        let longest = "/" + String(repeating: "a", count: 4095)
        #expect(target(longest) != nil && target(longest + "a") == nil)
        ReplyText.$mask.withValue(SecretMask(["topsecret"])) {
            #expect(target("https://b.test/topsecret/x") == "https://b.test/•••/x")
        }
    }

    private func date(_ date: String?, age: String? = nil) -> Instant? {
        var headers = date.map { [(name: "Date", value: $0)] } ?? []
        if let age { headers.append((name: "Age", value: age)) }
        return HTTPReply(status: 200, headers: headers).date
    }

    @Test func theServersClockIsItsDateWithTheTimeThatACacheHeldIt() {
        let noon = Instant("1994-11-06T08:49:37Z")
        let text = "Sun, 06 Nov 1994 08:49:37 GMT"
        #expect(date(text) == noon && date(" \(text) ") == noon)
        #expect(date(text, age: "60") == noon + .seconds(60) && date(text, age: " 60 ") == noon + .seconds(60))
        #expect(date(text, age: "-60") == noon && date(text, age: "soon") == noon)
        #expect(date(text, age: "9999999") == noon + .hours(24))
        #expect(date(nil, age: "60") == nil)
    }

    @Test(arguments: [
        "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT x",
    ])
    func anotherFormOfDateIsNoDate(_ text: String) {
        #expect(date(text) == nil)
    }

    @Test(arguments: zip(1...12, ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]))
    func everyMonthHasItsWord(_ month: Int, _ word: String) {
        let number = month < 10 ? "0\(month)" : "\(month)"
        #expect(HTTPDate.instant("Sun, 06 \(word) 1994 08:49:37 GMT") == Instant("1994-\(number)-06T08:49:37Z"))
    }

    @Test func howLongToWaitIsSecondsOrADateAndAtMostADay() {
        let now = Instant("1994-11-06T08:49:07Z")
        let asked = { (value: String?) in
            HTTPReply(status: 429, headers: value.map { [(name: "Retry-After", value: $0)] } ?? [])
                .retryAfter(now: now)
        }
        #expect(asked(nil) == nil && asked("") == nil && asked("1.5") == nil)
        #expect(asked(" 7 ") == .seconds(7) && asked("86400") == .hours(24) && asked("86401") == .hours(24))
        #expect(asked("Sun, 06 Nov 1994 08:49:37 GMT") == .seconds(30))
        #expect(asked("Tue, 08 Nov 1994 08:49:37 GMT") == .hours(24))
        #expect(asked("Sun, 06 Nov 1994 08:49:06 GMT") == .zero)
    }

    @Test func aFormIsPostedAsOne() {
        let call = HTTPCall.form("http://a.test", [1], timeout: .seconds(3))
        #expect(call.method == .post && call.body == [1] && call.timeout == .seconds(3))
        #expect(call.headers.map(\.value) == ["application/x-www-form-urlencoded"])
        #expect(call.maximumReplySize == 8 << 20 && call.replyBody == .whole)
    }
}
