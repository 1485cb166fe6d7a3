import Attendance
import ConnectorKit
import HTTPTransport
import TestSupport
import Testing
import Wire

/// What a vendor's status, or none, means for the person who must act.
@Suite struct RefusalTests {
    private static let now = Instant("2026-03-16T10:00:00+07:00")
    private static let step = Phrase(verbatim: "step")

    private func refusal(
        _ status: Int, headers: [(name: String, value: String)] = [], body: String = "words", url: String? = nil
    ) -> ConnectorFailure? {
        ExchangeFailure(
            HTTPReply(status: status, headers: headers, body: Array(body.utf8)), calling: url ?? "https://vendor.test",
            now: Self.now
        ).map { ConnectorFailure($0, step: Self.step) }
    }

    @Test(arguments: [
        (100, ConnectorFailure.Code.configuration, false), (300, .configuration, false), (304, .configuration, false),
        (400, .configuration, false), (401, .credentials, false), (402, .configuration, false),
        (403, .credentials, false), (404, .configuration, false), (429, .rateLimited, true),
        (499, .configuration, false),
        (500, .vendorFault, true), (503, .vendorFault, true), (599, .vendorFault, true), (600, .configuration, false),
    ])
    func aStatusSaysWhetherAnybodyMustAct(_ status: Int, _ code: ConnectorFailure.Code, _ mayPass: Bool) {
        let failure = refusal(status)
        #expect(failure?.code == code && failure?.mayPass == mayPass)
        #expect(failure?.problem.en.contains("\(status)") == true && failure?.problem.vi.contains("\(status)") == true)
    }

    @Test(arguments: [200, 201, 204, 299]) func aSuccessIsNoRefusal(_ status: Int) {
        #expect(refusal(status) == nil)
    }

    @Test func howLongTheServerWantsToBeLeftAloneIsHeard() {
        let asked = [(name: "Retry-After", value: "7")]
        #expect(refusal(429, headers: asked)?.retryAfter == .seconds(7))
        #expect(refusal(503, headers: asked)?.retryAfter == .seconds(7))
        #expect(refusal(429)?.retryAfter == nil)
        #expect(
            refusal(503, headers: [(name: "retry-after", value: "Mon, 16 Mar 2026 03:00:30 GMT")])?.retryAfter
                == .seconds(30))
    }

    @Test func aRedirectIsToldWithItsTargetAndNotFollowed() {
        let moved = refusal(
            301, headers: [(name: "Location", value: "/v2")], url: "https://vendor.test/api/list?token=x")
        #expect(moved?.code == .configuration)
        #expect(moved?.problem.en == "https://vendor.test redirects to https://vendor.test/v2 (HTTP 301)")
        #expect(moved?.remedy.en.contains("base-url") == true)
    }

    @Test(arguments: [
        (HTTPFailure.invalidAddress, ConnectorFailure.Code.configuration, "not a web address"),
        (.unreachable(reason: "WHY"), .unreachable, "cannot be reached (WHY)"),
        (.insecure(reason: "WHY"), .configuration, "was not accepted (WHY)"),
        (.timedOut(after: .seconds(7)), .timedOut, "within 7 seconds"),
        (.interrupted(reason: "WHY"), .badReply, "broke off (WHY)"),
        (.replyTooLarge(limit: 8 << 20), .badReply, "larger than 8 MiB"), (.cancelled, .cancelled, "stopped"),
    ])
    func anExchangeThatFailedIsSaidInWords(
        _ failure: HTTPFailure, _ code: ConnectorFailure.Code, _ words: String
    ) {
        let said = ConnectorFailure(ExchangeFailure(failure, calling: "https://vendor.test/x"), step: Self.step)
        #expect(said.code == code && said.problem.en.contains(words) && said.step == Self.step)
        #expect(!said.remedy.vi.isEmpty && said.phrase.en == "step: \(said.problem.en). \(said.remedy.en)")
    }

    @Test func whatAFailedCallSaysNamesTheServerAndNoneOfItsSecrets() async throws {
        let vendor = ScriptedVendor { _ throws(HTTPFailure) in throw HTTPFailure.unreachable(reason: "refused") }
        let context = connectorContext(vendor, [:])
        let call = HTTPCall(.get, "https://user:pass@vendor.test:8443/list?token=secret", timeout: .seconds(1))
        do throws(ConnectorFailure) {
            _ = try await context.send(call, step: Self.step)
            Issue.record("sent")
        } catch {
            #expect(error.problem.en.contains("https://vendor.test:8443 cannot"))
            #expect(!error.problem.en.contains("secret") && !error.problem.en.contains("pass"))
        }
    }

    @Test func aSecretThatAVendorEchoesIsMaskedUnlessNewOnesAreBrought() async throws {
        let secret = "0123456789abcdef-token"
        let vendor = ScriptedVendor { _ in .json("{\"name\":\"\(secret)\"}") }
        let context = connectorContext(vendor, [:])
        let call = HTTPCall(.get, "https://vendor.test", timeout: .seconds(1))
        try await ReplyText.$mask.withValue(SecretMask([secret])) {
            let masked = try await context.send(call, step: Self.step)
            #expect(String(decoding: masked.body, as: UTF8.self) == "{\"name\":\"•••\"}")
            let whole = try await context.send(call, step: Self.step, bringsCredentials: true)
            #expect(String(decoding: whole.body, as: UTF8.self).contains(secret))
        }
    }

    @Test(arguments: [("7", 7), (nil, 20), ("x", 20)] as [(String?, Int)])
    func theTimeForAnAnswerIsAField(_ entered: String?, _ seconds: Int) {
        let fields = entered.map { ["timeout-seconds": $0] } ?? [:]
        #expect(connectorContext(StubHTTP { _ in .json("") }, fields).timeout == .seconds(seconds))
    }

    // MARK: Bounds of records

    private func punch(key: Int = 1, code: Int = 1, name: Int = 1, device: Int = 1, raw: Int = 1) -> Punch {
        Punch(
            sourceKey: String(repeating: "k", count: key), code: String(repeating: "c", count: code),
            personName: String(repeating: "n", count: name), at: Self.now, local: Zone.vietnam.local(at: Self.now),
            offset: 25_200, direction: .exit, sourceDevice: String(repeating: "d", count: device),
            raw: [UInt8](repeating: 0x20, count: raw)[...])
    }

    @Test func whatIsJustWithinItsBoundStaysAsItIs() {
        var page = Page()
        page.rows = 1
        page.checkpoint = "c"
        page.punches = [punch(key: 400, code: 200, name: 400, device: 400, raw: 65_536)]
        let bounded = page.bounded()
        #expect(bounded.punches.first?.personName.utf8.count == 400 && bounded.undecodable.isEmpty)
        #expect(bounded.punches.first?.personName.hasSuffix("…") == false)
        for beyond in [punch(key: 401), punch(code: 201), punch(raw: 65_537)] {
            page.punches = [punch(), beyond]
            let bounded = page.bounded()
            #expect(bounded.punches.count == 1 && bounded.undecodable.map(\.reason) == ["tooLong"])
            #expect(bounded.rows == 1 && bounded.checkpoint == "c")
        }
    }

    @Test func aNameIsCutAndNothingElseOfThePunch() {
        for (punch, name, device) in [(punch(name: 401), 103, 1), (punch(device: 401), 1, 103)] {
            var page = Page()
            page.punches = [punch]
            let kept = page.bounded().punches.first
            #expect(kept?.personName.utf8.count == name && kept?.sourceDevice.utf8.count == device)
            #expect(kept?.sourceKey == punch.sourceKey && kept?.code == punch.code && kept?.at == punch.at)
            #expect(kept?.direction == .exit && kept?.offset == 25_200 && kept?.local == punch.local)
        }
    }

    @Test func whatCouldNotBeDecodedIsKeptUpToItsBound() {
        var page = Page()
        page.undecodable = [UndecodableRecord(reason: "noTime", raw: [UInt8](repeating: 1, count: 70_000)[...])]
        let bounded = page.bounded()
        #expect(bounded.undecodable.map(\.raw.count) == [65_536] && bounded.undecodable.map(\.reason) == ["noTime"])
    }
}
