import Attendance
import ConnectorKit
import Foundation
import HTTPTransport
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing
import Wire

@testable import HanetConnector

@Suite struct HanetTests {
    static let place = "13433"

    private func row(_ at: String, _ person: String = "1", alias: String? = nil, type: Int = 0) -> HanetCheckin {
        HanetCheckin(
            personName: "Lan \(person)", aliasID: alias ?? "100\(person)", personID: "276342342342\(person)",
            checkinTime: Instant(at).milliseconds, type: type)
    }

    private func with(
        _ rows: [HanetCheckin], now: String = TestHub.usualNow, fields: [String: String] = [:],
        _ body: @escaping @Sendable (TestHub, HanetSimulator, Device) async throws -> Void
    ) async throws {
        let simulator = HanetSimulator()
        simulator.setPlace(Self.place, name: "Hà Nội", .kept(rows.sorted { $0.checkinTime < $1.checkinTime }))
        try await TestHub.with([simulator], now: now) { hub, addresses in
            let values = [
                "token": "hanet-token", "place-id": Self.place, "base-url": addresses[0], "oauth-url": addresses[0],
            ]
            let device = try await hub.addDevice("H", kind: "hanet", values.merging(fields) { $1 })
            try await body(hub, simulator, device)
        }
    }

    @Test func theLastThreeDaysAcrossAMonthsEndAreTwoCalls() async throws {
        try await with(
            [row("2026-02-27T08:00:00+07:00"), row("2026-02-28T23:59:59+07:00"), row("2026-03-01T00:00:00+07:00")],
            now: "2026-03-02T12:00:00+07:00"
        ) { hub, simulator, device in
            let first = await hub.sync(device)
            #expect(first.error == nil && first.new == 1)
            let second = await hub.sync(device)
            #expect(second.error == nil && second.new == 2)
            #expect(simulator.calls["/person/getTotalCheckinByPlaceIdInTimestamp"] == 3)
        }
    }

    @Test(arguments: [
        "2026-02-27T23:30:00+07:00", "2026-03-01T00:00:00+07:00", "2026-03-01T00:00:01+07:00",
        "2026-12-31T23:59:59+07:00",
    ])
    func noWindowCrossesAMonthWhateverTheHour(_ now: String) async throws {
        try await with([], now: now) { hub, _, device in
            for cause in [RunCause.periodic, .device, .all] {
                // The simulator refuses a window that crosses a month or is empty.
                let report = await hub.sync(device, cause: cause)
                #expect(report.error == nil, "\(report.error?.en ?? "")")
            }
        }
    }

    @Test func pagesOfFiveHundredAreReadToTheEndInAnyOrder() async throws {
        let rows = (0..<1260).map { row("2026-03-10T08:00:00+07:00", "\($0)") }
        for newestFirst in [false, true] {
            try await with(rows) { hub, simulator, device in
                simulator.setOptions { $0.newestFirst = newestFirst }
                #expect(await hub.sync(device).new == 1260)
            }
        }
    }

    @Test(arguments: [500, 1000, 1500]) func aWindowOfWholePagesHasAnEndToo(_ count: Int) async throws {
        try await with((0..<count).map { row("2026-03-10T08:00:00+07:00", "\($0)") }) { hub, _, device in
            #expect(await hub.sync(device).new == count)
        }
    }

    @Test func aServerThatClipsPagesLosesNothing() async throws {
        try await with((0..<470).map { row("2026-03-10T08:00:00+07:00", "\($0)") }) { hub, simulator, device in
            simulator.setOptions { $0.largestPage = 200 }
            let report = await hub.sync(device)
            #expect(report.error == nil && report.new == 470)
        }
    }

    @Test func aServerThatIgnoresThePageIsReportedNotBelieved() async throws {
        try await with((0..<900).map { row("2026-03-10T08:00:00+07:00", "\($0)") }) { hub, simulator, device in
            simulator.setOptions { $0.ignoresPage = true }
            let report = await hub.sync(device)
            #expect(report.error?.en.contains("repeats the same page") == true, "\(report.error?.en ?? "none")")
            let complete = try await hub.store.devices.find("H").completeUpTo
            #expect(complete == nil)
        }
    }

    @Test func rowsThatArriveWhileAPageIsReadAreNotLost() async throws {
        let rows = (0..<1200).map { row("2026-03-10T08:00:00+07:00", "\($0)") }
        try await with(rows) { hub, simulator, device in
            simulator.setOptions { $0.newestFirst = true }
            // A slow page, and three newer rows meanwhile: every row moves three places back.
            simulator.faults.order(.slow(seconds: 0.3), on: "getCheckinByPlaceIdInTimestamp")
            async let report = hub.sync(device)
            try await Task.sleep(for: .milliseconds(100))
            simulator.add(
                (0..<3).map { row("2026-03-11T08:00:0\($0)+07:00", "late\($0)") }, to: Self.place)
            let isFine = await report.ok
            #expect(isFine)
            _ = await hub.sync(device, from: "2026-03-01")
            let kept = try await hub.punches().count
            #expect(kept == 1203)
        }
    }

    @Test func rowsThatAWideWindowDropsAreFoundInNarrowOnes() async throws {
        let rows = (1...14).flatMap { day in
            (0..<40).map { row("2026-03-\(day < 10 ? "0" : "")\(day)T08:00:00+07:00", "\(day)\($0)") }
        }
        try await with(rows) { hub, simulator, device in
            simulator.setOptions { $0.dropsRowsAboveHours = 30 }
            let report = await hub.sync(device)
            #expect(report.error == nil && report.new == rows.count)
        }
    }

    @Test func strangersAndCustomersAreCountedNotKept() async throws {
        let rows = [
            row("2026-03-10T08:00:00+07:00"), row("2026-03-10T08:00:01+07:00", "2", type: 1),
            row("2026-03-10T08:00:02+07:00", "3", type: 2), row("2026-03-10T08:00:03+07:00", "4", type: 2),
            row("2026-03-10T08:00:04+07:00", "5", type: 28),
        ]
        try await with(rows) { hub, _, device in
            let report = await hub.sync(device)
            #expect(report.new == 1)
            #expect(report.skipped == ["customer": 1, "stranger": 2, "otherType": 1])
        }
        try await with(rows, fields: ["person-types": "customer"]) { hub, _, device in
            #expect(await hub.sync(device).skipped == ["employee": 1, "stranger": 2, "otherType": 1])
        }
    }

    @Test func theContractsQuirksOfARowAreUnderstood() async throws {
        var text = row("2026-03-10T08:00:00+07:00", "1", alias: "\u{1C}1004\u{8}")
        text.timeAsText = true
        text.title = nil
        var nameless = row("2026-03-10T08:00:01+07:00", "", alias: "")
        nameless.personName = ""
        nameless.personID = ""
        var twin = row("2026-03-10T08:00:01+07:00", "", alias: "77")
        twin.personID = ""
        try await with([text, nameless, twin, twin]) { hub, _, device in
            let report = await hub.sync(device)
            #expect(report.new == 3 && report.duplicates == 1)
            let codes = try await hub.punches().map(\.punch.code)
            #expect(Set(codes) == ["1004", "", "77"])
        }
    }

    @Test func anImpossibleTimeIsKeptRawAndNeverDelivered() async throws {
        try await with([row("2000-01-01T00:00:00+07:00"), row("2026-03-10T08:00:00+07:00")]) { hub, _, device in
            let report = await hub.sync(device, from: "2000-01-01")
            #expect(report.error == nil && report.new == 1 && report.skipped == ["impossibleTime": 1])
            _ = await hub.sync(device, from: "2000-01-01")
            let status = try await hub.store.status.status(from: nil, to: nil)
            #expect(status.total.undecoded == 1 && status.total.pulled == 1)
        }
    }

    @Test(arguments: [HanetSimulator.Options.Envelope.y2020, .y2021, .y2023])
    func everyGenerationOfTheEnvelopeIsRead(_ envelope: HanetSimulator.Options.Envelope) async throws {
        try await with([row("2026-03-10T08:00:00+07:00")]) { hub, simulator, device in
            simulator.setOptions { $0.envelope = envelope }
            #expect(await hub.sync(device).new == 1)
        }
    }

    @Test func aReplyWithoutAReturnCodeIsRefused() throws {
        let read = { (text: String) in
            try HanetEnvelope<Int>.read(Array(text.utf8)) { reader throws(JSONFailure) in
                try reader.skipValue()
                return nil
            }
        }
        #expect(try read(#"{"data":[]}"#) == nil)
        #expect(try read(#"{"returnCode":"1","data":[]}"#) == nil)
        #expect(try read(#"{"returnCode":1,"data":[]}"#)?.returnCode == 1)
    }

    // MARK: Tokens

    static let renewable = [
        "refresh-token": "hanet-refresh", "client-id": "hanet-client", "client-secret": "hanet-client-secret",
    ]

    @Test(arguments: [HanetSimulator.Options.Expiry.returnCode, .http401], [true, false])
    func anExpiredTokenIsRenewedOnceAndTheNewPairIsStored(
        _ expiry: HanetSimulator.Options.Expiry, _ rotates: Bool
    ) async throws {
        try await with([row("2026-03-10T08:00:00+07:00")], fields: Self.renewable) { hub, simulator, device in
            simulator.setOptions {
                $0.expiry = expiry
                $0.rotates = rotates
            }
            for round in 1...2 {
                simulator.expireTokens()
                let report = await hub.sync(device)
                #expect(report.error == nil, "\(report.error?.en ?? "")")
                #expect(simulator.calls["/token"] == round)
                let secrets = try await hub.store.devices.secrets(of: device)
                #expect(simulator.validTokens.contains(secrets["token"] ?? ""))
                #expect(secrets["refresh-token"] == (rotates ? "hanet-refresh-\(round)" : "hanet-refresh"))
            }
        }
    }

    @Test func aRotatedPairIsInTheStoreBeforeItIsUsed() async throws {
        try await with([row("2026-03-10T08:00:00+07:00")], fields: Self.renewable) { hub, simulator, device in
            simulator.expireTokens()
            // The connection breaks on the first call with the new token, and on every one after it.
            simulator.faults.order(.slow(seconds: 0), on: "getTotalCheckin")
            simulator.faults.order(.status(403), on: "getTotalCheckin", times: 50)
            _ = await hub.engine.sync(device, .undated(.device), by: .schedule)
            let stored = try await hub.store.devices.secrets(of: device)["token"]
            #expect(stored == "hanet-token-1")
            simulator.faults.clear()
            #expect(await hub.sync(device).new == 1)
            #expect(simulator.calls["/token"] == 1)
        }
    }

    @Test func aRenewedTokenThatIsRefusedAtOnceEndsTheRunAfterOneRenewal() async throws {
        try await with([], fields: Self.renewable) { hub, simulator, device in
            simulator.setOptions { $0.tokenLife = 0 }
            simulator.expireTokens()
            let report = await hub.sync(device)
            #expect(report.error?.en.contains("token has expired") == true)
            #expect(simulator.calls["/token"] == 1)
        }
    }

    @Test func aRefusedRefreshTokenSaysWhatToEnter() async throws {
        var fields = Self.renewable
        fields["refresh-token"] = "stale"
        try await with([], fields: fields) { hub, simulator, device in
            simulator.expireTokens()
            let report = await hub.sync(device)
            #expect(report.error?.en.contains("Refresh token is invalid") == true)
            #expect(report.error?.en.contains("developers.hanet.ai") == true)
            #expect(simulator.calls["/token"] == 1)
        }
    }

    @Test func aWrongPlaceIdIsNamed() async throws {
        try await with([], fields: ["place-id": "999"]) { hub, _, device in
            let report = await hub.sync(device)
            #expect(report.error?.en.contains("no place 999") == true)
            let attention = try await hub.store.devices.find("H").attention
            #expect(attention != nil)
        }
    }

    @Test(arguments: [
        ("13433", "13433"), ("https://connect.hanet.ai/13433/dashboard", "13433"), ("connect.hanet.ai/13433", "13433"),
    ])
    func aPastedLinkGivesThePlaceId(_ entered: String, _ id: String) throws {
        let values = try HanetKind.kind.checked(FieldValues(["token": ["t"], "place-id": [entered]]))
        #expect(values["place-id"] == id)
    }

    @Test(arguments: ["abc", "https://evil.example/13433", "134 33", "-5"])
    func whatIsNoPlaceIdIsRefused(_ entered: String) {
        #expect(throws: FieldFailure.self) {
            try HanetKind.kind.checked(FieldValues(["token": ["t"], "place-id": [entered]]))
        }
    }
}

@Suite struct RetryAfterTests {
    @Test func secondsAndDatesAreUnderstoodAndBounded() throws {
        let now = Instant("1994-11-06T08:49:07Z")
        let asked = { (value: String) in
            HTTPReply(status: 429, headers: [(name: "retry-after", value: value)]).retryAfter(now: now)
        }
        #expect(asked("120") == .seconds(120))
        #expect(asked("Sun, 06 Nov 1994 08:49:37 GMT") == .seconds(30))
        #expect(asked("Sun, 06 Nov 1994 08:00:00 GMT") == .zero)
        #expect(asked("999999999") == .hours(24))
        #expect(asked("soon") == nil && asked("-5") == .zero)
    }
}
