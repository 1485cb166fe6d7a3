import Attendance
import Database

/// What is done with many devices at once.
extension DeviceRepository {
    /// Switches devices on or off, all or none.
    public func setEnabled(_ isEnabled: Bool, _ devices: [Device], act: Act) async throws(StoreFailure) {
        try await set("enabled", isEnabled, devices, .device(isEnabled ? .enabled : .disabled), act)
    }

    /// Whether the schedule leaves devices alone; all or none.
    public func setPaused(_ isPaused: Bool, _ devices: [Device], act: Act) async throws(StoreFailure) {
        try await set("paused", isPaused, devices, .device(isPaused ? .paused : .resumed), act)
    }

    private func set(
        _ column: String, _ value: Bool, _ devices: [Device], _ event: HistoryEvent, _ act: Act
    ) async throws(StoreFailure) {
        try await file.write { database in
            for device in devices {
                try database.execute(
                    sql: "UPDATE device SET \(column) = ?, next_run_at = ? WHERE id = ?",
                    arguments: [value, act.at, device.id])
                try database.recordHistory(event, of: device.name, act: act)
            }
        }
    }

    /// Replaces the tags of devices, all or none.
    public func setTags(_ changes: [(device: Device, tags: DeviceTags)], act: Act) async throws(StoreFailure) {
        let changes = changes.map { (id: $0.device.id, name: $0.device.name, tags: $0.tags) }
        try await file.write { database in
            for change in changes {
                try database.execute(
                    sql: "UPDATE device SET tags = ?, revision = revision + 1 WHERE id = ?",
                    arguments: [Column.text(change.tags), change.id])
                try database.recordHistory(.device(.tagged(tags: change.tags.text)), of: change.name, act: act)
            }
        }
    }
}
