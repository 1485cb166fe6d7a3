import Attendance
import Store
import SyncEngine

extension Engine {
    /// Removes a device that nobody is syncing; a run under way is given a few seconds to end.
    ///
    /// - Returns: how many punches went with it.
    public func remove(_ device: Device, withPunches: Bool, actor: Actor) async throws -> Int {
        let end = ContinuousClock.now + .seconds(5)
        var held = try store.lock(.device(device.id))
        while held == nil, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(100))
            held = try store.lock(.device(device.id))
        }
        guard let lock = held else {
            throw RequestFailure(
                en: "“\(device.name)” is being synced; try again in a moment",
                vi: "“\(device.name)” đang được đồng bộ; hãy thử lại sau")
        }
        defer { withExtendedLifetime(lock) {} }
        return try await store.devices.remove(device, withPunches: withPunches, act: Act(by: actor, at: now()))
    }
}
