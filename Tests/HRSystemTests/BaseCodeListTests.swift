import Attendance
import HRKit
import HTTPTransport
import TestSupport
import Testing
import Wire

@testable import BaseCheckin

/// The list of employee codes that Base knows: who is parked by it, and when it is read.
@Suite struct BaseCodeListTests {
    private static let taken = #"{"code":1}"#

    @Test func outcomesKeepTheBatchsOrderAroundThoseThatWereNotSent() async throws {
        let base = ScriptedBase(codes: #"{"code":1,"codes":["1001","1003","1005"]}"#) { ids in
            #"{"code":1,"failed":[{"id":"\#(ids[1])","message":"the day is closed"}]}"#
        }
        let batch = (1...5).map { outgoing($0, code: "100\($0)") }
        #expect(
            await result(base.system, batch) == [
                "delivered", "parked unknownCode", "rejected", "parked unknownCode", "delivered",
            ])
        #expect(base.batches == [[1, 3, 5].map { outgoing($0).recordID }])
    }

    @Test func aBatchOfUnknownCodesIsNotSentAtAll() async throws {
        let base = ScriptedBase(codes: #"{"code":1,"codes":[]}"#) { _ in Self.taken }
        #expect(await result(base.system, [outgoing(1)]) == ["parked unknownCode"])
        #expect(base.batches.isEmpty)
        let outcome = try #require(try await base.system.send([outgoing(1, code: "0077")]).first)
        #expect(said(outcome).contains("“0077”"))
    }

    @Test(arguments: [("007", "7"), ("7", "007"), ("0", "000"), ("AD02", "AD02")])
    func zerosInFrontAreNoDifference(_ ours: String, _ theirs: String) async throws {
        let base = ScriptedBase(codes: #"{"code":1,"codes":["\#(theirs)"]}"#) { _ in Self.taken }
        #expect(await result(base.system, [outgoing(1, code: ours)]) == ["delivered"])
        #expect(try await base.system.knownCodes(among: [ours, "nobody"]) == [ours])
    }

    @Test(arguments: [#"{"code":1,"codes":["1001"]}"#, #"{"code":1,"data":{"list":7}}"#])
    func theListIsReadOnceInAPass(_ codes: String) async throws {
        let base = ScriptedBase(codes: codes) { _ in Self.taken }
        for number in 1...3 { _ = try await base.system.send([outgoing(number)]) }
        _ = try await base.system.knownCodes(among: ["1001"])
        _ = try await base.system.test()
        #expect(base.readings == 1 && base.batches.count == 3)
    }

    @Test func aListThatCannotBeToldKnowsEverybody() async throws {
        let base = ScriptedBase(codes: #"{"code":1,"data":"soon"}"#) { _ in Self.taken }
        #expect(try await base.system.knownCodes(among: ["1001", "x"]) == ["1001", "x"])
        #expect(try await base.system.test().en.contains("unknown codes cannot be told"))
    }

    @Test func aTestSaysHowManyCodesBaseKnows() async throws {
        let base = ScriptedBase(codes: #"{"code":1,"codes":["1","2","02"]}"#) { _ in Self.taken }
        #expect(try await base.system.test().en == "http://base.test accepts the token and knows 2 employee codes")
        #expect(base.batches.isEmpty)
    }

    @Test func aRefusedListIsTheClientsTroubleAndNothingIsSent() async throws {
        let base = ScriptedBase(codes: #"{"code":0,"message":"Invalid client token"}"#) { _ in Self.taken }
        #expect(await result(base.system, [outgoing(1)]) == ["clientRefused"])
        await #expect(throws: BatchFailure.self) { try await base.system.test() }
        await #expect(throws: BatchFailure.self) { try await base.system.knownCodes(among: ["1"]) }
        // A list that did not come is asked for again.
        #expect(base.readings == 3 && base.batches.isEmpty)
    }

    @Test(arguments: ["http://base.test", "http://base.test/"])
    func theAddressMayEndInAStroke(_ address: String) async throws {
        let base = ScriptedBase(fields: ["base-url": address]) { _ in Self.taken }
        _ = try await base.system.send([outgoing(1)])
        #expect(
            base.http.calls.map(\.url) == [
                "http://base.test/v1/cloud/checkin_codes", "http://base.test/v1/cloud/mass_sync",
            ])
    }

    @Test func eachCallCarriesTheFieldsThatWereEntered() async throws {
        let base = ScriptedBase(fields: ["token": "a b&c", "code-type": "user_id", "password": "p&q"]) { _ in Self.taken
        }
        _ = try await base.system.send([outgoing(1)])
        #expect(base.http.calls.count == 2)
        for call in base.http.calls {
            let form = ScriptedBase.form(call)
            #expect(form["client_token"] == "a b&c" && form["client_password"] == "p&q")
            #expect(form["code_type"] == "user_id" && call.timeout == .seconds(2))
        }
    }

    @Test func aBatchIsAsLongAsTheFieldSays() {
        func size(_ fields: [String: String]) -> Int {
            ScriptedBase(fields: fields) { _ in Self.taken }.system.batchSize
        }
        #expect(size(["batch-size": "37"]) == 37)
        #expect(size([:]) == 200)
    }

    @Test(arguments: [("0", false), ("1", true), ("2000", true), ("2001", false)])
    func theLengthHasBounds(_ size: String, _ isTaken: Bool) {
        let values = try? BaseCheckinKind.kind.checked(FieldValues(["token": ["t"], "batch-size": [size]]))
        #expect((values != nil) == isTaken)
    }

    @Test func twoTargetsAreToldApartByAddressAndToken() {
        func identity(_ fields: [String: String]) -> String {
            BaseCheckinKind.kind.identity(FieldValues(fields.mapValues { [$0] }))
        }
        let usual = identity(["token": "one-long-token"])
        #expect(usual == identity(["token": "one-long-token", "base-url": "https://checkin.base.vn"]))
        #expect(usual != identity(["token": "another-token"]))
        #expect(usual != identity(["token": "one-long-token", "base-url": "https://other.test"]))
        // The password may change, and it is the same client.
        #expect(usual == identity(["token": "one-long-token", "password": "p"]))
        #expect(usual.count == 32 && !usual.contains("one-long"))
    }
}
