import Synchronization
import Testing

@testable import HTTPTransport

/// Which addresses are this machine's, its network's, or the world's, to the last one of each range.
@Suite struct PlaceTests {
    private func place(_ bytes: UInt8...) -> HostPlace { HostPlace(bytes) }

    /// The sixteen bytes of an IPv6 address of eight groups.
    private func place(groups: [UInt16]) -> HostPlace {
        HostPlace(groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
    }

    @Test func theEdgesOfEveryRangeOfIPv4() {
        for (bytes, wanted) in [
            ([0, 255, 255, 255], .own), ([1, 0, 0, 0], .outside), ([9, 255, 255, 255], .outside),
            ([10, 0, 0, 0], .inside), ([10, 255, 255, 255], .inside), ([11, 0, 0, 0], .outside),
            ([100, 63, 255, 255], .outside), ([100, 64, 0, 0], .inside), ([100, 127, 255, 255], .inside),
            ([100, 128, 0, 0], .outside), ([126, 255, 255, 255], .outside), ([127, 0, 0, 0], .own),
            ([127, 255, 255, 255], .own), ([128, 0, 0, 0], .outside), ([169, 253, 255, 255], .outside),
            ([169, 254, 0, 0], .own), ([169, 254, 255, 255], .own), ([169, 255, 0, 0], .outside),
            ([172, 15, 255, 255], .outside), ([172, 16, 0, 0], .inside), ([172, 31, 255, 255], .inside),
            ([172, 32, 0, 0], .outside), ([192, 167, 255, 255], .outside), ([192, 168, 0, 0], .inside),
            ([192, 168, 255, 255], .inside), ([192, 169, 0, 0], .outside), ([223, 255, 255, 255], .outside),
            ([224, 0, 0, 0], .inside), ([255, 255, 255, 255], .inside),
        ] as [([UInt8], HostPlace)] {
            #expect(HostPlace(bytes) == wanted, "\(bytes)")
        }
    }

    @Test func theEdgesOfEveryRangeOfIPv6() {
        for (groups, wanted) in [
            ([0, 0, 0, 0, 0, 0, 0, 0], .own), ([0, 0, 0, 0, 0, 0, 0, 1], .own), ([0, 0, 0, 0, 0, 0, 0, 2], .outside),
            ([0xFBFF, 0, 0, 0, 0, 0, 0, 1], .outside), ([0xFC00, 0, 0, 0, 0, 0, 0, 1], .inside),
            ([0xFDFF, 0, 0, 0, 0, 0, 0, 1], .inside), ([0xFE00, 0, 0, 0, 0, 0, 0, 1], .outside),
            ([0xFE7F, 0, 0, 0, 0, 0, 0, 1], .outside), ([0xFE80, 0, 0, 0, 0, 0, 0, 1], .own),
            ([0xFEBF, 0xFFFF, 0, 0, 0, 0, 0, 1], .own), ([0xFEC0, 0, 0, 0, 0, 0, 0, 1], .inside),
            ([0xFEFF, 0, 0, 0, 0, 0, 0, 1], .inside), ([0xFF02, 0, 0, 0, 0, 0, 0, 1], .inside),
            ([0x2001, 0xDB8, 0, 0, 0, 0, 0, 1], .outside),
        ] as [([UInt16], HostPlace)] {
            #expect(place(groups: groups) == wanted, "\(groups)")
        }
    }

    /// What leads to an address of IPv4 lies where that lies.
    @Test func theAddressesThatCarryOneOfIPv4() {
        for (bytes, wanted) in [
            ([127, 0, 0, 1], .own), ([169, 254, 169, 254], .own), ([10, 1, 2, 3], .inside), ([8, 8, 8, 8], .outside),
        ] as [([UInt8], HostPlace)] {
            let zeros = [UInt8](repeating: 0, count: 10)
            let carriers: [[UInt8]] = [
                zeros + [0xFF, 0xFF] + bytes, zeros + [0, 0] + bytes,
                [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] + bytes, [0x20, 0x02] + bytes + zeros,
            ]
            for carrier in carriers { #expect(HostPlace(carrier) == wanted, "\(carrier)") }
        }
        // Another prefix of RFC 6052's family carries nothing.
        #expect(place(groups: [0x64, 0xFF9B, 1, 0, 0, 0, 0x7F00, 1]) == .outside)
    }

    @Test func anAddressOfThisMachinesOwnInterfacesIsItsOwn() {
        #expect(HostPlace(of: "127.0.0.1") == .own && HostPlace(of: "localhost") == .own)
    }

    @Test func aHostIsListedByItsNameHoweverTheAddressIsWritten() async {
        let rule = QuoteRule { ["10.0.0.1", "fc00::1"] }
        #expect(await rule.allows("HTTP://10.0.0.1:8080/x?y"))
        #expect(await rule.allows("http://[FC00::1]:8080/x"))
        #expect(await !rule.allows("http://[fc00::2]/x"))
        #expect(await !rule.allows("http://10.0.0.10/x"))
        #expect(await !rule.allows("/x"))
        // An address that only looks like the world: the machine's own, mapped.
        #expect(await !rule.allows("http://[::ffff:127.0.0.1]/x"))
    }

    @Test func aListThatChangesCountsAtOnce() async {
        let list = Mutex<[String]>([])
        let rule = QuoteRule { list.withLock { $0 } }
        #expect(await !rule.allows("http://10.0.0.1/"))
        list.withLock { $0 = ["10.0.0.1"] }
        #expect(await rule.allows("http://10.0.0.1/"))
        list.withLock { $0 = [] }
        #expect(await !rule.allows("http://10.0.0.1/"))
    }

    @Test func whereEverythingMayBeQuotedNothingIsAsked() async {
        #expect(await QuoteRule.everything.allows("http://127.0.0.1/"))
        #expect(await QuoteRule.everything.allows("no address"))
    }
}
