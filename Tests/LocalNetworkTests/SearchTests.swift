import LocalNetwork
import Testing

@Suite struct LocalNetworkTests {
    @Test func aSearchLastsAsLongAsItIsTold() {
        #expect(LocalDevices(interface: "127.0.0.1", duration: .seconds(2)).duration == .seconds(2))
    }
}
