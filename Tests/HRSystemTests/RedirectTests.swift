import Attendance
import Foundation
import HRKit
import HTTPTransport
import Simulators
import SyncEngine
import TestSupport
import Testing

@testable import BaseCheckin
@testable import Webhook

/// Redirects are not followed; where they point is said.
@Suite struct RedirectTests {
    private func target(_ location: String, of url: String, status: Int = 301) -> String? {
        HTTPReply(status: status, headers: [(name: "location", value: location)]).redirectTarget(of: url)
    }

    @Test(arguments: [
        ("https://hr.test/hook", "http://hr.test/hook", "https://hr.test/hook"),
        ("https://user:pw@hr.test:8443/a?key=1#x", "http://hr.test", "https://hr.test:8443/a"),
        ("/new/path?key=1", "http://u:p@hr.test:8080/old", "http://hr.test:8080/new/path"),
        ("next", "http://hr.test/a/b", "http://hr.test/a/next"), ("../c", "http://hr.test/a/b/d", "http://hr.test/a/c"),
        ("//other.test/x", "https://hr.test/y", "https://other.test/x"),
        ("https://hr.test/", "http://hr.test", "https://hr.test"),
        ("HTTPS://HR.test/x", "http://hr.test", "https://HR.test/x"), (" /x ", "http://hr.test", "http://hr.test/x"),
        ("https://[::1]:8443/x", "http://hr.test", "https://[::1]:8443/x"),
    ])
    func theTargetIsResolvedAndKeepsNoSecrets(_ location: String, _ url: String, _ target: String) {
        #expect(self.target(location, of: url) == target)
    }

    @Test(arguments: [
        "javascript:alert(1)", "ftp://hr.test/x", "mailto:a@hr.test", "", "https://", "http:///x", "data:text/html,x",
        "https://a b/",
    ])
    func whatIsNoWebAddressIsNotSaid(_ location: String) {
        #expect(target(location, of: "http://hr.test/x") == nil)
    }

    @Test func hostileTextIsEscapedAndCut() throws {
        let escaped = try #require(target("/a\u{1B}[31m<script>ü\u{202E}", of: "http://hr.test"))
        #expect(escaped.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") })
        let long = try #require(target("/" + String(repeating: "a", count: 3000), of: "http://hr.test"))
        #expect(long.count <= 201 && long.hasSuffix("…"))
        #expect(target("/x", of: "http://hr.test", status: 200) == nil)
        #expect(HTTPReply(status: 302).redirectTarget(of: "http://hr.test") == nil)
    }

    @Test(arguments: [(301, "clientRefused"), (302, "unavailable"), (307, "unavailable"), (308, "clientRefused")])
    func baseThatHasMovedSaysWhereTo(_ status: Int, _ kind: String) async throws {
        let base = BaseCheckinSimulator(codes: ["1001"])
        try await TestHub.with([base]) { hub, addresses in
            base.faults.order(.redirect(status, to: "https://checkin2.test/v1?token=secret"), on: "/v1", times: 9)
            let system = BaseCheckinSystem(
                context: context(
                    ["token": "base-token", "base-url": addresses[0]], hub.engine.http, timeout: .seconds(30)))
            do throws(BatchFailure) {
                _ = try await system.send([outgoing()])
                Issue.record("sent")
            } catch {
                #expect("\(error)".hasPrefix(kind))
                #expect(error.phrase.en.contains("redirects to https://checkin2.test/v1 (HTTP \(status))"))
                #expect(error.phrase.en.contains("enter that address if it is right"))
                #expect(error.phrase.vi.contains("https://checkin2.test/v1") && !error.phrase.en.contains("secret"))
            }
            #expect(base.records.isEmpty && base.faults.requests(on: "/v1") == 1)
        }
    }

    @Test func aWebhookThatHasMovedSaysWhereTo() async throws {
        let receiver = WebhookReceiver()
        try await TestHub.with([receiver]) { hub, addresses in
            receiver.faults.order(.redirect(307, to: "hook2"), on: "/hook", times: 9)
            let system = WebhookSystem(
                context: context(["url": addresses[0] + "/hook"], hub.engine.http, timeout: .seconds(30)))
            let outcomes = try await system.send([outgoing()])
            guard case .failed(let phrase, _) = outcomes[0] else {
                Issue.record("\(outcomes)")
                return
            }
            #expect(phrase.en.contains("redirects to \(addresses[0])/hook2 (HTTP 307)"))
            await #expect(throws: BatchFailure.self) { try await system.test() }
            #expect(receiver.calls.isEmpty)
        }
    }
}
