import Attendance
import Foundation
import HRKit
import HTTPTransport
import Simulators
import SyncEngine
import Synchronization
import TestSupport
import Testing

@testable import BaseCheckin

/// Batches that Base answers with success although it did not take all of their records.
@Suite struct PartialBatchTests {
    private struct Counts: Equatable {
        var delivered = 0
        var rejected: [Int] = []
        var parked: [Int] = []
        var failed = 0
    }

    static let codes = Set((1...400).map { String(1000 + $0) })

    private func batch(_ count: Int, from first: Int = 1) -> [OutgoingPunch] {
        (first..<(first + count)).map { outgoing($0, code: String(1000 + $0)) }
    }

    private func count(_ outcomes: [DeliveryOutcome]) -> Counts {
        var counts = Counts()
        for (index, outcome) in outcomes.enumerated() {
            switch outcome {
            case .delivered: counts.delivered += 1
            case .rejected: counts.rejected.append(index)
            case .parked: counts.parked.append(index)
            case .failed, .untried: counts.failed += 1
            }
        }
        return counts
    }

    private func send(
        _ batch: [OutgoingPunch], through system: BaseCheckinSystem, becomes expected: Counts,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let counts = count(try await system.send(batch))
        #expect(counts == expected, sourceLocation: sourceLocation)
    }

    private func with(
        _ body: @escaping @Sendable (BaseCheckinSimulator, BaseCheckinSystem) async throws -> Void
    ) async throws {
        let base = BaseCheckinSimulator(codes: Self.codes)
        try await TestHub.with([base]) { hub, addresses in
            try await body(
                base,
                BaseCheckinSystem(
                    context: context(
                        ["token": "base-token", "base-url": addresses[0]], hub.engine.http, timeout: .seconds(30))))
        }
    }

    @Test(arguments: [
        Telling.count, .number("success_count"), .number("total"), .number("synced", isTop: true), .text("accepted"),
        .bare, .parts, .failedIDs("failed"), .failedIDs("error_ids"), .failedCodes("not_found"),
        .failedPlaces("failed", from: 0), .failedPlaces("rejected", from: 1),
        .failedObjects("errors", message: "day is closed"), .failedMap("errors", message: "day is closed"),
        .takenIDs("ids"), .takenIDs("accepted"), .results,
    ])
    func theRecordsThatBaseLeftOutAreFoundAndTheOthersDelivered(_ telling: Telling) async throws {
        try await with { base, system in
            base.setTelling(telling)
            base.setLeftOut(Omission(codes: ["1007", "1008", "1150"]))
            let outcomes = try await system.send(batch(200))
            #expect(count(outcomes) == Counts(delivered: 197, rejected: [6, 7, 149]), "\(telling)")
            #expect(base.records.count == 197)
            let told = system.takeDifferences()
            #expect(told.count == 1 && told[0].en.hasPrefix("took 197 of 200; 3 rejected"), "\(told)")
            #expect(told[0].vi.hasPrefix("đã nhận 197 trên 200"))
            #expect(system.takeDifferences().isEmpty)
        }
    }

    @Test(arguments: [1, 2, 3, 7, 200]) func findingOneOfManyTakesFewCalls(_ size: Int) async throws {
        try await with { base, system in
            base.setLeftOut(Omission(codes: ["1001"]))
            let outcomes = try await system.send(batch(size))
            #expect(count(outcomes) == Counts(delivered: size - 1, rejected: [0]))
            #expect(base.faults.requests(on: "mass_sync") <= 20)
            guard case .rejected(let phrase) = outcomes[0] else { return }
            #expect(phrase.en == "Base reports success but counted 0 of 1 record")
        }
    }

    @Test func withNoStatementEverythingIsDeliveredAsBefore() async throws {
        try await with { base, system in
            base.setTelling(.nothing)
            try await send(batch(20), through: system, becomes: Counts(delivered: 20))
            #expect(base.faults.requests(on: "mass_sync") == 1 && system.takeDifferences().isEmpty)
        }
    }

    @Test func whatWasLeftOutForAMomentIsDeliveredWithTheHalves() async throws {
        try await with { base, system in
            base.setLeftOut(Omission(codes: ["1003"], calls: 1))
            try await send(batch(50), through: system, becomes: Counts(delivered: 50))
            #expect(base.records.count == 50)
        }
    }

    @Test func aTargetThatCountsOnlyNewRecordsRejectsNobody() async throws {
        try await with { base, system in
            base.setCountsOnlyNew(true)
            base.setLeftOut(Omission(codes: ["1003"]))
            let outcomes = try await system.send(batch(200))
            #expect(count(outcomes) == Counts(failed: 200))
            #expect(base.faults.requests(on: "mass_sync") <= 4)
            guard case .failed(let phrase, _) = outcomes[0] else { return }
            #expect(phrase.en.contains("counted 199 of 200 records"))
            // What it takes whole is still believed.
            try await send(batch(100, from: 201), through: system, becomes: Counts(delivered: 100))
        }
    }

    @Test func aTargetThatCountsOnlyNewRecordsHasThemAllOnceTheSumIsWhole() async throws {
        try await with { base, system in
            base.setCountsOnlyNew(true)
            base.setLeftOut(Omission(codes: ["1003", "1004"], calls: 1))
            try await send(batch(200), through: system, becomes: Counts(delivered: 200))
            #expect(base.records.count == 200)
        }
    }

    @Test func recordsOfALostAnswerThatCountForNothingAreNotRejected() async throws {
        for size in [1, 5] {
            try await with { base, system in
                base.setCountsOnlyNew(true)
                base.faults.order(.lostAnswer, on: "mass_sync")
                await #expect(throws: BatchFailure.self) { try await system.send(batch(size)) }
                try await send(batch(size), through: system, becomes: Counts(failed: size))
                // Neither once others have arrived.
                try await send(batch(20, from: 300), through: system, becomes: Counts(delivered: 20))
                try await send(batch(size), through: system, becomes: Counts(failed: size))
            }
        }
    }

    @Test func recordsOfAnEarlierPassThatCountForNothingAreNotRejected() async throws {
        try await with { base, system in
            base.setTelling(.always(0))
            let punch = outgoing(1, code: "1001")
            let later = OutgoingPunch(
                recordID: punch.recordID, code: punch.code, personName: "", at: punch.at, local: punch.local,
                offset: punch.offset, direction: .unknown, device: "", deviceKind: "", sourceIdentity: "",
                sourceDevice: "", attempts: 1)
            try await send([later], through: system, becomes: Counts(failed: 1))
        }
    }

    @Test func aTargetThatCountsNothingAtAllIsTheTargetsTrouble() async throws {
        try await with { base, system in
            base.setTelling(.always(0))
            try await send(batch(200), through: system, becomes: Counts(failed: 200))
            #expect(base.faults.requests(on: "mass_sync") <= 3)
        }
    }

    @Test(arguments: [1, 2, 100]) func anUnrelatedNumberThatNeverChangesEndsInNoStorm(_ number: Int) async throws {
        try await with { base, system in
            base.setTelling(.always(number))
            let counts = count(try await system.send(batch(200)))
            #expect(counts.rejected.isEmpty)
            #expect(base.faults.requests(on: "mass_sync") <= 403)
        }
    }

    @Test func aNumberOfPeopleIsNoNumberOfRecords() async throws {
        try await with { base, system in
            base.setTelling(.people)
            let batch = (0..<60).map { outgoing($0 + 1, code: String(1001 + $0 / 3)) }
            try await send(batch, through: system, becomes: Counts(delivered: 60))
            #expect(base.faults.requests(on: "mass_sync") == 4 && system.takeDifferences().isEmpty)
            _ = try await system.send(batch)
            #expect(base.faults.requests(on: "mass_sync") == 5)
        }
    }

    @Test(arguments: ["User code is not valid", "employee not found", "mã chấm công không tồn tại"])
    func anUnknownCodeInAListIsParkedAndNotForEver(_ message: String) async throws {
        try await with { base, system in
            base.setTelling(.failedObjects("errors", message: message))
            base.setLeftOut(Omission(codes: ["1002"]))
            let outcomes = try await system.send(batch(3))
            #expect(count(outcomes) == Counts(delivered: 2, parked: [1]))
            guard case .parked(.unknownCode, let phrase) = outcomes[1] else {
                Issue.record("\(outcomes)")
                return
            }
            #expect(phrase.en.contains(message) && phrase.en.contains("1002"))
        }
    }

    @Test func aRepetitionInAListHasArrived() async throws {
        try await with { base, system in
            base.setTelling(.failedObjects("failed", message: "Duplicate record"))
            base.setLeftOut(Omission(codes: ["1002"]))
            try await send(batch(3), through: system, becomes: Counts(delivered: 3))
        }
    }

    @Test func whenAskingFailsNobodyIsRejectedAndTheReasonIsTold() async throws {
        let calls = Calls()
        let stub = StubHTTP { call in
            guard call.url.hasSuffix("mass_sync") else {
                return HTTPReply(status: 200, body: Array(#"{"code":1}"#.utf8))
            }
            return calls.next() == 1
                ? HTTPReply(status: 200, body: Array(#"{"code":1,"data":{"count":9}}"#.utf8)) : HTTPReply(status: 503)
        }
        let system = BaseCheckinSystem(context: context(["token": "t", "base-url": "http://base.test"], stub))
        let outcomes = try await system.send(batch(10))
        #expect(count(outcomes) == Counts(failed: 10))
        guard case .failed(let phrase, _) = outcomes[0] else { return }
        #expect(phrase.en.contains("counted 9 of 10 records") && phrase.en.contains("HTTP 503"))
    }

    @Test func answersThatContradictEachOtherRejectNobody() async throws {
        let calls = Calls()
        // The whole lacks one; each half lacks one.
        let stub = StubHTTP { call in
            guard call.url.hasSuffix("mass_sync") else {
                return HTTPReply(status: 200, body: Array(#"{"code":1}"#.utf8))
            }
            let count = calls.next() == 1 ? 9 : 4
            return HTTPReply(status: 200, body: Array("{\"code\":1,\"count\":\(count)}".utf8))
        }
        let system = BaseCheckinSystem(context: context(["token": "t", "base-url": "http://base.test"], stub))
        try await send(batch(10), through: system, becomes: Counts(failed: 10))
    }
}

/// Numbers calls.
private final class Calls: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock {
            $0 += 1
            return $0
        }
    }
}
