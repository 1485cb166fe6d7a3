import Attendance
import ConnectorKit
import Store

/// What keeps two processes from holding a line to one terminal at the same time: most terminals take one session.
struct LineHold {
    fileprivate let locks: [FileLock]
}

extension Engine {
    /// Waits until nobody else holds a line to the device, and keeps others from it as long as the hold lives.
    func holdLine(of id: Int64) async throws -> LineHold {
        while true {
            if let lock = try store.lock(.job("line-\(id)")) { return LineHold(locks: [lock]) }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    /// Whether somebody in another process waits for the device's line.
    func isLineWished(of id: Int64) throws(StoreFailure) -> Bool { try store.lock(.job("line-wish-\(id)")) == nil }

    /// For a run of a device to which another process may hold a line: a server that listens lets go of it when it is
    /// wished for. Nil where this process listens itself, and its runs use its line.
    func borrowLine(of device: Device) async throws -> LineHold? {
        guard let listener = deviceKinds[device.kind]?.listener, listener.isWanted(device.fields),
            !liveLines.held.contains(device.id)
        else { return nil }
        let end = ContinuousClock.now + Engine.longestWish
        var wish: FileLock?
        while wish == nil, ContinuousClock.now < end {
            wish = try store.lock(.job("line-wish-\(device.id)"))
            // A listener that looks whether somebody wishes has it for a moment.
            if wish == nil { try await Task.sleep(for: .milliseconds(20)) }
        }
        guard let wish else { return nil }
        while ContinuousClock.now < end {
            if let lock = try store.lock(.job("line-\(device.id)")) { return LineHold(locks: [wish, lock]) }
            try await Task.sleep(for: .milliseconds(200))
        }
        // A terminal may well take two: the run tells if it does not.
        return LineHold(locks: [wish])
    }

    /// How long a run waits for a listener of another process to let go.
    private static let longestWish = Duration.seconds(6)
}
