import Attendance
import ConnectorKit
import Scheduling
import Store

/// Finds devices again whose address changed: one that nobody answers for is looked for on this machine's networks, by the
/// serial number that it told before, and goes on at its new address.
public final class Rediscovery: RecurringJob {
    public let loop = JobLoop(
        "rediscovery", every: .seconds(600), longestStep: .seconds(300), startsAtOnce: false,
        while: Phrase(
            en: "terminals whose address changed are not found again",
            vi: "máy chấm công bị đổi địa chỉ không được tìm lại"))
    private let engine: Engine

    /// Runs of a device that fail in a row before it is looked for: a restart is no move.
    public static let failures = 3

    public init(engine: Engine) {
        self.engine = engine
    }

    public func turn(_ turn: JobTurn) async throws { _ = try await engine.findLost() }
}

extension Engine {
    /// Looks for devices that do not answer where they were.
    ///
    /// - Returns: how many go on at another address.
    public func findLost() async throws(StoreFailure) -> Int {
        var moved = 0
        let devices = try await store.devices.all()
        for (kindID, ofKind) in Dictionary(grouping: devices, by: \.kind) {
            guard let finder = deviceKinds[kindID]?.finder else { continue }
            let lost = ofKind.filter { device in
                device.isEnabled && device.failures >= Rediscovery.failures && device.lastSuccessAt != nil
                    && device.facts?.serialNumber != nil
            }
            guard !lost.isEmpty else { continue }
            let wellKnown = ofKind.filter { device in !lost.contains { $0.id == device.id } }
            let found = await finder.find(Set(wellKnown.compactMap { $0.fields[finder.addressField] })) { _ in }
            for device in lost {
                let here = found.filter { $0.identity == device.facts?.serialNumber }
                // Two that claim one serial number are nobody's to choose between.
                guard here.count == 1, let place = here.first, place.address != device.fields[finder.addressField]
                else {
                    continue
                }
                let isMoved = try await store.devices.move(
                    device, field: finder.addressField, to: place.address, act: Act(by: .schedule, at: now()))
                if isMoved { moved += 1 }
            }
        }
        return moved
    }
}
