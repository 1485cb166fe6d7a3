import Attendance
import Store
import SyncEngine

/// What people do with devices and HR clients, by whichever door: pages, API and commands call the same acts. An act
/// checks what was entered, stores it with its line in the history, and wakes what waits for it.
public struct Hub: Sendable {
    public let engine: Engine
    /// Told when deliveries may have become due.
    let wakeDeliveries: @Sendable () -> Void

    var store: Store { engine.store }

    /// - Parameter wakeDeliveries: nothing, where a server of another process does the work.
    public init(engine: Engine, wakeDeliveries: @escaping @Sendable () -> Void = {}) {
        self.engine = engine
        self.wakeDeliveries = wakeDeliveries
    }
}
