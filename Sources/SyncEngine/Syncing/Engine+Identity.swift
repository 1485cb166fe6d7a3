import Attendance
import ConnectorKit
import Store

/// A device told who it is for the first time: whatever is under way begins again as that device.
struct NewIdentityFailure: Error {}

extension Engine {
    /// Binds a device to the identity that it told.
    ///
    /// - Throws: `NewIdentityFailure` where that is news; `DeviceFailure` where it is another device than before, or one that
    ///   the program reads already.
    func bind(_ device: Device, to identity: String, field: String, by actor: Actor) async throws {
        let isNews: Bool
        do throws(StoreFailure) {
            isNews = try await store.devices.bind(
                device, to: identity, field: field, sisters: deviceKinds[device.kind]?.sisters ?? [],
                act: Act(by: actor, at: now()))
        } catch {
            // A person's to settle, and no fault of the store.
            if case .refused(let failure) = error { throw failure }
            throw error
        }
        if isNews { throw NewIdentityFailure() }
    }
}
