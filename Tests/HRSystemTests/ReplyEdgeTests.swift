import Attendance
import Foundation
import HRKit
import HTTPTransport
import Testing
import Wire

/// The edges of what a reply says of four records; `%2` stands for the id of the second.
@Suite struct ReplyEdgeTests {
    private func tally(_ reply: String, isQuotable: Bool = true) throws -> ReplyTally {
        let filled = reply.replacing("%", with: "00000000000000000000000")
        return ReplyTally(
            try JSONValue(parsing: Array(filled.utf8)), of: ReplyTallyTests.batch,
            code: { $0.hasPrefix("0") ? String($0.dropFirst()) : $0 }, isQuotable: isQuotable)
    }

    @Test(arguments: [
        ("true", false), ("1", false), ("\"saved\"", false), ("\"1\"", false), ("{\"success\":true}", false),
        ("{\"note\":\"ok\"}", false), ("\"duplicate\"", false), ("false", true), ("0", true), ("null", true),
        ("\"failed\"", true), ("\"0\"", true), ("{\"success\":false}", true), ("\"the day is closed\"", true),
        ("{\"status\":\"error\"}", true), ("[]", true),
    ])
    func whatStandsUnderARecordsOwnIdTellsOfIt(_ value: String, _ isRefused: Bool) throws {
        let tally = try tally("{\"data\":{\"%1\":true,\"%2\":\(value),\"%3\":true,\"%4\":true}}")
        #expect(tally.refusals.keys.sorted() == (isRefused ? [1] : []), "\(value)")
        #expect(tally.missing == (isRefused ? 1 : 0))
    }

    @Test func whereNoRuleForCodesIsGivenTheyCountAsTheyAreWritten() throws {
        let batch = ReplyTallyTests.batch
        let reply = try JSONValue(parsing: Array("{\"failed\":[\"\(batch[1].code)\"]}".utf8))
        let named = ReplyTally(reply, of: batch)
        #expect(!named.refusals.isEmpty && named.refusals.keys.allSatisfy { batch[$0].code == batch[1].code })
    }

    @Test func whoDoesNotStandAmongTheIdsThatWereTakenWasNot() throws {
        let tally = try tally("{\"data\":{\"%1\":true,\"%3\":true}}")
        #expect(tally.refusals.isEmpty && tally.missing == 2)
    }

    @Test(arguments: [
        ("\"ok\":false", true), ("\"accepted\":false", true), ("\"failed\":true", true), ("\"success\":0", true),
        ("\"success\":\"0\"", true), ("\"status\":\"skipped\"", true), ("\"state\":\"error\"", true),
        ("\"error\":\"closed\"", true), ("\"result\":\"rejected\"", true), ("\"ok\":true", false),
        ("\"failed\":false", false), ("\"success\":1", false), ("\"status\":\"updated\"", false),
        ("\"error\":\"\"", false), ("\"error\":null", false), ("\"status\":\"pending\"", false),
    ])
    func oneResultAmongOthersIsAFailureWhereItSaysSo(_ member: String, _ isFailure: Bool) throws {
        let others = [1, 3, 4].map { "{\"id\":\"%\($0)\",\"ok\":true}" }.joined(separator: ",")
        let tally = try tally("{\"results\":[{\"id\":\"%2\",\(member)},\(others)]}")
        #expect(tally.refusals.keys.sorted() == (isFailure ? [1] : []), "\(member)")
    }

    @Test(arguments: [(0, [0]), (1, [0, 1]), (3, [2, 3]), (4, [3])])
    func aPlaceMayCountFromNoughtOrFromOne(_ place: Int, _ suspects: [Int]) throws {
        let tally = try tally("{\"count\":3,\"failed\":[{\"row\":\(place)}]}")
        #expect(tally.suspects.sorted() == suspects && tally.refusals.isEmpty && tally.missing == 1)
    }

    @Test(arguments: [5, -1, 1_000_000])
    func aPlaceOutsideTheBatchAccusesNobody(_ place: Int) throws {
        let tally = try tally("{\"failed\":[{\"row\":\(place)}]}")
        #expect(tally.suspects.isEmpty && tally.refusals.isEmpty && tally.missing == 1)
    }

    @Test func aCodeAndItsSecondAreOneRecordAndAnotherSecondIsAny() throws {
        // 10:23:46 and 17:00:00 of the same person.
        #expect(try tally(#"{"failed":[{"code":"0103","ts":1594178626}]}"#).refusals.keys.sorted() == [2])
        #expect(try tally(#"{"failed":[{"code":"0103","ts":"1594202400"}]}"#).refusals.keys.sorted() == [3])
        #expect(try tally(#"{"failed":[{"code":"0103","ts":1}]}"#).refusals.keys.sorted() == [2, 3])
    }

    @Test(arguments: ["record %2 is closed", "%2: closed day", "closed (%2)"])
    func anIdInASentenceIsFound(_ sentence: String) throws {
        #expect(try tally("{\"errors\":[\"\(sentence)\"]}").refusals.keys.sorted() == [1])
        #expect(try tally("{\"errors\":[\"1\(sentence)1\"]}").missing == 1)
    }

    @Test func idsAreKnownWhateverTheirLettersCase() throws {
        let batch = [
            OutgoingPunch(
                recordID: "abcdef000000000000000001", code: "1", personName: "", at: outgoing().at,
                local: outgoing().local, offset: 0, direction: .unknown, device: "", deviceKind: "",
                sourceIdentity: "", sourceDevice: ""), outgoing(2, code: "2"),
        ]
        let reply: JSONValue = ["failed": [" ABCDEF000000000000000001 "]]
        #expect(ReplyTally(reply, of: batch).refusals.keys.sorted() == [0])
    }

    @Test(
        arguments: [
            (#"{"data":{"result":{"summary":{"count":3}}}}"#, 3),
            (#"{"data":{"result":{"summary":{"stats":{"count":3}}}}}"#, nil),
            (#"{"other":{"count":3}}"#, nil), (#"{"data":{"count":5}}"#, nil), (#"{"data":{"count":4}}"#, 4),
            (#"{"count":3,"data":{"count":2}}"#, 2), (#"{"data":0}"#, 0), (#"{"data":{"failed":1,"skipped":1}}"#, 2),
            (#"{"data":{"failed":9}}"#, nil), (#"{"data":{"failed":3,"rejected":3}}"#, 0),
        ] as [(String, Int?)])
    func countsAreReadNearTheTopAndOnlyWhereTheyCanBeOfTheseRecords(_ reply: String, _ taken: Int?) throws {
        #expect(try tally(reply).taken == taken, "\(reply)")
    }

    @Test func whatMayNotBeShownIsReadAndNotShown() throws {
        let reply = #"{"failed":[{"id":"%2","message":"duplicate of yesterday"}]}"#
        let open = try #require(try tally(reply).refusals[1])
        #expect(open.shown.en == "duplicate of yesterday" && open.words == "duplicate of yesterday")
        let closed = try #require(try tally(reply, isQuotable: false).refusals[1])
        #expect(closed.shown == HTTPReply.notShown && closed.words == "duplicate of yesterday")
    }

    @Test func whatIsSkippedIsLeftAsideAndWhatFailedIsNot() throws {
        #expect(try tally(#"{"skipped":["%2"]}"#).refusals[1]?.isLeftAside == true)
        #expect(try tally(#"{"ignored":{"%2":"old day"}}"#).refusals[1]?.isLeftAside == true)
        #expect(try tally(#"{"failed":["%2"]}"#).refusals[1]?.isLeftAside == false)
    }

    @Test func theSecretsOfAReplyAreMaskedInWhatIsSaidOfARecord() throws {
        try ReplyText.$mask.withValue(SecretMask(["hush-hush-token"])) {
            let tally = try tally(#"{"failed":[{"id":"%2","message":"token hush-hush-token is old"}]}"#)
            #expect(tally.refusals[1]?.words == "token ••• is old")
        }
    }
}
