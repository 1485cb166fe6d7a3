import Attendance
import LocalNetwork
import SADP
import Store
import TestSupport
import Testing

@testable import Console

/// One search at a time, and one attempt at a device's password at a time.
@Suite struct NetworkSearchesTests {
    private let one = MACAddress("44-47-CC-00-10-01")
    private let other = MACAddress("44-47-CC-00-10-02")

    @Test func twoAttemptsAtOneDeviceNeverRunTogether() async throws {
        let searches = NetworkSearches(TestConsole.quietNetwork)
        let (one, other) = (try #require(one), try #require(other))
        let outcome = try await searches.attempting(one) {
            let second = try await searches.attempting(one) { "second" }
            let beside = try await searches.attempting(other) { "beside" }
            let third = try await searches.attempting(one) { "third" }
            return [second, beside, third]
        }
        #expect(outcome == [nil, "beside", nil])
        #expect(try await searches.attempting(one) { "later" } == "later")
    }

    @Test func anAttemptThatFailedLeavesTheDeviceFree() async throws {
        let searches = NetworkSearches(TestConsole.quietNetwork)
        let one = try #require(one)
        await #expect(throws: CancellationError.self) {
            try await searches.attempting(one) { throw CancellationError() }
        }
        #expect(try await searches.attempting(one) { true } == true)
    }

    @Test func aSearchThatFailsSaysWhyAndTheNextOneMayBegin() async throws {
        try await TestHub.with { hub, _ in
            let searches = NetworkSearches(TestConsole.quietNetwork)
            for _ in 0..<2 {
                await #expect(throws: SADPFailure.self) {
                    _ = try await searches.search(
                        "none0", into: hub.store.networks, actor: .person("lan"), now: { hub.clock.now },
                        onChange: { _ in })
                }
                let (search, isSearching) = searches.current
                #expect(!isSearching && search?.interface == "none0" && search?.actor == .person("lan"))
                #expect(search?.problem?.en.contains("none0") == true)
            }
            #expect(try await hub.store.networks.all().isEmpty)
            let list = try await searches.search(
                nil, into: hub.store.networks, actor: .person("lan"), now: { hub.clock.now }, onChange: { _ in })
            #expect(list.actor == .person("lan") && !list.isReported)
            #expect(
                searches.current.search == nil && !searches.current.isSearching,
                "a search that ended well leaves no trace")
        }
    }

    @Test func whoeverSearchesMeanwhileIsToldThatOneIsUnderWay() async throws {
        try await TestHub.with { hub, _ in
            let searches = NetworkSearches(TestConsole.localDevices(port: 19_998, for: .seconds(1)))
            async let first = searches.search(
                nil, into: hub.store.networks, actor: .person("lan"), now: { hub.clock.now }, onChange: { _ in })
            #expect(try await eventually { searches.current.isSearching })
            do {
                _ = try await searches.search(
                    "none0", into: hub.store.networks, actor: .person("hoa"), now: { hub.clock.now }, onChange: { _ in }
                )
                Issue.record("two searches at once")
            } catch SADPFailure.busy {}
            #expect(searches.current.isSearching && searches.current.search?.actor == .person("lan"))
            _ = try await first
            #expect(try await hub.store.networks.all().map(\.actor) == [.person("lan")])
        }
    }

    @Test func anInterfaceThatIsNotChosenIsTheUsualOne() {
        let searches = NetworkSearches(TestConsole.quietNetwork)
        #expect(searches.usualInterface == "127.0.0.1")
        #expect(searches.devices(on: nil).interface == "127.0.0.1" && searches.devices(on: "").interface == "127.0.0.1")
        #expect(searches.devices(on: "eth7").interface == "eth7")
    }
}
