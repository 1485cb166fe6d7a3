import Attendance
import Foundation
import GRDB
import ProgramSettings
import Store
import TestSupport
import Testing

@Suite struct StoreFileTests {
    private func error(opening directory: URL) -> StoreFailure? {
        do {
            _ = try Store(directory: directory, environment: [:], patience: 0.2)
            return nil
        } catch {
            return error
        }
    }

    @Test func theDirectoryIsMadeForItsOwnerAlone() async throws {
        try await withTemporaryDirectory { directory in
            let data = directory.appending(path: "deep/data")
            _ = try Store(directory: data, environment: [:])
            let mode = try FileManager.default.attributesOfItem(atPath: data.path)[.posixPermissions] as? NSNumber
            #expect(mode?.int16Value == 0o700)
        }
    }

    @Test func everyCommitWaitsForTheDisk() async throws {
        try await withTemporaryDirectory { directory in
            let store = try Store(directory: directory, environment: [:])
            #expect(try await store.durability() == Durability(journal: "wal", synchronous: 2))
        }
    }

    @Test func aDatabaseOfANewerProgramIsLeftAlone() async throws {
        try await withTemporaryDirectory { directory in
            _ = try Store(directory: directory, environment: [:])
            let queue = try DatabaseQueue(path: directory.appending(path: "rollcall.db").path)
            try await queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 the future')") }
            try queue.close()
            guard case .data(.newerThanProgram)? = error(opening: directory) else {
                Issue.record("opened")
                return
            }
        }
    }

    @Test func aDamagedDatabaseIsSaidToBeDamagedAndKept() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "rollcall.db")
            let garbage = Data(repeating: 0x5A, count: 8192)
            try garbage.write(to: file)
            guard case .data(.damaged(let path, _))? = error(opening: directory) else {
                Issue.record("opened")
                return
            }
            #expect(path == file.path)
            #expect(try Data(contentsOf: file) == garbage)
        }
    }

    @Test func aDatabaseThatIsLockedTooLongSaysSo() async throws {
        try await withTemporaryDirectory { directory in
            let store = try Store(directory: directory, environment: [:], patience: 0.2)
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let other = try DatabaseQueue(
                path: directory.appending(path: "rollcall.db").path, configuration: configuration)
            try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
            do {
                try await store.settings.set("auto-sync-minutes", "7", act: Act(by: .person("test"), at: .now))
                Issue.record("written")
            } catch {
                guard case .data(.locked)? = error as? StoreFailure else {
                    Issue.record("\(error)")
                    return
                }
            }
            try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            try await store.settings.set("auto-sync-minutes", "7", act: Act(by: .person("test"), at: .now))
            #expect(try await store.settings.current().autoSyncMinutes == 7)
        }
    }

    @Test func aDirectoryThatCannotBeUsedIsNamed() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "file")
            try Data().write(to: file)
            guard case .data(.directory(let path, _))? = error(opening: file.appending(path: "data")) else {
                Issue.record("opened")
                return
            }
            #expect(path.hasSuffix("/file"))
            // A place where nothing can be made.
            guard case .data(.directory)? = error(opening: URL(fileURLWithPath: "/proc/rollcall/data")) else {
                Issue.record("opened")
                return
            }
        }
    }

    @Test func twoFirstRunsAtOnceAgreeOnOneDatabaseAndOneKey() async throws {
        for _ in 0..<20 {
            try await withTemporaryDirectory { directory in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 {
                        group.addTask { _ = try Store(directory: directory, environment: [:]) }
                    }
                    try await group.waitForAll()
                }
                #expect(error(opening: directory) == nil)
            }
        }
    }
}
