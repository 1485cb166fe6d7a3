import Testing

@testable import SADP

/// What a search makes of whatever arrives: SADP contract 2 and 9.
@Suite struct DiscoveryTests {
    static let inquiry = SADPRequest.inquiry(uuid: "44037D7F-7D48-4DB0-8893-05705C4AE965")

    private func discovery() -> Discovery {
        var discovery = Discovery()
        discovery.expect(Self.inquiry)
        return discovery
    }

    private func arrival(_ text: String, from source: String = "192.0.2.64", at door: SADPDoor = .own) -> Arrival {
        Arrival(bytes: Array(text.utf8), source: source, door: door, link: 0)
    }

    private func match(
        uuid: String = DiscoveryTests.inquiry.uuid, types: String = "inquiry", mac: String = "AA-BB-CC-DD-EE-01",
        serial: String = "DS-KH6210-L0120181114WRQ01728482", more: String = ""
    ) -> String {
        "<ProbeMatch><Uuid>\(uuid)</Uuid><Types>\(types)</Types><DeviceSN>\(serial)</DeviceSN><MAC>\(mac)</MAC>\(more)</ProbeMatch>"
    }

    @Test(arguments: [
        ("", Discovery.Ignored.unreadable), ("hello", .unreadable), ("{\"Types\":\"inquiry\"}", .unreadable),
        ("\u{0}\u{1}\u{2}", .unreadable), ("<<<>>>", .unreadable), ("<ProbeMatch></ProbeMatch>", .unreadable),
        (
            "<!DOCTYPE x [<!ENTITY a \"b\">]><ProbeMatch><Types>hello</Types><MAC>aa-bb-cc-dd-ee-ff</MAC></ProbeMatch>",
            .declaration
        ),
        ("<ProbeMatch><!-- x --><Types>hello</Types></ProbeMatch>", .declaration),
        ("<ProbeMatch><Types>hello</Types></ProbeMatch>", .nameless),
        (
            "<ProbeMatch><Types>getcode</Types><Uuid>X</Uuid><MAC>aa-bb-cc-dd-ee-ff</MAC><Code>A</Code></ProbeMatch>",
            .foreign
        ),
        ("<ProbeMatch><Types>inquiry</Types><MAC>aa-bb-cc-dd-ee-ff</MAC></ProbeMatch>", .foreign),
        ("<a><b><c><d><e>deep</e></d></c></b></a>", .unreadable),
    ])
    func uselessDatagramsAreCountedAndNothingElse(_ text: String, _ reason: Discovery.Ignored) {
        var discovery = discovery()
        #expect(discovery.receive(arrival(text), at: .zero) == .ignored(reason))
        #expect(discovery.devices.isEmpty && discovery.ignored == [reason: 1])
    }

    @Test func sixtyKilobytesAreTooMuch() {
        var discovery = discovery()
        let text = match(more: "<X>" + String(repeating: "x", count: 60_000) + "</X>")
        #expect(discovery.receive(arrival(text), at: .zero) == .ignored(.tooLarge))
        #expect(
            discovery.receive(arrival(match(more: String(repeating: "<X/>", count: 300))), at: .zero)
                == .ignored(.unreadable))
        #expect(discovery.devices.isEmpty)
    }

    @Test func aCutOffAnswerStillListsItsDevice() throws {
        var discovery = discovery()
        let whole = match(more: "<IPv4Address>192.0.2.64</IPv4Address>")
        _ = discovery.receive(arrival(String(whole.dropLast(20))), at: .zero)
        let device = try #require(discovery.devices.first)
        #expect(device.announcement.mac?.key == "aa-bb-cc-dd-ee-01" && device.announcement.ipv4.isEmpty)
    }

    @Test func requestsOfOthersAreNeitherDevicesNorRubbish() {
        var discovery = discovery()
        #expect(
            discovery.receive(Arrival(bytes: Self.inquiry.bytes, source: "192.0.2.1", door: .group, link: 0), at: .zero)
                == .request)
        #expect(discovery.devices.isEmpty && discovery.ignoredCount == 0)
    }

    @Test func whatIsOverheardIsListedAndNotTrusted() throws {
        var discovery = discovery()
        _ = discovery.receive(arrival(match(uuid: "SOMEBODY-ELSES")), at: .zero)
        #expect(try #require(discovery.devices.first).hasAnswered == false)
        _ = discovery.receive(arrival(match(), at: .official), at: .zero)
        #expect(discovery.devices.count == 1)
        let device = try #require(discovery.devices.first)
        #expect(device.hasAnswered && device.doors == [.official] && device.rivalry == nil)
        // A later hello changes nothing of what the device itself answered.
        let hello = match(types: "hello", more: "<EZVIZBindStatus>2</EZVIZBindStatus>")
        #expect(discovery.receive(arrival(hello.replacing(Self.inquiry.uuid, with: "")), at: .zero) == .unchanged)
        #expect(discovery.devices.first?.announcement.binding == .unknown)
    }

    @Test func oneDeviceIsListedOnceHoweverOftenItAnswers() {
        var discovery = discovery()
        let second = SADPRequest.inquiry(uuid: "SECOND")
        discovery.expect(second)
        _ = discovery.receive(arrival(match()), at: .zero)
        #expect(discovery.receive(arrival(match()), at: .zero) == .ignored(.repeated))
        // An answer to the next inquiry is not a repetition, and may bring news.
        let news = match(uuid: second.uuid, more: "<EZVIZBindStatus>2</EZVIZBindStatus>")
        guard case .listed(let device) = discovery.receive(arrival(news), at: .zero) else {
            Issue.record("the news was not taken")
            return
        }
        #expect(device.announcement.binding == .notBound && discovery.devices.count == 1)
        #expect(discovery.ignored == [.repeated: 1])
    }

    @Test func rivalsForOneMACOrSerialAreMarked() {
        var discovery = discovery()
        _ = discovery.receive(arrival(match()), at: .zero)
        _ = discovery.receive(arrival(match(mac: "AA-BB-CC-DD-EE-02", serial: "DS-X20181114WRQ01728499")), at: .zero)
        #expect(discovery.devices.map(\.rivalry) == [nil, nil])
        _ = discovery.receive(arrival(match(serial: "DS-X20181114WRQ01728477")), at: .zero)
        #expect(discovery.devices.map(\.rivalry) == [.claimed, nil, .claimed])
        _ = discovery.receive(arrival(match(mac: "AA-BB-CC-DD-EE-09", serial: "DS-X20181114WRQ01728499")), at: .zero)
        #expect(discovery.devices.map(\.rivalry) == [.claimed, .claimed, .claimed, .claimed])
    }

    @Test func aRecorderThatAnswersAtTwoPortsIsProbablyThat() {
        var discovery = discovery()
        _ = discovery.receive(arrival(match()), at: .zero)
        _ = discovery.receive(arrival(match(mac: "AA-BB-CC-DD-EE-02"), from: "198.51.100.64"), at: .zero)
        #expect(discovery.devices.map(\.rivalry) == [.secondPort, .secondPort])
        // A third one is too many.
        _ = discovery.receive(arrival(match(mac: "AA-BB-CC-DD-EE-03"), from: "198.51.100.65"), at: .zero)
        #expect(discovery.devices.map(\.rivalry) == [.claimed, .claimed, .claimed])
    }

    @Test func whatClaimsAnotherModelOrOneAddressIsNoSecondPort() {
        for (more, source) in [
            ("<DeviceDescription>DS-OTHER</DeviceDescription>", "198.51.100.64"), ("", "192.0.2.64"),
        ] {
            var discovery = discovery()
            _ = discovery.receive(arrival(match()), at: .zero)
            _ = discovery.receive(arrival(match(mac: "AA-BB-CC-DD-EE-02", more: more), from: source), at: .zero)
            #expect(discovery.devices.map(\.rivalry) == [.claimed, .claimed])
        }
    }

    @Test func oneDeviceFromTwoAddressesIsContested() {
        var discovery = discovery()
        _ = discovery.receive(arrival(match()), at: .zero)
        _ = discovery.receive(arrival(match(), from: "192.0.2.99"), at: .zero)
        #expect(discovery.devices.map(\.rivalry) == [.claimed])
        #expect(discovery.devices.first?.source == "192.0.2.64", "the first address stays")
    }

    @Test func aFloodNeitherFillsTheMemoryNorHidesTheNextSecond() {
        var discovery = discovery()
        for number in 0..<5000 {
            let serial = "DS-X20181114WRQ0" + String(1_000_000 + number)
            let mac = "02-00-00-00-" + hex(number / 256) + "-" + hex(number % 256)
            // Each from an address of its own, so that only the number of devices bounds them.
            let source = "10.0.\(number / 250).\(number % 250)"
            _ = discovery.receive(arrival(match(mac: mac, serial: serial), from: source), at: .milliseconds(number))
        }
        #expect(discovery.devices.count == SADPSettings.mostDevices)
        #expect(discovery.ignored[.flood] == 5000 - SADPSettings.mostDevices)
        var one = self.discovery()
        for _ in 0..<3000 { _ = one.receive(arrival("x"), at: .milliseconds(1)) }
        #expect(one.ignored == [.unreadable: SADPSettings.mostAnswersPerSource, .flood: 1000])
        #expect(one.receive(arrival(match()), at: .milliseconds(999)) == .ignored(.flood))
        guard case .listed = one.receive(arrival(match()), at: .seconds(1)) else {
            Issue.record("the next second is lost too")
            return
        }
    }

    private func hex(_ number: Int) -> String { (number < 16 ? "0" : "") + String(number, radix: 16) }

    @Test func inquiriesAreRepeatedWithinTheTime() {
        #expect(SADPSettings.inquiryTimes(within: .seconds(3)) == [.zero, .seconds(1), .seconds(2)])
        #expect(SADPSettings.inquiryTimes(within: .milliseconds(500)) == [.zero])
        #expect(
            SADPSettings.inquiryTimes(within: .seconds(13)) == [
                .zero, .seconds(1), .seconds(2), .seconds(7), .seconds(12),
            ])
    }

    // MARK: The exchange

    private func exchange() throws -> (SADPRequest, ExchangeGuard) {
        let mac = try #require(MACAddress("AA-BB-CC-DD-EE-01"))
        let request = SADPRequest(uuid: "EXCHANGE", operation: .exchange(publicKey: "K"), of: mac)
        return (request, ExchangeGuard(request, of: "192.0.2.64"))
    }

    private func code(_ code: String, mac: String = "aa-bb-cc-dd-ee-01") -> String {
        "<ProbeMatch><Uuid>EXCHANGE</Uuid><MAC>\(mac)</MAC><Types>exchangecode</Types><Result>success</Result><Code>\(code)</Code></ProbeMatch>"
    }

    @Test func oneAnswerFromTheAnnouncedAddressCounts() throws {
        var (request, watch) = try exchange()
        #expect(try watch.receive(arrival(match())) == false)
        #expect(try watch.receive(Arrival(bytes: request.bytes, source: "192.0.2.1", door: .group, link: 0)) == false)
        #expect(try watch.receive(arrival(code("A", mac: "aa-bb-cc-dd-ee-99"))) == false)
        #expect(try watch.receive(arrival(code("A"))) == true)
        #expect(watch.answer == .code("A"))
    }

    @Test func anAnswerFromElsewhereEndsTheExchange() throws {
        var (_, watch) = try exchange()
        #expect(throws: SADPFailure.impostor(address: "192.0.2.66")) {
            try watch.receive(arrival(code("A"), from: "192.0.2.66"))
        }
    }

    @Test func aSecondAnswerEndsTheExchange() throws {
        var (_, watch) = try exchange()
        _ = try watch.receive(arrival(code("A")))
        #expect(throws: SADPFailure.answeredTwice) { try watch.receive(arrival(code("B"))) }
    }
}
