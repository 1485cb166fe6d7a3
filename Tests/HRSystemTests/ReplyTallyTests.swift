import Attendance
import Foundation
import HRKit
import HTTPTransport
import Testing
import Wire

/// What a reply to four records says; the third and fourth are of one code.
@Suite struct ReplyTallyTests {
    static let batch = [
        outgoing(1, code: "101"), outgoing(2, code: "102"), outgoing(3, code: "0103"),
        outgoing(4, code: "0103", at: "2020-07-08T17:00:00+07:00"),
    ]

    private func tally(_ reply: String) throws -> ReplyTally {
        let reply = reply.replacing("%", with: "00000000000000000000000")
        return ReplyTally(
            try JSONValue(parsing: Array(reply.utf8)), of: Self.batch,
            code: { $0.hasPrefix("0") ? String($0.dropFirst()) : $0 })
    }

    @Test(
        arguments: [
            (#"{"code":1,"count":3}"#, 3), (#"{"code":1,"data":{"count":"3"}}"#, 3), (#"{"code":1,"data":3}"#, 3),
            (#"{"code":1,"data":"3"}"#, 3), (#"{"code":1,"result":3}"#, 3), (#"{"code":1,"data":{"total":4}}"#, 4),
            (#"{"code":1,"data":{"success_count":2}}"#, 2), (#"{"code":1,"data":{"totalSuccess":2}}"#, 2),
            (#"{"code":1,"data":{"result":{"synced":1}}}"#, 1), (#"{"code":1,"saved":0}"#, 0),
            (#"{"code":1,"data":{"total":4,"imported":3}}"#, 3), (#"{"code":1,"data":{"total":4,"failed":1}}"#, 3),
            (#"{"code":1,"data":{"failed":0}}"#, 4), (#"{"code":1,"data":{"error_count":"2"}}"#, 2),
            (#"{"code":1,"data":{"not_found":1}}"#, 3), (#"{"code":1,"data":{"processed":4,"skipped":1}}"#, 3),
            (#"{"code":1,"data":{"created":2,"updated":1,"duplicates":1}}"#, 4),
            (#"{"code":1,"data":{"inserted":2,"existing":1}}"#, 3), (#"{"code":1,"data":{"new":0,"duplicate":4}}"#, 4),
            (#"{"code":1,"data":{"count":3,"duplicates":1}}"#, 4), (#"{"code":1,"data":{"count":3,"created":3}}"#, 3),
            (#"{"code":1,"data":{"created":3,"existing":1,"skipped":1}}"#, 4), (#"{"code":1,"success":1}"#, nil),
            (#"{"code":1,"success":1,"failed":3}"#, 1), (#"{"code":1,"success":true}"#, nil),
            (#"{"code":1,"data":{"success":1}}"#, 1), (#"{"code":1,"result":0}"#, nil),
            (#"{"code":1,"result":1}"#, nil),
        ] as [(String, Int?)])
    func numbersUnderTheNamesThatAreUsualAreCounts(_ reply: String, _ taken: Int?) throws {
        #expect(try tally(reply).taken == taken, "\(reply)")
    }

    @Test(arguments: [
        #"{"code":1,"message":""}"#, #"{"code":1,"data":[]}"#, #"{"code":1,"data":{}}"#, #"{"code":1,"data":null}"#,
        #"{"code":1,"data":{"total":90210}}"#, #"{"code":1,"data":{"page":1,"version":2,"time":0,"users":2}}"#,
        #"{"code":1,"data":{"status":1,"error":0,"id":3,"duration":1,"user_count":2}}"#,
        #"{"code":1,"data":[{"user_code":"101"},{"user_code":"102"}]}"#, #"{"code":1,"count":-1}"#,
        #"{"code":1,"message":"3 records","warnings":["slow"],"codes":["101"]}"#, #"{"code":1,"count":"many"}"#,
    ])
    func whatIsNoCountSaysNothing(_ reply: String) throws {
        let tally = try tally(reply)
        #expect(tally.taken == nil && tally.missing == 0, "\(reply)")
        #expect(tally.refusals.isEmpty && tally.suspects.isEmpty && tally.unlisted.isEmpty, "\(reply)")
    }

    @Test(
        arguments: [
            (#"{"code":1,"failed":["%2"]}"#, [1]), (#"{"code":1,"data":{"errors":[{"id":"%2","message":"no"}]}}"#, [1]),
            (#"{"code":1,"data":{"count":3,"rejected":["102"]}}"#, [1]), (#"{"code":1,"failed_codes":[102]}"#, [1]),
            (#"{"code":1,"data":{"invalid":[{"user_code":"103","time":1594202400}]}}"#, [3]),
            (#"{"code":1,"data":{"failed":["103"]}}"#, [2, 3]),
            (#"{"code":1,"data":{"count":2,"failed":["103"]}}"#, [2, 3]),
            (#"{"code":1,"data":{"errors":{"%1":"no","%4":["no"]}}}"#, [0, 3]),
            (#"{"code":1,"data":{"errors":[]}}"#, []),
            (#"{"code":1,"errors":["record %2 is of a closed day"]}"#, [1]),
            (#"{"code":1,"data":{"errors":{"not_found":["101"],"closed":["%3"]}}}"#, [0, 2]),
            (#"{"code":1,"failed":[{"log":{"id":"%4"},"error":{"message":"no"}}]}"#, [3]),
            (#"{"code":1,"results":[{"id":"%1","success":true},{"id":"%2","success":false,"message":"no"}]}"#, [1]),
            (#"{"code":1,"data":[{"id":"%1","status":"ok"},{"id":"%3","status":"failed"}]}"#, [2]),
            (#"{"code":1,"data":{"%1":true,"%2":false,"%3":1,"%4":"saved"}}"#, [1]),
        ] as [(String, [Int])])
    func listsNameTheRecordsThatWereNotTaken(_ reply: String, _ refused: [Int]) throws {
        let tally = try tally(reply)
        #expect(tally.refusals.keys.sorted() == refused, "\(reply)")
        #expect(tally.missing >= refused.count, "\(reply)")
    }

    @Test(
        arguments: [
            (#"{"code":1,"ids":["%1","%2","%4"]}"#, [2]), (#"{"code":1,"data":["%1","%2","%3"]}"#, [3]),
            (#"{"code":1,"data":{"accepted":[{"id":"%1"},{"id":"%2"}]}}"#, [2, 3]),
            (#"{"code":1,"data":{"synced":["101","102"]}}"#, [2, 3]),
            (#"{"code":1,"data":{"created":["%1","%2"],"updated":["%3"]}}"#, [3]),
            (#"{"code":1,"data":{"count":3,"duplicates":["%3"]}}"#, []),
        ] as [(String, [Int])])
    func listsOfWhatWasTakenShowWhatIsMissing(_ reply: String, _ unlisted: [Int]) throws {
        let tally = try tally(reply)
        #expect(tally.unlisted.sorted() == unlisted && tally.missing == unlisted.count, "\(reply)")
    }

    @Test(
        arguments: [
            (#"{"code":1,"data":{"count":3,"failed":[2]}}"#, [1, 2]),
            (#"{"code":1,"data":{"failed":[{"index":0}]}}"#, [0]),
            (#"{"code":1,"data":{"count":3,"failed":["103"]}}"#, [2, 3]),
            (#"{"code":1,"results":[{"ok":true},{"ok":true},{"ok":false},{"ok":true}]}"#, [2]),
        ] as [(String, [Int])])
    func whereSeveralMayBeMeantNobodyIsAccused(_ reply: String, _ suspects: [Int]) throws {
        let tally = try tally(reply)
        #expect(tally.suspects.sorted() == suspects && tally.refusals.isEmpty && tally.missing == 1, "\(reply)")
    }

    @Test func aListWhoseLengthAloneIsKnownIsACount() throws {
        #expect(try tally(#"{"code":1,"data":{"success":["x1","x2","x3"]}}"#).taken == 3)
        #expect(try tally(#"{"code":1,"data":{"failed":["x1"]}}"#).taken == 3)
    }

    @Test func whatIsHostileIsReadWithoutHarm() throws {
        let deep = String(repeating: #"{"data":"#, count: 60) + "3" + String(repeating: "}", count: 60)
        #expect(try tally(deep).taken == nil)
        let long = "[" + (0..<50_000).map { "\"x\($0)\"" }.joined(separator: ",") + "]"
        #expect(try tally("{\"code\":1,\"failed\":\(long)}").taken == 0)
        #expect(try tally(#"{"code":1,"count":9223372036854775807,"failed":[null,true,{},[]]}"#).missing == 4)
    }
}
