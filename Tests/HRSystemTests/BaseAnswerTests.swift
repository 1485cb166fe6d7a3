import Attendance
import HRKit
import HTTPTransport
import TestSupport
import Testing
import Wire

@testable import BaseCheckin

/// What Base's answers to a batch do to its records.
@Suite struct BaseAnswerTests {
    private func refusal(_ message: String, code: String = "0") -> String {
        #"{"code":\#(code),"message":"\#(message)"}"#
    }

    @Test(arguments: [
        "Duplicate record", "DUPLICATED", "This log already exists", "Bản ghi bị trùng", "ĐÃ TỒN TẠI bản ghi này",
    ])
    func aRepetitionOfOneRecordHasArrivedAndOfSeveralNobodyKnows(_ words: String) async throws {
        let said = refusal(words)
        let base = ScriptedBase { _ in said }
        #expect(await result(base.system, [outgoing(1)]) == ["delivered"])
        // One of them may be the repetition; the others would be lost.
        for count in 2...3 {
            #expect(await result(base.system, (1...count).map { outgoing($0) }) == ["refused"])
        }
    }

    @Test(arguments: ["Record is not valid", "", "day is closed", "không hợp lệ"])
    func anyOtherRefusalIsOneOfARecordAloneToo(_ words: String) async throws {
        let said = refusal(words)
        let base = ScriptedBase { _ in said }
        #expect(await result(base.system, [outgoing(1)]) == ["refused"])
    }

    @Test(arguments: [("1", true), ("\"1\"", true), ("1.0", true), ("0", false), ("2", false), ("-1", false)])
    func onlyTheCodeOneIsASuccess(_ code: String, _ isSuccess: Bool) async throws {
        let said = refusal("", code: code)
        let base = ScriptedBase { _ in said }
        #expect(await result(base.system, [outgoing(1)]) == [isSuccess ? "delivered" : "refused"])
    }

    @Test func aRefusalSaysItsCodeAndItsWords() async throws {
        let base = ScriptedBase { _ in #"{"code":7,"message":"the day\nis closed"}"# }
        do throws(BatchFailure) {
            _ = try await base.system.send([outgoing(1)])
            Issue.record("sent")
        } catch {
            #expect(error.phrase.en == "Base refuses (code 7): the day is closed")
            #expect(error.phrase.vi == "Base từ chối (mã 7): the day is closed")
        }
    }

    @Test(arguments: ["<html><title>Maintenance</title></html>", "", "[]", #"{"message":"ok"}"#, #"{"code":1"#])
    func whatIsNoAnswerOfBasesIsAFault(_ body: String) async throws {
        let base = ScriptedBase { _ in body }
        #expect(await result(base.system, [outgoing(1)]) == ["faulted"])
        let unlisted = ScriptedBase(codes: body) { _ in #"{"code":1}"# }
        #expect(await result(unlisted.system, [outgoing(1)]) == ["faulted"])
        #expect(unlisted.batches.isEmpty)
    }

    @Test func theReceiptIsWhatBaseSaidUnlessItMayNotBeShown() async throws {
        for isQuotable in [true, false] {
            let single = ScriptedBase(isQuotable: isQuotable) { _ in #"{"code":0,"message":"Duplicate record"}"# }
            let outcome = try #require(try await single.system.send([outgoing(1)]).first)
            #expect(said(outcome) == (isQuotable ? "Duplicate record" : ""))
            let listed = ScriptedBase(isQuotable: isQuotable) { ids in
                #"{"code":1,"failed":[{"id":"\#(ids[0])","message":"already exists"}]}"#
            }
            let outcomes = try await listed.system.send([outgoing(1), outgoing(2)])
            #expect(outcomes.map { word($0) } == ["delivered", "delivered"])
            #expect(said(outcomes[0]) == (isQuotable ? "already exists" : ""))
        }
    }

    @Test func wordsThatMayNotBeShownStandInNoSentence() async throws {
        let base = ScriptedBase(isQuotable: false) { ids in
            #"{"code":1,"failed":[{"id":"\#(ids[0])","message":"inside words"}]}"#
        }
        let outcome = try await base.system.send([outgoing(1), outgoing(2)])[0]
        #expect(word(outcome) == "rejected")
        #expect(said(outcome).contains("its words are not shown") && !said(outcome).contains("inside words"))
    }

    @Test(arguments: [(0, "parked unknownCode"), (2, "parked unknownCode"), (3, "rejected"), (9, "rejected")])
    func aCodeThatBaseListsAndRefusesIsNotParkedForEver(_ attempts: Int, _ becomes: String) async throws {
        let base = ScriptedBase { ids in
            #"{"code":1,"failed":[{"id":"\#(ids[0])","message":"User code is not valid"}]}"#
        }
        let batch = [punch(1, at: "2026-03-16T08:00:00+07:00", attempts: attempts)]
        #expect(await result(base.system, batch) == [becomes])
    }

    @Test(arguments: [
        ("User code is not valid", true), ("EMPLOYEE NOT FOUND", true), ("checkin_code 7 does not exist", true),
        ("Không tìm thấy nhân viên", true), ("unknown user", true), ("mã chấm công không hợp lệ", true),
        ("employee is on leave", false), ("not found", false), ("log time is not valid", false), ("", false),
        ("record not found", false), ("nhân viên đã nghỉ việc", false),
    ])
    func aCodeIsUnknownWhereTheSentenceSaysBoth(_ words: String, _ isUnknown: Bool) {
        #expect(BaseWords.sayUnknownCode(words) == isUnknown)
    }

    @Test(arguments: [
        ("Duplicate", true), ("already exists", true), ("bị trùng", true), ("đã tồn tại", true),
        ("does not exist", false), ("chưa tồn tại", false), ("", false),
    ])
    func aRepetitionIsKnownByItsWords(_ words: String, _ isRepetition: Bool) {
        #expect(BaseWords.sayDuplicate(words) == isRepetition)
    }

    @Test func whereItDoesNotSayWhyThatIsSaid() async throws {
        let base = ScriptedBase { ids in #"{"code":1,"failed":["\#(ids[0])"]}"# }
        let outcome = try await base.system.send([outgoing(1), outgoing(2)])[0]
        // The name of the list is all that it says.
        #expect(said(outcome) == "Base takes the batch but not this record: failed")
        let silent = ScriptedBase { ids in #"{"code":1,"data":{"\#(ids[0])":false}}"# }
        let second = try await silent.system.send([outgoing(1), outgoing(2)])[0]
        #expect(said(second) == "Base takes the batch but not this record: it does not say why")
    }
}
