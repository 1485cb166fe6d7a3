import Attendance
import Foundation
import HTTPTransport
import Store
import SyncEngine
import TestSupport
import Testing

private let secret = "hush-4Zq/9+key!"

/// Vendors and HR systems that send back what they were sent: no secret of ours gets into what people see, nor
/// unsealed into any file of the data directory.
@Suite struct MaskingTests {
    /// How a server may say what it heard.
    enum Echo: CaseIterable {
        case page, title, envelope, refusal, redirect

        /// - Parameter isReversed: what of it comes first, where an excerpt begins.
        func reply(_ call: HTTPCall, isReversed: Bool) -> HTTPReply {
            let heard = [
                secret, Data(secret.utf8).base64EncodedString(), String(decoding: call.body ?? [], as: UTF8.self),
                call.headers.map { "\($0.name): \($0.value)" }.joined(separator: " "), call.url,
            ]
            let text = (isReversed ? heard.reversed() : heard).joined(separator: " ")
            let quoted = String(decoding: (try? JSONEncoder().encode(text)) ?? Data(), as: UTF8.self)
            return switch self {
            case .page: HTTPReply(status: 400, body: Array(text.utf8))
            case .title: HTTPReply(status: 403, body: Array("<html><TITLE>\(text)</TITLE>".utf8))
            case .envelope:
                HTTPReply(
                    status: 200,
                    body: Array(
                        #"{"returnCode":-1,"returnMessage":\#(quoted),"error":7,"message":\#(quoted),"code":0}"#.utf8))
            case .refusal:
                HTTPReply(
                    status: 422,
                    body: Array(#"{"error":\#(quoted),"error_description":\#(quoted),"message":\#(quoted)}"#.utf8))
            case .redirect: HTTPReply(status: 302, headers: [(name: "Location", value: "https://x.test/\(secret)/a")])
            }
        }
    }

    /// Files in which it stands, in one of the forms in which it was said.
    private func filesWithSecret(_ directory: URL, _ secret: String = secret) throws -> [String] {
        let percent = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["-"])) ?? secret
        let forms = [secret, percent, Data(secret.utf8).base64EncodedString()].map { Data($0.utf8) }
        let files = FileManager.default.enumerator(at: directory, includingPropertiesForKeys: nil)?.allObjects ?? []
        return try files.compactMap { $0 as? URL }.filter { !$0.hasDirectoryPath }.filter { file in
            let data = try Data(contentsOf: file)
            return forms.contains { data.range(of: $0) != nil }
        }.map(\.lastPathComponent)
    }

    @Test(
        arguments: [
            ("hanet", ["token": secret, "place-id": "1", "base-url": "https://vendor.test"]),
            (
                "hanet",
                [
                    "token": "short1", "client-id": "1", "client-secret": secret, "refresh-token": secret + "2",
                    "place-id": "1", "base-url": "https://vendor.test", "oauth-url": "https://vendor.test",
                ]
            ),
            ("nuveq", ["api-id": "344", "token-key": secret, "base-url": "https://vendor.test"]),
        ], Echo.allCases)
    func aVendorThatEchoesTellsNobody(_ device: (kind: String, fields: [String: String]), _ echo: Echo) async throws {
        // An error number of Nuveq is tried again for half a minute.
        guard device.kind != "nuveq" || echo != .envelope else { return }
        for isReversed in [false, true] {
            try await TestHub.with(answeredBy: StubHTTP { echo.reply($0, isReversed: isReversed) }) { hub, _ in
                let report = await hub.engine.sync(
                    try await hub.addDevice("D", kind: device.kind, device.fields), .undated(.device),
                    by: .person("test"))
                let said = try #require(report.error)
                for words in [said.en, said.vi] { #expect(!words.contains("hush"), "\(words)") }
                #expect(try filesWithSecret(hub.directory).isEmpty)
            }
        }
    }

    @Test(
        arguments: [
            ("base-checkin", ["token": secret, "base-url": "https://hr.test"]),
            ("base-checkin", ["token": "token-of-it", "password": secret, "base-url": "https://hr.test"]),
            ("webhook", ["url": "https://hr.test/hook/4Zq9/in?key=hush-4Zq%2F9%2Bkey%21"]),
        ], Echo.allCases)
    func anHRSystemThatEchoesTellsNobody(_ client: (kind: String, fields: [String: String]), _ echo: Echo) async throws
    {
        for isReversed in [false, true] {
            try await TestHub.with(answeredBy: StubHTTP { echo.reply($0, isReversed: isReversed) }) { hub, _ in
                let hr = try await hub.addHR("HR", kind: client.kind, client.fields)
                let device = try await hub.addDevice(
                    "D", kind: "nuveq", ["api-id": "344", "token-key": "nuveq-key-of-it"], hr: ["HR"])
                let address = try await hub.store.hooks.make(
                    for: device, act: Act(by: .person("test"), at: hub.clock.now))
                let call = """
                    {"uuid":"00000001-0000-4000-8000-000000000001","owner_id":344,"card_no":1,"user_name":"Lan",
                    "staff_no":"1001","name":"Normal Open","attendance":true,"visitor":false,"direction":"IN","date":"2026-03-16","time":"08:00:00",
                    "timezone":"Asia/Ho_Chi_Minh","timestamp":"2026-03-16T01:00:00Z"}
                    """
                let outcome = try await hub.engine.receive(Array(call.utf8), kind: "nuveq", secret: address)
                guard case .stored(new: 1) = outcome else {
                    Issue.record("\(String(describing: outcome))")
                    return
                }
                let report = await hub.engine.deliver(to: hr, .due, by: .schedule)
                let said = [report.error?.en, report.error?.vi].compactMap { $0 }
                for words in said { #expect(!words.contains("hush"), "\(words)") }
                #expect(try filesWithSecret(hub.directory).isEmpty)
            }
        }
    }

    @Test func aTokenInsideARecordIsNotKeptAndTheRecordIs() async throws {
        let token = "hush-a-token-of-some-length"
        let stub = StubHTTP { call in
            let asked = String(decoding: call.body ?? [], as: UTF8.self)
            let row =
                #"{"personName":"Lan \#(token)","personID":"1","aliasID":"1001","placeID":1,"#
                + #""checkinTime":1773622800000,"deviceName":"\#(token)","type":0}"#
            let rows = asked.contains("page=1") || !asked.contains("page=") ? row : ""
            return HTTPReply(
                status: 200, body: Array(#"{"returnCode":1,"returnMessage":"SUCCESS","data":[\#(rows)]}"#.utf8))
        }
        try await TestHub.with(answeredBy: stub) { hub, _ in
            let device = try await hub.addDevice(
                "D", kind: "hanet", ["token": token, "place-id": "1", "base-url": "https://vendor.test"])
            let report = await hub.sync(device)
            #expect(report.error == nil)
            let punches = try await hub.punches()
            #expect(punches.map(\.punch.personName) == ["Lan •••"])
            #expect(try filesWithSecret(hub.directory, token).isEmpty)
        }
    }
}
