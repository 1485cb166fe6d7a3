import Attendance
import AttendanceHub
import Console
import Foundation
import ServiceLifecycle
import Simulators
import Store
import Synchronization

/// The made-up company that a new user can try the program with: simulators in this process. Once it was chosen it
/// starts with the server, on the same ports, so that its devices go on working.
final class LocalCompany: SimulatedCompany, Service {
    private let store: Store
    private let order = AsyncStream<CheckedContinuation<[String], any Error>>.makeStream()
    private static let secretName = "simulator-ports"

    init(store: Store) {
        self.store = store
    }

    func start() async throws -> SimulatedOffer {
        let addresses = try await withCheckedThrowingContinuation { order.continuation.yield($0) }
        return LocalCompany.offer(addresses)
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown { [self] in
            if let kept = try await store.programSecrets.load(LocalCompany.secretName) {
                let ports = kept.split(separator: " ").compactMap { Int($0) }
                // A port that somebody else has by now leaves the devices to say that they cannot be reached.
                try? await serve(ports) { _ in }
            } else {
                for await asked in order.stream {
                    do {
                        try await serve([0, 0, 0]) { addresses in
                            asked.resume(returning: addresses)
                        }
                    } catch {
                        if !(error is CancellationError) { asked.resume(throwing: error) }
                    }
                    break
                }
            }
            for await asked in order.stream { asked.resume(throwing: CancellationError()) }
        }
    }

    private func serve(_ ports: [Int], started: @escaping @Sendable ([String]) -> Void) async throws {
        let now = Instant.now.milliseconds
        let hanet = HanetSimulator()
        hanet.setPlace("13433", name: "Văn phòng Hà Nội", .realistic(people: Demo.people, days: Demo.days, now: now))
        let nuveq = NuveqSimulator()
        nuveq.setEvents(NuveqSimulator.realistic(people: Demo.people, days: Demo.days, now: now))
        let base = BaseCheckinSimulator(codes: Demo.codesKnownToHR)
        try await SimulatedServer.serving([hanet, nuveq, base], ports: ports) { [self] addresses in
            let numbers = addresses.compactMap { $0.split(separator: ":").last.map(String.init) }
            try await store.programSecrets.keep(numbers.joined(separator: " "), as: LocalCompany.secretName)
            started(addresses)
            async let _ = SimulatedTerminals.run()
            // Whoever asks again gets the same company.
            for await asked in order.stream { asked.resume(returning: addresses) }
            try await Task.sleep(for: .seconds(1 << 40))
        }
    }

    private static func offer(_ addresses: [String]) -> SimulatedOffer {
        SimulatedOffer(
            devices: [
                DeviceEntry(
                    name: "Văn phòng Hà Nội (mô phỏng)", kind: "hanet",
                    values: FieldValues([
                        "token": ["hanet-token"], "place-id": ["13433"], "base-url": [addresses[0]],
                    ]), hrClients: ["HRM (mô phỏng)"]),
                DeviceEntry(
                    name: "Kho Bình Dương (mô phỏng)", kind: "nuveq",
                    values: FieldValues([
                        "api-id": ["344"], "token-key": ["nuveq-key"], "base-url": [addresses[1]],
                    ]), hrClients: ["HRM (mô phỏng)"]),
            ],
            hrName: "HRM (mô phỏng)", hrKind: "base-checkin",
            hrValues: FieldValues(["token": ["base-token"], "base-url": [addresses[2]]]))
    }
}
