import SeededChance
import Testing

@testable import SADP

/// When it is not sure which device something is: SADP contract 2, 9. Whatever is contested gets no password.
@Suite struct ContestedTests {
    private static let inquiries = ["FIRST", "SECOND", "THIRD"]

    private func discovery() -> Discovery {
        var discovery = Discovery()
        for uuid in Self.inquiries { discovery.expect(SADPRequest.inquiry(uuid: uuid)) }
        return discovery
    }

    private func answer(
        _ uuid: String = "FIRST", mac: String = "AA-BB-CC-DD-EE-01", serial: String = "DS-X20181114WRQ01728401",
        from source: String = "192.0.2.1", at door: SADPDoor = .own, link: Int = 0, _ more: String = ""
    ) -> Arrival {
        let types = uuid.isEmpty ? "hello" : "inquiry"
        let text =
            "<ProbeMatch><Uuid>\(uuid)</Uuid><Types>\(types)</Types><DeviceSN>\(serial)</DeviceSN><MAC>\(mac)</MAC>"
            + "\(more)</ProbeMatch>"
        return Arrival(bytes: Array(text.utf8), source: source, door: door, link: link)
    }

    private func rivalries(_ arrivals: [Arrival]) -> [DeviceRivalry?] {
        var discovery = discovery()
        for arrival in arrivals { _ = discovery.receive(arrival, at: .zero) }
        return discovery.devices.map(\.rivalry)
    }

    @Test func anAnswerToTheNextInquiryFromAnotherAddressMarksTheDevice() {
        var discovery = discovery()
        _ = discovery.receive(answer("FIRST"), at: .zero)
        guard case .listed(let device) = discovery.receive(answer("SECOND", from: "192.0.2.99"), at: .zero) else {
            Issue.record("whoever watches the search is not told")
            return
        }
        #expect(device.rivalry == .claimed && discovery.devices == [device])
        #expect(device.source == "192.0.2.1", "the first address stays")
        // And it stays so, whatever comes from the first address.
        _ = discovery.receive(answer("THIRD"), at: .zero)
        #expect(discovery.devices.map(\.rivalry) == [.claimed])
    }

    @Test func aRepetitionFromAnotherAddressMarksItToo() {
        #expect(rivalries([answer(), answer()]) == [nil])
        #expect(rivalries([answer(), answer(from: "192.0.2.99")]) == [.claimed])
    }

    @Test func aHelloFromElsewhereMarksTheDeviceThatAnsweredAndChangesNothingElse() throws {
        var discovery = discovery()
        _ = discovery.receive(answer(), at: .zero)
        let hello = answer("", from: "192.0.2.99", at: .group, "<EZVIZBindStatus>2</EZVIZBindStatus>")
        _ = discovery.receive(hello, at: .zero)
        let device = try #require(discovery.devices.first)
        #expect(device.rivalry == .claimed && device.announcement.binding == .unknown)
        #expect(device.source == "192.0.2.1" && device.doors == [.own])
    }

    @Test func whereItAnswersCountsAndNotWhereItWasOverheard() throws {
        var discovery = discovery()
        _ = discovery.receive(answer("", from: "192.0.2.99", at: .group, link: 0), at: .zero)
        #expect(try #require(discovery.devices.first).hasAnswered == false)
        _ = discovery.receive(answer("FIRST", at: .own, link: 1), at: .zero)
        let device = try #require(discovery.devices.first)
        #expect(device.hasAnswered && device.source == "192.0.2.1" && device.link == 1 && device.doors == [.own])
        #expect(device.rivalry == .claimed, "two addresses all the same")
        _ = discovery.receive(answer("SECOND", at: .official, link: 1), at: .zero)
        #expect(discovery.devices.first?.doors == [.own, .official])
    }

    @Test func anOverheardDeviceIsNotOneThatAnsweredHoweverOftenItIsHeard() {
        var discovery = discovery()
        for _ in 0..<3 { _ = discovery.receive(answer("", at: .group), at: .zero) }
        _ = discovery.receive(answer("SOMEBODY-ELSES", at: .official), at: .zero)
        #expect(discovery.devices.map(\.hasAnswered) == [false])
    }

    @Test func oneSerialAtTwoAddressesIsContestedUnlessAllElseIsARecordersSecondPort() {
        let model = "<DeviceDescription>DS-7608</DeviceDescription><SoftwareVersion>V4</SoftwareVersion>"
        let first = answer("FIRST", model)
        let mac = "AA-BB-CC-DD-EE-02"
        let cases: [(Arrival, DeviceRivalry)] = [
            (answer(mac: mac, from: "192.0.2.2", model), .secondPort),
            (answer(mac: mac, from: "192.0.2.2", model.replacing("7608", with: "7616")), .claimed),
            (answer(mac: mac, from: "192.0.2.2", model.replacing("V4", with: "V5")), .claimed),
            (answer(mac: mac, from: "192.0.2.1", model), .claimed),
            (answer(mac: "", from: "192.0.2.2", model), .claimed),
        ]
        for (other, rivalry) in cases { #expect(rivalries([first, other]) == [rivalry, rivalry]) }
    }

    @Test func aClaimOnOneOfTwoPortsMakesAllOfThemDoubtful() {
        let ports = [answer(), answer(mac: "AA-BB-CC-DD-EE-02", from: "192.0.2.2")]
        #expect(rivalries(ports) == [.secondPort, .secondPort])
        // Of the same serial, and of another model.
        let other = answer(
            mac: "AA-BB-CC-DD-EE-03", from: "192.0.2.3", "<DeviceDescription>DS-OTHER</DeviceDescription>")
        #expect(rivalries(ports + [other]) == [.claimed, .claimed, .claimed])
        #expect(rivalries([other] + ports) == [.claimed, .claimed, .claimed])
    }

    @Test func whatWasOnlyHeardIsARivalToo() {
        let heard = answer("", serial: "DS-X20181114WRQ01728499", from: "192.0.2.66", at: .group)
        #expect(rivalries([answer(), heard]) == [.claimed, .claimed])
        #expect(rivalries([heard, answer()]) == [.claimed, .claimed])
    }

    @Test func whatIsMissingIsNothingInCommon() {
        #expect(rivalries([answer(serial: ""), answer(mac: "AA-BB-CC-DD-EE-02", serial: "")]) == [nil, nil])
        #expect(
            rivalries([answer(mac: ""), answer("SECOND", mac: "", serial: "DS-X20181114WRQ01728402")]) == [nil, nil])
    }

    /// Whatever comes in whatever order: a device is free of doubt exactly where nothing else has its MAC address or
    /// its serial and every datagram of it came from one address.
    @Test(arguments: 0..<40) func onlyWhatNobodyElseClaimsIsFreeOfDoubt(_ seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        var discovery = discovery()
        var sources: [DiscoveredDevice.Key: Set<String>] = [:]
        let size = Int.random(in: 2...8, using: &chance)
        for _ in 0..<Int.random(in: 1...12, using: &chance) {
            let mac = "AA-BB-CC-DD-EE-0\(Int.random(in: 0..<size, using: &chance))"
            let serial = "DS-X20181114WRQ0172840\(Int.random(in: 0..<size, using: &chance))"
            let source = "192.0.2.\(Int.random(in: 1...(size > 4 ? 1 : 3), using: &chance))"
            let uuid = (Self.inquiries + [""]).randomElement(using: &chance) ?? ""
            _ = discovery.receive(answer(uuid, mac: mac, serial: serial, from: source), at: .zero)
            sources[DiscoveredDevice.Key(mac: MACAddress(mac), serial: serial), default: []].insert(source)
        }
        #expect(Set(discovery.devices.map(\.key)) == Set(sources.keys) && discovery.devices.count == sources.count)
        for device in discovery.devices {
            let others = discovery.devices.filter { $0.key != device.key }
            let isShared = others.contains { $0.key.mac == device.key.mac || $0.key.serial == device.key.serial }
            let moves = sources[device.key, default: []].count > 1
            #expect((device.rivalry != nil) == (isShared || moves), "\(device.key)")
            #expect(!moves || device.rivalry == .claimed)
        }
    }

    @Test func moreSourcesThanASecondMayHaveAreDroppedAndTheNextSecondIsFresh() {
        var discovery = Discovery()
        func junk(_ number: Int, at second: Int) {
            let source = "10.\(number / 65_536).\(number / 256 % 256).\(number % 256)"
            let arrival = Arrival(bytes: [0x78], source: source, door: .group, link: 0)
            _ = discovery.receive(arrival, at: .seconds(second))
        }
        for number in 0..<(SADPSettings.mostSources + 3) { junk(number, at: 0) }
        #expect(discovery.ignored == [.unreadable: SADPSettings.mostSources, .flood: 3])
        // One of those that are known is heard on.
        junk(0, at: 0)
        junk(SADPSettings.mostSources, at: 1)
        #expect(discovery.ignored == [.unreadable: SADPSettings.mostSources + 2, .flood: 3])
        discovery.count(dropped: 4)
        discovery.count(dropped: 0)
        #expect(discovery.ignored[.flood] == 7 && discovery.ignoredCount == SADPSettings.mostSources + 9)
    }

    @Test func whatWasNeverDroppedIsNoReason() {
        var discovery = Discovery()
        discovery.count(dropped: 0)
        #expect(discovery.ignored.isEmpty)
    }
}
