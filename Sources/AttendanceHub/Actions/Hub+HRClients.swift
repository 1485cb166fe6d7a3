import Attendance
import Store
import SyncEngine

extension Hub {
    /// Adds an HR client. Its fields are checked in form; nothing is sent.
    ///
    /// - Throws: `FieldFailure`, `RequestFailure`, `StoreFailure`.
    public func add(_ entry: HRClientEntry, act: Act) async throws -> HRClient {
        try await store.hrClients.add(try await draft(entry).draft, act: act)
    }

    /// Changes an HR client: what the entry leaves out stays, and an empty value empties its field. What it failed with
    /// before is forgotten, so that it is tried again at once.
    ///
    /// - Throws: `FieldFailure`, `RequestFailure`, `StoreFailure`.
    public func edit(_ client: HRClient, to entry: HRClientEntry, act: Act) async throws -> HRClient {
        let (draft, dropped) = try await draft(entry, over: client)
        let edited = try await store.hrClients.edit(client, to: draft, droppingSecrets: dropped, act: act)
        wakeDeliveries()
        return edited
    }

    /// Whether a client is delivered to; one that is enabled again is tried at once.
    public func setEnabled(_ isEnabled: Bool, _ client: HRClient, act: Act) async throws(StoreFailure) {
        try await store.hrClients.setEnabled(isEnabled, client, act: act)
        wakeDeliveries()
    }

    /// Removes a client with what it is still owed; what it received is remembered.
    public func remove(_ client: HRClient, act: Act) async throws(StoreFailure) {
        try await store.hrClients.remove(client, act: act)
    }
}
