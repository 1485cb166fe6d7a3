import Attendance
import Foundation
import HRKit
import HTTPTransport
import Sealing
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Webhook

/// How a webhook serves employees side by side, and when it leaves an endpoint alone.
@Suite struct WebhookLaneTests {
    private func system(_ http: ScriptedHTTP, _ fields: [String: String] = ["concurrency": "1"]) -> WebhookSystem {
        WebhookSystem(context: context(["url": "http://hr.test/hook"].merging(fields) { $1 }, http))
    }

    /// Answers with statuses by the number of the record.
    private func statuses(_ status: @escaping @Sendable (Int) -> Int) -> ScriptedHTTP {
        ScriptedHTTP { call, _ in HTTPReply(status: status(number(call))) }
    }

    private func sent(_ http: ScriptedHTTP) -> [Int] { http.calls.map { number($0) } }

    /// So many employees with a punch each.
    private func employees(_ count: Int) -> [OutgoingPunch] { (1...count).map { outgoing($0, code: "E\($0)") } }

    @Test func aSystemThatListsNoEmployeesKnowsNoneAndRefusesNone() async throws {
        let http = statuses { _ in 200 }
        #expect(try await system(http).knownCodes(among: ["E1"]) == nil)
        #expect(http.calls.isEmpty)
    }

    @Test func eightFailuresInARowMeanTheEndpointAndTheOthersAreSpared() async throws {
        let http = statuses { _ in 500 }
        let outcomes = try await system(http).send(employees(12))
        #expect(
            outcomes.map { word($0) } == Array(repeating: "failed", count: 8) + Array(repeating: "untried", count: 4))
        #expect(http.calls.count == 8)
    }

    @Test func aSuccessInBetweenShowsThatItIsTheRecords() async throws {
        let http = statuses { $0 % 8 == 0 ? 200 : 500 }
        let outcomes = try await system(http).send(employees(23))
        #expect(http.calls.count == 23)
        #expect(outcomes.enumerated().allSatisfy { word($1) == (($0 + 1) % 8 == 0 ? "delivered" : "failed") })
    }

    @Test func eachEmployeeHasALaneAndTheFirstInTheBatchGoesFirst() async throws {
        let batch = ["A", "B", "A", "C", "B"].enumerated().map { outgoing($0 + 1, code: $1) }
        let http = statuses { $0 == 2 ? 500 : 204 }
        let outcomes = try await system(http).send(batch)
        // B's second waits behind B's first, so that a person's punches arrive in order.
        #expect(sent(http) == [1, 3, 2, 4])
        #expect(outcomes.map { word($0) } == ["delivered", "failed", "delivered", "delivered", "untried"])
    }

    @Test(arguments: [1, 3, 8])
    func noMoreAreServedAtOnceThanTheFieldSays(_ width: Int) async throws {
        let now = Mutex((inside: 0, most: 0))
        let http = ScriptedHTTP { _, _ in
            now.withLock { now in
                now.inside += 1
                now.most = max(now.most, now.inside)
            }
            // Whoever else may come in comes in meanwhile.
            for _ in 0..<200 { await Task.yield() }
            now.withLock { $0.inside -= 1 }
            return HTTPReply(status: 200)
        }
        let fields = width == 8 ? [:] : ["concurrency": String(width)]
        let outcomes = try await system(http, fields).send(employees(24))
        #expect(outcomes.allSatisfy { word($0) == "delivered" } && http.calls.count == 24)
        #expect(now.withLock { $0.most } <= width)
    }

    @Test func afterAFarewellNobodyElseIsServedAndWhatWentBeforeIsKept() async throws {
        let http = statuses { $0 == 3 ? 410 : 200 }
        let outcomes = try await system(http).send(employees(5))
        #expect(outcomes.map { word($0) } == ["delivered", "delivered", "untried", "untried", "untried"])
        #expect(sent(http) == [1, 2, 3])
        #expect(await result(system(http), [outgoing(3, code: "E3")]) == ["gone"])
    }

    @Test func aCallThatWasStoppedIsNoFailureOfTheRecord() async {
        let http = ScriptedHTTP { (_, _) throws(HTTPFailure) in throw .cancelled }
        #expect(await result(system(http), employees(3)) == ["cancelled"])
        #expect(http.calls.count == 1)
    }

    @Test(arguments: [
        HTTPFailure.unreachable(reason: "no route"), .timedOut(after: .seconds(2)), .interrupted(reason: "x"),
    ])
    func anyOtherBrokenExchangeIsTriedAgainByItsSchedule(_ failure: HTTPFailure) async throws {
        let http = ScriptedHTTP { (_, _) throws(HTTPFailure) in throw failure }
        let outcomes = try await system(http).send(employees(2))
        #expect(outcomes.map { word($0) } == ["failed", "failed"])
        #expect(said(outcomes[0]).contains("http://hr.test "))
        do throws(BatchFailure) {
            _ = try await system(http).test()
            Issue.record("tested")
        } catch { #expect(["unavailable", "faulted"].contains(word(error))) }
    }

    @Test(arguments: [(400, nil), (401, nil), (429, 30), (500, 30)] as [(Int, Int?)])
    func everyRefusalIsTriedAgainAndItsWishIsHeeded(_ status: Int, _ seconds: Int?) async throws {
        let http = ScriptedHTTP { _, _ in
            HTTPReply(status: status, headers: seconds.map { [(name: "Retry-After", value: String($0))] } ?? [])
        }
        let outcome = try await system(http).send([outgoing(1)])[0]
        guard case .failed(let phrase, let wait) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(phrase.en.contains("HTTP \(status)") && wait == seconds.map { Duration.seconds($0) })
    }

    @Test func everyAttemptHasTheSameIdAndNoTwoPunchesHave() async throws {
        let http = statuses { _ in 500 }
        for _ in 0..<2 { _ = try await system(http).send([outgoing(1, code: "A"), outgoing(2, code: "B")]) }
        let ids = http.calls.map { header("webhook-id", $0) }
        #expect(ids == [1, 2, 1, 2].map { "punch_\(outgoing($0).recordID)" })
        #expect(http.calls.map { header("Idempotency-Key", $0) } == ids)
        #expect(http.calls.allSatisfy { $0.method == .post && $0.timeout == .seconds(2) })
    }

    @Test func anEventTellsThePunchAndItsOwnOffset() async throws {
        let http = statuses { _ in 200 }
        let zone = try #require(Zone(identifier: "Asia/Kolkata"))
        _ = try await system(http).send([punch(1, code: "007", at: "2026-03-15T23:30:00+07:00", on: zone)])
        let event = try JSONValue(parsing: try #require(http.calls.first?.body))
        #expect(event["timestamp"] == "2026-03-15T22:00:00+05:30")
        let data = try #require(event["data"])
        let expected = [
            "id": outgoing(1).recordID, "code": "007", "name": "Nguyễn Lan", "at": "2026-03-15T22:00:00+05:30",
            "localDate": "2026-03-15", "localTime": "22:00:00", "device": "Office",
            "kind": "hanet", "source": "13433", "sourceDevice": "Gate",
        ]
        for (name, value) in expected { #expect(data[name]?.text == value, "\(name)") }
        #expect(data["direction"]?.text == Direction.entry.rawValue)
    }

    @Test func aTestIsASignedEventThatIsNoPunch() async throws {
        let http = statuses { _ in 202 }
        let fields = ["secret": WebhookTests.secret]
        #expect(try await system(http, fields).test().en == "http://hr.test accepted a test event (HTTP 202)")
        let call = try #require(http.calls.first)
        let event = try JSONValue(parsing: call.body ?? [])
        #expect(event["type"] == "rollcall.test" && event["timestamp"] == "2026-10-01T08:00:00+07:00")
        let key = try #require(WebhookSignature.key(of: WebhookTests.secret))
        let now = Instant("2026-10-01T08:00:00+07:00").seconds
        let id = "test_\(now * 1000)"
        let signature = WebhookSignature.header(id: id, timestamp: now, body: call.body ?? [], key: key)
        #expect(header("webhook-id", call) == id && header("webhook-signature", call) == signature)
        for (status, kind) in [(410, "gone"), (401, "clientRefused"), (500, "faulted")] {
            do throws(BatchFailure) {
                _ = try await system(statuses { _ in status }).test()
                Issue.record("tested")
            } catch { #expect(word(error) == kind) }
        }
    }
}

@Suite struct WebhookAddressTests {
    @Test(arguments: [
        ("169.254.0.1", true), ("fe80::1", true), ("[fe80::1%25eth0]", true), ("FE9A::1", true), ("fea0::1", true),
        ("febf::1", true), ("[FEBF::1]", true), ("Metadata.Google.Internal", true), ("169.255.0.1", false),
        ("168.254.0.1", false), ("fec0::1", false), ("fe7f::1", false), ("fe80.example.com", false),
        ("feb.test", false), ("fea-hr.test", false), ("fe9.test", false), ("169.254.example", true),
        ("metadata.google.internal.test", false), ("10.0.0.7", false), ("localhost", false),
    ])
    func onlyLinkLocalAndMetadataAddressesAreForbidden(_ host: String, _ isForbidden: Bool) {
        #expect(WebhookKind.isForbidden(host) == isForbidden)
    }

    @Test(arguments: [(23, false), (24, true), (64, true), (65, false)])
    func aSigningSecretHasBounds(_ bytes: Int, _ isTaken: Bool) {
        let secret = "whsec_" + Data(repeating: 7, count: bytes).base64EncodedString()
        let values = try? WebhookKind.kind.checked(FieldValues(["url": ["https://hr.test/x"], "secret": [secret]]))
        #expect((values != nil) == isTaken)
    }

    @Test(arguments: [("0", false), ("1", true), ("32", true), ("33", false)])
    func soHasTheNumberOfCallsAtOnce(_ width: String, _ isTaken: Bool) {
        let values = try? WebhookKind.kind.checked(FieldValues(["url": ["https://hr.test/x"], "concurrency": [width]]))
        #expect((values != nil) == isTaken)
    }

    @Test func theAddressIsWhatTellsTwoTargetsApartAndIsNotShown() {
        let one = WebhookKind.kind.identity(FieldValues(["url": ["https://hr.test/in?key=hidden"]]))
        #expect(one != WebhookKind.kind.identity(FieldValues(["url": ["https://hr.test/in?key=other"]])))
        #expect(one.count == 32 && !one.contains("hr.test"))
        #expect(WebhookKind.kind.fields.isSecret("url") && WebhookKind.kind.fields.isSecret("secret"))
        #expect(WebhookKind.kind.fields.isSecret("concurrency") == false)
    }
}

/// The number of the record that a call is about.
private func number(_ call: HTTPCall) -> Int { Int(header("webhook-id", call).dropFirst("punch_".count)) ?? 0 }

private func header(_ name: String, _ call: HTTPCall) -> String {
    call.headers.first { $0.name == name }?.value ?? ""
}
