import Testing

@testable import HTTPTransport

/// Where an address lies decides whether words from it may be shown.
@Suite struct AddressTests {
    private func place(_ text: String) -> HostPlace { HostPlace(of: text) }

    @Test(arguments: [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "169.254.169.254", "::1", "::", "fe80::1", "febf::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1", "localhost",
    ])
    func theMachinesOwnAddressesAreNeverQuoted(_ text: String) {
        #expect(place(text) == .own)
    }

    @Test(arguments: [
        "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.255.255", "fc00::1",
        "fdff::1", "fec0::1", "::ffff:10.1.2.3", "64:ff9b::a00:1", "224.0.0.1", "255.255.255.255", "ff02::1",
    ])
    func itsNetworkIsQuotedWhereItIsListed(_ text: String) {
        #expect(place(text) == .inside)
    }

    @Test(arguments: [
        "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.167.1.1", "169.253.1.1", "126.0.0.1",
        "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1", "::ffff:8.8.8.8",
    ])
    func theWorldIsQuoted(_ text: String) {
        #expect(place(text) == .outside)
    }

    @Test(arguments: ["no-such-name.invalid", "", "1.2.3.4.5", "a b"])
    func whatLeadsNowhereIsNotQuoted(_ text: String) {
        #expect(place(text) != .outside)
    }

    @Test func aListedHostInsideIsQuotedAndALoopbackOneIsNot() async {
        let rule = QuoteRule { ["10.0.0.1", "127.0.0.1", "localhost"] }
        #expect(await rule.allows("http://10.0.0.1/x"))
        #expect(await !rule.allows("http://10.0.0.2/x"))
        #expect(await !rule.allows("http://127.0.0.1/x"))
        #expect(await !rule.allows("http://localhost:8080/x"))
        #expect(await rule.allows("https://8.8.8.8/x"))
        #expect(await !rule.allows("no address"))
    }
}
