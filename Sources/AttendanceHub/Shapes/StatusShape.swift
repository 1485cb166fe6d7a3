import Attendance
import Store
import SyncEngine
import Wire

/// The status with what is to be said beside it.
public struct StatusReport: Sendable {
    public let status: Status
    public let warnings: Warnings
    /// In the order of the status's lines.
    public let allDevices: [Device]
    private let devices: [String: Device]
    private let clients: [String: (client: HRClient, nextDue: Instant?)]

    init(status: Status, warnings: Warnings, devices: [Device], clients: [(HRClient, Instant?)]) {
        self.status = status
        self.warnings = warnings
        allDevices = devices
        self.devices = Dictionary(devices.map { ($0.name, $0) }) { first, _ in first }
        self.clients = Dictionary(clients.map { ($0.0.name, (client: $0.0, nextDue: $0.1)) }) { first, _ in first }
    }

    /// The warnings of a device's line.
    public func warnings(ofDevice name: String) -> [Warning] { devices[name].map { warnings.of($0) } ?? [] }

    public func device(named name: String) -> Device? { devices[name] }

    public func client(named name: String) -> HRClient? { clients[name]?.client }

    /// Since when an HR client takes nothing, why, and when it is tried again; nil while all is well.
    public func outage(ofClient name: String) -> HROutage? {
        clients[name].flatMap { HROutage($0.client, nextTry: $0.client.nextTry($0.nextDue)) }
    }

    public func json(_ language: Language, _ bounds: (from: Instant?, to: Instant?)) -> JSONValue {
        let total = status.total
        return [
            "from": JSONValue(bounds.from.map(Zone.vietnam.rfc3339)),
            "to": JSONValue(bounds.to.map(Zone.vietnam.rfc3339)),
            "pulled": JSONValue(total.pulled), "delivered": JSONValue(total.delivered),
            "waiting": JSONValue(total.waiting), "parked": JSONValue(total.parked),
            "rejected": JSONValue(total.rejected), "undecoded": JSONValue(total.undecoded),
            "warnings": warnings.general.json(language),
            "devices": .array(
                status.devices.map {
                    $0.json("device", "completeUpTo", language)
                        .adding("warnings", warnings(ofDevice: $0.name).json(language))
                }),
            "hrClients": .array(
                status.hrClients.map { line in
                    let client = clients[line.name]
                    return line.json("hr", "deliveredUpTo", language)
                        .adding("failingSince", JSONValue((client?.client.failingSince).map(Zone.vietnam.rfc3339)))
                        .adding("reason", JSONValue(client?.client.failure?[language]))
                        .adding(
                            "nextTryAt",
                            JSONValue((client?.client.nextTry(client?.nextDue)).map(Zone.vietnam.rfc3339)))
                }),
        ]
    }
}

extension Hub {
    /// The counts with what is to be said beside them.
    public func report(_ status: Status) async throws(StoreFailure) -> StatusReport {
        StatusReport(
            status: status, warnings: try await warnings(), devices: try await store.devices.all(),
            clients: try await clientsWithNextDue())
    }

    /// The counts of days with what is to be said beside them, read side by side: a year's counts take as long as all
    /// the rest.
    ///
    /// - Throws: `StoreFailure`.
    public func report(days: ClosedRange<LocalDate>?) async throws -> StatusReport {
        async let status = store.status.status(days: days)
        async let warnings = warnings()
        async let devices = store.devices.all()
        let clients = try await clientsWithNextDue()
        return StatusReport(
            status: try await status, warnings: try await warnings, devices: try await devices, clients: clients)
    }

    private func clientsWithNextDue() async throws(StoreFailure) -> [(HRClient, Instant?)] {
        var clients: [(HRClient, Instant?)] = []
        for client in try await store.hrClients.all() {
            clients.append((client, try await store.deliveries.nextDue(client)))
        }
        return clients
    }
}

extension Status.Line {
    fileprivate func json(_ nameKey: String, _ upToKey: String, _ language: Language) -> JSONValue {
        .object([
            JSONValue.Member(nameKey, .string(name)), JSONValue.Member("pulled", JSONValue(counts.pulled)),
            JSONValue.Member("delivered", JSONValue(counts.delivered)),
            JSONValue.Member("waiting", JSONValue(counts.waiting)),
            JSONValue.Member("parked", JSONValue(counts.parked)),
            JSONValue.Member("rejected", JSONValue(counts.rejected)),
            JSONValue.Member("undecoded", JSONValue(counts.undecoded)),
            JSONValue.Member(upToKey, JSONValue(upTo.map(Zone.vietnam.rfc3339))),
            JSONValue.Member("needsAttention", JSONValue(attention?[language])),
        ])
    }
}
