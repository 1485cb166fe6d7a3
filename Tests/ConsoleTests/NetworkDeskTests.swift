import Attendance
import LocalNetwork
import SADP
import Store
import TestSupport
import Testing

@testable import Console

/// One search at a time, and one attempt at a device's password at a time.
@Suite struct NetworkDeskTests {
    private let one = MACAddress("44-47-CC-00-10-01")
    private let other = MACAddress("44-47-CC-00-10-02")

    @Test func twoAttemptsAtOneDeviceNeverRunTogether() async throws {
        let desk = NetworkDesk(TestConsole.quietNetwork)
        let (one, other) = (try #require(one), try #require(other))
        let outcome = try await desk.attempting(one) {
            let second = try await desk.attempting(one) { "second" }
            let beside = try await desk.attempting(other) { "beside" }
            let third = try await desk.attempting(one) { "third" }
            return [second, beside, third]
        }
        #expect(outcome == [nil, "beside", nil])
        #expect(try await desk.attempting(one) { "later" } == "later")
    }

    @Test func anAttemptThatFailedLeavesTheDeviceFree() async throws {
        let desk = NetworkDesk(TestConsole.quietNetwork)
        let one = try #require(one)
        await #expect(throws: CancellationError.self) {
            try await desk.attempting(one) { throw CancellationError() }
        }
        #expect(try await desk.attempting(one) { true } == true)
    }

    @Test func aSearchThatFailsSaysWhyAndTheNextOneMayBegin() async throws {
        try await TestHub.with { hub, _ in
            let desk = NetworkDesk(TestConsole.quietNetwork)
            for _ in 0..<2 {
                await #expect(throws: SADPFailure.self) {
                    _ = try await desk.search(
                        "none0", store: hub.store, actor: .person("lan"), now: { hub.clock.now }, onChange: { _ in })
                }
                let (search, isSearching) = desk.current
                #expect(!isSearching && search?.interface == "none0" && search?.actor == .person("lan"))
                #expect(search?.problem?.en.contains("none0") == true)
            }
            #expect(try await hub.store.networks.all().isEmpty)
            let list = try await desk.search(
                nil, store: hub.store, actor: .person("lan"), now: { hub.clock.now }, onChange: { _ in })
            #expect(list.actor == .person("lan") && !list.isReported)
            #expect(desk.current.search == nil && !desk.current.isSearching, "a search that ended well leaves no trace")
        }
    }

    @Test func whoeverSearchesMeanwhileIsToldThatOneIsUnderWay() async throws {
        try await TestHub.with { hub, _ in
            let desk = NetworkDesk(TestConsole.localDevices(port: 19_998, for: .seconds(1)))
            async let first = desk.search(
                nil, store: hub.store, actor: .person("lan"), now: { hub.clock.now }, onChange: { _ in })
            #expect(try await eventually { desk.current.isSearching })
            do {
                _ = try await desk.search(
                    "none0", store: hub.store, actor: .person("hoa"), now: { hub.clock.now }, onChange: { _ in })
                Issue.record("two searches at once")
            } catch SADPFailure.busy {}
            #expect(desk.current.isSearching && desk.current.search?.actor == .person("lan"))
            _ = try await first
            #expect(try await hub.store.networks.all().map(\.actor) == [.person("lan")])
        }
    }

    @Test func anInterfaceThatIsNotChosenIsTheUsualOne() {
        let desk = NetworkDesk(TestConsole.quietNetwork)
        #expect(desk.usualInterface == "127.0.0.1")
        #expect(desk.devices(on: nil).interface == "127.0.0.1" && desk.devices(on: "").interface == "127.0.0.1")
        #expect(desk.devices(on: "eth7").interface == "eth7")
    }
}
