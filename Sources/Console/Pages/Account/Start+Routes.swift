import Access
import Attendance
import AttendanceHub
import Hummingbird
import Store
import SyncEngine

/// The first device, or a made-up company to try the program with.
struct StartPages: Pages {
    let hub: Hub
    let devices: DeviceRepository
    let hrClients: HRClientRepository
    let jobs: StartedJobs
    /// Nil where no simulators are at hand.
    let simulators: (any SimulatedCompany)?

    var routes: [Route] {
        [
            Route(.get, "/start", .permission(.devicesWrite)) { show($0) },
            Route(.post, "/start/simulator", .permission(.devicesWrite), startSimulator),
        ]
    }

    private func show(_ visit: Visit) -> Response {
        visit.page(
            StartPage(
                kinds: KindChoice.among(hub.engine.deviceKinds, at: "", visit.language),
                hasSimulator: simulators != nil,
                token: visit.formToken),
            title: visit.say("First device", "Thiết bị đầu tiên"))
    }

    @Sendable private func startSimulator(_ visit: Visit) async throws -> Response {
        guard let simulators else { throw Refusal(HTTPError(.notFound)) }
        try await add(try await simulators.start(), visit.act)
        _ = jobs.sync(try await devices.all().filter(\.isEnabled), .undated(.all), by: visit.principal)
        return visit.redirect(
            "/devices",
            .good(
                visit.say("The simulator runs and is being read.", "Thiết bị mô phỏng đang chạy và đang được đồng bộ."))
        )
    }

    /// What is there already under the same name stays as it is.
    private func add(_ offer: SimulatedOffer, _ act: Act) async throws {
        let present = try await devices.all()
        if !(try await hrClients.all().contains { $0.name == offer.hrName }) {
            let entry = HRClientEntry(
                name: offer.hrName, kind: offer.hrKind, values: offer.hrValues, by: .network)
            _ = try await hub.add(entry, act: act)
        }
        for entry in offer.devices where !present.contains(where: { $0.name == entry.name }) {
            _ = try await hub.add(entry, act: act)
        }
    }
}
