import Attendance
import ConnectorKit
import Foundation
import HTTPTransport
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing

@testable import NuveqConnector

@Suite struct NuveqTests {
    private func event(_ id: Int64, _ at: String, name: String = "Valid access", staffNo: String = "1001")
        -> NuveqEventRecord
    {
        NuveqEventRecord(
            id: id, eventName: name, userName: "Lan", staffNo: staffNo, milliseconds: Instant(at).milliseconds)
    }

    private func with(
        _ events: [NuveqEventRecord], zone: String = "Asia/Ho_Chi_Minh", fields: [String: String] = [:],
        _ body: @escaping @Sendable (TestHub, NuveqSimulator, Device) async throws -> Void
    ) async throws {
        let simulator = NuveqSimulator(zone: zone)
        simulator.setEvents(events)
        try await TestHub.with([simulator]) { hub, addresses in
            let values = ["api-id": "344", "token-key": "nuveq-key", "base-url": addresses[0]]
            let device = try await hub.addDevice(
                "N", kind: "nuveq", values.merging(fields) { $1 }, zone: Zone(identifier: zone) ?? .vietnam)
            try await body(hub, simulator, device)
        }
    }

    @Test(arguments: [true, false]) func aDayOfManyPagesIsReadToItsEnd(_ sendsCursor: Bool) async throws {
        let events = (1...2350).map { event(Int64($0), "2026-03-15T08:00:00+07:00", staffNo: "\($0)") }
        try await with(events) { hub, simulator, device in
            simulator.setSendsCursor(sendsCursor)
            #expect(await hub.sync(device).new == 2350)
            #expect(simulator.calls.allSatisfy { $0.contains("first=1000") })
        }
    }

    @Test func theAttendanceRuleOfTheContractDecides() async throws {
        var events = [
            event(1, "2026-03-15T08:00:00+07:00"),
            event(2, "2026-03-15T08:01:00+07:00", name: "Valid visitor", staffNo: ""),
            event(3, "2026-03-15T08:02:00+07:00", name: "Invalid access", staffNo: ""),
            event(4, "2026-03-15T08:03:00+07:00", name: "Manual release", staffNo: "1002"),
            event(5, "2026-03-15T08:04:00+07:00", name: "Door forced", staffNo: "1003"),
            event(6, "2026-03-15T08:05:00+07:00", name: "Controller online", staffNo: ""),
            event(7, "2026-03-15T08:06:00+07:00", staffNo: " 0042 "),
        ]
        events[1].visitor = true
        for index in [1, 2, 4, 5] { events[index].attendance = false }
        events[5].direction = "Status"
        events[6].attendance = nil
        events[6].visitor = nil
        try await with(events) { hub, _, device in
            let report = await hub.sync(device)
            // Manual release with the attendance mark counts; the code is trimmed and stays text.
            let codes = Set(try await hub.punches().map(\.punch.code))
            #expect(codes == ["1001", "1002", "0042"])
            #expect(report.skipped == ["visitor": 1, "invalidAccess": 1, "otherEvent": 1, "status": 1])
        }
    }

    @Test func theSitesWallClockIsKeptAsItCame() async throws {
        try await with([event(4, "2026-03-15T21:57:41+07:00")], zone: "Asia/Jakarta") { hub, _, device in
            _ = await hub.sync(device)
            let punch = try #require(try await hub.punches().first).punch
            #expect(punch.at == Instant("2026-03-15T14:57:41Z"))
            #expect(punch.atText == "2026-03-15T21:57:41+07:00")
        }
    }

    @Test func aLateFlushIsCaughtWithinTheHour() async throws {
        try await with([event(1, "2026-03-16T08:00:00+07:00")]) { hub, simulator, device in
            _ = await hub.sync(device, cause: .periodic)
            simulator.flushLate((0..<25).map { event($0, "2026-03-14T17:30:00+07:00", staffNo: "\($0)") })
            hub.clock.advance(by: .minutes(2))
            let today = await hub.sync(device, cause: .periodic)
            #expect(today.new == 0)
            hub.clock.advance(by: .minutes(59))
            let hourly = await hub.sync(device, cause: .periodic)
            #expect(hourly.new == 25)
        }
    }

    @Test func threeMonthsAreTheLimitAndSaidBeforeAnythingIsSent() async throws {
        try await with([event(1, "2025-12-17T08:00:00+07:00")]) { hub, simulator, device in
            let beyond = await hub.sync(device, from: "2025-12-15")
            #expect(beyond.error?.en.contains("last 3 months at most: not before 16/12/2025") == true)
            #expect(simulator.calls.isEmpty)
            #expect(await hub.sync(device, from: "2025-12-16").new == 1)
        }
    }

    @Test func anErrorNumberIsAFailureNotAnEmptyDay() throws {
        let answer = try NuveqAnswer(
            Array(#"{"error":5,"message":"Card not found","data":null}"#.utf8), zone: .vietnam, now: .now)
        #expect(answer.error == 5 && answer.message == "Card not found")
    }

    @Test func aPagingThatStandsStillIsAnError() async throws {
        let stub = StubHTTP { _ in
            HTTPReply(
                status: 200,
                body: Array(
                    #"{"error":0,"data":[{"id":7,"eventName":"x"},{"id":8,"eventName":"x"}],"cursor":8}"#.utf8))
        }
        await #expect(throws: ConnectorFailure.self) { try await self.fetchDay(stub, ["version": "v2"]) }
        #expect(stub.calls.count == 2)
    }

    @Test func anEndThatRepeatsItsCursorIsAnEnd() async throws {
        let stub = StubHTTP { call in
            let isFirst = call.url.contains("after=0&")
            return HTTPReply(
                status: 200,
                body: Array(
                    (isFirst ? #"{"error":0,"data":[{"id":7},{"id":8}]}"# : #"{"error":0,"data":[{"id":8}]}"#).utf8))
        }
        try await fetchDay(stub, ["version": "v2"])
        #expect(stub.calls.count == 2)
    }

    // MARK: v1, as far as the contract knows it

    @Test func versionOneSendsWhatIsKnownOfIt() async throws {
        let stub = StubHTTP { _ in HTTPReply(status: 200, body: Array(#"{"error":0,"message":"","data":[]}"#.utf8)) }
        try await fetchDay(stub, ["version": "v1", "operation-code": "1234"])
        let call = try #require(stub.calls.first)
        #expect(call.url == "http://nuveq.test/api/" && call.method == .post)
        #expect(
            String(decoding: call.body ?? [], as: UTF8.self)
                == #"{"port":"1234","api_id":344,"token_key":"k","date":"2026-03-15","after":0,"first":1000}"#)
    }

    @Test func versionOneRefusesToRunWithoutItsOperationCode() {
        #expect(throws: FieldFailure.self) {
            try NuveqKind.kind.checked(FieldValues(["api-id": ["1"], "token-key": ["k"], "version": ["v1"]]))
        }
        #expect(NuveqKind.kind.unverified?.en.contains("v1") == true)
    }

    private func fetchDay(_ stub: StubHTTP, _ extra: [String: String]) async throws {
        let values = ["api-id": "344", "token-key": "k", "base-url": "http://nuveq.test"].merging(extra) { $1 }
        let connector = NuveqConnector(
            context: ConnectorContext(
                fields: FieldValues(values.mapValues { [$0] }), zone: .vietnam, http: stub,
                retrier: Retrier(RetryPolicy(patience: .seconds(1), attempts: 1)),
                now: { Instant("2026-03-16T10:00:00+07:00") }, credentials: .inMemory(FieldValues())))
        let day = try #require(
            Window(from: Instant("2026-03-15T00:00:00+07:00"), to: Instant("2026-03-16T00:00:00+07:00")))
        try await connector.fetch(day, resuming: nil) { _ in }
    }
}
