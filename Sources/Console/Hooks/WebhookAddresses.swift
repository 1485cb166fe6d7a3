import Access
import Attendance
import AttendanceHub
import ConnectorKit
import Hummingbird
import Store

/// The addresses at which the vendors of devices call.
struct WebhookAddresses: Sendable {
    let hub: Hub
    let hooks: HookRepository
    let kinds: DeviceKinds
    let policy: ServingPolicy

    /// Makes a device's address anew; an earlier one is dead from then on.
    ///
    /// - Returns: the whole address, which is a secret.
    /// - Throws: `RequestFailure` for a kind without webhooks, and where the device lacks what they are checked with.
    func make(for device: Device, _ visit: Visit) async throws -> String {
        address(of: device, try await hub.makeHook(for: device, act: visit.act), visit)
    }

    /// Nil for kinds without webhooks and for those who may not change devices: the address is a secret.
    func box(of device: Device, _ visit: Visit) async throws -> HookBox? {
        guard visit.may(.devicesWrite), let intake = kinds[device.kind]?.webhook else { return nil }
        let present = try await hooks.find(of: device).flatMap { $0.secret.isEmpty ? nil : $0 }
        return HookBox(
            intake, present?.hook, address: present.map { address(of: device, $0.secret, visit) },
            lack: await hub.lack(of: intake, for: device), in: device.zone, visit.language)
    }

    private func address(of device: Device, _ secret: String, _ visit: Visit) -> String {
        "\(policy.origin(visit.request))/hooks/\(device.kind)/\(secret)"
    }
}
