import Attendance
import AttendanceHub
import Foundation
import Synchronization

/// Previewed imports that wait for their confirmation. They hold secrets, so that they live in memory and not long.
final class PendingImports: Sendable {
    private struct Entry {
        let owner: Int64?
        let content: DeviceImport
        let at: Instant
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let now: @Sendable () -> Instant
    private static let life = Duration.minutes(15)
    private static let most = 20

    init(now: @escaping @Sendable () -> Instant) {
        self.now = now
    }

    func keep(_ content: DeviceImport, owner: Int64?) -> String {
        let id = UUID().uuidString
        let now = now()
        entries.withLock { entries in
            entries = entries.filter { now.since($0.value.at) < PendingImports.life }
            if entries.count >= PendingImports.most { entries.removeAll() }
            entries[id] = Entry(owner: owner, content: content, at: now)
        }
        return id
    }

    func take(_ id: String, owner: Int64?) -> DeviceImport? {
        let now = now()
        return entries.withLock { entries in
            guard let entry = entries[id], let owner, entry.owner == owner, now.since(entry.at) < PendingImports.life
            else {
                return nil
            }
            entries[id] = nil
            return entry.content
        }
    }
}
