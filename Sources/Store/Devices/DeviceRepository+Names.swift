import Attendance
import Database

extension DeviceRepository {
    /// Why a device may not be called so; nil where it may.
    ///
    /// - Parameter device: the one that is to have the name; nil for a new one.
    public func nameObjection(_ name: String, for device: Device?) async throws(StoreFailure) -> NameTakenFailure? {
        try await file.read { NameTakenFailure(name, holder: try $0.namesake(name, of: device?.id), for: device?.id) }
    }
}

extension Database {
    /// The device that has a name already, by its id.
    ///
    /// - Parameter id: of the device that is to have it; nil for a new one.
    func namesake(_ name: String, of id: Int64?) throws -> Int64? {
        let taken = try spelling(of: name, in: "device", where: "id <> \(id ?? 0)")
        return try Int64.fetchOne(self, sql: "SELECT id FROM device WHERE name = ?", arguments: [taken])
    }
}
