import Attendance
import Foundation
import HRKit
import HTTPTransport
import Sealing
import TestSupport
import Testing
import Wire

@testable import Webhook

@Suite struct WebhookTests {
    static let secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

    @Test func theSignatureIsThatOfTheContractsVector() throws {
        let key = try #require(WebhookSignature.key(of: Self.secret))
        #expect(key == Array(0...31))
        let body = #"{"type":"punch.recorded","data":{"punch_id":"p1","user_id":"1001"}}"#
        let header = WebhookSignature.header(
            id: "msg_test_0001", timestamp: 1_790_816_400, body: Array(body.utf8), key: key)
        #expect(header == "v1,XWIJ2n6hwjA6PeN2LWlZYQDQq4G9ys4/06OJa2juDPw=")
    }

    @Test(arguments: ["whsec_AAEC", "secret", "whsec_!!!", "whpk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="])
    func whatIsNoSigningSecretIsRefused(_ secret: String) {
        #expect(throws: FieldFailure.self) {
            try WebhookKind.kind.checked(FieldValues(["url": ["https://hr.test/x"], "secret": [secret]]))
        }
    }

    @Test(arguments: ["http://169.254.169.254/latest", "http://[fe80::1]/x", "http://metadata.google.internal/"])
    func addressesThatOnlyAForgedRequestWantsAreRefused(_ url: String) {
        #expect(throws: FieldFailure.self) { try WebhookKind.kind.checked(FieldValues(["url": [url]])) }
    }

    private func send(
        _ batch: [OutgoingPunch], secret: String? = WebhookTests.secret,
        _ answer: @escaping @Sendable (HTTPCall) -> HTTPReply
    ) async throws -> (calls: [HTTPCall], outcomes: [DeliveryOutcome]) {
        let stub = StubHTTP(answer)
        var fields = ["url": "http://hr.test/hook?key=hidden"]
        fields["secret"] = secret
        let outcomes = try await WebhookSystem(context: context(fields, stub)).send(batch)
        return (stub.calls, outcomes)
    }

    @Test func anEventCarriesItsStableIdAndTheSignatureOfItsBytes() async throws {
        let (calls, _) = try await send([outgoing(7)]) { _ in HTTPReply(status: 204) }
        let call = try #require(calls.first)
        let headers = Dictionary(call.headers.map { ($0.name, $0.value) }) { $1 }
        let id = "punch_\(outgoing(7).recordID)"
        #expect(headers["webhook-id"] == id && !id.contains("."))
        #expect(headers["webhook-timestamp"] == String(Instant("2026-10-01T08:00:00+07:00").seconds))
        let key = try #require(WebhookSignature.key(of: Self.secret))
        #expect(
            headers["webhook-signature"]
                == WebhookSignature.header(
                    id: id, timestamp: Instant("2026-10-01T08:00:00+07:00").seconds, body: call.body ?? [], key: key))
        let event = try JSONValue(parsing: call.body ?? [])
        #expect(event["type"]?.text == "punch.recorded")
        #expect(event["data"]?["code"]?.text == "1001")
        #expect(event["data"]?["localTime"]?.text == "10:23:46")
        #expect((call.body ?? []).count < 20_000)
    }

    @Test func withoutASecretNothingIsSigned() async throws {
        let (calls, _) = try await send([outgoing()], secret: nil) { _ in HTTPReply(status: 200) }
        #expect(calls[0].headers.contains { $0.name == "webhook-signature" } == false)
    }

    @Test func redirectsAreFailuresAndRetryAfterIsHeeded() async throws {
        let (_, moved) = try await send([outgoing()]) { _ in
            HTTPReply(status: 302, headers: [(name: "Location", value: "http://evil.test")])
        }
        guard case .failed(let phrase, _) = moved[0] else {
            Issue.record("\(moved)")
            return
        }
        // The address in a message has no path and no query, where keys can stand.
        #expect(phrase.en.contains("http://hr.test") && !phrase.en.contains("hidden"))
        let (_, throttled) = try await send([outgoing()]) { _ in
            HTTPReply(status: 503, headers: [(name: "Retry-After", value: "120")])
        }
        guard case .failed(_, .seconds(120)?) = throttled[0] else {
            Issue.record("\(throttled)")
            return
        }
    }

    @Test func oneEmployeesPunchesStayInOrderBehindOneThatFails() async throws {
        let batch = [outgoing(1, code: "A"), outgoing(2, code: "A"), outgoing(3, code: "B")]
        let (calls, outcomes) = try await send(batch) { call in
            let isFirst = call.headers.contains { $0.value == "punch_\(outgoing(1).recordID)" }
            return HTTPReply(status: isFirst ? 500 : 200)
        }
        #expect(calls.count == 2)
        guard case .failed = outcomes[0], case .untried = outcomes[1], case .delivered = outcomes[2] else {
            Issue.record("\(outcomes)")
            return
        }
    }

    @Test func goneEndsTheEndpoint() async throws {
        do {
            _ = try await send([outgoing()]) { _ in HTTPReply(status: 410) }
            Issue.record("went on")
        } catch let failure as BatchFailure {
            guard case .gone = failure else {
                Issue.record("\(failure)")
                return
            }
        }
    }

    @Test func theScheduleIsThatOfTheStandard() throws {
        let schedule = RetrySchedule.standardWebhooks
        let seconds: [Double] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
        for (index, expected) in seconds.enumerated() {
            let delay = try #require(schedule.delay(afterAttempt: index + 1))
            #expect(delay >= .seconds(expected) && delay <= .seconds(expected * 1.1))
        }
        #expect(schedule.delay(afterAttempt: 10) == nil)
    }
}
