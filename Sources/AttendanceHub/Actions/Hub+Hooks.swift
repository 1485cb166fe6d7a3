import Attendance
import ConnectorKit
import Store
import SyncEngine

extension Hub {
    /// Makes the secret of a device's webhook address anew; an earlier address is dead from then on.
    ///
    /// - Throws: `RequestFailure` for a kind without webhooks, and where the device lacks what calls are checked with.
    public func makeHook(for device: Device, act: Act) async throws -> String {
        guard let intake = engine.deviceKinds[device.kind]?.webhook else {
            throw RequestFailure(en: "this kind has no webhooks", vi: "loại này không có webhook")
        }
        let fields = device.fields.merging(try await store.devices.secrets(of: device))
        if let lack = intake.lack(fields) { throw RequestFailure(lack) }
        return try await store.hooks.make(for: device, act: act)
    }

    /// What a device lacks before its webhook calls can be checked; nil when nothing. Secrets that no key opens are
    /// lacking.
    public func lack(of intake: WebhookIntake, for device: Device) async -> Phrase? {
        intake.lack(device.fields.merging((try? await store.devices.secrets(of: device)) ?? FieldValues()))
    }

    /// Removes a device's webhook address.
    public func removeHook(of device: Device, act: Act) async throws(StoreFailure) {
        try await store.hooks.remove(for: device, act: act)
    }
}
