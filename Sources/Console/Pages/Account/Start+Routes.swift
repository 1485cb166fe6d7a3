import Access
import Attendance
import AttendanceHub
import Hummingbird
import Store
import SyncEngine

/// The first device, or a made-up company to try the program with.
extension Console {
    var startRoutes: [Route] {
        [
            Route(.get, "/start", .permission(.devicesWrite)) { $0.startPage() },
            Route(.post, "/start/simulator", .permission(.devicesWrite)) { try await $0.startSimulator() },
        ]
    }
}

extension Visit {
    fileprivate func startPage() -> Response {
        page(
            StartPage(
                kinds: KindChoice.among(console.engine.deviceKinds, at: "", language), hasSimulator: console.simulators != nil,
                token: formToken),
            title: say("First device", "Thiết bị đầu tiên"))
    }

    fileprivate func startSimulator() async throws -> Response {
        guard let simulators = console.simulators else { throw Refusal(HTTPError(.notFound)) }
        let offer = try await simulators.start()
        let present = try await store.devices.all()
        if !(try await store.hrClients.all().contains { $0.name == offer.hrName }) {
            let entry = HRClientEntry(
                name: offer.hrName, kind: offer.hrKind, values: offer.hrValues, by: .network)
            _ = try await console.hub.add(entry, act: act)
        }
        for entry in offer.devices where !present.contains(where: { $0.name == entry.name }) {
            _ = try await console.hub.add(entry, act: act)
        }
        _ = startSync(try await store.devices.all().filter(\.isEnabled), .undated(.all))
        return redirect(
            "/devices", .good(say("The simulator runs and is being read.", "Mô phỏng đang chạy và đang được đọc.")))
    }
}
