import Attendance
import AttendanceHub
import ConnectorKit
import Foundation
import HRKit
import HTTPTransport
import Logging
import Server
import Simulators
import Store
import SyncEngine

/// A hub in the test's own process, on a real store and real HTTP, with a clock that the test moves.
public struct TestHub: Sendable {
    public let engine: Engine
    public let clock: TestClock
    /// The clock of every vendor and HR system; it goes with `clock` until a test sets it apart.
    public let theirClock: TheirClock
    public let directory: URL
    public var store: Store { engine.store }
    /// What people do with devices and HR clients.
    public var attendance: Hub { Hub(engine: engine) }

    /// A Monday morning in the middle of a month.
    public static let usualNow = "2026-03-16T10:00:00+07:00"

    /// Serves the simulators and runs `body` with a hub and their addresses.
    ///
    /// - Parameter stub: answers instead of what listens at the addresses.
    public static func with<Value: Sendable>(
        _ simulators: [any Simulator] = [], answeredBy stub: (any HTTPSending)? = nil, now: String = usualNow,
        _ body: @escaping @Sendable (TestHub, [String]) async throws -> Value
    ) async throws -> Value {
        try await withTemporaryDirectory { directory in
            let clock = TestClock(now)
            let store = try Store.fresh(in: directory.appending(path: "data"))
            return try await SimulatedServer.serving(simulators) { addresses in
                try await HTTPTransport.with(quotes: .everything) { http in
                    var log = Logger(label: "test")
                    log.logLevel = .critical
                    let theirs = TheirClock(following: clock)
                    let engine = Engine(
                        store: store, deviceKinds: Kinds.devices, hrKinds: Kinds.hrSystems,
                        http: DatedHTTP(http: stub ?? http, clock: theirs), now: { clock.now }, log: log)
                    return try await body(
                        TestHub(engine: engine, clock: clock, theirClock: theirs, directory: directory), addresses)
                }
            }
        }
    }

    /// Adds a device through the kind's own check.
    @discardableResult
    public func addDevice(
        _ name: String, kind: String, _ values: [String: String], zone: Zone = .vietnam, syncFrom: LocalDate? = nil,
        hr: [String] = []
    ) async throws -> Device {
        guard let kind = Kinds.devices[kind] else { throw CocoaError(.featureUnsupported) }
        let checked = try kind.checked(FieldValues(values.mapValues { [$0] }))
        return try await store.devices.add(
            DeviceDraft(
                name: name, kind: kind.id, identity: kind.identity(checked), zone: zone, syncFrom: syncFrom,
                fields: checked.filter { !kind.fields.isSecret($0) },
                secrets: checked.filter { kind.fields.isSecret($0) },
                periodSeconds: checked["period-seconds"].flatMap { Int($0) }, hrClients: hr,
                account: engine.account(kind: kind.id, fields: checked),
                recordedTime: kind.recordedTime),
            act: Act(by: .person("test"), at: clock.now))
    }

    @discardableResult
    public func addHR(_ name: String, kind: String, _ values: [String: String]) async throws -> HRClient {
        guard let kind = Kinds.hrSystems[kind] else { throw CocoaError(.featureUnsupported) }
        let checked = try kind.checked(FieldValues(values.mapValues { [$0] }))
        return try await store.hrClients.add(
            HRClientDraft(
                name: name, kind: kind.id, identity: kind.identity(checked),
                fields: checked.filter { !kind.fields.isSecret($0) },
                secrets: checked.filter { kind.fields.isSecret($0) }),
            act: Act(by: .person("test"), at: clock.now))
    }

    /// Syncs with a person's patience.
    public func sync(_ device: Device, cause: RunCause = .device) async -> SyncReport {
        await engine.sync(device, .undated(cause), by: .person("test"))
    }

    public func sync(_ device: Device, from: String?, to: String? = nil) async -> SyncReport {
        await engine.sync(
            device, .dated(from: from.flatMap { TimeText($0) }, to: to.flatMap { TimeText($0) }, cause: .device),
            by: .person("test"))
    }

    /// Every punch of the store, newest first.
    public func punches(_ filter: PunchFilter = PunchFilter()) async throws -> [PunchWithDeliveries] {
        var all: [PunchWithDeliveries] = []
        var position: PunchRepository.Position?
        repeat {
            let page = try await store.punches.page(filter, after: position)
            all += page.punches
            position = page.next
        } while position != nil
        return all
    }
}
