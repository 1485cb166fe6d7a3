import Attendance
import AttendanceHub
import Store
import Wire

/// What is added, shown, switched and removed by its name or id: devices and HR clients.
protocol CommandSubject: Sendable {
    /// What usage lines call it: `device`, `client`.
    static var word: String { get }
    var name: String { get }
    /// What `--help` says of the commands that both have.
    static var abstracts: (show: String, enable: String, disable: String) { get }

    static func find(_ selector: String, in session: Session) async throws -> Self

    func setEnabled(_ isEnabled: Bool, in session: Session) async throws

    /// With its fields; of secrets only whether they are set.
    func json(in session: Session) async throws -> JSONValue
}

extension Device: CommandSubject {
    static var word: String { "device" }

    static var abstracts: (show: String, enable: String, disable: String) {
        ("One device with its fields.", "Sync a device again.", "Stop syncing a device.")
    }

    static func find(_ selector: String, in session: Session) async throws -> Device {
        try await session.store.devices.find(selector)
    }

    func setEnabled(_ isEnabled: Bool, in session: Session) async throws {
        try await session.hub.setEnabled(isEnabled, [self], act: session.act)
    }

    func json(in session: Session) async throws -> JSONValue {
        try await session.hub.shape(self, session.language)
    }
}

extension HRClient: CommandSubject {
    static var word: String { "client" }

    static var abstracts: (show: String, enable: String, disable: String) {
        ("One HR client with its fields.", "Deliver to a client again.", "Stop delivering to a client.")
    }

    static func find(_ selector: String, in session: Session) async throws -> HRClient {
        try await session.store.hrClients.find(selector)
    }

    func setEnabled(_ isEnabled: Bool, in session: Session) async throws {
        try await session.hub.setEnabled(isEnabled, self, act: session.act)
    }

    func json(in session: Session) async throws -> JSONValue {
        try await session.hub.shape(self, session.language)
    }
}
