import Attendance
import ConnectorKit
import HTTPTransport
import TestSupport
import Testing

@testable import HanetConnector

/// What Hanet's answers mean for the person who must act.
@Suite struct HanetReplyTests {
    private let step = Phrase(verbatim: "step")

    @Test(arguments: [
        (-503, ConnectorFailure.Code.vendorFault, true), (-2035, .credentials, false), (-1001, .configuration, false),
        (-1005, .configuration, false), (-1006, .configuration, false), (-1, .configuration, false),
        (-404, .configuration, false), (-1000, .vendorFault, true), (-1007, .vendorFault, true),
        (0, .vendorFault, true),
        (-909, .vendorFault, true),
    ])
    func aReturnCodeSaysWhetherAnybodyMustAct(_ code: Int, _ meaning: ConnectorFailure.Code, _ mayPass: Bool) {
        let failure = HanetReturnCode.failure(
            Int64(code), message: Phrase(verbatim: "WORDS"), step: step, placeID: "13433")
        #expect(failure.code == meaning && failure.mayPass == mayPass)
        #expect(failure.problem.en.contains("\(code) WORDS") && failure.problem.vi.contains("\(code) WORDS"))
    }

    private func failure(_ reply: HTTPReply) async throws -> ConnectorFailure? {
        try await HanetConnector(context: hanetContext(StubHTTP { _ in reply }))
            .collect(from: "2026-03-10T00:00:00+07:00", to: "2026-03-11T00:00:00+07:00").failure
    }

    @Test func anAnswerThatIsNotHanetsIsNotTakenForAnEmptyDay() async throws {
        for text in [
            "", "<html>", "[]", "{}", #"{"data":[]}"#, #"{"returnCode":1,"data":[]"#, #"{"returnCode":1,"data":null}x"#,
        ] {
            #expect(try await failure(.json(text))?.code == .badReply, "\(text)")
        }
        #expect(try await failure(.json(#"{"returnCode":1,"data":null}"#)) == nil)
    }

    @Test func whatHanetSaysIsQuotedOnlyWhereItMayBe() async throws {
        var reply = HTTPReply.hanet(code: -2035, "PRIVATE WORDS")
        #expect(try await failure(reply)?.problem.en.contains("PRIVATE WORDS") == true)
        reply.isQuotable = false
        let hidden = try #require(try await failure(reply))
        #expect(!hidden.problem.en.contains("PRIVATE") && hidden.problem.en.contains("not shown"))
        var page = HTTPReply.json("<title>inner service</title>", status: 500)
        page.isQuotable = false
        #expect(try await failure(page)?.problem.en.contains("inner") == false)
    }

    @Test func whereAllowanceIsUsedUpTheNextCallWaitsForIt() async throws {
        var counted = HTTPReply.hanet("0")
        counted.headers = [(name: "x-rate-limit-remaining", value: "0"), (name: "x-rate-limit-reset", value: "120")]
        let reply = counted
        let began = ContinuousClock.now
        #expect(try await failure(reply) == nil)
        // The count and the page: two answers, each with a pause behind it.
        #expect(ContinuousClock.now - began >= .milliseconds(240))
    }

    @Test func aCheckpointIsReadAsItWasWritten() throws {
        let window = try #require(Window(from: Instant(milliseconds: 5), to: Instant(milliseconds: 9)))
        let checkpoint = HanetCheckpoint(window: window, nextPage: 7, rowsRead: 3000)
        #expect(checkpoint.text == "5/9/7/3000" && HanetCheckpoint(checkpoint.text) == checkpoint)
        #expect(HanetCheckpoint("5/9/1/0") != nil)
        for text in [
            "", "5/9/7", "5/9/7/3000/1", "9/5/7/0", "5/5/1/0", "5/9/0/0", "5/9/1/-1", "a/9/1/0", "2026-03-01/8",
        ] {
            #expect(HanetCheckpoint(text) == nil, "\(text)")
        }
    }

    @Test func morePagesFollowOnlyWhereTheCountSaysSo() throws {
        let window = try #require(Window(from: Instant(milliseconds: 5), to: Instant(milliseconds: 9)))
        let state = HanetCheckpoint(window: window, nextPage: 2, rowsRead: 500)
        #expect(state.surelyHasMore(behind: 1, of: 1001) && !state.surelyHasMore(behind: 1, of: 1000))
        #expect(!state.surelyHasMore(behind: 2, of: 1500) && !state.surelyHasMore(behind: 1, of: nil))
    }

    @Test func theAccountIsTheApplicationAtItsServer() {
        let identity = { (fields: [String: String]) in
            HanetKind.kind.account?.identity(FieldValues(fields.mapValues { [$0] }))
        }
        #expect(identity(["token": "t"]) == nil)
        #expect(identity(["client-id": "App"]) == "https://oauth.hanet.com App")
        // The same server, however it was typed; another application is another account.
        let typed = ["client-id": "App", "oauth-url": "https://OAuth.hanet.com//"]
        #expect(identity(typed) == "https://oauth.hanet.com App")
        #expect(identity(typed.merging(["client-id": "app"]) { $1 }) != identity(typed))
        #expect(HanetKind.kind.account?.secrets.contains("webhook-keycode") == false)
    }

    @Test(arguments: [
        ("7", "7"), (String(repeating: "9", count: 19), String(repeating: "9", count: 19)),
        ("http://CONNECT.hanet.ai/a/42/43", "42"), ("connect.hanet.ai/x/7?y=8", "7"),
    ])
    func aPlaceIsANumberOrALinkToIt(_ entered: String, _ id: String) {
        #expect(HanetKind.placeID(entered) == id)
    }

    @Test(arguments: [
        "", String(repeating: "9", count: 20), "connect.hanet.ai/", "https://connect.hanet.ai.evil.test/7", "٧",
        "https://hanet.ai/7",
    ])
    func anythingElseIsNoPlace(_ entered: String) {
        #expect(HanetKind.placeID(entered) == nil)
    }

    @Test func theConnectionTestSaysWhichPlaceItFound() async throws {
        let vendor = ScriptedVendor { call in
            if call.url.contains("getPlaceInfo") { return .hanet(#"{"id":13433,"name":"Hà Nội"}"#) }
            return call.isCount ? .hanet("12") : .hanet(#"{"name":"Công ty"}"#)
        }
        // Right after midnight of a month's first day there is no today yet: a second before it is asked for.
        for now in ["2026-03-16T10:00:00+07:00", "2026-03-01T00:00:00+07:00"] {
            let steps = HanetConnector(context: hanetContext(vendor, now: now)).connectionSteps
            var said: [String] = []
            for step in steps { said.append(try await step.run().en) }
            #expect(said == ["accepted, account “Công ty”", "found “Hà Nội”", "readable, 12 today"])
            let span = try #require(vendor.calls.last?.span)
            #expect(span.lowerBound < span.upperBound)
            #expect(
                Zone.vietnam.date(at: Instant(milliseconds: span.lowerBound)).month
                    == Zone.vietnam.date(at: Instant(milliseconds: span.upperBound)).month)
        }
        let other = ScriptedVendor { _ in .hanet(#"{"id":999,"name":"Elsewhere"}"#) }
        let place = HanetConnector(context: hanetContext(other)).connectionSteps[1]
        await #expect(throws: ConnectorFailure.self) { try await place.run() }
    }
}
