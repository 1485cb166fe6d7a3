import Attendance
import Foundation
import HTTPTransport
import ProgramSettings
import Serials
import Store
import Synchronization
import TestSupport
import Testing
import UnbindingCases
import Wire

@testable import UnbindingDesk

/// What Hik-Partner Pro may answer, call by call.
@Suite struct HikPartnerTests {
    private typealias Problem = HikPartnerFailure

    private static func reply(_ status: Int, _ value: JSONValue) -> HTTPReply {
        HTTPReply(status: status, body: value.bytes)
    }

    private static func data(_ value: JSONValue) -> HTTPReply { reply(200, ["errorCode": "0", "data": value]) }

    private func vendor(
        base: String = "https://hpc.test", header: HikPartnerHeader = .bearer,
        _ answer: @escaping @Sendable (HTTPCall) -> HTTPReply
    ) -> (HikPartnerPro, StubHTTP) {
        let http = StubHTTP(answer)
        return (
            HikPartnerPro(
                http: http, base: base, appKey: "key", secretKey: "secret", header: header,
                now: { Instant(seconds: 0) }), http
        )
    }

    private func problem(_ body: () async throws -> Void) async -> Problem? {
        do { try await body() } catch { return error as? Problem }
        return nil
    }

    private static let session = HikPartnerPro.Session(token: "hpc.abc", domain: "https://hpc.test")
    private static let serial = DeskFixture.serial

    private func serial() throws -> ShortSerial { try #require(ShortSerial(exactly: Self.serial)) }

    @Test(
        "A session goes where the vendor says, and never from TLS to plain HTTP",
        arguments: [
            ("https://hpc.test", JSONValue.null, "https://hpc.test"),
            ("https://hpc.test", "https://isgp.test", "https://isgp.test"),
            ("https://hpc.test", "http://isgp.test", nil),
            ("https://hpc.test", "isgp.test", nil), ("http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:2"),
            ("http://127.0.0.1:1", "https://isgp.test", "https://isgp.test"),
            ("http://127.0.0.1:1", "ftp://isgp.test", nil),
        ] as [(String, JSONValue, String?)])
    func domains(_ base: String, _ area: JSONValue, _ expected: String?) async throws {
        let (vendor, _) = vendor(base: base) { _ in Self.data(["accessToken": "hpc.abc", "areaDomain": area]) }
        let domain = try? await vendor.signIn().domain
        #expect(domain == expected)
    }

    @Test func aTokenIsOneOfLettersThatAHeaderCanCarry() async throws {
        for (token, isTaken) in [
            ("hpc.abc", true), ("", false), ("a b", false), ("a\r\nX: y", false), ("é", false),
            (String(repeating: "a", count: 4096), true), (String(repeating: "a", count: 4097), false),
        ] {
            let (vendor, _) = vendor { _ in Self.data(["accessToken": .string(token)]) }
            let found = await problem { _ = try await vendor.signIn() }
            #expect(found == (isTaken ? nil : .unreadable), "\(token.prefix(9))")
        }
        let (vendor, http) = vendor { _ in Self.data(["accessToken": []]) }
        #expect(await problem { _ = try await vendor.signIn() } == .unreadable)
        let body = try JSONValue(parsing: try #require(http.calls.first?.body))
        #expect(body["appKey"]?.text == "key" && body["secretKey"]?.text == "secret")
        #expect(http.calls.first?.headers.contains { $0.name == "Authorization" || $0.name == "Token" } == false)
    }

    @Test func theTokenIsSentInTheHeaderThatTheSettingNames() async throws {
        for (header, name, value) in [
            (HikPartnerHeader.bearer, "Authorization", "Bearer hpc.abc"), (.token, "Token", "hpc.abc"),
        ] {
            let (vendor, http) = vendor(header: header) { _ in Self.data([:]) }
            try await vendor.delete("d7", HikPartnerPro.Session(token: "hpc.abc", domain: "https://isgp.test/"))
            let call = try #require(http.calls.first)
            #expect(call.url == "https://isgp.test/api/hpcgw/v1/device/delete")
            #expect(call.headers.filter { $0.value.contains("hpc.abc") }.map(\.name) == [name])
            #expect(call.headers.first { $0.name == name }?.value == value)
            #expect(call.timeout == .seconds(20))
            #expect(try JSONValue(parsing: try #require(call.body))["id"]?.text == "d7")
        }
    }

    /// A page of the list: serials with their identifiers, and how many pages there are.
    private static func page(_ rows: [(String, JSONValue)], of pages: JSONValue) -> HTTPReply {
        data([
            "totalPage": pages,
            "rows": .array(rows.map { ["deviceSerial": .string($0.0), "id": $0.1] }),
        ])
    }

    @Test func aDeviceIsLookedForOnEveryPageByItsWholeSerial() async throws {
        let (vendor, http) = vendor { call in
            let page = call.body.flatMap { try? JSONValue(parsing: $0) }?["page"]?.integer
            return page == 3
                ? Self.page([("E12345678", "d1"), (" \(Self.serial) ", "d2")], of: 4)
                : Self.page([("X\(Self.serial)", "d3"), ("", "d4")], of: 4)
        }
        #expect(try await vendor.device(serial(), Self.session) == "d2")
        #expect(http.calls.count == 3)
        let pages = try http.calls.map { try JSONValue(parsing: $0.body ?? [])["page"]?.integer }
        #expect(pages == [1, 2, 3])
    }

    @Test func theListEndsWithItsLastPageAndInAnyCase() async throws {
        for (pages, calls) in [(JSONValue.null, 1), (1, 1), (0, 1), (3, 3), (1_000_000, 50)] as [(JSONValue, Int)] {
            let (vendor, http) = vendor { _ in Self.page([("E12345678", "d1")], of: pages) }
            #expect(try await vendor.device(serial(), Self.session) == nil)
            #expect(http.calls.count == calls, "\(pages)")
        }
    }

    @Test func aDeviceWithoutAnIdentifierIsNotTakenForNone() async throws {
        for id in [JSONValue.null, "", []] {
            let (vendor, _) = vendor { _ in Self.page([(Self.serial, id)], of: 1) }
            #expect(await problem { _ = try await vendor.device(try serial(), Self.session) } == .unreadable)
        }
    }

    @Test func onlyAZeroIsAYes() async throws {
        let cases: [(HTTPReply, Problem)] = [
            (Self.reply(200, ["errorCode": " LAP500004 "]), .code("LAP500004")),
            (Self.reply(500, ["errorCode": "EVZ20018"]), .code("EVZ20018")),
            (Self.reply(200, ["errorCode": "00"]), .code("00")), (Self.reply(200, [:]), .unreadable),
            (HTTPReply(status: 204), .unreadable),
            (
                Self.reply(200, ["errorCode": .string("<b>" + String(repeating: "X", count: 60))]),
                .code("b" + String(repeating: "X", count: 37))
            ),
            (HTTPReply(status: 200, body: Array("<html>".utf8)), .unreadable),
        ]
        for (reply, expected) in cases {
            let (vendor, _) = vendor { _ in reply }
            #expect(await problem { try await vendor.delete("d1", Self.session) } == expected)
        }
        for (reply, reason) in [
            (Self.reply(403, ["message": "x"]), .accessRefused),
            (HTTPReply(status: 502, body: Array("<html>".utf8)), .unavailable),
        ] as [(HTTPReply, ExchangeFailure.Reason)] {
            let (vendor, _) = vendor { _ in reply }
            let problem = await problem { try await vendor.delete("d1", Self.session) }
            guard case .exchange(let failure) = problem else {
                Issue.record("\(String(describing: problem))")
                continue
            }
            #expect(failure.reason == reason && failure.phrase.en.contains("HTTP \(reply.status)"))
        }
        let (vendor, _) = vendor { _ in Self.reply(200, ["errorCode": " 0 "]) }
        try await vendor.delete("d1", Self.session)
    }

    @Test func everyAnswerIsSaidInBothLanguagesWithWhatToDo() {
        let codes = [
            "LAP300002": "enter them again", "OPEN000001": "enter them again", "LAP500004": "other header form",
            "EVZ20018": "choose another way", "EVZ10029": "in a minute", "EVZ20007": "offline",
            "VMS021314": "offline", "LAP999999": "LAP999999",
        ]
        for (code, words) in codes {
            let phrase = Problem.code(code).phrase
            #expect(phrase.en.contains(words) && phrase.en.contains(code) && phrase.vi.contains(code), "\(phrase.en)")
        }
        let late = ExchangeFailure(.timedOut(after: .seconds(20)), calling: "", of: Phrase(verbatim: "Hik-Partner Pro"))
        for problem in [Problem.exchange(late), .unreadable, .notOurs] {
            #expect(problem.phrase.en != problem.phrase.vi && problem.phrase.en.contains("Hik-Partner Pro"))
        }
    }

    @Test func withoutAllThreeOfAddressKeyAndSecretItIsNotSetUp() async throws {
        try await DeskFixture.with { fixture in
            func isSetUp() async throws -> Bool { try await fixture.desk.hikPartnerPro() != nil }
            try await fixture.store.programSecrets.keep("key", as: DeskSecret.hikPartnerKey)
            try await fixture.store.programSecrets.keep("secret", as: DeskSecret.hikPartnerSecret)
            #expect(try await !isSetUp())
            try await fixture.set("hik-partner-url", "https://hpc.test")
            #expect(try await isSetUp())
            for name in [DeskSecret.hikPartnerKey, DeskSecret.hikPartnerSecret] {
                let kept = try #require(try await fixture.store.programSecrets.load(name))
                try await fixture.store.programSecrets.keep("", as: name)
                #expect(try await !isSetUp(), "\(name)")
                try await fixture.store.programSecrets.keep(kept, as: name)
            }
            #expect(try await isSetUp())
        }
    }
}
