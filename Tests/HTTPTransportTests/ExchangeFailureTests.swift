import Attendance
import HTTPTransport
import TestSupport
import Testing

/// What people are told of a call that did not succeed, and whose move it is then.
@Suite struct ExchangeFailureTests {
    private static let now = Instant("2026-11-23T08:00:00+07:00")
    private static let url = "https://user:pass@vendor.test:8443/v1/list?token=secret"

    private func told(
        _ status: Int, _ headers: [String: String] = [:], body: String = "", by name: Phrase? = nil
    ) -> ExchangeFailure? {
        ExchangeFailure(
            HTTPReply(
                status: status, headers: headers.map { (name: $0.key, value: $0.value) }, body: Array(body.utf8)),
            calling: Self.url, by: name, now: Self.now)
    }

    @Test(
        arguments: [
            (100, .unexpected, .request), (199, .unexpected, .request), (300, .unexpected, .request),
            (304, .unexpected, .request), (400, .unexpected, .request), (404, .unexpected, .request),
            (401, .accessRefused, .request), (403, .accessRefused, .request), (410, .gone, .request),
            (429, .tooManyCalls, .peer), (500, .faulty, .peer), (501, .faulty, .peer), (502, .unavailable, .peer),
            (503, .unavailable, .peer), (504, .unavailable, .peer), (505, .faulty, .peer), (599, .faulty, .peer),
            (600, .unexpected, .request),
        ] as [(Int, ExchangeFailure.Reason, Blame)])
    func aStatusTellsWhoseMoveItIs(_ status: Int, _ reason: ExchangeFailure.Reason, _ blame: Blame) throws {
        let failure = try #require(told(status, body: "so it is"))
        #expect(failure.reason == reason && failure.blame == blame)
        #expect(failure.problem.en == "https://vendor.test:8443 answered HTTP \(status): so it is")
        #expect(failure.problem.vi == "https://vendor.test:8443 trả lời HTTP \(status): so it is")
        #expect(failure.phrase.en.hasPrefix(failure.problem.en) && !failure.phrase.en.contains("secret"))
        #expect((failure.remedy == nil) == (reason == .unexpected))
    }

    @Test(arguments: [200, 204, 299]) func aSuccessIsNoFailure(_ status: Int) {
        #expect(told(status) == nil)
    }

    @Test func anEmptyAnswerIsNotQuoted() {
        #expect(
            told(404, by: Phrase(en: "the webhook", vi: "webhook"))?.phrase.en == "the webhook answered HTTP 404")
    }

    @Test(arguments: [(301, true), (302, false), (307, false), (308, true)])
    func whereItHasMovedToIsToldAndWhetherForGood(_ status: Int, _ isForGood: Bool) throws {
        let failure = try #require(told(status, ["Location": "/v2?token=secret"]))
        #expect(failure.reason == .moved(forGood: isForGood) && failure.blame == .request)
        let words = "https://vendor.test:8443 redirects to https://vendor.test:8443/v2 (HTTP \(status))"
        #expect(failure.phrase.en == words + ". Redirects are not followed: enter that address if it is right.")
        #expect(failure.phrase.vi.contains("https://vendor.test:8443/v2 (HTTP \(status))"))
    }

    @Test func howLongToWaitIsWhatTheServerAsks() {
        #expect(told(429, ["Retry-After": "7"])?.retryAfter == .seconds(7))
        #expect(told(500, ["Retry-After": "Mon, 23 Nov 2026 01:00:30 GMT"])?.retryAfter == .seconds(30))
        #expect(told(503)?.retryAfter == nil)
    }

    @Test(
        arguments: [
            (.invalidAddress, .request, "is not a web address"),
            (.unreachable(reason: "WHY"), .peer, "cannot be reached (WHY)"),
            (.insecure(reason: "WHY"), .request, "was not accepted (WHY)"),
            (.timedOut(after: .seconds(7)), .peer, "did not answer within 7 seconds"),
            (.interrupted(reason: "WHY"), .peer, "broke off (WHY)"),
            (.replyTooLarge(limit: 8 << 20), .peer, "larger than 8 MiB"), (.cancelled, .cancellation, "stopped"),
        ] as [(HTTPFailure, Blame, String)])
    func withoutAReplyItIsSaidWhatWasSeen(_ failure: HTTPFailure, _ blame: Blame, _ words: String) {
        let said = ExchangeFailure(failure, calling: Self.url)
        #expect(said.reason == .noReply(failure) && said.blame == blame && said.retryAfter == nil)
        #expect(said.problem.en.contains(words) && said.problem.vi != said.problem.en)
        #expect(!said.phrase.en.contains("secret") && !said.phrase.vi.contains("pass@"))
        let named = ExchangeFailure(failure, calling: Self.url, of: Phrase(en: "the desk", vi: "bàn"))
        #expect(failure == .cancelled || named.problem.en.contains("the desk") && named.problem.vi.contains("bàn"))
    }

    @Test func aSuccessThatCannotBeReadIsQuoted() {
        let page = HTTPReply(status: 200, body: Array("<html><title>Login</title>".utf8))
        let failure = ExchangeFailure(unreadable: page, calling: Self.url, because: "no JSON")
        #expect(failure.reason == .unreadable && failure.blame == .peer)
        #expect(failure.problem.en == "the answer of https://vendor.test:8443 cannot be read (no JSON): “login”")
        let silent = ExchangeFailure(unreadable: page, calling: Self.url)
        #expect(silent.problem.vi == "không đọc được phản hồi của https://vendor.test:8443: “login”")
    }

    private struct Server: HTTPSending {
        let reply: HTTPReply

        func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPReply { reply }
    }

    @Test func onlyASuccessIsAccepted() async throws {
        let call = HTTPCall(.get, Self.url, timeout: .seconds(1))
        let good = try await Server(reply: HTTPReply(status: 204)).accepted(call) { Self.now }
        #expect(good.status == 204)
        let busy = Server(reply: HTTPReply(status: 503, headers: [(name: "Retry-After", value: "9")]))
        let error = await #expect(throws: ExchangeFailure.self) { try await busy.accepted(call) { Self.now } }
        #expect(error?.reason == .unavailable && error?.retryAfter == .seconds(9))
    }

    @Test(arguments: [
        ("http://a.test", "http://a.test/x"), ("http://a.test/", "http://a.test/x"),
        ("http://a.test/base//", "http://a.test/base/x"),
    ])
    func anAddressAndAPathHaveOneSlashBetweenThem(_ base: String, _ joined: String) {
        #expect(WebAddress.join(base, "/x") == joined)
    }
}
