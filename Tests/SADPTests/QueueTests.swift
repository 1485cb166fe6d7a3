import Testing

@testable import SADP

/// What waits for the reader, and where a search goes out.
@Suite struct QueueTests {
    private func arrival(_ number: Int) -> Arrival {
        Arrival(bytes: [UInt8(number & 255)], source: "192.0.2.\(number % 250)", door: .own, link: number)
    }

    private func arrivals(_ queue: ArrivalQueue) async -> [Int] {
        queue.finish()
        var links: [Int] = []
        for await event in queue.events {
            if case .arrival(let arrival) = event { links.append(arrival.link) }
        }
        return links
    }

    @Test func whatFindsNoRoomIsCountedOnceAndTheRestComesInOrder() async {
        let queue = ArrivalQueue()
        for number in 0..<1030 { queue.offer(arrival(number)) }
        #expect(queue.takeDropped() == 6)
        #expect(queue.takeDropped() == 0, "told once")
        #expect(await arrivals(queue) == Array(0..<1024))
    }

    @Test func whatWasTakenMakesRoomForAsMuch() async {
        let queue = ArrivalQueue()
        for number in 0..<1024 { queue.offer(arrival(number)) }
        queue.took()
        queue.took()
        for number in 1024..<1027 { queue.offer(arrival(number)) }
        #expect(queue.takeDropped() == 1)
        #expect(await arrivals(queue).suffix(2) == [1024, 1025])
    }

    @Test func alarmsAreToldApartAndTheEarlierRingsFirst() async {
        let queue = ArrivalQueue()
        queue.ring(7, after: .milliseconds(200))
        queue.ring(8, after: .zero)
        var rung: [Int] = []
        for await event in queue.events {
            if case .alarm(let number) = event { rung.append(number) }
            if rung.count == 2 { break }
        }
        #expect(rung == [8, 7])
    }

    // MARK: Interfaces

    private static let loopback = NetworkInterface(name: "lo", address: "127.0.0.1", isLoopback: true, index: 1)
    private static let wire = NetworkInterface(name: "eth0", address: "192.0.2.5", isLoopback: false, index: 2)
    private static let second = NetworkInterface(name: "eth0", address: "198.51.100.5", isLoopback: false, index: 2)
    private static let radio = NetworkInterface(name: "wlan0", address: "203.0.113.5", isLoopback: false, index: 3)
    private static let all = [loopback, wire, second, radio]

    @Test func withoutAWordEveryInterfaceButLoopbackIsSearched() throws {
        #expect(try NetworkInterface.chosen(nil, among: Self.all) == [Self.wire, Self.second, Self.radio])
        #expect(try NetworkInterface.chosen(nil, among: [Self.loopback]) == [Self.loopback])
    }

    @Test(arguments: [
        ("eth0", [wire, second]), ("198.51.100.5", [second]), ("eth0 (192.0.2.5)", [wire]), ("lo", [loopback]),
    ])
    func aWordMeansExactlyWhatItNames(_ word: String, _ expected: [NetworkInterface]) throws {
        #expect(try NetworkInterface.chosen(word, among: Self.all) == expected)
    }

    @Test(arguments: ["", "eth", "ETH0", "192.0.2.", "eth0 (203.0.113.5)"])
    func aWordThatNamesNoneIsRefusedWithThoseThatThereAre(_ word: String) {
        #expect(throws: SADPFailure.unknownInterface(word, known: Self.all)) {
            try NetworkInterface.chosen(word, among: Self.all)
        }
    }

    @Test(arguments: [
        ("223.255.255.255", false), ("224.0.0.0", true), ("239.255.255.250", true), ("239.255.255.255", true),
        ("240.0.0.0", false), ("127.0.0.1", false),
    ])
    func groupsAreToldFromDevices(_ text: String, _ isGroup: Bool) throws {
        #expect(try #require(IPv4Number(text)).isMulticast == isGroup)
    }

    @Test(arguments: ["", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.x", "1.2.x.3.4", "1..2.3.4", "1.2.3.4.", "a.b.c.d"])
    func whatIsNoIPv4AddressIsNone(_ text: String) {
        #expect(IPv4Number(text) == nil)
    }

    @Test func aSearchAsksAtOnceHoweverShortItIs() {
        #expect(SADPSettings.inquiryTimes(within: .zero) == [.zero])
        #expect(SADPSettings.inquiryTimes(within: .seconds(1)) == [.zero], "none as it ends")
        #expect(SADPSettings.inquiryTimes(within: .milliseconds(2001)) == [.zero, .seconds(1), .seconds(2)])
        #expect(SADPSettings.inquiryTimes(within: .seconds(7)).count == 3)
    }
}
