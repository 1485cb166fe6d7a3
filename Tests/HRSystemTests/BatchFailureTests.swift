import Attendance
import HRKit
import HTTPTransport
import TestSupport
import Testing

@testable import BaseCheckin

/// What a failed exchange, or a status that is not a success, means for a batch: whether it is halved, waited with, or
/// shown to a person.
@Suite struct BatchFailureTests {
    private static let now = Instant("2026-10-01T08:00:00+07:00")

    private func failure(_ reply: HTTPReply) -> BatchFailure? {
        ExchangeFailure(reply, calling: "http://hr.test/x", now: Self.now).map { BatchFailure($0) }
    }

    @Test(arguments: [200, 201, 204, 250, 299])
    func everyStatusOfTheTwoHundredsIsASuccess(_ status: Int) {
        #expect(failure(HTTPReply(status: status)) == nil)
    }

    @Test(arguments: [
        (199, "faulted"), (300, "faulted"), (304, "faulted"), (400, "faulted"), (404, "faulted"), (409, "faulted"),
        (413, "faulted"), (422, "faulted"), (500, "faulted"), (501, "faulted"), (401, "clientRefused"),
        (403, "clientRefused"), (410, "gone"), (429, "unavailable"), (502, "unavailable"), (503, "unavailable"),
        (504, "unavailable"), (301, "faulted"), (505, "faulted"),
    ])
    func aStatusTellsWhoseTroubleItIs(_ status: Int, _ kind: String) throws {
        let failure = try #require(self.failure(HTTPReply(status: status, body: Array("so it is".utf8))))
        #expect(word(failure) == kind)
        #expect(failure.phrase.en.hasPrefix("http://hr.test answered HTTP \(status): so it is"))
        #expect(failure.phrase.vi.hasPrefix("http://hr.test trả lời HTTP \(status): so it is"))
    }

    @Test(arguments: [(301, "clientRefused"), (308, "clientRefused"), (302, "unavailable"), (303, "unavailable")])
    func aMoveForGoodNeedsAPersonAndAnyOtherMayPass(_ status: Int, _ kind: String) throws {
        let reply = HTTPReply(status: status, headers: [(name: "Location", value: "https://new.test/x")])
        #expect(word(try #require(failure(reply))) == kind)
    }

    @Test(
        arguments: [
            (429, "120", 120), (503, "0", 0), (503, "-5", 0), (502, "999999", 86_400),
            (504, "Thu, 01 Oct 2026 01:10:00 GMT", 600), (429, "Thu, 01 Oct 2026 00:00:00 GMT", 0), (429, "soon", nil),
            (500, "120", nil),
        ] as [(Int, String, Int?)])
    func howLongATargetWantsToBeLeftAloneIsHeeded(_ status: Int, _ value: String, _ seconds: Int?) {
        let reply = HTTPReply(status: status, headers: [(name: "retry-after", value: value)])
        var wait: Duration?
        if case .unavailable(_, let retryAfter)? = failure(reply) { wait = retryAfter }
        #expect(wait == seconds.map { Duration.seconds($0) })
    }

    @Test(arguments: [
        (HTTPFailure.unreachable(reason: "no route"), "unavailable", "cannot be reached (no route)"),
        (.insecure(reason: "expired"), "unavailable", "was not accepted (expired)"),
        (.timedOut(after: .seconds(20)), "faulted", "did not answer within 20 seconds"),
        (.interrupted(reason: "reset"), "faulted", "broke off (reset)"),
        (.replyTooLarge(limit: 8 << 20), "faulted", "larger than 8 MiB"), (.cancelled, "cancelled", "stopped"),
        (.invalidAddress, "clientRefused", "is not a web address"),
    ])
    func anExchangeThatFailedTellsWhoseTroubleItIs(_ failure: HTTPFailure, _ kind: String, _ words: String) async {
        let batch = BatchFailure(ExchangeFailure(failure, calling: "http://hr.test"))
        #expect(word(batch) == kind && batch.phrase.en.contains(words))
        #expect(!batch.phrase.vi.isEmpty && batch.phrase.vi != batch.phrase.en)
        // And it comes through as that.
        let http = ScriptedHTTP { (_, _) throws(HTTPFailure) in throw failure }
        let system = BaseCheckinSystem(context: context(["token": "t", "base-url": "http://base.test"], http))
        #expect(await result(system, [outgoing()]) == [kind])
        #expect(http.calls.count == 1)
    }

    @Test func aLostAnswerToABatchIsNoRefusalOfIt() async throws {
        let http = ScriptedHTTP { (call, _) throws(HTTPFailure) in
            guard !call.url.hasSuffix("mass_sync") else { throw .interrupted(reason: "reset") }
            return HTTPReply(status: 200, body: Array(#"{"code":1}"#.utf8))
        }
        let system = BaseCheckinSystem(context: context(["token": "t", "base-url": "http://base.test"], http))
        #expect(await result(system, [outgoing(1), outgoing(2)]) == ["faulted"])
        #expect(http.calls.count == 2)
    }
}

@Suite struct RetryScheduleTests {
    @Test func eachFailureIsFollowedByItsOwnDelayAndTheLastByNone() throws {
        let schedule = RetrySchedule([.seconds(10), .seconds(100)])
        for _ in 0..<50 {
            let first = try #require(schedule.delay(afterAttempt: 1))
            let second = try #require(schedule.delay(afterAttempt: 2))
            #expect(first >= .seconds(10) && first <= .seconds(11))
            #expect(second >= .seconds(100) && second <= .seconds(110))
        }
        #expect(schedule.delay(afterAttempt: 3) == nil)
        // What was never tried waits as if it had failed once.
        #expect(try #require(schedule.delay(afterAttempt: 0)) <= .seconds(11))
        #expect(RetrySchedule([]).delay(afterAttempt: 1) == nil)
    }

    @Test func notAllOfThemComeBackAtOnce() {
        let schedule = RetrySchedule([.seconds(100)])
        #expect(Set((0..<50).compactMap { _ in schedule.delay(afterAttempt: 1) }).count > 1)
    }

    @Test func baseIsTriedForADayBeforeARecordWaitsForAPerson() {
        let delays = BaseCheckinKind.kind.schedule.delays
        #expect(delays.count == 9 && delays.first == .seconds(5) && delays.last == .hours(12))
        #expect(delays == delays.sorted())
        #expect(delays.reduce(.zero, +) > .hours(22))
    }
}
