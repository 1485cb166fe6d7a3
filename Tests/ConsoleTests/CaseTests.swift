import Access
import HTTPTransport
import LocalNetwork
import SADP
import Serials
import Simulators
import Store
import TestSupport
import Testing
import UnbindingCases

/// Cases by page, against simulated devices on loopback.
@Suite struct CaseTests {
    private func with(_ body: @escaping @Sendable (TestConsole, Int64) async throws -> Void) async throws {
        try await SimulatedNetwork.with(SimulatedSite.terminals { "127.0.0.\(70 + $0)" }) { port in
            try await TestConsole.with(localDevices: TestConsole.localDevices(port: port, for: .milliseconds(500))) {
                test, _ in
                let reply = try await test.program([.networkSearch])
                    .send(.post, "/api/v1/network-searches", json: "{}")
                #expect(reply.status == 201)
                let list = try #require(try await test.hub.store.networks.all().first)
                try await body(test, list.id)
            }
        }
    }

    @Test func aCaseBeginsWithWhatTheDeviceItselfTells() async throws {
        try await with { test, list in
            let installer = try await test.verifiedInstaller()
            // The last but one by address is the recorder that is bound.
            let reply = try await installer.post("/network/\(list)/5/case")
            let address = try #require(reply.header("Location"))
            #expect(address == "/cases/UB26-00001")
            let opened = try await test.hub.store.cases.find("UB26-00001")
            #expect(opened.state == .draft && opened.serial.text == "E12345677" && opened.network == .lan)
            #expect(opened.device == .answered(.bound))
            #expect(try await test.hub.store.cases.key(of: opened)?.serial?.text == "E12345677")
            let page = try await installer.get(address)
            #expect(page.status == 200 && page.text.contains("thiết bị trả lời là đã liên kết"))
            let secret = try #require(try await test.hub.store.cases.key(of: opened)?.secret)
            #expect(!page.text.contains(secret), "the key string is on no page")
            let log = try await test.hub.store.cases.log(of: opened)
            #expect(log.map(\.event) == ["opened"] && !log[0].detail.contains(secret))
        }
    }

    @Test func aCaseIsItsInstallersAndTheDesksToSee() async throws {
        try await with { test, list in
            let installer = try await test.verifiedInstaller()
            _ = try await installer.post("/network/\(list)/0/case")
            for (visitor, sees) in [
                (installer, true), (try await test.visitor(.installer), false),
                (try await test.visitor(.reviewer), true),
                (try await test.visitor(.admin), true), (try await test.visitor(.viewer), false),
            ] {
                #expect(try await visitor.get("/cases/UB26-00001").status == (sees ? 200 : 404))
                let list = try await visitor.get("/cases")
                #expect(list.text.contains("UB26-00001") == sees)
            }
            // Nobody withdraws another's case, the desk included.
            #expect(try await test.visitor(.reviewer).post("/cases/UB26-00001/withdraw").status == 403)
            #expect(try await test.visitor(.installer).post("/cases/UB26-00001/withdraw").status == 404)
            #expect(try await installer.post("/cases/UB26-00001/withdraw").status == 303)
            #expect(try await installer.post("/cases/UB26-00001/withdraw").status == 422)
            #expect(try await test.hub.store.cases.find("ub26-00001").state == .withdrawn)
        }
    }
}
