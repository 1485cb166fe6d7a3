import Attendance
import ConnectorKit
import Foundation
import HTTPTransport
import Synchronization
import TestSupport
import Wire

@testable import HanetConnector
@testable import NuveqConnector

/// A vendor whose every answer, also none, is a test's own; it remembers what it was asked.
final class ScriptedVendor: HTTPSending {
    typealias Answer = @Sendable (HTTPCall) throws(HTTPFailure) -> HTTPReply

    private let answer: Answer
    private let seen = Mutex<[HTTPCall]>([])

    init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    var calls: [HTTPCall] { seen.withLock { $0 } }

    func calls(on path: String) -> [HTTPCall] { calls.filter { $0.url.contains(path) } }

    func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPReply {
        seen.withLock { $0.append(call) }
        return try answer(call)
    }
}

extension HTTPCall {
    /// The fields of an urlencoded body.
    var form: [String: String] {
        var fields: [String: String] = [:]
        for pair in String(decoding: body ?? [], as: UTF8.self).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let text = parts.count > 1 ? parts[1].replacing("+", with: " ") : ""
            fields[String(parts[0])] = String(text).removingPercentEncoding
        }
        return fields
    }

    /// The window that a call to Hanet asks for, in milliseconds.
    var span: ClosedRange<Int64> {
        let from = form["from"].flatMap { Int64($0) } ?? 0
        return from...max(from, form["to"].flatMap { Int64($0) } ?? 0)
    }

    var isList: Bool { url.contains("getCheckinByPlaceIdInTimestamp") }
    var isCount: Bool { url.contains("getTotalCheckinByPlaceIdInTimestamp") }
}

extension HTTPReply {
    static func json(_ text: String, status: Int = 200) -> HTTPReply {
        HTTPReply(status: status, body: Array(text.utf8))
    }

    /// A success of Hanet with that data.
    static func hanet(_ data: String) -> HTTPReply {
        .json("{\"returnCode\":1,\"returnMessage\":\"SUCCESS\",\"data\":\(data)}")
    }

    static func hanet(code: Int, _ message: String = "NO") -> HTTPReply {
        .json("{\"returnCode\":\(code),\"returnMessage\":\"\(message)\",\"data\":null}")
    }

    /// Check-ins of so many people, numbered from `first` on.
    static func hanetRows(_ first: Int, _ count: Int, at: String = "2026-03-10T08:00:00+07:00") -> HTTPReply {
        let rows = (first..<(first + count)).map {
            "{\"personID\":\"\($0)\",\"aliasID\":\"\($0)\",\"checkinTime\":\(Instant(at).milliseconds),\"type\":0}"
        }
        return .hanet("[\(rows.joined(separator: ","))]")
    }
}

/// Quick retries, so that no test waits for them.
func quickRetrier(attempts: Int = 1) -> Retrier {
    Retrier(
        RetryPolicy(
            firstDelay: .milliseconds(1), longestDelay: .milliseconds(1), patience: .seconds(30), attempts: attempts))
}

func connectorContext(
    _ http: any HTTPSending, _ fields: [String: String], zone: Zone = .vietnam, attempts: Int = 1,
    now: String = TestHub.usualNow, credentials: CredentialStore = .inMemory(FieldValues())
) -> ConnectorContext {
    let now = Instant(now)
    return ConnectorContext(
        fields: FieldValues(fields.mapValues { [$0] }), zone: zone, http: http,
        retrier: quickRetrier(attempts: attempts), now: { now }, credentials: credentials)
}

func hanetContext(
    _ http: any HTTPSending, _ fields: [String: String] = [:], attempts: Int = 1, now: String = TestHub.usualNow,
    credentials: CredentialStore = .inMemory(FieldValues())
) -> ConnectorContext {
    let usual = [
        "token": "t0", "place-id": "13433", "base-url": "http://hanet.test", "oauth-url": "http://oauth.test/",
    ]
    return connectorContext(
        http, usual.merging(fields) { $1 }, attempts: attempts, now: now, credentials: credentials)
}

func nuveqContext(
    _ http: any HTTPSending, _ fields: [String: String] = [:], zone: Zone = .vietnam, attempts: Int = 1
) -> ConnectorContext {
    let usual = ["api-id": "344", "token-key": "k", "base-url": "http://nuveq.test/"]
    return connectorContext(http, usual.merging(fields) { $1 }, zone: zone, attempts: attempts)
}

/// Pages as they come, and how the fetch ended.
actor PageCollector {
    private(set) var pages: [Page] = []

    func add(_ page: Page) { pages.append(page) }

    var codes: [String] { pages.flatMap(\.punches).map(\.code) }
}

extension Connector {
    /// Everything of a window, and why it ended early.
    func collect(
        from: String, to: String, resuming checkpoint: String? = nil
    ) async throws -> (pages: [Page], failure: ConnectorFailure?) {
        guard let window = Window(from: Instant(from), to: Instant(to)) else { return ([], nil) }
        let collector = PageCollector()
        do {
            try await fetch(window, resuming: checkpoint) { await collector.add($0) }
            return (await collector.pages, nil)
        } catch let failure as ConnectorFailure {
            return (await collector.pages, failure)
        }
    }
}
