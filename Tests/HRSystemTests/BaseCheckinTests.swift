import Attendance
import Foundation
import HRKit
import HTTPTransport
import Simulators
import SyncEngine
import TestSupport
import Testing
import Wire

@testable import BaseCheckin

/// A punch on its way, made by hand.
func outgoing(_ number: Int = 1, code: String = "1001", at: String = "2020-07-08T10:23:46+07:00") -> OutgoingPunch {
    let instant = Instant(at)
    let digits = String(number)
    return OutgoingPunch(
        recordID: String(repeating: "0", count: 24 - digits.count) + digits, code: code, personName: "Nguyễn Lan",
        at: instant, local: Zone.vietnam.local(at: instant), offset: 7 * 3600, direction: .entry, device: "Office",
        deviceKind: "hanet", sourceIdentity: "13433", sourceDevice: "Gate")
}

func context(
    _ fields: [String: String], _ http: any HTTPSending, timeout: Duration = .seconds(2), folders: [String] = []
) -> HRContext {
    HRContext(
        fields: FieldValues(fields.mapValues { [$0] }), http: http, now: { Instant("2026-10-01T08:00:00+07:00") },
        timeout: timeout,
        folders: FileFolders(dataDirectory: URL(fileURLWithPath: "/nonexistent/data"), folders: folders))
}

@Suite struct BaseCheckinTests {
    @Test(arguments: [("007", "7"), (" 00123 ", "123"), ("000", "0"), ("AD02", "AD02"), ("0A1", "0A1"), ("", "")])
    func codesLoseTheirLeadingZerosAsBaseStoresThem(_ code: String, _ normalized: String) {
        #expect(BaseCode.normalized(code) == normalized)
    }

    @Test func logsHaveTheContractsShapeAndLocalMidnight() throws {
        let punches = [
            outgoing(1, code: "0001"), outgoing(2, code: "0001", at: "2020-07-08T00:00:00+07:00"),
            outgoing(3, code: "0001", at: "2020-07-07T23:59:59+07:00"), outgoing(4, code: "AD02"),
        ]
        let logs = try JSONValue(parsing: Array(MassSyncLogs.text(punches, zone: .vietnam).utf8))
        let people = try #require(logs.array)
        #expect(people.map { $0["user_code"]?.text } == ["1", "AD02"])
        let days = try #require(people[0]["dates"]?.array)
        // The contract's vector: midnight of 2020-07-08 is 1594141200; a punch at 00:00 belongs to the new day.
        #expect(days.map { $0["date"]?.integer } == [1_594_141_200, 1_594_054_800])
        let first = try #require(days[0]["logs"]?.array)
        #expect(first.map { $0["time"]?.integer } == [1_594_178_626, 1_594_141_200])
        #expect(first[0]["id"]?.text == punches[0].recordID)
        #expect(first[0]["deviceUserId"]?.text == "0001")
        #expect(first[0]["ip"]?.text == "13433")
    }

    @Test func thePasswordIsSentOnlyIfItIsSet() async throws {
        for (password, isSent) in [("123456", true), (nil, false)] as [(String?, Bool)] {
            let stub = StubHTTP { _ in HTTPReply(status: 200, body: Array(#"{"code":1,"codes":["1001"]}"#.utf8)) }
            var fields = ["token": "t", "base-url": "http://base.test"]
            fields["password"] = password
            _ = try await BaseCheckinSystem(context: context(fields, stub)).send([outgoing()])
            #expect(
                stub.calls.map(\.url) == [
                    "http://base.test/v1/cloud/checkin_codes", "http://base.test/v1/cloud/mass_sync",
                ])
            for call in stub.calls {
                let body = String(decoding: call.body ?? [], as: UTF8.self)
                #expect(body.contains("client_password=123456") == isSent)
                #expect(body.contains("client_token=t") && body.contains("code_type=checkin_code"))
            }
        }
    }

    @Test(arguments: [
        #"{"code":1,"codes":["1001","7"]}"#, #"{"code":1,"data":[{"code":"1001"},{"code":7}]}"#,
        #"{"code":1,"data":{"codes":[1001,"007"]}}"#,
    ])
    func theListOfCodesIsReadInEveryKnownForm(_ reply: String) throws {
        #expect(CodeList.codes(in: try JSONValue(parsing: Array(reply.utf8))) == ["1001", "7"])
    }

    @Test(arguments: [#"{"code":1,"data":{"list":7}}"#, #"{"code":1}"#, #"{"code":1,"codes":[{"id":5}]}"#])
    func aListInNoKnownFormParksNobody(_ reply: String) async throws {
        let stub = StubHTTP { _ in HTTPReply(status: 200, body: Array(reply.utf8)) }
        let outcomes = try await BaseCheckinSystem(
            context: context(["token": "t", "base-url": "http://base.test"], stub)
        ).send([outgoing(code: "nobody")])
        guard case .delivered = outcomes[0] else {
            Issue.record("\(outcomes)")
            return
        }
    }

    @Test func aRefusedTokenIsTheClientsTroubleNotTheRecords() async throws {
        let simulator = BaseCheckinSimulator(token: "right", codes: ["1001"])
        try await TestHub.with([simulator]) { hub, addresses in
            let system = BaseCheckinSystem(
                context: context(["token": "wrong", "base-url": addresses[0]], hub.engine.http))
            do throws(BatchFailure) {
                _ = try await system.send([outgoing()])
                Issue.record("sent")
            } catch {
                guard case .clientRefused(let phrase) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(phrase.en.contains("Invalid client token"))
                #expect(!phrase.en.contains("wrong"))
            }
        }
    }
}
