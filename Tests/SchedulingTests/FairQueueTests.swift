import Testing

@testable import Scheduling

/// Whose work is done next, and how much may wait.
@Suite struct FairQueueTests {
    /// Tickets are numbered as they come.
    private final class Line {
        private var queue: FairQueue
        private var number = 0

        var waiting: Int { queue.waiting.count }

        init(seats: Int, mostWaiting: Int = 24, mostOfOne: Int = 8, _ owners: String?...) {
            queue = FairQueue(seats: seats, mostWaiting: mostWaiting, mostOfOne: mostOfOne)
            for owner in owners { #expect(add(owner)) }
        }

        func add(_ owner: String?) -> Bool {
            number += 1
            return queue.join(FairQueue.Ticket(number: number, owner: owner))
        }

        func next() -> (ticket: FairQueue.Ticket, seat: Int)? { queue.seatNext() }

        /// Does the next piece of work; returns whose it was.
        func work(_ seconds: Int) -> String? {
            guard let (ticket, seat) = next() else { return nil }
            queue.finish(ticket, seat: seat, after: .seconds(seconds))
            return ticket.owner
        }

        func finish(_ place: (ticket: FairQueue.Ticket, seat: Int), after seconds: Int = 0) {
            queue.finish(place.ticket, seat: place.seat, after: .seconds(seconds))
        }

        func leave(_ ticket: FairQueue.Ticket) -> Bool { queue.leave(ticket) }
    }

    @Test func oneOwnerFillsNoMoreThanHisPart() {
        let line = Line(seats: 1, mostWaiting: 5, mostOfOne: 2, "first")
        _ = line.next()
        #expect(line.add("busy") && line.add("busy") && !line.add("busy"))
        #expect(line.add("honest") && line.waiting == 3)
    }

    @Test func theWholeQueueIsBoundedTooAndASeatIsNoPlaceInIt() throws {
        let line = Line(seats: 1, mostWaiting: 2)
        #expect(line.add("a"))
        let first = try #require(line.next())
        #expect(line.add("b") && line.add(nil) && !line.add("c") && !line.add(nil))
        line.finish(first)
        _ = line.next()
        #expect(line.add("c") && !line.add("d"))
    }

    @Test func whoeverFindsASeatIsNeverTooMuch() {
        let line = Line(seats: 2, mostWaiting: 0)
        #expect(line.add("a"))
        _ = line.next()
        #expect(!line.add("a"), "his other piece would have to wait")
        #expect(line.add("b"))
        _ = line.next()
        #expect(!line.add("c"))
    }

    @Test func oneOfEachOwnerIsAtWorkAtATime() throws {
        let line = Line(seats: 3, "a", "a", "a", "b")
        let first = try #require(line.next())
        #expect(first.ticket.owner == "a" && line.next()?.ticket.owner == "b")
        #expect(line.next() == nil, "there is a seat, and both owners are at work")
        line.finish(first)
        #expect(line.next()?.ticket.owner == "a" && line.waiting == 1)
    }

    @Test func workWithoutAnOwnerIsDoneSideBySideInTheOrderInWhichItCame() {
        let line = Line(seats: 2, nil, nil, nil)
        #expect(line.next()?.ticket.number == 1 && line.next()?.ticket.number == 2 && line.next() == nil)
    }

    @Test func ofThoseWhoWaitTheOneWhoseWorkTookLeastIsNext() {
        let line = Line(seats: 1, "a", "b", "c", "a", "b")
        for seconds in [10, 5, 7] { _ = line.work(seconds) }
        // a took 10, b 5, c 7; c waits again.
        #expect(line.add("c"))
        #expect([line.work(1), line.work(1), line.work(1)] == ["b", "c", "a"])
    }

    @Test func whoTookTheSameIsServedInTheOrderInWhichHeCame() {
        let line = Line(seats: 1, "c", "a", "b")
        #expect([line.work(0), line.work(0), line.work(0)] == ["c", "a", "b"])
    }

    @Test func whatOneTookIsAddedUpAndForgottenOnceNobodyWaits() {
        let line = Line(seats: 1, "a", "a", "b", "b")
        for seconds in [3, 4, 3, 0] { _ = line.work(seconds) }
        // Nobody waited: a, who had taken more than b, begins anew.
        for owner in ["a", "b"] { #expect(line.add(owner)) }
        #expect([line.work(0), line.work(0)] == ["a", "b"])
    }

    @Test func whileSomebodyIsStillAtWorkNothingIsForgotten() throws {
        let line = Line(seats: 2, "a", "b")
        let (first, second) = (try #require(line.next()), try #require(line.next()))
        line.finish(first, after: 9)
        for owner in ["a", "c"] { #expect(line.add(owner)) }
        #expect(line.work(0) == "c")
        line.finish(second)
    }

    @Test func whoLeavesWaitsNoMore() throws {
        let line = Line(seats: 1, "a", "b", "c")
        let first = try #require(line.next())
        let second = FairQueue.Ticket(number: 2, owner: "b")
        #expect(line.leave(second) && !line.leave(second) && !line.leave(first.ticket))
        line.finish(first)
        #expect(line.work(0) == "c" && line.next() == nil)
    }
}
