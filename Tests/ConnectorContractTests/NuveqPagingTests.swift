import Attendance
import ConnectorKit
import HTTPTransport
import TestSupport
import Testing

@testable import NuveqConnector

/// Which days and pages are asked for, seen from the vendor's side.
@Suite struct NuveqPagingTests {
    private static let empty = HTTPReply.json(#"{"error":0,"data":[]}"#)

    /// Every call as `date/after`.
    private func asked(_ vendor: ScriptedVendor) -> [String] {
        vendor.calls.map { call in
            let query = call.url.split(separator: "?").last?.split(separator: "&") ?? []
            return query.prefix(2).compactMap { $0.split(separator: "=").last.map(String.init) }.joined(separator: "/")
        }
    }

    @Test func aWindowIsReadDayByDayAsTheSiteCountsThem() async throws {
        for (zone, wanted) in [
            ("Asia/Ho_Chi_Minh", ["2026-03-14/0", "2026-03-15/0"]),
            ("America/New_York", ["2026-03-13/0", "2026-03-14/0", "2026-03-15/0"]),
        ] {
            let vendor = ScriptedVendor { _ in Self.empty }
            let connector = NuveqConnector(
                context: nuveqContext(vendor, zone: try #require(Zone(identifier: zone))))
            let (pages, failure) = try await connector.collect(
                from: "2026-03-14T00:00:00+07:00", to: "2026-03-16T00:00:00+07:00")
            #expect(failure == nil && asked(vendor) == wanted)
            // Each day that is done leads on to the next.
            #expect(pages.map(\.checkpoint).first == (zone.hasPrefix("Asia") ? "2026-03-15/0" : "2026-03-14/0"))
        }
    }

    @Test func theKeyGoesInTheHeaderAndNowhereElse() async throws {
        let vendor = ScriptedVendor { _ in Self.empty }
        _ = try await NuveqConnector(context: nuveqContext(vendor, ["token-key": "se&cret"]))
            .collect(from: "2026-03-15T00:00:00+07:00", to: "2026-03-16T00:00:00+07:00")
        let call = try #require(vendor.calls.first)
        #expect(call.url == "http://nuveq.test/api/events?date=2026-03-15&after=0&first=1000")
        #expect(call.method == .get && call.body == nil)
        #expect(call.headers.map(\.name) == ["X-API-KEY"] && call.headers.map(\.value) == ["se&cret"])
    }

    @Test(arguments: [
        (nil, "https://api-v2.nuveq.cloud"), ("v2", "https://api-v2.nuveq.cloud"), ("v1", "https://api.nuveq.cloud"),
    ])
    func eachVersionHasItsOwnServer(_ version: String?, _ address: String) {
        var fields = FieldValues()
        fields.set("version", version)
        #expect(NuveqTransport(fields: fields).baseURL(fields) == address)
        fields.set("base-url", "http://mine.test")
        #expect(NuveqTransport(fields: fields).baseURL(fields) == "http://mine.test")
    }

    @Test func aDayEndsWithAnEmptyPageAndTheCursorIsWhatNuveqSays() async throws {
        let vendor = ScriptedVendor { call in
            if call.url.contains("after=0&") { return .json(#"{"error":0,"data":[{"id":5},{"id":4}],"cursor":9}"#) }
            return call.url.contains("after=9&") ? .json(#"{"error":0,"data":[{"id":12}]}"#) : Self.empty
        }
        let (pages, failure) = try await NuveqConnector(context: nuveqContext(vendor))
            .collect(from: "2026-03-15T00:00:00+07:00", to: "2026-03-16T00:00:00+07:00")
        #expect(failure == nil && asked(vendor) == ["2026-03-15/0", "2026-03-15/9", "2026-03-15/12"])
        #expect(pages.map(\.checkpoint) == ["2026-03-15/9", "2026-03-15/12", "2026-03-16/0"])
    }

    @Test func aCursorThatGoesBackOrIsMissingIsAnError() async throws {
        for second in [
            #"{"error":0,"data":[{"id":3},{"id":9}],"cursor":9}"#, #"{"error":0,"data":[{"id":3}],"cursor":8}"#,
            #"{"error":0,"data":[{"uuid":"x"}]}"#, #"{"error":0,"data":[{"id":9},{"id":9}]}"#,
        ] {
            let vendor = ScriptedVendor { call in
                call.url.contains("after=0&") ? .json(#"{"error":0,"data":[{"id":9}]}"#) : .json(second)
            }
            let (pages, failure) = try await NuveqConnector(context: nuveqContext(vendor))
                .collect(from: "2026-03-15T00:00:00+07:00", to: "2026-03-16T00:00:00+07:00")
            #expect(failure?.code == .badReply && pages.map(\.checkpoint) == ["2026-03-15/9"], "\(second)")
            #expect(failure?.problem.en.contains("stands still after 9") == true, "\(second)")
        }
    }

    @Test func aRowThatIsTheCursorItselfEndsTheDayAndTheNextOneFollows() async throws {
        let vendor = ScriptedVendor { call in
            call.url.contains("date=2026-03-14") ? .json(#"{"error":0,"data":[{"id":9}]}"#) : Self.empty
        }
        let (pages, failure) = try await NuveqConnector(context: nuveqContext(vendor))
            .collect(from: "2026-03-14T00:00:00+07:00", to: "2026-03-16T00:00:00+07:00")
        #expect(failure == nil && asked(vendor) == ["2026-03-14/0", "2026-03-14/9", "2026-03-15/0"])
        #expect(pages.map(\.checkpoint) == ["2026-03-14/9", "2026-03-15/0", "2026-03-16/0"])
    }

    @Test(
        arguments: [
            ("2026-03-15/40", ["2026-03-15/40", "2026-03-16/0"]), ("2026-03-16/0", ["2026-03-16/0"]),
            ("2026-03-17/0", []), ("2026-03-13/7", ["2026-03-14/0", "2026-03-15/0", "2026-03-16/0"]),
            ("nonsense", ["2026-03-14/0", "2026-03-15/0", "2026-03-16/0"]),
            ("2026-03-15/x", ["2026-03-14/0", "2026-03-15/0", "2026-03-16/0"]),
            ("2026-03-15/1/2", ["2026-03-14/0", "2026-03-15/0", "2026-03-16/0"]),
        ] as [(String, [String])])
    func aRunGoesOnBehindItsCheckpoint(_ checkpoint: String, _ wanted: [String]) async throws {
        let vendor = ScriptedVendor { _ in Self.empty }
        _ = try await NuveqConnector(context: nuveqContext(vendor)).collect(
            from: "2026-03-14T00:00:00+07:00", to: "2026-03-17T00:00:00+07:00", resuming: checkpoint)
        #expect(asked(vendor) == wanted)
    }

    @Test(arguments: [
        (HTTPReply.json("{}", status: 401), ConnectorFailure.Code.credentials, 1),
        (.json("{}", status: 403), .credentials, 1), (.json("{}", status: 400), .configuration, 1),
        (.json("{}", status: 503), .vendorFault, 3), (.json(#"{"error":5,"message":"no"}"#), .vendorFault, 3),
        (.json(#"{"data":[]}"#), .badReply, 3), (.json("<html>"), .badReply, 3),
        (.json(#"{"error":"0x","data":[]}"#), .badReply, 3),
    ])
    func whatIsNoSuccessIsNeverAnEmptyDay(
        _ reply: HTTPReply, _ code: ConnectorFailure.Code, _ tries: Int
    ) async throws {
        let vendor = ScriptedVendor { _ in reply }
        let (pages, failure) = try await NuveqConnector(context: nuveqContext(vendor, attempts: 3))
            .collect(from: "2026-03-15T00:00:00+07:00", to: "2026-03-16T00:00:00+07:00")
        #expect(pages.isEmpty && failure?.code == code && vendor.calls.count == tries)
    }

    @Test func theTestAsksForOneEventOfTheSitesToday() async throws {
        for (reply, said) in [
            (Self.empty, "no event today yet"), (.json(#"{"error":0,"data":[{"id":1}]}"#), "are readable"),
        ] {
            let vendor = ScriptedVendor { _ in reply }
            // Three in the morning in Vietnam is still yesterday in New York.
            let zone = try #require(Zone(identifier: "America/New_York"))
            let steps = NuveqConnector(context: nuveqContext(vendor, zone: zone)).connectionSteps
            let text = try await steps[0].run()
            #expect(text.en.contains(said) && steps.count == 1)
            #expect(vendor.calls.map(\.url) == ["http://nuveq.test/api/events?date=2026-03-15&after=0&first=1"])
        }
    }

    @Test func anApiIdIsTheSameHoweverItWasTyped() throws {
        let checked = { (id: String) in
            try NuveqKind.kind.checked(FieldValues(["api-id": [id], "token-key": ["k"]]))
        }
        #expect(try NuveqKind.kind.identity(checked("0344")) == "344")
        #expect(try NuveqKind.kind.identity(checked(" 344 ")) == "344")
        #expect(throws: FieldFailure.self) { try checked("0") }
        #expect(throws: FieldFailure.self) { try checked("abc") }
    }
}
