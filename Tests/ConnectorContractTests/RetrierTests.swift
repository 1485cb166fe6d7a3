import Attendance
import ConnectorKit
import HTTPTransport
import Synchronization
import TestSupport
import Testing

/// How often and how long a step is tried.
@Suite struct RetrierTests {
    private static let step = Phrase(verbatim: "step")

    private func policy(attempts: Int, patience: Duration = .seconds(30)) -> RetryPolicy {
        RetryPolicy(
            firstDelay: .milliseconds(1), longestDelay: .milliseconds(2), patience: patience, attempts: attempts)
    }

    private func failure(_ code: ConnectorFailure.Code, after: Duration? = nil) -> ConnectorFailure {
        ConnectorFailure(code, step: Self.step, problem: Self.step, remedy: Self.step, retryAfter: after)
    }

    /// How often a step is tried that fails so often; nil where it then succeeded.
    private func tries(
        _ retrier: Retrier, failing: Int = .max, with failure: ConnectorFailure,
        hasBetterRemedy: @escaping @Sendable (ConnectorFailure) -> Bool = { _ in false }
    ) async -> (count: Int, failure: ConnectorFailure?) {
        let count = Mutex(0)
        do throws(ConnectorFailure) {
            try await retrier.perform(timeout: .seconds(20), hasBetterRemedy: hasBetterRemedy) {
                (_: Duration) async throws(ConnectorFailure) in
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                if number <= failing { throw failure }
            }
            return (count.withLock { $0 }, nil)
        } catch {
            return (count.withLock { $0 }, error)
        }
    }

    @Test(arguments: [
        (ConnectorFailure.Code.unreachable, true), (.timedOut, true), (.rateLimited, true), (.vendorFault, true),
        (.badReply, true), (.incomplete, true), (.configuration, false), (.credentials, false), (.cancelled, false),
    ])
    func onlyWhatMayPassIsTriedAgain(_ code: ConnectorFailure.Code, _ mayPass: Bool) async {
        let failure = failure(code)
        #expect(failure.mayPass == mayPass)
        let (count, end) = await tries(Retrier(policy(attempts: 3)), with: failure)
        #expect(count == (mayPass ? 3 : 1) && end == failure)
    }

    @Test func aStepThatSucceedsInTheEndHasSucceeded() async {
        let last = await tries(Retrier(policy(attempts: 3)), failing: 2, with: failure(.timedOut))
        #expect(last.count == 3 && last.failure == nil)
        let none = await tries(Retrier(policy(attempts: 3)), failing: 3, with: failure(.timedOut))
        #expect(none.count == 3 && none.failure != nil)
    }

    @Test func whatIsCuredOtherwiseIsTriedOnceMoreAndNoMore() async {
        let isTimeout: @Sendable (ConnectorFailure) -> Bool = { $0.code == .timedOut }
        let retrier = Retrier(policy(attempts: 4))
        #expect(await tries(retrier, with: failure(.timedOut), hasBetterRemedy: isTimeout).count == 2)
        #expect(await tries(retrier, with: failure(.badReply), hasBetterRemedy: isTimeout).count == 4)
        let single = Retrier(policy(attempts: 1))
        #expect(await tries(single, with: failure(.timedOut), hasBetterRemedy: isTimeout).count == 1)
    }

    @Test func aServerThatAsksForPatienceGetsIt() async {
        let began = ContinuousClock.now
        let asked = failure(.rateLimited, after: .milliseconds(150))
        #expect(await tries(Retrier(policy(attempts: 2)), failing: 1, with: asked).failure == nil)
        #expect(ContinuousClock.now - began >= .milliseconds(150))
    }

    @Test func whoeverAsksForMoreThanThePatienceIsNotWaitedFor() async {
        let began = ContinuousClock.now
        let asked = failure(.rateLimited, after: .seconds(40))
        let (count, end) = await tries(Retrier(policy(attempts: 5)), with: asked)
        #expect(count == 1 && end == asked && ContinuousClock.now - began < .seconds(20))
    }

    @Test func aStepMayTakeAsLongAsItsTimeoutAndNoLongerThanThePatience() async throws {
        let long = try await Retrier(policy(attempts: 1, patience: .seconds(300))).perform(timeout: .seconds(20)) {
            (limit: Duration) async throws(ConnectorFailure) in limit
        }
        #expect(long == .seconds(20))
        let short = try await Retrier(policy(attempts: 1, patience: .seconds(5))).perform(timeout: .seconds(20)) {
            (limit: Duration) async throws(ConnectorFailure) in limit
        }
        #expect(short <= .seconds(5) && short > .zero)
        // A step that is begun late still gets a moment.
        let late = Retrier(policy(attempts: 1, patience: .zero))
        #expect(late.remaining == .milliseconds(250))
    }

    @Test func whoeverIsCancelledWhileItWaitsStopsAtOnce() async {
        let retrier = Retrier(policy(attempts: 5))
        let began = AsyncStream<Void>.makeStream()
        let asked = failure(.rateLimited, after: .seconds(25))
        let task = Task {
            try await retrier.perform(timeout: .seconds(20)) { (_: Duration) async throws(ConnectorFailure) in
                began.continuation.yield()
                throw asked
            }
        }
        for await _ in began.stream { break }
        task.cancel()
        let result = await task.result
        #expect(throws: ConnectorFailure.self) { try result.get() }
        if case .failure(let error as ConnectorFailure) = result { #expect(error.code == .cancelled) }
    }

    // MARK: Reading ahead

    @Test func resultsComeInTheOrderOfTheRequestsAndTwoAreUnderWay() async throws {
        var ahead = ReadAhead<Int>()
        #expect(ahead.hasRoom && ahead.count == 0)
        let gate = AsyncStream<Void>.makeStream()
        ahead.start {
            for await _ in gate.stream { break }
            return 1
        }
        #expect(ahead.hasRoom)
        ahead.start { 2 }
        #expect(!ahead.hasRoom && ahead.count == 2)
        gate.continuation.yield()
        #expect(try await ahead.next() == 1)
        #expect(ahead.hasRoom && ahead.count == 1)
        #expect(try await ahead.next() == 2)
        #expect(try await ahead.next() == nil)
    }

    @Test func aRequestThatNobodyWaitsForAnyMoreIsCancelled() async throws {
        let ended = AsyncStream<Bool>.makeStream()
        var ahead = ReadAhead<Int>()
        ahead.start {
            try? await Task.sleep(for: .seconds(60))
            ended.continuation.yield(Task.isCancelled)
            return 0
        }
        ahead.cancel()
        #expect(ahead.count == 0)
        for await isCancelled in ended.stream {
            #expect(isCancelled)
            break
        }
    }
}
