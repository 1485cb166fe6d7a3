import NIOCore
import NIOEmbedded
import Testing

@testable import Server

/// Who has to go when there is no place left.
@Suite struct ConnectionBookTests {
    private func book(total: Int = 100, perAddress: Int = 100, unbounded: Set<String> = []) -> ConnectionBook {
        var limits = ConnectionLimits(total: total)
        limits.perAddress = perAddress
        limits.unbounded = unbounded
        return ConnectionBook(limits)
    }

    private func channel(_ address: String) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        let socket = try SocketAddress(ipAddress: address, port: 40_000)
        channel.connect(to: socket, promise: nil)
        channel.remoteAddress = socket
        return channel
    }

    /// Connections that have entered, one after the other.
    private func guests(_ book: ConnectionBook, _ addresses: [String]) throws -> [EmbeddedChannel] {
        try addresses.map {
            let guest = try channel($0)
            #expect(book.enter(guest))
            return guest
        }
    }

    private func gone(_ channels: [EmbeddedChannel]) -> [Int] { channels.indices.filter { !channels[$0].isActive } }

    @Test(arguments: [(0, 64), (256, 64), (320, 64), (321, 65), (1024, 768), (8448, 8192), (Int.max, 8192)])
    func connectionsLeaveFilesForEverythingElse(_ files: Int, _ total: Int) {
        #expect(ConnectionLimits.total(openFiles: files) == total)
    }

    @Test func upToTheShareOfAnAddressNobodyGoes() throws {
        let book = book(perAddress: 3)
        let same = try guests(book, ["192.0.2.1", "192.0.2.1", "192.0.2.1"])
        #expect(gone(same) == [] && book.count == 3)
        _ = try guests(book, ["192.0.2.1"])
        #expect(gone(same) == [0] && book.count == 3, "the one that has waited longest")
        _ = try guests(book, ["192.0.2.2"])
        #expect(gone(same) == [0] && book.count == 4, "another address has its own")
    }

    @Test func oneHouseholdIsOneAddress() throws {
        let book = book(perAddress: 2)
        let same = try guests(book, ["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:ffff::3"])
        #expect(gone(same) == [0])
        let mapped = try guests(book, ["192.0.2.1", "::ffff:192.0.2.1", "192.0.2.1"])
        #expect(gone(mapped) == [0])
        let neighbours = try guests(book, ["2001:db8:1:3::1"])
        #expect(gone(neighbours) == [] && gone(same) == [0])
    }

    @Test func aProxyThatIsBelievedHasNoShare() throws {
        let book = book(perAddress: 2, unbounded: ["192.0.2.1"])
        let proxy = try guests(book, Array(repeating: "192.0.2.1", count: 5))
        let others = try guests(book, Array(repeating: "192.0.2.2", count: 3))
        #expect(gone(proxy) == [] && gone(others) == [0])
    }

    @Test func atTheBoundOfAllTheAddressWithMostOfThemLoses() throws {
        let book = book(total: 4)
        let quiet = try guests(book, ["192.0.2.1"])
        let many = try guests(book, ["192.0.2.2", "192.0.2.2", "192.0.2.2"])
        _ = try guests(book, ["192.0.2.3"])
        #expect(gone(quiet) == [] && gone(many) == [0] && book.count == 4)
    }

    @Test func whoIsBeingAnsweredStays() throws {
        let book = book(perAddress: 3)
        let same = try guests(book, ["192.0.2.1", "192.0.2.1", "192.0.2.1"])
        book.note(same[0], isWaiting: false)
        _ = try guests(book, ["192.0.2.1"])
        #expect(gone(same) == [1])
        // Answered: from now on it waits, later than the others.
        book.note(same[0], isWaiting: true)
        _ = try guests(book, ["192.0.2.1"])
        #expect(gone(same) == [1, 2])
    }

    @Test func whereAllOfAnAddressAreBusyItsNewcomerIsSentAway() throws {
        let book = book(perAddress: 2)
        let same = try guests(book, ["192.0.2.1", "192.0.2.1"])
        let other = try guests(book, ["192.0.2.2"])
        for channel in same { book.note(channel, isWaiting: false) }
        #expect(!book.enter(try channel("192.0.2.1")))
        #expect(gone(same) == [] && gone(other) == [] && book.count == 3, "nobody else pays for it")
    }

    @Test func whereTheBusiestIsBusyTheIdlestOfAllGoes() throws {
        let book = book(total: 3)
        let busy = try guests(book, ["192.0.2.1", "192.0.2.1"])
        let idle = try guests(book, ["192.0.2.2"])
        for channel in busy { book.note(channel, isWaiting: false) }
        _ = try guests(book, ["192.0.2.3"])
        #expect(gone(busy) == [] && gone(idle) == [0])
        let none = self.book(total: 1)
        let only = try guests(none, ["192.0.2.1"])
        none.note(only[0], isWaiting: false)
        #expect(!none.enter(try channel("192.0.2.2")) && gone(only) == [])
    }

    @Test func whoLeavesMakesRoomOnce() throws {
        let book = book(perAddress: 2)
        let first = try guests(book, ["192.0.2.1", "192.0.2.1"])
        book.leave(first[0])
        book.leave(first[0])
        #expect(book.count == 1)
        let second = try guests(book, ["192.0.2.1"])
        #expect(gone(first) == [] && gone(second) == [])
        _ = try guests(book, ["192.0.2.1"])
        #expect(gone(first) == [1] && book.count == 2)
    }

    @Test func aNoteOfWhoIsGoneBringsNobodyBack() throws {
        let book = book()
        let guest = try guests(book, ["192.0.2.1"])
        book.leave(guest[0])
        book.note(guest[0], isWaiting: true)
        #expect(book.count == 0)
    }

    @Test func theProgramsOwnFilesHaveTheirReserve() {
        let limits = ConnectionLimits.raised()
        #expect((64...8192).contains(limits.total) && limits.perAddress == 256 && limits.unbounded.isEmpty)
    }
}
