import Attendance
import Store
import Synchronization

/// What this process is reading at the moment, for those who watch.
public final class ActiveRuns: Sendable {
    public struct Progress: Hashable, Sendable {
        public var fetched = 0
        /// Rows that the vendor counts, where it does.
        public var expected: Int?

        public init(fetched: Int = 0, expected: Int? = nil) {
            self.fetched = fetched
            self.expected = expected
        }
    }

    private let state = Mutex<[Int64: Progress]>([:])

    /// By device id.
    public var all: [Int64: Progress] { state.withLock { $0 } }

    func begin(_ device: Device) { state.withLock { $0[device.id] = Progress() } }

    func note(_ note: SyncProgressNote, deviceID: Int64) {
        state.withLock { $0[deviceID] = Progress(fetched: note.fetched, expected: note.expected) }
    }

    func end(_ device: Device) { _ = state.withLock { $0.removeValue(forKey: device.id) } }
}
