import Attendance
import Store
import SyncEngine

extension Engine {
    /// Removes a device that nobody is syncing at the moment.
    ///
    /// - Returns: how many punches went with it.
    public func remove(_ device: Device, withPunches: Bool, actor: String) async throws -> Int {
        guard let lock = try store.lock(.device(device.id)) else {
            throw Failure(
                en: "“\(device.name)” is being synced; try again in a moment",
                vi: "“\(device.name)” đang được đồng bộ; hãy thử lại sau")
        }
        defer { withExtendedLifetime(lock) {} }
        return try await store.devices.remove(device, withPunches: withPunches, actor: actor, now: now())
    }
}
