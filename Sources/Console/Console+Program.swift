import AttendanceHub
import Store
import SyncEngine

/// The sections of the program itself and of its people, with what each needs.
extension Console {
    var programPages: [any Pages] {
        let store = engine.store
        return [
            SettingsPages(
                settings: store.settings, secrets: store.programSecrets, fingerprint: policy.authority?.fingerprint),
            CleaningPages(cleaning: Cleaning(store)),
        ]
    }

    var programOperations: [Operation] {
        let store = engine.store
        return StatusOperations(hub: hub, status: store.status, settings: store.settings).operations
            + HistoryOperations(history: store.history).operations
            + SettingsOperations(settings: store.settings).operations
            + CleaningOperations(cleaning: Cleaning(store)).operations
    }
}
