import Attendance
import Synchronization
import Testing
import Wire

@testable import HRKit

/// How a batch that was taken in part is settled: who is asked again, and what is believed of the answers.
@Suite struct BatchAccountTests {
    private struct Settled {
        let outcomes: [DeliveryOutcome]
        let asked: [[Int]]
        let difference: Phrase?

        var words: [String] { outcomes.map { word($0) } }
    }

    private static func record(_ number: Int) -> OutgoingPunch { outgoing(number, code: String(1000 + number)) }

    /// An answer that counts so many of some records.
    private static func counted(_ taken: Int, of numbers: [Int]) -> BatchAnswer {
        .counted(ReplyTally(["count": .integer(Int64(taken))], of: numbers.map(record)))
    }

    /// An answer that counts all records but these.
    private static func all(but missing: Set<Int>, of numbers: [Int]) -> BatchAnswer {
        counted(numbers.count { !missing.contains($0) }, of: numbers)
    }

    /// Settles records 1, 2, …
    ///
    /// - Parameters:
    ///   - reply: what came first; `%3` stands for the id of record 3.
    ///   - answer: what comes when some are sent again, by their numbers.
    private func settle(
        _ count: Int, _ reply: String, habits: CountingHabits = CountingHabits(mayHaveSentBefore: false),
        isNew: Bool = true, answer: @escaping @Sendable ([Int]) throws(BatchFailure) -> BatchAnswer
    ) async throws -> Settled {
        let batch = (1...count).map(Self.record)
        let filled = reply.replacing("%", with: "00000000000000000000000")
        let tally = ReplyTally(try JSONValue(parsing: Array(filled.utf8)), of: batch)
        let asked = Mutex<[[Int]]>([])
        let result = await BatchAccount.settle(
            batch, tally, by: "HR", habits, isNew: isNew, refusal: { .rejected($1.shown) },
            ask: { (some) async throws(BatchFailure) in
                let numbers = some.compactMap { Int($0.recordID) }
                asked.withLock { $0.append(numbers) }
                return try answer(numbers)
            })
        return Settled(outcomes: result.outcomes, asked: asked.withLock { $0 }, difference: result.difference)
    }

    @Test(arguments: [
        (1, true, "rejected"), (2, true, "rejected"), (3, true, "failed"), (1, false, "failed"), (2, false, "failed"),
    ])
    func whatIsLeftAsideIsOnlyBelievedOfAFewThatAreSurelyNew(_ count: Int, _ isNew: Bool, _ becomes: String)
        async throws
    {
        let ids = (1...count).map { "\"%\($0)\"" }.joined(separator: ",")
        let settled = try await settle(count, "{\"skipped\":[\(ids)]}", isNew: isNew) { Self.all(but: [], of: $0) }
        #expect(settled.words == Array(repeating: becomes, count: count) && settled.asked.isEmpty)
    }

    @Test func aDifferenceIsToldWhereTheCountWasShortAndNotWhereAllWereCounted() async throws {
        let whole = try await settle(3, #"{"count":3}"#) { Self.all(but: [], of: $0) }
        #expect(whole.words == ["delivered", "delivered", "delivered"] && whole.difference == nil)
        let short = try await settle(3, #"{"count":2,"skipped":["%3"]}"#) { Self.counted(1, of: $0) }
        #expect(short.difference?.en.contains("took 2 of 3; 1 rejected") == true, "\(short.difference?.en ?? "none")")
        // All are there when they are asked for again, and what was counted first was told wrong.
        let found = try await settle(3, #"{"count":2}"#) { Self.all(but: [], of: $0) }
        #expect(found.words == ["delivered", "delivered", "delivered"])
        #expect(found.difference?.en.contains("took 3 of 3") == true, "\(found.difference?.en ?? "none")")
    }

    @Test(arguments: [(1, "rejected"), (0, "failed")])
    func aRecordThatHasArrivedTellsWhetherRepetitionsCount(_ repetition: Int, _ becomes: String) async throws {
        let settled = try await settle(3, #"{"count":2,"skipped":["%3"]}"#) { Self.counted(repetition, of: $0) }
        #expect(settled.words == ["delivered", "delivered", becomes])
        // One of those that were counted was sent once more, and nobody else.
        #expect(settled.asked == [[1]] || settled.asked == [[2]])
    }

    @Test func aRepetitionThatIsRefusedInWordsMeansThatWhatIsNotCountedIsNone() async throws {
        let settled = try await settle(3, #"{"count":2,"skipped":["%3"]}"#, isNew: false) { _ in .hasIt }
        #expect(settled.words == ["delivered", "delivered", "rejected"])
        let silent = try await settle(3, #"{"count":2,"skipped":["%3"]}"#, isNew: false) { _ in
            .refused(Phrase(verbatim: "no"))
        }
        #expect(silent.words == ["delivered", "delivered", "failed"])
    }

    @Test func halvesThatAreRefusedAreHalvedUntilOneStandsAlone() async throws {
        let settled = try await settle(4, #"{"count":3}"#) { numbers in
            numbers.contains(3) ? .refused(Phrase(verbatim: "closed")) : Self.all(but: [], of: numbers)
        }
        #expect(settled.words == ["delivered", "delivered", "rejected", "delivered"])
        #expect(said(settled.outcomes[2]) == "closed")
        #expect(settled.asked == [[1, 2], [3, 4], [3], [4]])
    }

    @Test(arguments: [(4, 6), (400, 512)])
    func askingAgainIsBounded(_ count: Int, _ calls: Int) async throws {
        let settled = try await settle(count, "{\"count\":\(count - 1)}") { _ in .refused(Phrase(verbatim: "no")) }
        #expect(settled.asked.count == calls)
        #expect(!settled.words.contains("delivered"))
        #expect(settled.words.contains("failed") == (count == 400))
    }

    @Test(arguments: [
        (BatchFailure.unavailable(Phrase(verbatim: "down"), retryAfter: nil), "failed"), (.cancelled, "untried"),
    ])
    func askingEndsWithTheFirstFailureAndNobodyIsJudgedByIt(_ failure: BatchFailure, _ becomes: String) async throws {
        let settled = try await settle(4, #"{"count":3}"#) { (_) throws(BatchFailure) in throw failure }
        #expect(settled.asked.count == 1)
        #expect(settled.words == Array(repeating: becomes, count: 4))
        if becomes == "failed" {
            #expect(
                said(settled.outcomes[0])
                    == "HR reports success but counted 3 of 4 records, and asking which failed: down")
        }
    }

    @Test func aFailureLaterKeepsWhatWasAnsweredBefore() async throws {
        let settled = try await settle(4, #"{"count":3}"#) { (numbers) throws(BatchFailure) in
            guard numbers == [1, 2] || numbers == [3, 4] else { throw .faulted(Phrase(verbatim: "late")) }
            return Self.all(but: [3], of: numbers)
        }
        #expect(settled.words == ["delivered", "delivered", "failed", "failed"])
    }

    @Test func placesThatAreHintedAtAreAskedFirstAndTheOthersNotAtAll() async throws {
        // Place 1 is the first record, or the second.
        let settled = try await settle(4, #"{"count":3,"failed":[{"index":1}]}"#) { Self.all(but: [2], of: $0) }
        #expect(settled.words == ["delivered", "rejected", "delivered", "delivered"])
        #expect(settled.asked.first == [1, 2])
        #expect(settled.asked.allSatisfy { !$0.contains(3) && !$0.contains(4) })
    }

    @Test func whoIsNotInTheListOfThoseTakenIsMissing() async throws {
        let settled = try await settle(4, #"{"ids":["%1","%2","%4"]}"#) { Self.all(but: [3], of: $0) }
        #expect(settled.words == ["delivered", "delivered", "rejected", "delivered"])
        #expect(said(settled.outcomes[2]) == "HR reports success but does not list this record among those it took")
        // Only whether repetitions count was asked, by one that has arrived.
        #expect(settled.asked.count == 1 && settled.asked[0].count == 1 && settled.asked[0] != [3])
    }

    @Test func wherePeopleAndMissingRecordsHaveTheSameNumberThePeopleAreTried() async throws {
        let batch = [1, 2, 3, 4].map { outgoing($0, code: $0 < 3 ? "A" : "B") }
        let asked = Mutex<[[Int]]>([])
        let reply: JSONValue = ["count": 2]
        let result = await BatchAccount.settle(
            batch, ReplyTally(reply, of: batch), by: "HR", CountingHabits(mayHaveSentBefore: false), isNew: true,
            refusal: { .rejected($1.shown) },
            ask: { (some) async throws(BatchFailure) in
                asked.withLock { $0.append(some.compactMap { Int($0.recordID) }) }
                return .counted(
                    ReplyTally(["count": .integer(Int64(some.count { $0.code == "A" }))], of: some))
            })
        // B's records are really missing: two of A's counted two, so people were not what was counted.
        #expect(result.outcomes.map { word($0) } == ["delivered", "delivered", "rejected", "rejected"])
        #expect(asked.withLock { $0.first } == [1, 2])
        #expect(result.difference?.en.hasPrefix("took 2 of 4; 2 rejected. HR reports success") == true)
    }

    @Test func ofATargetThatCountsOnlyWhatIsNewNothingMoreIsAsked() async throws {
        let habits = CountingHabits(mayHaveSentBefore: false)
        habits.countsRepeats = false
        let settled = try await settle(4, #"{"count":3}"#, habits: habits) { Self.all(but: [], of: $0) }
        #expect(settled.words == Array(repeating: "failed", count: 4) && settled.asked.isEmpty)
        #expect(said(settled.outcomes[0]).contains("this one is tried again"))
    }

    @Test func onlyARecordThatWasCountedIsAWitness() async throws {
        for (reply, isWitness) in [("{\"code\":1}", false), ("{\"count\":2}", true)] {
            let habits = CountingHabits(mayHaveSentBefore: false)
            let settled = try await settle(2, reply, habits: habits) { Self.all(but: [], of: $0) }
            #expect(settled.words == ["delivered", "delivered"] && settled.difference == nil)
            #expect((habits.witness != nil) == isWitness)
        }
    }

    @Test func oneThatOnlyTheNumbersMissIsAskedAboutOnce() async throws {
        let settled = try await settle(2, #"{"count":0,"skipped":["%1"]}"#) { Self.all(but: [], of: $0) }
        #expect(settled.words == ["rejected", "delivered"])
        // The second time to see whether repetitions count.
        #expect(settled.asked == [[2], [2]])
    }

    @Test func ofHalvesThatContradictTheWholeTheOneThatIsCountedIsBelieved() async throws {
        let settled = try await settle(4, #"{"count":3}"#) { numbers in
            numbers == [1, 2] ? Self.counted(0, of: numbers) : Self.all(but: [], of: numbers)
        }
        #expect(settled.words == ["failed", "failed", "delivered", "delivered"])
        #expect(settled.asked == [[1, 2], [3, 4]])
        #expect(settled.difference?.en.hasPrefix("took 2 of 4; 2 unclear and tried again") == true)
    }

    @Test(arguments: [
        (BatchFailure.unavailable(Phrase(verbatim: "down"), retryAfter: nil), "failed"), (.cancelled, "untried"),
    ])
    func aTargetThatGoesAwayBeforeItToldWhetherRepetitionsCountHasJudgedNobody(
        _ failure: BatchFailure, _ becomes: String
    ) async throws {
        let settled = try await settle(3, #"{"count":2,"skipped":["%3"]}"#) { (_) throws(BatchFailure) in
            throw failure
        }
        #expect(settled.words == ["delivered", "delivered", becomes] && settled.asked.count == 1)
        if becomes == "failed" { #expect(said(settled.outcomes[2]).hasSuffix("and asking which failed: down")) }
    }

    @Test func whoStopsInTheMiddleAsksNoMoreAndKeepsWhatWasAnswered() async throws {
        let settled = try await Task {
            try await settle(4, #"{"count":3}"#) { numbers in
                withUnsafeCurrentTask { $0?.cancel() }
                return Self.all(but: [], of: numbers)
            }
        }.value
        #expect(settled.words == ["delivered", "delivered", "untried", "untried"])
        #expect(settled.asked == [[1, 2]])
    }

    @Test func theDifferenceSaysWhatBecameOfEach() async throws {
        let settled = try await settle(4, #"{"failed":["%1","%2"]}"#) { Self.all(but: [], of: $0) }
        #expect(
            settled.difference?.en == "took 2 of 4; 2 rejected. HR reports success but counted 2 of 4 records")
        #expect(
            settled.difference?.vi
                == "đã nhận 2 trên 4; 2 bị từ chối. HR báo thành công nhưng chỉ tính 2 trên 4 bản ghi")
    }
}

@Suite struct CountingHabitsTests {
    private let batch = [outgoing(1), outgoing(2)]

    @Test func recordsAreNewUntilTheyHaveGoneOut() {
        let habits = CountingHabits(mayHaveSentBefore: false)
        #expect(habits.sending(batch))
        // Their answer was lost: they may be there.
        #expect(!habits.sending(batch))
        #expect(!habits.sending([outgoing(2), outgoing(3)]))
        #expect(habits.sending([outgoing(4)]))
    }

    @Test func onesWhoseFateIsKnownAreNewAgain() {
        let habits = CountingHabits(mayHaveSentBefore: false)
        _ = habits.sending(batch)
        habits.settled([batch[0]])
        #expect(!habits.sending(batch))
        habits.settled(batch)
        #expect(habits.sending(batch))
    }

    @Test func afterAFailureOrAnAttemptNothingIsSurelyNew() {
        #expect(!CountingHabits(mayHaveSentBefore: true).sending(batch))
        let tried = punch(1, at: "2026-03-16T08:00:00+07:00", attempts: 1)
        #expect(!CountingHabits(mayHaveSentBefore: false).sending([tried, outgoing(2)]))
    }
}
