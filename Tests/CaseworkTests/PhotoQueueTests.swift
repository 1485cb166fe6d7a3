import Foundation
import Labels
import Synchronization
import Testing

@testable import Casework

/// Whose photo is read next, and how many may wait.
@Suite struct PhotoQueueTests {
    private func job(_ owner: String, giveUp: @escaping () -> Void = {}) -> PhotoQueue.Job {
        PhotoQueue.Job(owner: owner, work: { _ in }, giveUp: giveUp)
    }

    private func queue(_ owners: String...) -> PhotoQueue {
        let queue = PhotoQueue()
        for owner in owners { #expect(queue.add(job(owner))) }
        return queue
    }

    @Test func oneOwnerFillsNoMoreThanAThirdOfTheQueue() {
        let queue = queue()
        for _ in 0..<PhotoQueue.mostOfOne { #expect(queue.add(job("busy"))) }
        #expect(!queue.add(job("busy")))
        #expect(queue.add(job("honest")) && queue.count == PhotoQueue.mostOfOne + 1)
        // What is read waits no more.
        #expect(queue.next()?.owner == "busy")
        #expect(queue.add(job("busy")) && !queue.add(job("busy")))
        #expect(PhotoQueue.mostOfOne * 3 == PhotoQueue.most)
    }

    @Test func theWholeQueueIsBoundedToo() {
        let queue = queue()
        for number in 0..<PhotoQueue.most { #expect(queue.add(job("\(number)"))) }
        #expect(!queue.add(job("late")) && queue.count == PhotoQueue.most)
        _ = queue.next()
        #expect(queue.add(job("late")) && !queue.add(job("later")))
    }

    @Test func oneOfEachOwnerIsReadAtATime() throws {
        let queue = queue("a", "a", "a", "b")
        let first = try #require(queue.next())
        #expect(first.owner == "a" && queue.next()?.owner == "b")
        // Both owners are at work: whoever asks now waits until one is done.
        queue.finished(first, after: .zero)
        #expect(queue.next()?.owner == "a" && queue.count == 1)
    }

    @Test func ofThoseWhoWaitTheOneWhosePhotosTookLeastIsNext() throws {
        let queue = queue("a", "b", "c", "a", "b")
        for duration in [10, 5, 7] { queue.finished(try #require(queue.next()), after: .seconds(duration)) }
        // a took 10, b 5, c 7; c waits again.
        #expect(queue.add(job("c")))
        var order: [String] = []
        for _ in 0..<3 {
            let next = try #require(queue.next())
            order.append(next.owner)
            queue.finished(next, after: .seconds(1))
        }
        #expect(order == ["b", "c", "a"])
    }

    @Test func whoTookTheSameIsServedInTheOrderInWhichHeCame() throws {
        let queue = queue("c", "a", "b")
        let owners = [queue.next()?.owner, queue.next()?.owner, queue.next()?.owner]
        #expect(owners == ["c", "a", "b"])
    }

    @Test func whatOneTookIsAddedUpAndForgottenOnceNobodyWaits() throws {
        let queue = queue("a", "a", "b", "b")
        for duration in [3, 4, 3, 0] { queue.finished(try #require(queue.next()), after: .seconds(duration)) }
        // The queue was empty: a, who had taken six seconds and b four, begin anew.
        for owner in ["a", "b"] { #expect(queue.add(job(owner))) }
        #expect(queue.next()?.owner == "a")
        #expect(queue.next()?.owner == "b")
    }

    @Test func whileSomebodyIsStillAtWorkNothingIsForgotten() throws {
        let queue = queue("a", "b")
        let (first, second) = (try #require(queue.next()), try #require(queue.next()))
        queue.finished(first, after: .seconds(9))
        for owner in ["a", "c"] { #expect(queue.add(job(owner))) }
        #expect(queue.next()?.owner == "c")
        queue.finished(second, after: .zero)
    }

    @Test func whoeverWaitsAtTheEndIsTold() {
        let told = Mutex<[String]>([])
        let queue = PhotoQueue()
        for owner in ["a", "b", "c"] {
            #expect(queue.add(job(owner, giveUp: { told.withLock { $0.append(owner) } })))
        }
        #expect(queue.next()?.owner == "a")
        queue.end()
        #expect(told.withLock { $0 } == ["b", "c"])
        #expect(queue.next() == nil && !queue.add(job("d")) && queue.count == 0)
        // A second end tells nobody twice.
        queue.end()
        #expect(told.withLock { $0 }.count == 2)
    }
}
